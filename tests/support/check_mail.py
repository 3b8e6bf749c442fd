"""Reads a message as a mail program would, with parsers that are none of ours, and says as JSON what it found.

usage: check_mail.py FILE.eml

Ends with 1 and a sentence for anything that the standards forbid: lines that are too long or do not end in CRLF, bytes that are not ASCII,
defects that the parser sees, pictures that nothing shows, calendars that do not parse.
"""

import base64
import email
import email.policy
import json
import re
import sys

import icalendar

POLICY = email.policy.SMTP.clone(raise_on_defect=True)


def die(what):
    print(what, file=sys.stderr)
    sys.exit(1)


def check_bytes(raw):
    if not raw.isascii():
        die("bytes that are not ASCII")
    if re.search(rb"(?<!\r)\n|\r(?!\n)", raw):
        die("a line that does not end in CRLF")
    for line in raw.split(b"\r\n"):
        if len(line) > 998:
            die("a line of more than 998 characters")
    head = raw.split(b"\r\n\r\n", 1)[0]
    for line in head.split(b"\r\n"):
        if len(line) > 78 and b"<http" not in line:  # an address cannot be folded
            die(f"a header line of {len(line)} characters")
        if re.fullmatch(rb"[ \t]*", line):
            die("a header line of white space")


def check_headers(message):
    for part in message.walk():
        for name, value in part.items():
            if value.defects:
                die(f"{name}: {value.defects}")
    for name in ("From", "To", "Subject", "Date", "Message-ID", "MIME-Version", "Auto-Submitted"):
        if len(message.get_all(name, [])) != 1:
            die(f"{name} is not there exactly once")


def structure(part):
    if part.is_multipart():
        return f"{part.get_content_subtype()}({','.join(structure(one) for one in part.iter_parts())})"
    return part.get_content_type()


def calendar_facts(part):
    calendar = icalendar.Calendar.from_ical(part.get_payload(decode=True))
    zones = [str(one["TZID"]) for one in calendar.walk("VTIMEZONE")]
    events = calendar.walk("VEVENT")
    if len(events) != 1:
        die("not exactly one event in the calendar")
    event = events[0]
    for line in part.get_payload(decode=True).split(b"\r\n"):
        if len(line) > 75:
            die("a calendar line of more than 75 bytes")
        line.decode("utf-8")
    start = event["DTSTART"]
    if start.params["TZID"] not in zones:
        die("the calendar names a zone that it does not describe")
    return {
        "method": str(calendar["METHOD"]),
        "uid": str(event["UID"]),
        "sequence": int(event["SEQUENCE"]),
        "summary": str(event["SUMMARY"]),
        "starts": start.dt.isoformat(),
        "zone": start.params["TZID"],
    }


def main():
    with open(sys.argv[1], "rb") as file:
        raw = file.read()
    check_bytes(raw)
    message = email.message_from_bytes(raw, policy=POLICY)
    check_headers(message)
    facts = {"structure": structure(message), "headers": {name.lower(): str(value) for name, value in message.items()}}
    facts["from_name"] = message["From"].addresses[0].display_name
    facts["from"] = message["From"].addresses[0].addr_spec
    if len(message["To"].addresses) != 1:
        die("not exactly one recipient")
    facts["to_name"] = message["To"].addresses[0].display_name
    facts["to"] = message["To"].addresses[0].addr_spec
    facts["text"] = ""
    facts["html"] = ""
    facts["picture"] = ""
    calendars = []
    for part in message.walk():
        kind = part.get_content_type()
        if kind == "text/plain":
            facts["text"] = part.get_content().replace("\r\n", "\n")
        elif kind == "text/html":
            facts["html"] = part.get_content().replace("\r\n", "\n")
        elif kind == "image/png":
            facts["picture"] = base64.b64encode(part.get_content()).decode()
            facts["picture_id"] = part["Content-ID"].strip("<>")
        elif kind == "text/calendar":
            calendars.append(calendar_facts(part))
            if part.is_attachment():
                facts["attachment"] = part.get_filename()
            elif part.get_param("method") != calendars[-1]["method"]:
                die("the part's method is not the calendar's")
    for shown in re.findall(r'src="cid:([^"]*)"', facts["html"]):
        if shown != facts.get("picture_id"):
            die("the HTML shows a picture that is not there")
    if facts["picture"] and f'cid:{facts["picture_id"]}' not in facts["html"]:
        die("a picture that nothing shows")
    if calendars and calendars != [calendars[0]] * 2:
        die("the calendar in the letter is not the one attached")
    facts["calendar"] = calendars[0] if calendars else None
    print(json.dumps(facts, ensure_ascii=False))


main()

"""A mail server for tests: keeps every message that it takes as a file, and misbehaves when a recipient's name asks for it.

usage: smtp_sink.py FOLDER [--tls FILE.pem] [--smtps] [--auth USER:PASSWORD] [--require-tls]

Listens on a free port of 127.0.0.1 and writes it to FOLDER/port. A message becomes FOLDER/00001.eml (its bytes), FOLDER/00001.json (sender,
recipient, whether the line was encrypted and the sender known) and a line in FOLDER/log ("kept RECIPIENT"; "connected" for each connection).
What the local part of a recipient begins with decides:

    unknown…   RCPT: 550 5.1.1            later…     RCPT: 451 4.2.0         full…    RCPT: 552 5.2.2
    policy…    RCPT: 550 5.7.1            spam…      after the text: 554     slow…    after the text: 452
    hangup…    the line breaks after RCPT            mute…      keeps the message and breaks the line instead of saying so
    pause…     keeps the message and says so only when FOLDER/go exists

FOLDER/down: every new connection is told 421 and closed as long as that file exists.
"""

import argparse
import asyncio
import json
import pathlib
import ssl

from aiosmtpd.smtp import SMTP, AuthResult, LoginPassword

REPLIES = {
    "unknown": "550 5.1.1 no such user here",
    "later": "451 4.2.0 try again later",
    "full": "552 5.2.2 the mailbox is full",
    "policy": "550 5.7.1 relaying denied",
}
AFTER_TEXT = {"spam": "554 5.7.1 this looks like spam", "slow": "452 4.3.1 no room for it now"}


def wish_of(address):
    local = address.split("@")[0].strip('"')
    for word in (*REPLIES, *AFTER_TEXT, "hangup", "mute", "pause"):
        if local.startswith(word):
            return word
    return ""


class Keeper:
    def __init__(self, folder):
        self.folder = folder
        self.count = 0

    def note(self, line):
        with open(self.folder / "log", "a", encoding="utf-8") as log:
            log.write(line + "\n")

    async def handle_RCPT(self, server, session, envelope, address, options):
        wish = wish_of(address)
        if wish in REPLIES:
            self.note(f"refused {address}")
            return REPLIES[wish]
        if wish == "hangup":
            self.note(f"hung up on {address}")
            server.transport.abort()
            return "421 gone"
        envelope.rcpt_tos.append(address)
        return "250 2.1.5 OK"

    async def handle_DATA(self, server, session, envelope):
        wish = wish_of(envelope.rcpt_tos[0])
        if wish in AFTER_TEXT:
            self.note(f"refused {envelope.rcpt_tos[0]}")
            return AFTER_TEXT[wish]
        self.count += 1
        name = f"{self.count:05}"
        (self.folder / f"{name}.eml").write_bytes(envelope.original_content)
        facts = {
            "from": envelope.mail_from,
            "to": envelope.rcpt_tos,
            "tls": session.ssl is not None,
            "user": session.auth_data.login.decode() if session.authenticated else "",
            "helo": session.host_name,
        }
        (self.folder / f"{name}.json").write_text(json.dumps(facts))
        self.note(f"kept {envelope.rcpt_tos[0]}")
        if wish == "mute":
            server.transport.abort()
        while wish == "pause" and not (self.folder / "go").exists():
            await asyncio.sleep(0.02)
        return "250 2.0.0 OK"


class Sink(SMTP):
    """aiosmtpd's server, which counts connections and can be down."""

    def connection_made(self, transport):
        self.event_handler.note("connected")
        if (self.event_handler.folder / "down").exists():
            transport.write(b"421 4.3.2 closed for today\r\n")
            transport.close()
            return
        super().connection_made(transport)


async def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("folder", type=pathlib.Path)
    parser.add_argument("--tls", help="certificate and key, in one file: STARTTLS is offered")
    parser.add_argument("--smtps", action="store_true", help="encrypted from the beginning, with --tls")
    parser.add_argument("--require-tls", action="store_true")
    parser.add_argument("--auth", help="USER:PASSWORD: nothing is taken from others")
    options = parser.parse_args()
    keeper = Keeper(options.folder)
    context = None
    if options.tls:
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        context.load_cert_chain(options.tls)

    def authenticate(server, session, envelope, mechanism, data):
        right = isinstance(data, LoginPassword) and options.auth == f"{data.login.decode()}:{data.password.decode()}"
        return AuthResult(success=right, auth_data=data if right else None, handled=right)

    def make():
        return Sink(
            keeper,
            hostname="sink.test",
            tls_context=None if options.smtps else context,
            require_starttls=options.require_tls,
            auth_required=bool(options.auth),
            auth_require_tls=False,
            authenticator=authenticate if options.auth else None,
        )

    loop = asyncio.get_running_loop()
    server = await loop.create_server(make, "127.0.0.1", 0, ssl=context if options.smtps else None)
    port = options.folder / "port.new"
    port.write_text(str(server.sockets[0].getsockname()[1]))
    port.rename(options.folder / "port")
    await server.serve_forever()


asyncio.run(main())

#include "server/mail/calendar.h"
#include "shared/base/utf8.h"
#include "shared/i18n/dates.h"
#include "tests/support/catch.h"

#include <sstream>

namespace uke::server::mail {
namespace {

CalendarEntry party() {
  CalendarEntry entry;
  entry.uid = "0190-1@uketsuke.example.jp";
  entry.sequence = 3;
  entry.title = "創立記念パーティー; 大阪, 会場";
  entry.description = "1行目\n2行目\\";
  entry.place = "大阪市北区";
  entry.url = "https://uketsuke.example.jp/e/abc";
  entry.starts = *i18n::parse_local("2027-02-20", "18:00", "Asia/Tokyo");
  entry.ends = *i18n::parse_local("2027-02-20", "20:30", "Asia/Tokyo");
  entry.zone = "Asia/Tokyo";
  entry.made = *i18n::parse_local("2027-01-01", "09:00", "Asia/Tokyo");
  return entry;
}

std::string unfolded(std::string_view file) {
  std::string out;
  for (std::size_t i = 0; i < file.size(); ++i) {
    if (file.substr(i, 3) == "\r\n ") {
      i += 2;
    } else {
      out += file[i];
    }
  }
  return out;
}

bool has_line(std::string_view file, std::string_view line) {
  return ("\r\n" + unfolded(file)).find("\r\n" + std::string(line) + "\r\n") != std::string::npos;
}

}  // namespace

TEST_CASE("an entry stands in local time of a zone that the file describes") {
  const auto file = calendar_file(party());
  REQUIRE(file.has_value());
  INFO(*file);
  CHECK(file->starts_with("BEGIN:VCALENDAR\r\n"));
  CHECK(has_line(*file, "METHOD:PUBLISH"));
  CHECK(has_line(*file, "TZID:Asia/Tokyo"));
  CHECK(has_line(*file, "TZOFFSETTO:+0900"));
  CHECK(has_line(*file, "UID:0190-1@uketsuke.example.jp"));
  CHECK(has_line(*file, "SEQUENCE:3"));
  CHECK(has_line(*file, "DTSTAMP:20270101T000000Z"));
  CHECK(has_line(*file, "DTSTART;TZID=Asia/Tokyo:20270220T180000"));
  CHECK(has_line(*file, "DTEND;TZID=Asia/Tokyo:20270220T203000"));
  CHECK(has_line(*file, "SUMMARY:創立記念パーティー\\; 大阪\\, 会場"));
  CHECK(has_line(*file, "DESCRIPTION:1行目\\n2行目\\\\"));
  CHECK(has_line(*file, "LOCATION:大阪市北区"));
  CHECK(has_line(*file, "URL:https://uketsuke.example.jp/e/abc"));
  CHECK(has_line(*file, "STATUS:CONFIRMED"));
}

TEST_CASE("a zone with summer time says when it begins and ends") {
  auto entry = party();
  entry.zone = "America/New_York";
  entry.starts = *i18n::parse_local("2027-07-04", "18:00", entry.zone);
  entry.ends = *i18n::parse_local("2027-07-04", "20:00", entry.zone);
  const auto file = calendar_file(entry);
  REQUIRE(file.has_value());
  INFO(*file);
  CHECK(has_line(*file, "DTSTART;TZID=America/New_York:20270704T180000"));
  const auto text = unfolded(*file);
  CHECK(text.find("BEGIN:DAYLIGHT\r\nDTSTART:20270314T020000\r\nTZOFFSETFROM:-0500\r\nTZOFFSETTO:-0400\r\n") != std::string::npos);
  CHECK(text.find("BEGIN:STANDARD\r\nDTSTART:20271107T020000\r\nTZOFFSETFROM:-0400\r\nTZOFFSETTO:-0500\r\n") != std::string::npos);
}

TEST_CASE("a cancelled entry cancels what has the same UID") {
  auto entry = party();
  entry.method = CalendarEntry::Method::cancel;
  entry.sequence = 4;
  const auto file = calendar_file(entry);
  REQUIRE(file.has_value());
  CHECK(has_line(*file, "METHOD:CANCEL"));
  CHECK(has_line(*file, "STATUS:CANCELLED"));
  CHECK(has_line(*file, "SEQUENCE:4"));
  CHECK(has_line(*file, "UID:0190-1@uketsuke.example.jp"));
}

TEST_CASE("lines are folded at 75 bytes and never inside a character") {
  auto entry = party();
  entry.title.clear();
  for (int i = 0; i < 100; ++i) entry.title += "𠮷é字a";
  const auto file = calendar_file(entry);
  REQUIRE(file.has_value());
  std::istringstream lines(*file);
  std::string line;
  while (std::getline(lines, line)) {
    REQUIRE(line.back() == '\r');
    CHECK(line.size() <= 76);  // with the \r
    CHECK(is_valid_utf8(line));
  }
  CHECK(has_line(*file, "SUMMARY:" + entry.title));
}

TEST_CASE("no text breaks out of its property") {
  auto entry = party();
  entry.title = std::string("a\r\nATTENDEE:mailto:x@example.jp\r\n\0\x01\xff", 36);
  entry.url = "https://example.jp/\r\nATTENDEE:mailto:x@example.jp";
  entry.uid = "uid\r\nATTENDEE:mailto:x@example.jp";
  const auto file = calendar_file(entry);
  REQUIRE(file.has_value());
  INFO(*file);
  CHECK(("\r\n" + *file).find("\r\nATTENDEE") == std::string::npos);
  CHECK(is_valid_utf8(*file));
}

TEST_CASE("refuses a zone that nobody knows") {
  auto entry = party();
  entry.zone = "Asia/Nowhere";
  CHECK(calendar_file(entry).error().code == ErrorCode::invalid);
  entry.zone = "../../etc/passwd";
  CHECK(calendar_file(entry).error().code == ErrorCode::invalid);
}

TEST_CASE("the link for who cannot open files says the same") {
  const auto link = google_calendar_link(party());
  CHECK(link.starts_with("https://calendar.google.com/calendar/render?action=TEMPLATE&text=%E5%89%B5"));
  CHECK(link.find("&dates=20270220T090000Z%2F20270220T113000Z") != std::string::npos);
  CHECK(link.find("&ctz=Asia%2FTokyo") != std::string::npos);
  CHECK(link.find("%0Ahttps%3A%2F%2Fuketsuke.example.jp%2Fe%2Fabc") != std::string::npos);
  for (const char c : link) CHECK((c > ' ' && c < 0x7f));
}

}  // namespace uke::server::mail

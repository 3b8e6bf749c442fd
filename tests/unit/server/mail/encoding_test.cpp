#include "server/mail/address.h"
#include "server/mail/clean.h"
#include "server/mail/encoding.h"
#include "shared/base/utf8.h"
#include "tests/support/catch.h"
#include "tests/support/fakes.h"

#include <sstream>
#include <vector>

namespace uke::server::mail {
namespace {

std::vector<std::string> lines_of(const std::string& text) {
  std::vector<std::string> lines;
  std::size_t at = 0;
  while (at < text.size()) {
    const auto end = text.find("\r\n", at);
    REQUIRE(end != std::string::npos);
    lines.push_back(text.substr(at, end - at));
    at = end + 2;
  }
  return lines;
}

// What a mail program reads: words decoded, the white space between them left out.
std::string decoded(const std::string& header) {
  std::string out;
  for (const auto& line : lines_of(header)) {
    std::istringstream words(line);
    std::string word;
    while (words >> word) {
      if (!word.starts_with("=?UTF-8?B?")) continue;
      const auto text = from_base64(std::string_view(word).substr(10, word.size() - 12));
      REQUIRE(text.has_value());
      CHECK(is_valid_utf8(*text));  // no character is cut
      out += *text;
    }
  }
  return out;
}

// One header and nothing else: each line after the first begins with a space, all are ASCII and short.
void check_header(const std::string& header) {
  INFO(header);
  const auto lines = lines_of(header);
  REQUIRE_FALSE(lines.empty());
  for (std::size_t i = 0; i < lines.size(); ++i) {
    CHECK(lines[i].size() <= 78);
    if (i > 0) CHECK(lines[i].starts_with(" "));
    for (const char c : lines[i]) CHECK((c >= ' ' && c < 0x7F));
  }
}

std::string any_bytes(test::SeededRandom& random, std::size_t most) {
  // Half of them what makes trouble.
  static const std::vector<std::string> kPieces = {
      "\r\n", "\n", "\r", std::string(1, '\0'), "Bcc: x@example.jp", "=?UTF-8?B?", "?=",       "<", ">",  "\"", "\\", ",", ";",        ":",
      "山田", "𠮷", "é",  "\xE2\x80\xA8",       "\xC2\x85",          "\xFF",       "\xE3\x81", " ", "\t", "a",  "=",  ".", "\r\n.\r\n"};
  std::string out;
  const auto count = random.below(most);
  for (std::uint64_t i = 0; i < count; ++i) {
    out += random.below(2) == 0 ? kPieces[random.below(kPieces.size())] : std::string(1, static_cast<char>(random.below(256)));
  }
  return out;
}

}  // namespace

TEST_CASE("a Japanese subject is encoded in words that no character is cut in") {
  std::string subject;
  for (int i = 0; i < 60; ++i) subject += "創立記念𠮷é ";
  subject += "終";
  const auto header = text_header("Subject", subject);
  check_header(header);
  CHECK(decoded(header) == subject);
}

TEST_CASE("a plain subject stays readable") {
  CHECK(text_header("Subject", "Your ticket for Saturday") == "Subject: Your ticket for Saturday\r\n");
  check_header(text_header("Subject", std::string(30, 'a') + " " + std::string(60, 'b') + " c"));
}

TEST_CASE("a subject that looks encoded comes out as it went in") {
  const auto header = text_header("Subject", "=?UTF-8?B?44GC?=");
  CHECK(decoded(header) == "=?UTF-8?B?44GC?=");
}

TEST_CASE("a very long word is no longer line than others") {
  const auto header = text_header("Subject", std::string(3000, 'x'));
  check_header(header);
  CHECK(decoded(header) == std::string(3000, 'x'));
}

TEST_CASE("names are plain or quoted or encoded as they need it") {
  CHECK(mailbox_header("To", "", "a@example.jp") == "To: a@example.jp\r\n");
  CHECK(mailbox_header("To", "Hanako Yamada", "a@example.jp") == "To: Hanako Yamada <a@example.jp>\r\n");
  CHECK(mailbox_header("To", "Yamada, Hanako (\"H\")", "a@example.jp") == "To: \"Yamada, Hanako (\\\"H\\\")\" <a@example.jp>\r\n");
  const auto header = mailbox_header("To", "山田 花子", "a@example.jp");
  check_header(header);
  CHECK(decoded(header) == "山田 花子");
  CHECK(header.ends_with(" <a@example.jp>\r\n"));
}

TEST_CASE("no bytes in a name or a subject make a header of their own") {
  for (std::uint64_t seed = 1; seed <= 400; ++seed) {
    test::SeededRandom random(seed);
    INFO("seed " << seed);
    const auto bytes = any_bytes(random, 300);
    const auto clean = cleaned(bytes, Lines::one);
    CHECK(is_valid_utf8(clean));
    CHECK(cleaned(clean, Lines::one) == clean);
    check_header(text_header("Subject", clean));
    check_header(mailbox_header("To", clean, "a@example.jp"));
    const auto mailbox = parse_mailbox(bytes);
    if (mailbox) CHECK(mailbox->address.text().find_first_of("\r\n<> ") == std::string::npos);
  }
}

TEST_CASE("text of many lines keeps its lines and nothing else that controls") {
  CHECK(cleaned("a\r\nb\rc\nd\xE2\x80\xA8"
                "e",
                Lines::many) == "a\nb\nc\nd\ne");
  CHECK(cleaned("a\r\nb\tc", Lines::one) == "a b c");
  CHECK(cleaned(std::string("a\0b\x7F", 4), Lines::many) == "a b ");
  CHECK(cleaned("\xFF\xE3\x81", Lines::one) == "\xEF\xBF\xBD\xEF\xBF\xBD\xEF\xBF\xBD");
}

TEST_CASE("quoted-printable keeps lines short and spaces at their ends") {
  const std::string text = "Price = 5,000 yen \nhttps://example.jp/" + std::string(200, 'a') + "?x=1\n\n.\nend";
  const auto quoted = quoted_printable(text);
  for (const auto& line : lines_of(quoted)) {
    CHECK(line.size() <= 76);
    CHECK_FALSE(line.ends_with(" "));
  }
  CHECK(quoted.starts_with("Price =3D 5,000 yen=20\r\n"));
  std::string back;
  for (std::size_t i = 0; i < quoted.size(); ++i) {
    if (quoted.substr(i, 3) == "=\r\n") {
      i += 2;
    } else if (quoted[i] == '=') {
      back += static_cast<char>(std::stoi(quoted.substr(i + 1, 2), nullptr, 16));
      i += 2;
    } else if (quoted[i] != '\r') {
      back += quoted[i];
    }
  }
  CHECK(back == text + "\n");
}

TEST_CASE("base64 comes back as it was") {
  std::string bytes;
  for (int i = 0; i < 256; ++i) bytes += static_cast<char>(i);
  CHECK(from_base64(base64(bytes)) == bytes);
  CHECK(base64("") == "");
  CHECK_FALSE(from_base64("a b"));
  for (const auto& line : lines_of(base64_lines(std::string(1000, 'x')))) CHECK(line.size() <= 76);
}

TEST_CASE("addresses of old carriers are quoted and nonsense is refused") {
  CHECK(parse_address("ab..c.@docomo.ne.jp")->text() == "\"ab..c.\"@docomo.ne.jp");
  CHECK(parse_address("\"ab..c.\"@docomo.ne.jp")->folded() == "ab..c.@docomo.ne.jp");
  CHECK(parse_address("  Hanako+x@Example.JP ")->folded() == "hanako+x@example.jp");
  CHECK(parse_address("a@b\"c@example.jp")->text() == "\"a@b\\\"c\"@example.jp");
  for (const std::string odd : {"a@b\"c@example.jp", "\"ab..c.cd\"o@x.jp", "a\\b@x.jp", "a\\\\\"b@x.jp", "\"\"a@x.jp"}) {
    INFO(odd);
    const auto once = parse_address(odd);
    REQUIRE(once);
    const auto twice = parse_address(once->text());
    REQUIRE(twice);
    CHECK(twice->folded() == once->folded());
    CHECK(twice->text() == once->text());
  }
  for (const std::string wrong : {"", "a", "@example.jp", "a@", "a@exa mple.jp", "a b@example.jp", "a@example..jp", "a@-example.jp",
                                  "a@例え.jp", "山田@example.jp", "a>@example.jp", "a@example.jp>", "a\r\nb@example.jp"}) {
    INFO(wrong);
    CHECK_FALSE(parse_address(wrong));
  }
  CHECK_FALSE(parse_address(std::string(65, 'a') + "@example.jp"));
}

TEST_CASE("a mailbox is a name and an address or the address alone") {
  const auto both = parse_mailbox("アルムナイ会 幹事 <kanji@example.jp>");
  REQUIRE(both);
  CHECK(both->name == "アルムナイ会 幹事");
  CHECK(both->address.text() == "kanji@example.jp");
  CHECK(parse_mailbox("\"Kanji, A.\" <kanji@example.jp>")->name == "Kanji, A.");
  CHECK(parse_mailbox("kanji@example.jp")->name.empty());
  CHECK_FALSE(parse_mailbox("kanji"));
  CHECK_FALSE(parse_mailbox("Kanji <kanji@example.jp> x"));
}

}  // namespace uke::server::mail

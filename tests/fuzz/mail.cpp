// Any bytes on their way into a letter: a header stays one header, lines keep their length, an address that is taken says the same again.
#include "server/mail/address.h"
#include "server/mail/clean.h"
#include "server/mail/encoding.h"
#include "shared/base/utf8.h"
#include "tests/fuzz/claim.h"

#include <algorithm>
#include <cstdint>

using namespace uke;
using namespace uke::server::mail;

namespace {

bool is_ascii(std::string_view text) {
  return std::ranges::all_of(text, [](char c) { return static_cast<unsigned char>(c) < 0x80; });
}

// Calls visit(line) for each line, all of which end in CRLF and hold neither alone.
template <class Visit>
void each_line(std::string_view text, Visit visit) {
  while (!text.empty()) {
    const auto end = text.find("\r\n");
    CLAIM(end != std::string_view::npos);
    const auto line = text.substr(0, end);
    CLAIM(line.find_first_of("\r\n") == std::string_view::npos);
    visit(line);
    text.remove_prefix(end + 2);
  }
}

// RFC 5322: a line that begins with white space goes on with the one before; any other would be a header of its own.
void is_one_header(std::string_view header) {
  CLAIM(is_ascii(header) && header.ends_with("\r\n") && header.find('\0') == std::string_view::npos);
  bool is_first = true;
  each_line(header, [&](std::string_view line) {
    CLAIM(line.size() <= 998);
    CLAIM(is_first || (line.starts_with(' ') && line.find_first_not_of(' ') != std::string_view::npos));
    is_first = false;
  });
}

void encodings(std::string_view bytes) {
  const auto back = from_base64(base64(bytes));
  CLAIM(back && *back == bytes);
  each_line(base64_lines(bytes), [](std::string_view line) { CLAIM(line.size() <= 76 && is_ascii(line)); });
  const auto text = cleaned(bytes, Lines::many);
  CLAIM(is_valid_utf8(text) && text.find('\r') == std::string::npos && cleaned(text, Lines::many) == text);
  const auto printable = quoted_printable(text);
  CLAIM(is_ascii(printable));
  auto whole = printable;
  if (!whole.ends_with("\r\n")) whole += "\r\n";
  each_line(whole, [](std::string_view line) { CLAIM(line.size() <= 76); });
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view bytes(reinterpret_cast<const char*>(data), size);
  encodings(bytes);
  const auto line = cleaned(bytes, Lines::one);
  CLAIM(is_valid_utf8(line) && line.find_first_of("\r\n") == std::string::npos && cleaned(line, Lines::one) == line);
  is_one_header(text_header("Subject", line));
  is_one_header(mailbox_header("To", line, "a@example.jp"));
  if (const auto address = parse_address(bytes)) {
    const auto text = address->text();
    CLAIM(is_ascii(text) && text.find_first_of("\r\n\0<> ", 0, 6) == std::string::npos);
    const auto again = parse_address(text);
    const bool is_escaped = text.find('\\') != std::string::npos;  // stands in a letter only: nobody reads that again
    CLAIM(is_escaped || (again && again->text() == text && again->folded() == address->folded()));
  }
  if (const auto mailbox = parse_mailbox(bytes)) {
    is_one_header(mailbox_header("Reply-To", cleaned(mailbox->name, Lines::one), mailbox->address.text()));
  }
  return 0;
}

#include "server/mail/encoding.h"

#include <fmt/format.h>
#include <sodium.h>

#include <algorithm>
#include <vector>

namespace uke::server::mail {
namespace {

constexpr std::size_t kLineMax = 76;       // RFC 2045, section 6.7
constexpr std::size_t kWordBytesMax = 36;  // of text in an encoded word: 12 characters around 48 of base64, beside a short header name
constexpr std::string_view kWordBegin = "=?UTF-8?B?";
constexpr std::string_view kWordEnd = "?=";

bool is_ascii(std::string_view text) {
  return std::ranges::all_of(text, [](char c) { return static_cast<unsigned char>(c) < 0x80; });
}

bool is_continuation(char c) { return (static_cast<unsigned char>(c) & 0xC0) == 0x80; }

std::vector<std::string> encoded_words(std::string_view text) {
  std::vector<std::string> words;
  while (!text.empty()) {
    auto length = std::min(kWordBytesMax, text.size());
    while (length < text.size() && length > 0 && is_continuation(text[length])) --length;
    words.push_back(std::string(kWordBegin) + base64(text.substr(0, length)) + std::string(kWordEnd));
    text.remove_prefix(length);
  }
  return words;
}

std::vector<std::string> plain_words(std::string_view text) {
  std::vector<std::string> words;
  while (!text.empty()) {
    const auto end = std::min(text.find(' ', 1), text.size());  // a word begins with the space before it
    words.emplace_back(text.substr(0, end));
    text.remove_prefix(end);
  }
  return words;
}

// A very long word would make a line of its own that no server takes; what could be read as an encoded word must not stand as it is.
bool may_stand_plain(std::string_view text) {
  if (!is_ascii(text) || text.find("=?") != text.npos || text.starts_with(' ') || text.ends_with(' ') || text.find("  ") != text.npos) {
    return false;
  }
  return std::ranges::none_of(plain_words(text), [](const std::string& word) { return word.size() > kLineMax - 2; });
}

class HeaderLine {
 public:
  explicit HeaderLine(std::string_view name) : text_(std::string(name) + ":"), width_(text_.size()) {}
  // `piece` begins with the space at which a line may be broken.
  void add(std::string_view piece) {
    if (width_ + piece.size() > kLineMax) {
      text_ += "\r\n";
      width_ = 0;
    }
    text_ += piece;
    width_ += piece.size();
  }
  [[nodiscard]] std::string take() && { return std::move(text_) + "\r\n"; }

 private:
  std::string text_;
  std::size_t width_;
};

bool is_phrase_character(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
         std::string_view(" !#$%&'*+-/=?^_`{|}~").find(c) != std::string_view::npos;
}

void add_name(HeaderLine& line, std::string_view name) {
  if (!may_stand_plain(name)) {
    for (const auto& word : encoded_words(name)) line.add(" " + word);
  } else if (std::ranges::all_of(name, is_phrase_character)) {
    for (const auto& word : plain_words(" " + std::string(name))) line.add(word);
  } else if (name.size() > kLineMax / 2) {  // a quoted text is one piece
    for (const auto& word : encoded_words(name)) line.add(" " + word);
  } else {
    std::string quoted = " \"";
    for (const char c : name) {
      if (c == '"' || c == '\\') quoted += '\\';
      quoted += c;
    }
    line.add(quoted + "\"");
  }
}

}  // namespace

std::string base64(std::string_view bytes) {
  std::string text(sodium_base64_ENCODED_LEN(bytes.size(), sodium_base64_VARIANT_ORIGINAL), '\0');
  sodium_bin2base64(text.data(), text.size(), reinterpret_cast<const unsigned char*>(bytes.data()), bytes.size(),
                    sodium_base64_VARIANT_ORIGINAL);
  text.pop_back();  // the NUL
  return text;
}

Result<std::string> from_base64(std::string_view text) {
  std::string bytes(text.size(), '\0');
  std::size_t size = 0;
  const int failed = sodium_base642bin(reinterpret_cast<unsigned char*>(bytes.data()), bytes.size(), text.data(), text.size(), nullptr,
                                       &size, nullptr, sodium_base64_VARIANT_ORIGINAL);
  if (failed != 0) return fail(ErrorCode::invalid, "mail.base64", "is no base64");
  bytes.resize(size);
  return bytes;
}

std::string base64_lines(std::string_view bytes) {
  const auto text = base64(bytes);
  std::string lines;
  lines.reserve(text.size() + text.size() / 38 + 2);
  for (std::size_t at = 0; at < text.size(); at += kLineMax) lines.append(text, at, kLineMax).append("\r\n");
  return lines;
}

std::string quoted_printable(std::string_view text) {
  std::string out;
  std::size_t width = 0;
  for (std::size_t i = 0; i < text.size(); ++i) {
    const char c = text[i];
    if (c == '\n') {
      out += "\r\n";
      width = 0;
      continue;
    }
    const bool ends_line = i + 1 == text.size() || text[i + 1] == '\n';
    const bool is_plain = (c > ' ' && c < 0x7F && c != '=') || (c == ' ' && !ends_line);
    const auto piece = is_plain ? std::string(1, c) : fmt::format("={:02X}", static_cast<unsigned char>(c));
    if (width + piece.size() > kLineMax - 1) {  // room for the = that says that the line goes on
      out += "=\r\n";
      width = 0;
    }
    out += piece;
    width += piece.size();
  }
  if (width > 0) out += "\r\n";
  return out;
}

std::string text_header(std::string_view name, std::string_view value) {
  HeaderLine line(name);
  if (may_stand_plain(value)) {
    for (const auto& word : plain_words(" " + std::string(value))) line.add(word);
  } else {
    for (const auto& word : encoded_words(value)) line.add(" " + word);
  }
  return std::move(line).take();
}

std::string mailbox_header(std::string_view header, std::string_view name, std::string_view address) {
  HeaderLine line(header);
  if (name.empty()) {
    line.add(" " + std::string(address));
  } else {
    add_name(line, name);
    line.add(" <" + std::string(address) + ">");
  }
  return std::move(line).take();
}

}  // namespace uke::server::mail

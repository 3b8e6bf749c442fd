#include "server/web/multipart.h"

#include <optional>

namespace uke::server::web {
namespace {

constexpr std::size_t kChunk = 64 * 1024;
constexpr std::size_t kPartHeaderMax = 8 * 1024;

std::unexpected<Error> broken(std::string_view what) { return fail(ErrorCode::invalid, "web.multipart", what); }

char lower(char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; }

bool same_word(std::string_view a, std::string_view b) {
  if (a.size() != b.size()) return false;
  for (std::size_t i = 0; i < a.size(); ++i) {
    if (lower(a[i]) != lower(b[i])) return false;
  }
  return true;
}

std::string_view trimmed(std::string_view text) {
  while (!text.empty() && (text.front() == ' ' || text.front() == '\t')) text.remove_prefix(1);
  while (!text.empty() && (text.back() == ' ' || text.back() == '\t')) text.remove_suffix(1);
  return text;
}

std::string unquoted(std::string_view text) {
  std::string out;
  for (std::size_t i = 0; i < text.size(); ++i) {
    const auto code = text.substr(i, 3);
    if (code == "%22" || same_word(code, "%0D") || same_word(code, "%0A")) {
      out.push_back(code == "%22" ? '"' : ' ');
      i += 2;
    } else {
      out.push_back(text[i]);
    }
  }
  return out;
}

// The body with a window on the part of it that is being looked at.
class Window {
 public:
  explicit Window(const std::function<std::size_t(char*, std::size_t)>& read) : read_(read) {}

  [[nodiscard]] std::string_view bytes() const { return std::string_view(buffer_).substr(begin_); }
  [[nodiscard]] std::uint64_t offset() const { return base_ + begin_; }  // of bytes() in the body
  void drop(std::size_t count) { begin_ += count; }
  // More bytes behind those that are there; false at the end.
  bool more() {
    buffer_.erase(0, begin_);
    base_ += begin_;
    begin_ = 0;
    const auto old = buffer_.size();
    buffer_.resize(old + kChunk);
    buffer_.resize(old + read_(buffer_.data() + old, kChunk));
    return buffer_.size() > old;
  }
  bool have(std::size_t count) {
    while (bytes().size() < count) {
      if (!more()) return false;
    }
    return true;
  }

 private:
  const std::function<std::size_t(char*, std::size_t)>& read_;
  std::string buffer_;
  std::size_t begin_ = 0;
  std::uint64_t base_ = 0;
};

// Hands on all bytes up to `delimiter`, and drops the delimiter. False if it never comes.
Result<bool> pass_until(Window& window, std::string_view delimiter, const std::function<Status(std::string_view)>& pass) {
  while (true) {
    const auto bytes = window.bytes();
    const auto found = bytes.find(delimiter);
    const bool is_there = found != std::string_view::npos;
    // What may be the delimiter's beginning stays for the next look.
    const auto sure = is_there ? found : bytes.size() - std::min(bytes.size(), delimiter.size() - 1);
    if (sure > 0) TRYV(pass(bytes.substr(0, sure)));
    window.drop(is_there ? sure + delimiter.size() : sure);
    if (is_there) return true;
    if (!window.more()) return false;
  }
}

// The value of the part's Content-Disposition; the window stands behind the empty line afterwards.
Result<std::string> read_part_header(Window& window) {
  std::string disposition;
  bool found = false;
  for (std::size_t total = 0;;) {
    auto end = window.bytes().find("\r\n");
    while (end == std::string_view::npos) {
      if (window.bytes().size() > kPartHeaderMax) return broken("a part's header is too long");
      if (!window.more()) return broken("it ends inside a part's header");
      end = window.bytes().find("\r\n");
    }
    total += end + 2;
    if (total > kPartHeaderMax) return broken("a part's header is too long");
    const auto line = window.bytes().substr(0, end);
    const auto colon = line.find(':');
    if (!line.empty() && colon == std::string_view::npos) return broken("a part's header has a line without a name");
    if (!line.empty() && same_word(line.substr(0, colon), "content-disposition")) {
      if (found) return broken("a part has two dispositions");
      disposition = trimmed(line.substr(colon + 1));
      found = true;
    }
    const bool is_last = line.empty();
    window.drop(end + 2);
    if (!is_last) continue;
    if (!found) return broken("a part has no Content-Disposition");
    return disposition;
  }
}

}  // namespace

Result<HeaderParameter> header_parameter(std::string_view header, std::string_view name) {
  auto rest = header.substr(std::min(header.size(), header.find(';')));
  while (!rest.empty()) {
    rest = trimmed(rest.substr(1));  // the semicolon
    const auto key_end = rest.find_first_of("=;");
    const auto key = trimmed(rest.substr(0, key_end));
    std::string_view value;
    if (key_end != std::string_view::npos && rest[key_end] == '=') {
      rest = trimmed(rest.substr(key_end + 1));
      if (rest.starts_with('"')) {
        const auto close = rest.find('"', 1);
        if (close == std::string_view::npos) return broken("a quoted name has no end");
        value = rest.substr(1, close - 1);
        rest.remove_prefix(close + 1);
      } else {
        value = trimmed(rest.substr(0, rest.find(';')));
      }
    }
    if (same_word(key, name)) return HeaderParameter{true, unquoted(value)};
    rest = rest.substr(std::min(rest.size(), rest.find(';')));
  }
  return HeaderParameter{};
}

Status read_multipart(std::string_view boundary, const std::function<std::size_t(char*, std::size_t)>& read,
                      const MultipartEvents& events) {
  const auto dashes = "--" + std::string(boundary);
  const auto delimiter = "\r\n" + dashes;
  Window window(read);
  if (!window.have(dashes.size())) return broken("it is shorter than its boundary");
  if (window.bytes().starts_with(dashes)) {
    window.drop(dashes.size());
  } else {
    TRY(const bool begun, pass_until(window, delimiter, [](std::string_view) { return Status{}; }));
    if (!begun) return broken("its boundary never comes");
  }
  while (true) {
    if (!window.have(2)) return broken("it ends behind a boundary");
    if (window.bytes().starts_with("--")) return {};
    // White space may follow a boundary (RFC 2046, section 5.1.1).
    while (window.have(1) && (window.bytes().front() == ' ' || window.bytes().front() == '\t')) window.drop(1);
    if (!window.have(2) || !window.bytes().starts_with("\r\n")) return broken("a boundary is not a line of its own");
    window.drop(2);
    TRY(const auto disposition, read_part_header(window));
    TRY(const bool is_wanted, events.begin(disposition, window.offset()));
    std::uint64_t size = 0;
    const auto pass = [&](std::string_view bytes) -> Status {
      size += bytes.size();
      return is_wanted ? events.content(bytes) : Status{};
    };
    // An empty part ends at once: its header's empty line is also the line break before the boundary.
    if (window.have(dashes.size()) && window.bytes().starts_with(dashes)) {
      window.drop(dashes.size());
    } else {
      TRY(const bool ended, pass_until(window, delimiter, pass));
      if (!ended) return broken("it ends inside a part");
    }
    events.end(size);
  }
}

}  // namespace uke::server::web

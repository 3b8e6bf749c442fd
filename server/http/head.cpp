#include "server/http/head.h"

#include <algorithm>
#include <array>
#include <charconv>

namespace uke::server::http {
namespace {

struct Phrase {
  int status;
  std::string_view text;
};
constexpr std::array kPhrases = {Phrase{200, "OK"},
                                 Phrase{201, "Created"},
                                 Phrase{202, "Accepted"},
                                 Phrase{204, "No Content"},
                                 Phrase{301, "Moved Permanently"},
                                 Phrase{302, "Found"},
                                 Phrase{303, "See Other"},
                                 Phrase{304, "Not Modified"},
                                 Phrase{400, "Bad Request"},
                                 Phrase{401, "Unauthorized"},
                                 Phrase{403, "Forbidden"},
                                 Phrase{404, "Not Found"},
                                 Phrase{405, "Method Not Allowed"},
                                 Phrase{408, "Request Timeout"},
                                 Phrase{409, "Conflict"},
                                 Phrase{412, "Precondition Failed"},
                                 Phrase{413, "Content Too Large"},
                                 Phrase{415, "Unsupported Media Type"},
                                 Phrase{417, "Expectation Failed"},
                                 Phrase{421, "Misdirected Request"},
                                 Phrase{422, "Unprocessable Content"},
                                 Phrase{428, "Precondition Required"},
                                 Phrase{429, "Too Many Requests"},
                                 Phrase{431, "Request Header Fields Too Large"},
                                 Phrase{500, "Internal Server Error"},
                                 Phrase{501, "Not Implemented"},
                                 Phrase{503, "Service Unavailable"},
                                 Phrase{505, "HTTP Version Not Supported"}};

bool breaks_header(char c) { return c == '\r' || c == '\n' || c == '\0'; }

void append_number(std::string& out, std::uint64_t value) {
  std::array<char, 20> digits{};
  const auto end = std::to_chars(digits.data(), digits.data() + digits.size(), value).ptr;
  out.append(digits.data(), end);
}

void append_field(std::string& out, std::string_view name, std::string_view value) {
  out.append(name).append(": ");
  if (std::any_of(value.begin(), value.end(), breaks_header)) {
    std::copy_if(value.begin(), value.end(), std::back_inserter(out), [](char c) { return !breaks_header(c); });
  } else {
    out.append(value);
  }
  out.append("\r\n");
}

}  // namespace

std::string_view DateCache::at(std::time_t now) {
  if (now != second_) {
    second_ = now;
    std::tm parts{};
    gmtime_r(&now, &parts);
    std::array<char, 40> text{};
    // The process never calls setlocale(), so day and month names are the C locale's, which RFC 9110 asks for.
    text_.assign(text.data(), std::strftime(text.data(), text.size(), "%a, %d %b %Y %H:%M:%S GMT", &parts));
  }
  return text_;
}

std::string_view reason_phrase(int status) {
  const auto* found = std::find_if(kPhrases.begin(), kPhrases.end(), [&](const Phrase& phrase) { return phrase.status == status; });
  return found == kPhrases.end() ? "" : found->text;
}

bool never_has_body(int status) { return status == 204 || status == 304; }

void append_head(std::string& out, const Head& head) {
  out.append("HTTP/1.1 ");
  append_number(out, static_cast<std::uint64_t>(head.status));
  out.append(" ").append(reason_phrase(head.status)).append("\r\nDate: ").append(head.date).append("\r\n");
  for (const auto& [name, value] : head.headers) append_field(out, name, value);
  for (const auto& [name, value] : head.defaults) {
    const bool set = std::any_of(head.headers.begin(), head.headers.end(), [&](const auto& header) { return header.first == name; });
    if (!set) append_field(out, name, value);
  }
  if (head.length) {
    out.append("Content-Length: ");
    append_number(out, *head.length);
    out.append("\r\n");
  }
  if (head.keep_alive == KeepAlive::no) {
    out.append("Connection: close\r\n");
  } else if (head.version == 10) {
    out.append("Connection: keep-alive\r\n");
  }
  out.append("\r\n");
}

}  // namespace uke::server::http

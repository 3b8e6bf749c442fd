#include "server/mail/mime.h"

#include "server/mail/clean.h"
#include "server/mail/encoding.h"
#include "server/mail/looks.h"
#include "server/mail/stored_letter.h"
#include "shared/text/text.h"

#include <fmt/chrono.h>

#include <algorithm>

namespace uke::server::mail {
namespace {

// Headers of a part, an empty line, and its content.
struct Part {
  std::string headers;
  std::string content;
  [[nodiscard]] std::string text() const { return headers + "\r\n" + content; }
};

std::string crlf(std::string_view text) {
  std::string out;
  for (const char c : text) {
    if (c == '\n') out += '\r';
    out += c;
  }
  return out;
}

// Whichever is shorter: Japanese in base64, English in quoted-printable.
Part text_part(std::string_view type, std::string_view text) {
  auto quoted = quoted_printable(text);
  auto packed = base64_lines(crlf(text));
  const bool is_quoted = quoted.size() <= packed.size();
  return {.headers = "Content-Type: " + std::string(type) +
                     "; charset=utf-8\r\nContent-Transfer-Encoding: " + (is_quoted ? "quoted-printable" : "base64") + "\r\n",
          .content = is_quoted ? std::move(quoted) : std::move(packed)};
}

// "=_" stands in no base64 and in no quoted-printable text: no part can hold its own end.
Part multipart(std::string_view type, std::string_view mark, const std::vector<Part>& parts) {
  const auto boundary = "=_" + std::string(mark);
  Part whole{.headers = "Content-Type: multipart/" + std::string(type) + ";\r\n boundary=\"" + boundary + "\"\r\n", .content = {}};
  for (const auto& part : parts) whole.content += "--" + boundary + "\r\n" + part.text();
  whole.content += "--" + boundary + "--\r\n";
  return whole;
}

std::string method_of(std::string_view calendar) {
  constexpr std::string_view kMethod = "\nMETHOD:";
  const auto at = calendar.find(kMethod);
  if (at == calendar.npos) return "PUBLISH";
  const auto word = calendar.substr(at + kMethod.size(), calendar.substr(at + kMethod.size()).find('\n'));
  const bool is_word = !word.empty() && std::ranges::all_of(word, [](char c) { return c >= 'A' && c <= 'Z'; });
  return is_word ? std::string(word) : "PUBLISH";
}

Part picture_part(const Letter& letter, std::string_view content_id) {
  return {.headers = "Content-Type: image/png; name=\"picture.png\"\r\nContent-Transfer-Encoding: base64\r\nContent-ID: <" +
                     std::string(content_id) + ">\r\nContent-Disposition: inline; filename=\"picture.png\"\r\n",
          .content = base64_lines(letter.picture_png)};
}

Part calendar_part(std::string_view calendar) {
  return {.headers = "Content-Type: text/calendar; charset=utf-8; method=" + method_of(calendar) +
                     "; component=VEVENT\r\nContent-Transfer-Encoding: base64\r\n",
          .content = base64_lines(crlf(calendar))};
}

Part calendar_file_part(std::string_view calendar) {
  return {.headers =
              "Content-Type: text/calendar; charset=utf-8; name=\"invite.ics\"\r\nContent-Transfer-Encoding: base64\r\n"
              "Content-Disposition: attachment; filename=\"invite.ics\"\r\n",
          .content = base64_lines(crlf(calendar))};
}

Part body_of(const Letter& letter, const i18n::Messages& messages, std::string_view mark, const std::string& stop_url) {
  const auto content_id = "picture." + std::string(mark) + "@uketsuke";
  const auto rendered = render_letter(letter, messages, {.picture_src = "cid:" + content_id, .stop_url = stop_url});
  auto html = text_part("text/html", rendered.html);
  if (!letter.picture_png.empty()) {
    html = multipart("related", std::string(mark) + "_r", {std::move(html), picture_part(letter, content_id)});
  }
  std::vector<Part> alternatives = {text_part("text/plain", rendered.text), std::move(html)};
  if (!letter.calendar.empty()) alternatives.push_back(calendar_part(letter.calendar));
  auto body = multipart("alternative", std::string(mark) + "_a", alternatives);
  if (letter.calendar.empty()) return body;
  return multipart("mixed", std::string(mark) + "_m", {std::move(body), calendar_file_part(letter.calendar)});
}

std::string mailbox(std::string_view header, const Mailbox& who) {
  return mailbox_header(header, text::trim(cleaned(who.name, Lines::one)), who.address.text());
}

}  // namespace

std::string mime_letter(const Envelope& envelope, const Letter& letter, const i18n::Messages& messages) {
  const auto clean = cleaned_letter(letter);
  const auto at = std::chrono::floor<std::chrono::seconds>(envelope.date);
  std::string out = fmt::format("Date: {:%a, %d %b %Y %H:%M:%S} +0000\r\n", fmt::gmtime(at));
  out += mailbox("From", envelope.from);
  if (envelope.reply_to) out += mailbox("Reply-To", *envelope.reply_to);
  out += mailbox("To", envelope.to);
  out += text_header("Subject", clean.subject);
  out += "Message-ID: <" + envelope.message_id + ">\r\nAuto-Submitted: auto-generated\r\nMIME-Version: 1.0\r\n";
  if (!envelope.stop_url.empty()) {
    out += "List-Unsubscribe: <" + envelope.stop_url + ">\r\n";
    if (envelope.stop_url.starts_with("https://")) out += "List-Unsubscribe-Post: List-Unsubscribe=One-Click\r\n";
  }
  const auto mark = envelope.message_id.substr(0, envelope.message_id.find('@'));
  return out + body_of(clean, messages, mark, envelope.stop_url).text();
}

}  // namespace uke::server::mail

#include "server/mail/looks.h"

#include "server/mail/encoding.h"
#include "server/mail/stored_letter.h"
#include "server/render/templates.h"

#include <algorithm>
#include <initializer_list>

namespace uke::server::mail {
namespace {

using render::escaped;

// Colours are the pages' (design tokens): ink gray-900, secondary gray-700, accent blue-900 on blue-50; in the dark their light sisters.
// The picture keeps its white paper, because a QR code that is turned around cannot be scanned.
constexpr std::string_view kStyle =
    ":root{color-scheme:light dark;supported-color-schemes:light dark}"
    "@media (prefers-color-scheme:dark){"
    ".paper{background-color:#1a1a1a!important}.ink{color:#f2f2f2!important}.soft{color:#cccccc!important}"
    ".box{background-color:#262f45!important}.link{color:#9db7f9!important}"
    ".button{background-color:#9db7f9!important}.button a{color:#1a1a1a!important}}";
constexpr std::string_view kFont =
    "font-family:'Hiragino Sans','Noto Sans JP','Yu Gothic Medium',Meiryo,sans-serif;font-size:16px;line-height:1.8";

bool ends_url(char c) {
  return static_cast<unsigned char>(c) <= 0x20 || static_cast<unsigned char>(c) >= 0x7F ||
         std::string_view("<>\"'`\\^{|}").find(c) != std::string_view::npos;
}

// How many bytes of an address stand at the beginning of `text`; points and brackets at its end belong to the sentence.
std::size_t url_length(std::string_view text) {
  auto scheme = text.starts_with("https://") ? 8U : 7U;
  std::size_t end = scheme;
  while (end < text.size() && !ends_url(text[end])) ++end;
  while (end > scheme && std::string_view(".,;:!?)]").find(text[end - 1]) != std::string_view::npos) --end;
  return end > scheme ? end : 0;
}

std::string link(std::string_view url, std::string_view words) {
  return "<a class=\"link\" href=\"" + escaped(url) + "\" style=\"color:#0017c1;word-break:break-all\">" + escaped(words) + "</a>";
}

std::string with_breaks(std::string_view text) {
  std::string out;
  for (const char c : text) out += c == '\n' ? std::string("<br>") : std::string(1, c);
  return out;
}

// Text with its addresses as links and its line ends kept.
std::string prose(std::string_view text) {
  std::string out;
  std::size_t plain = 0;
  for (std::size_t at = 0; at < text.size();) {
    const auto rest = text.substr(at);
    const auto length = rest.starts_with("https://") || rest.starts_with("http://") ? url_length(rest) : 0;
    if (length == 0) {
      ++at;
      continue;
    }
    out += with_breaks(escaped(text.substr(plain, at - plain))) + link(rest.substr(0, length), rest.substr(0, length));
    at += length;
    plain = at;
  }
  return out + with_breaks(escaped(text.substr(plain)));
}

std::string row(std::string_view inside, std::string_view padding) {
  return "<tr><td style=\"padding:" + std::string(padding) + "\">" + std::string(inside) + "</td></tr>\n";
}

std::string paragraph(std::string_view html) {
  return row("<p class=\"ink\" style=\"margin:0;color:#1a1a1a\">" + std::string(html) + "</p>", "0 24px 16px");
}

std::string facts_html(const std::vector<Line>& facts) {
  std::string rows;
  for (const auto& fact : facts) {
    rows +=
        "<tr><th class=\"soft\" scope=\"row\" align=\"left\" style=\"padding:8px 16px "
        "0;color:#4d4d4d;font-size:14px;font-weight:normal\">" +
        escaped(fact.label) + "</th></tr>\n<tr><td class=\"ink\" style=\"padding:0 16px 8px;color:#1a1a1a;font-weight:bold\">" +
        prose(fact.value) + "</td></tr>\n";
  }
  return row(
      "<table class=\"box\" width=\"100%\" cellpadding=\"0\" cellspacing=\"0\" style=\"background-color:#e8f1fe;border-radius:8px\">" +
          rows + "</table>",
      "0 24px 16px");
}

std::string button_html(const Button& button) {
  return row(
      "<table width=\"100%\" cellpadding=\"0\" cellspacing=\"0\" role=\"presentation\"><tr><td class=\"button\" align=\"center\" "
      "style=\"background-color:#0017c1;border-radius:8px\"><a href=\"" +
          escaped(button.url) + "\" style=\"display:block;padding:12px 16px;color:#ffffff;font-weight:bold;text-decoration:none\">" +
          escaped(button.label) + "</a></td></tr></table>",
      "0 24px 12px");
}

std::string picture_html(const Letter& letter, std::string_view src) {
  std::string out =
      "<table width=\"100%\" cellpadding=\"0\" cellspacing=\"0\" role=\"presentation\"><tr><td align=\"center\" "
      "style=\"padding:16px;background-color:#ffffff;border:1px solid #cccccc;border-radius:8px\"><img src=\"" +
      escaped(src) + "\" alt=\"" + escaped(letter.picture_alt) +
      "\" width=\"240\" style=\"display:block;width:240px;max-width:100%;height:auto\">";
  if (!letter.picture_caption.empty()) {
    out += "<p style=\"margin:8px 0 0;color:#1a1a1a;font-weight:bold\">" + escaped(letter.picture_caption) + "</p>";
  }
  return row(out + "</td></tr></table>", "0 24px 16px");
}

std::string closing_html(const std::vector<std::string>& closing) {
  std::string out;
  for (const auto& line : closing) {
    out += row("<p class=\"soft\" style=\"margin:0;color:#4d4d4d;font-size:14px;line-height:1.7\">" + prose(line) + "</p>", "0 24px 8px");
  }
  return out;
}

std::string html_of(const Letter& letter, const i18n::Messages& messages, const Looks& looks) {
  const auto language = std::string(enum_name(letter.language));
  std::string body =
      row("<h1 class=\"ink\" style=\"margin:0;color:#1a1a1a;font-size:22px;line-height:1.5\">" + escaped(letter.subject) + "</h1>",
          "24px 24px 16px");
  if (!letter.greeting.empty()) body += paragraph(escaped(letter.greeting));
  for (const auto& text : letter.paragraphs) body += paragraph(prose(text));
  if (!letter.facts.empty()) body += facts_html(letter.facts);
  if (!letter.picture_png.empty() && !looks.picture_src.empty()) body += picture_html(letter, looks.picture_src);
  for (const auto& button : letter.buttons) body += button_html(button);
  body += row("", "4px");
  body += closing_html(letter.closing);
  if (!looks.stop_url.empty()) {
    body += row("<p class=\"soft\" style=\"margin:0;color:#4d4d4d;font-size:14px\">" +
                    link(looks.stop_url, messages.text("mail.letter.stop")) + "</p>",
                "0 24px 8px");
  }
  return "<!DOCTYPE html>\n<html lang=\"" + language +
         "\">\n<head>\n<meta charset=\"utf-8\">\n<meta name=\"viewport\" content=\"width=device-width,initial-scale=1\">\n"
         "<meta name=\"color-scheme\" content=\"light dark\">\n<meta name=\"supported-color-schemes\" content=\"light dark\">\n<title>" +
         escaped(letter.subject) + "</title>\n<style>" + std::string(kStyle) +
         "</style>\n</head>\n<body class=\"paper\" style=\"margin:0;padding:0;background-color:#ffffff\">\n"
         "<table class=\"paper\" width=\"100%\" cellpadding=\"0\" cellspacing=\"0\" role=\"presentation\" "
         "style=\"background-color:#ffffff\">"
         "<tr><td align=\"center\">\n<table width=\"100%\" cellpadding=\"0\" cellspacing=\"0\" role=\"presentation\" "
         "style=\"max-width:560px;"
         "text-align:left;border-top:4px solid #0017c1;" +
         std::string(kFont) + "\">\n" + body + row("", "12px") + "</table>\n</td></tr></table>\n</body>\n</html>\n";
}

// Parts with an empty line between them.
class TextLetter {
 public:
  void add(std::string_view part) {
    if (part.empty()) return;
    if (!text_.empty()) text_ += "\n\n";
    text_ += part;
  }
  [[nodiscard]] std::string take() && { return std::move(text_) + "\n"; }

 private:
  std::string text_;
};

std::string facts_text(const std::vector<Line>& facts) {
  std::string out;
  for (const auto& fact : facts) {
    std::string value;
    for (const char c : fact.value) value += c == '\n' ? std::string("\n  ") : std::string(1, c);
    out += (out.empty() ? "" : "\n") + fact.label + ": " + value;
  }
  return out;
}

std::string text_of(const Letter& letter, const i18n::Messages& messages, const Looks& looks) {
  TextLetter text;
  text.add(letter.greeting);
  for (const auto& paragraph : letter.paragraphs) text.add(paragraph);
  text.add(facts_text(letter.facts));
  if (!letter.picture_png.empty()) {
    text.add(letter.picture_caption.empty() ? letter.picture_alt : letter.picture_alt + "\n" + letter.picture_caption);
  }
  for (const auto& button : letter.buttons) text.add(button.label + "\n" + button.url);
  for (const auto& line : letter.closing) text.add(line);
  if (!looks.stop_url.empty()) text.add(messages.text("mail.letter.stop") + "\n" + looks.stop_url);
  return std::move(text).take();
}

}  // namespace

Rendered render_letter(const Letter& letter, const i18n::Messages& messages, const Looks& looks) {
  return {.text = text_of(letter, messages, looks), .html = html_of(letter, messages, looks)};
}

Rendered render_letter(const Letter& letter, const i18n::Messages& messages) {
  const auto clean = cleaned_letter(letter);
  const auto src = clean.picture_png.empty() ? std::string() : "data:image/png;base64," + base64(clean.picture_png);
  return render_letter(clean, messages, {.picture_src = src, .stop_url = {}});
}

}  // namespace uke::server::mail

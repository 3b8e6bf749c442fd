#include "server/render/flash.h"

#include "server/http/target.h"
#include "server/web/own_path.h"
#include "shared/base/utf8.h"

#include <algorithm>
#include <charconv>

namespace uke::server::render {
namespace {

constexpr std::size_t kArgumentCharacters = 100;
constexpr std::size_t kArgumentsMax = 6;
constexpr std::size_t kCookieMax = 3500;

std::string_view first_characters(std::string_view text, std::size_t count) {
  for (std::size_t i = 0; i < text.size(); ++i) {
    const bool begins_one = (static_cast<unsigned char>(text[i]) & 0xc0) != 0x80;
    if (begins_one && count-- == 0) return text.substr(0, i);
  }
  return text;
}

bool is_text(std::string_view text) { return is_valid_utf8(text) && text.find('\0') == std::string_view::npos; }

bool undoes(std::string_view path) {
  return web::is_own_path(path) && (path.ends_with("/undo") || path.find("/undo/") != std::string_view::npos);
}

std::optional<std::int64_t> number_of(std::string_view text) {
  std::int64_t number = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
  if (error != std::errc{} || end != text.data() + text.size()) return std::nullopt;
  return number;
}

}  // namespace

std::string flash_cookie(const Flash& flash) {
  auto out = "k=" + web::percent_encoded(flash.key);
  if (!flash.undo.empty()) out += "&u=" + web::percent_encoded(flash.undo, "/");
  for (const auto& [name, value] : flash.args) {
    out += "&a." + web::percent_encoded(name) + "=" + web::percent_encoded(first_characters(value, kArgumentCharacters));
  }
  return out.size() <= kCookieMax ? out : std::string();
}

std::optional<Flash> read_flash(std::string_view cookie) {
  Flash flash;
  for (auto rest = cookie; !rest.empty();) {
    const auto pair = rest.substr(0, rest.find('&'));
    rest.remove_prefix(std::min(rest.size(), pair.size() + 1));
    const auto equals = pair.find('=');
    if (equals == std::string_view::npos) return std::nullopt;
    const auto name = pair.substr(0, equals);
    auto value = http::percent_decoded(pair.substr(equals + 1), http::Plus::stays);
    if (!value || !is_text(*value)) return std::nullopt;
    if (name == "k") flash.key = std::move(*value);
    if (name == "u") flash.undo = std::move(*value);
    if (name.starts_with("a.")) flash.args.emplace_back(std::string(name.substr(2)), std::move(*value));
  }
  if (!flash.key.starts_with("flash.") || flash.args.size() > kArgumentsMax) return std::nullopt;
  if (!flash.undo.empty() && !undoes(flash.undo)) return std::nullopt;
  return flash;
}

std::string sentence_of(const Flash& flash, const i18n::Messages& messages) {
  if (!messages.has(flash.key)) return {};
  std::vector<i18n::Arg> args;
  for (const auto& [name, value] : flash.args) {
    // A cookie has only texts; the sentence knows which of them it counts with by their names: count, total, number.
    const bool counts = name == "count" || name == "total" || name == "number";
    const auto number = counts ? number_of(value) : std::nullopt;
    if (number) {
      args.emplace_back(name, *number);
    } else {
      args.emplace_back(name, value);
    }
  }
  return messages.text_with(flash.key, args);
}

}  // namespace uke::server::render

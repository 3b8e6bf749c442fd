#include "server/desk/pages_kit.h"

#include "server/web/page_routes.h"

#include <algorithm>
#include <array>
#include <charconv>

namespace uke::server::desk {
namespace {

constexpr std::array<std::string_view, 9> kPassedOver = {" ", "　", ",", "，", "、", "円", "¥", "￥", "\\"};

}  // namespace

web::Route page(web::Method method, std::string pattern, decltype(web::Route::handler) handler) {
  return web::page(method, std::move(pattern), web::kOrganizers, std::move(handler));
}

Result<std::optional<events::EditionRow>> here_of(const web::Req& req, storage::ReadTx& tx) {
  const auto id = EditionId::parse(req.http.cookie(kHereCookie));
  if (!id) return std::optional<events::EditionRow>{};
  return events::find_edition(tx, *id);
}

std::string desk_path(EditionId edition) { return "/editions/" + edition.to_string() + "/desk"; }

std::string person_path(EditionId edition, AttendeeId attendee) { return desk_path(edition) + "/" + attendee.to_string(); }

std::string plain(const std::string& text) {
  constexpr std::string_view kBreak = "\u200b";  // a line may end here; .verdict-headline breaks nowhere else
  std::string words;
  for (const char c : text) {
    if (c == '|') {
      words += kBreak;
    } else {
      words += c;
    }
  }
  return words;
}

std::string name_of(const i18n::Messages& messages, const Attendee& attendee) {
  if (!attendee.shown_name.empty()) return attendee.shown_name;
  if (!attendee.family_name.empty()) {
    return attendee.given_name.empty() ? attendee.family_name : attendee.family_name + " " + attendee.given_name;
  }
  return attendee.given_name.empty() ? messages.text("verdict.companion") : attendee.given_name;
}

std::optional<Yen> typed_yen(std::string_view typed) {
  std::string digits;
  while (!typed.empty()) {
    const auto full_width = typed.starts_with("\xef\xbc") && typed.size() >= 3 ? static_cast<unsigned char>(typed[2]) : 0;
    const bool is_full_digit = full_width >= 0x90 && full_width <= 0x99;
    const auto passed_over = std::ranges::find_if(kPassedOver, [&](std::string_view sign) { return typed.starts_with(sign); });
    if (passed_over != kPassedOver.end()) {
      typed.remove_prefix(passed_over->size());
    } else if (is_full_digit) {
      digits += static_cast<char>('0' + full_width - 0x90);
      typed.remove_prefix(3);
    } else {
      digits += typed.front();
      typed.remove_prefix(1);
    }
  }
  std::int64_t value = 0;
  const auto [end, error] = std::from_chars(digits.data(), digits.data() + digits.size(), value);
  if (error != std::errc() || end != digits.data() + digits.size() || value < 0 || Yen{value} > kAmountMax) return std::nullopt;
  return Yen{value};
}

}  // namespace uke::server::desk

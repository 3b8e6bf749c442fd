#include "server/outbox/pages_kit.h"

#include "shared/i18n/dates.h"

namespace uke::server::outbox {
namespace {

constexpr std::string_view kZone = "Asia/Tokyo";

render::Tone tone_of(mail::MailState state) {
  switch (state) {
    case mail::MailState::waiting:
    case mail::MailState::sending: return render::Tone::info;
    case mail::MailState::sent: return render::Tone::good;
    case mail::MailState::refused: return render::Tone::stop;
    case mail::MailState::unclear: return render::Tone::attention;
  }
  return render::Tone::neutral;
}

}  // namespace

std::string when(const Messages& messages, std::int64_t at_ms) {
  const auto at = from_ms(at_ms);
  return i18n::format_date(at, kZone, messages.language()) + " " + i18n::format_time(at, kZone);
}

std::string kind_word(const Messages& messages, const std::string& kind) {
  const auto key = "mail.kind." + kind;
  return messages.has(key) ? messages.text(key) : kind;
}

std::string reason_sentence(const Messages& messages, mail::Reason reason) {
  return reason == mail::Reason::none ? std::string() : messages.text("mail.reason." + std::string(enum_name(reason)));
}

render::Chip chip_of(const Messages& messages, mail::MailState state) {
  return {tone_of(state), messages.text("mail.state." + std::string(enum_name(state)))};
}

std::string name_of(const Messages& messages, const mail::LetterRow& letter) {
  if (!letter.to_name.empty()) return letter.to_name;
  return letter.sent_to.empty() ? messages.text("mail.nobody") : letter.sent_to;
}

}  // namespace uke::server::outbox

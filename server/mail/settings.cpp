#include "server/mail/settings.h"

#include "server/mail/address.h"

#include <algorithm>
#include <charconv>

namespace uke::server::mail {
namespace {

constexpr std::int64_t kPerMinuteMax = 6000;

bool is_port(std::string_view text) {
  int port = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), port);
  return error == std::errc() && end == text.data() + text.size() && port > 0 && port < 65536;
}

// smtp://host, smtp://host:587, smtps://[2001:db8::1]:465; no user, no path.
bool is_mail_server(std::string_view url) {
  if (url.starts_with("smtps://")) {
    url.remove_prefix(8);
  } else if (url.starts_with("smtp://")) {
    url.remove_prefix(7);
  } else {
    return false;
  }
  const auto end_of_host = url.starts_with('[') ? url.find(']') + 1 : url.find(':');
  const auto host = url.substr(0, end_of_host);
  const auto is_host_character = [](char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
           std::string_view(".-_[]:").find(c) != std::string_view::npos;
  };
  if (host.empty() || !std::ranges::all_of(host, is_host_character)) return false;
  const auto rest = url.substr(host.size());
  return rest.empty() || (rest.front() == ':' && is_port(rest.substr(1)));
}

}  // namespace

SettingsFault fault_of(const Settings& settings) {
  if (settings.smtp.empty()) return settings.from.empty() ? SettingsFault::none : SettingsFault::alone;
  if (!is_mail_server(settings.smtp)) return SettingsFault::smtp;
  if (!parse_mailbox(settings.from)) return SettingsFault::from;
  if (!settings.reply_to.empty() && !parse_mailbox(settings.reply_to)) return SettingsFault::reply_to;
  if (settings.per_minute < 1 || settings.per_minute > kPerMinuteMax) return SettingsFault::per_minute;
  if (settings.user.empty() != settings.password.empty()) return SettingsFault::password;
  return SettingsFault::none;
}

}  // namespace uke::server::mail

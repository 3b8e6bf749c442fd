// Whether settings can work. Pure.
#pragma once

#include "server/mail/mail.h"

#include <cstdint>

namespace uke::server::mail {

enum class SettingsFault : std::uint8_t {
  none,
  smtp,        // is no smtp:// or smtps:// address of a host
  from,        // no address, or something that is none, although there is a mail server
  reply_to,    // is no address
  per_minute,  // 1 … 6000
  password,    // user and password belong together
  alone        // a sender but no mail server
};
BOOST_DESCRIBE_ENUM(SettingsFault, none, smtp, from, reply_to, per_minute, password, alone)
[[nodiscard]] SettingsFault fault_of(const Settings& settings);

}  // namespace uke::server::mail

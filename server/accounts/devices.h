// From where somebody signed in, in words that they recognise: 「iPhone の Safari」. Pure; thread-safe.
#pragma once

#include "shared/base/describe.h"

#include <cstdint>
#include <string>
#include <string_view>

namespace uke::server::accounts {

enum class System : std::uint8_t { iphone, ipad, android, windows, mac, linux, chromebook, unknown };
BOOST_DESCRIBE_ENUM(System, iphone, ipad, android, windows, mac, linux, chromebook, unknown)

enum class Browser : std::uint8_t { safari, chrome, edge, firefox, samsung, facebook, line, unknown };
BOOST_DESCRIBE_ENUM(Browser, safari, chrome, edge, firefox, samsung, facebook, line, unknown)

struct Device {
  System system = System::unknown;
  Browser browser = Browser::unknown;
  auto operator<=>(const Device&) const = default;
};
// From a User-Agent header, which may say anything: only one of the words above comes out.
[[nodiscard]] Device device_of(std::string_view user_agent);

// The network of an address, which is what is kept of it: 203.0.113.*, 2001:db8:1:*.
[[nodiscard]] std::string network_of(std::string_view address);

}  // namespace uke::server::accounts

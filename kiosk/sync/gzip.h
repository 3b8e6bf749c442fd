// gzip (RFC 1952) of request bodies. Pure; thread-safe.
#pragma once

#include <string>
#include <string_view>

namespace uke::kiosk::sync {

[[nodiscard]] std::string gzip(std::string_view bytes);

}  // namespace uke::kiosk::sync

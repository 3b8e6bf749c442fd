// How the outside names this server.
#pragma once

#include <string>
#include <string_view>

namespace uke::server::tickets {

struct Site {
  std::string url;  // "https://uketsuke.example.jp", without a slash at the end; empty: whatever name the request used
};

// The URL to give to whoever sent a request with this Host header.
[[nodiscard]] std::string url_of(const Site& site, std::string_view host_header);
// What tickets name: the URL without scheme.
[[nodiscard]] std::string host_of(const Site& site, std::string_view host_header);

}  // namespace uke::server::tickets

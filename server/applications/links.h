// The addresses that people get. Pure.
#pragma once

#include <string>
#include <string_view>

namespace uke::server::applications {

// `path` at this server; `url` "" = by the name in the request's Host header.
[[nodiscard]] std::string full_link(std::string_view url, std::string_view host_header, std::string_view path);
[[nodiscard]] std::string apply_path(std::string_view code);

}  // namespace uke::server::applications

// The request line's target, taken apart. Pure functions.
#pragma once

#include "server/http/message.h"

#include <optional>
#include <string>
#include <string_view>

namespace uke::server::http {

struct Target {
  std::string path;   // percent-decoded once, begins with "/"
  std::string query;  // as sent
};

// Nothing for a target that is neither "/…" nor "http(s)://host/…", for a broken percent escape, and for a path with NUL, control
// characters, a backslash or a "." or ".." segment: no client of ours sends those, and files must never be reachable by them.
[[nodiscard]] std::optional<Target> parse_target(std::string_view text);

// %XX and, where `plus_is_space`, "+" decoded; nothing for a broken escape.
enum class Plus { stays, is_space };
[[nodiscard]] std::optional<std::string> percent_decoded(std::string_view text, Plus plus);

[[nodiscard]] Method method_of(std::string_view text);
[[nodiscard]] std::string_view method_name(Method method);  // "GET"; "" for other

// "Example.org:8080" → "example.org", "[::1]:80" → "[::1]".
[[nodiscard]] std::string host_name(std::string_view host_header);

}  // namespace uke::server::http

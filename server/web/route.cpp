#include "server/web/route.h"

#include "server/http/target.h"

#include <fmt/format.h>

namespace uke::server::web {

std::string_view Req::at(std::string_view name) const {
  const auto found = path.find(name);
  return found == path.end() ? std::string_view() : std::string_view(found->second);
}

std::optional<std::string> Req::query(std::string_view name) const {
  std::string_view rest = http.query;
  while (!rest.empty()) {
    const auto pair = rest.substr(0, rest.find('&'));
    rest.remove_prefix(std::min(rest.size(), pair.size() + 1));
    const auto equals = pair.find('=');
    if (http::percent_decoded(pair.substr(0, equals), http::Plus::is_space) != name) continue;
    return http::percent_decoded(equals == std::string_view::npos ? std::string_view() : pair.substr(equals + 1), http::Plus::is_space);
  }
  return std::nullopt;
}

Static fixed(std::shared_ptr<const std::string> bytes, std::string content_type) {
  const auto hash = bytes ? std::hash<std::string>{}(*bytes) : 0;
  return {std::move(bytes), std::move(content_type), fmt::format("\"{:x}\"", hash)};
}

}  // namespace uke::server::web

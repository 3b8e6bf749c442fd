#include "server/http/message.h"

namespace uke::server::http {

std::string_view Request::header(std::string_view name) const {
  for (const auto& [key, value] : headers) {
    if (key == name) return value;
  }
  return {};
}

std::string_view Response::bytes() const {
  if (const auto* text = std::get_if<std::string>(&body)) return *text;
  if (const auto* shared = std::get_if<std::shared_ptr<const std::string>>(&body)) return *shared ? std::string_view(**shared) : "";
  return {};
}

}  // namespace uke::server::http

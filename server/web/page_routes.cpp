#include "server/web/page_routes.h"

#include <charconv>

namespace uke::server::web {

Route page(Method method, std::string pattern, unsigned access, decltype(Route::handler) handler) {
  Route route;
  route.method = method;
  route.pattern = std::move(pattern);
  route.access = static_cast<Access>(access);
  route.handler = std::move(handler);
  route.surface = Surface::page;
  return route;
}

std::int64_t version_of(const Form& form) {
  const auto text = form.text("version");
  std::int64_t version = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), version);
  return error == std::errc{} && end == text.data() + text.size() ? version : 0;
}

}  // namespace uke::server::web

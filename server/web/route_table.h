// Finds the route of a request. Immutable after creation, so thread-safe.
#pragma once

#include "server/web/route.h"

#include <map>
#include <string>
#include <string_view>
#include <vector>

namespace uke::server::web {

struct Match {
  const Route* route = nullptr;  // nothing of that method; then `allow`
  std::size_t index = 0;         // of the route in routes()
  std::map<std::string, std::string, std::less<>> path;
  std::string allow;  // what else the path can do: "GET, POST"; "" for an unknown path
};

class RouteTable {
 public:
  // `internal` for two routes of the same method and path shape, or a pattern that does not begin with "/".
  [[nodiscard]] static Result<RouteTable> create(Routes routes);

  // A fixed segment is preferred to a {parameter}; HEAD finds the route of GET. A parameter never matches nothing.
  [[nodiscard]] Match find(Method method, std::string_view path) const;
  // As find(), without the path's parameters.
  [[nodiscard]] const Route* find_route(Method method, std::string_view path) const;
  [[nodiscard]] const Routes& routes() const { return routes_; }

 private:
  struct Shape {
    std::vector<std::string> segments;  // "{name}" for a parameter
    std::size_t route = 0;
  };
  [[nodiscard]] const Shape* best(Method method, const std::vector<std::string_view>& segments) const;

  Routes routes_;
  std::map<std::size_t, std::vector<Shape>> by_length_;  // fixed segments before parameters, from the left
};

}  // namespace uke::server::web

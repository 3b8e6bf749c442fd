#include "server/web/route_table.h"

#include "server/http/target.h"

#include <algorithm>

namespace uke::server::web {
namespace {

std::vector<std::string_view> split(std::string_view path) {
  std::vector<std::string_view> segments;
  segments.reserve(8);
  path.remove_prefix(1);
  while (true) {
    const auto slash = path.find('/');
    segments.push_back(path.substr(0, slash));
    if (slash == std::string_view::npos) return segments;
    path.remove_prefix(slash + 1);
  }
}

bool is_parameter(std::string_view segment) { return segment.starts_with('{'); }

bool fits(const std::vector<std::string>& pattern, const std::vector<std::string_view>& segments) {
  for (std::size_t i = 0; i < pattern.size(); ++i) {
    if (is_parameter(pattern[i]) ? segments[i].empty() : segments[i] != pattern[i]) return false;
  }
  return true;
}

// The pattern without its parameters' names; parameters sort behind every fixed text.
std::vector<std::string> sort_key(const std::vector<std::string>& segments) {
  std::vector<std::string> key;
  for (const auto& segment : segments) key.push_back(is_parameter(segment) ? "\xff" : segment);
  return key;
}

}  // namespace

Result<RouteTable> RouteTable::create(Routes routes) {
  RouteTable table;
  table.routes_ = std::move(routes);
  for (std::size_t i = 0; i < table.routes_.size(); ++i) {
    const auto& route = table.routes_[i];
    if (!route.pattern.starts_with('/')) return fail(ErrorCode::internal, "web.routes", "no / at the beginning of " + route.pattern);
    if (std::holds_alternative<Static>(route.handler) && route.access != kOpen) {
      return fail(ErrorCode::internal, "web.routes", "what is the same for everybody must be open to everybody: " + route.pattern);
    }
    const auto segments = split(route.pattern);
    Shape shape{{segments.begin(), segments.end()}, i};
    auto& shapes = table.by_length_[segments.size()];
    for (const auto& other : shapes) {
      if (table.routes_[other.route].method == route.method && sort_key(other.segments) == sort_key(shape.segments)) {
        return fail(ErrorCode::internal, "web.routes", "two routes for " + route.pattern);
      }
    }
    shapes.push_back(std::move(shape));
  }
  for (auto& [length, shapes] : table.by_length_) {
    std::sort(shapes.begin(), shapes.end(), [](const Shape& a, const Shape& b) { return sort_key(a.segments) < sort_key(b.segments); });
  }
  return table;
}

const RouteTable::Shape* RouteTable::best(Method method, const std::vector<std::string_view>& segments) const {
  const auto shapes = by_length_.find(segments.size());
  if (shapes == by_length_.end()) return nullptr;
  const auto wanted = method == Method::head ? Method::get : method;
  const auto found = std::find_if(shapes->second.begin(), shapes->second.end(), [&](const Shape& shape) {
    return routes_[shape.route].method == wanted && fits(shape.segments, segments);
  });
  return found == shapes->second.end() ? nullptr : &*found;
}

const Route* RouteTable::find_route(Method method, std::string_view path) const {
  const auto* shape = best(method, split(path));
  return shape ? &routes_[shape->route] : nullptr;
}

Match RouteTable::find(Method method, std::string_view path) const {
  Match match;
  const auto segments = split(path);
  if (const auto* shape = best(method, segments)) {
    match.route = &routes_[shape->route];
    match.index = shape->route;
    for (std::size_t i = 0; i < segments.size(); ++i) {
      const std::string_view name = shape->segments[i];
      if (is_parameter(name)) match.path.emplace(name.substr(1, name.size() - 2), segments[i]);
    }
    return match;
  }
  for (const auto other : {Method::get, Method::post, Method::put, Method::patch, Method::del}) {
    if (!best(other, segments)) continue;
    if (!match.allow.empty()) match.allow += ", ";
    match.allow += http::method_name(other);
    if (other == Method::get) match.allow += ", HEAD";
  }
  return match;
}

}  // namespace uke::server::web

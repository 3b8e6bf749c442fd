#include "server/render/stylesheet.h"

#include <map>
#include <set>
#include <vector>

namespace uke::server::render {
namespace {

bool is_name_part(char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '-' || c == '_'; }

std::string_view name_at(std::string_view css, std::size_t at) {
  auto end = at;
  while (end < css.size() && is_name_part(css[end])) ++end;
  return css.substr(at, end - at);
}

// "--name" → its value, of every declaration in the text.
std::map<std::string_view, std::string_view> definitions(std::string_view css) {
  std::map<std::string_view, std::string_view> found;
  for (auto at = css.find("--"); at != std::string_view::npos; at = css.find("--", at + 2)) {
    const auto name = name_at(css, at);
    const auto colon = at + name.size();
    if (name.size() < 3 || colon >= css.size() || css[colon] != ':') continue;
    const auto end = css.find_first_of(";}", colon);
    found.emplace(name, css.substr(colon + 1, end == std::string_view::npos ? end : end - colon - 1));
    at = colon;
  }
  return found;
}

std::vector<std::string_view> uses(std::string_view css) {
  constexpr std::string_view kUse = "var(";
  std::vector<std::string_view> found;
  for (auto at = css.find(kUse); at != std::string_view::npos; at = css.find(kUse, at + 1)) {
    auto name = at + kUse.size();
    while (name < css.size() && css[name] == ' ') ++name;
    found.push_back(name_at(css, name));
  }
  return found;
}

}  // namespace

Result<std::string> stylesheet(std::string_view tokens, std::string_view own) {
  const auto known = definitions(tokens);
  const auto ours = definitions(own);
  std::set<std::string_view> taken;
  auto open = uses(own);
  while (!open.empty()) {
    const auto name = open.back();
    open.pop_back();
    if (ours.contains(name) || taken.contains(name)) continue;
    const auto token = known.find(name);
    if (token == known.end()) return fail(ErrorCode::internal, "render.stylesheet", "nothing defines " + std::string(name));
    taken.insert(name);
    for (const auto inner : uses(token->second)) open.push_back(inner);
  }
  std::string out = "/* Design tokens: (c) Digital Agency, Government of Japan, MIT License */\n:root {\n";
  for (const auto name : taken) out.append(name).append(":").append(known.at(name)).append(";\n");
  return out.append("}\n").append(own);
}

}  // namespace uke::server::render

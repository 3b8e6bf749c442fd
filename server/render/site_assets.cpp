#include "server/render/site_assets.h"

#include "server/render/stylesheet.h"
#include "shared/assets/assets.h"

#include <fmt/format.h>

#include <cstdint>

namespace uke::server::render {
namespace {

// FNV-1a: the same name for the same bytes on every machine.
std::uint64_t hash_of(std::string_view bytes) {
  std::uint64_t hash = 14695981039346656037ULL;
  for (const char c : bytes) hash = (hash ^ static_cast<unsigned char>(c)) * 1099511628211ULL;
  return hash;
}

// Adds the route; returns its path.
std::string add(web::Routes& routes, std::string_view name, std::string text, std::string type) {
  auto path = fmt::format("/assets/{:016x}-{}", hash_of(text), name);
  auto file = web::fixed(std::make_shared<const std::string>(std::move(text)), std::move(type));
  file.cache_control = "public, max-age=31536000, immutable";
  routes.push_back(web::Route{
      .method = web::Method::get, .pattern = path, .access = web::kOpen, .handler = std::move(file), .surface = web::Surface::page});
  return path;
}

Result<std::string_view> file(const std::string& name) {
  if (!assets::find(name)) return fail(ErrorCode::internal, "render.assets", "the program lacks " + name);
  return assets::text(name);
}

}  // namespace

Result<SiteAssets> make_site_assets() {
  std::string own;
  for (const std::string_view name : {"base", "frame", "parts", "forms", "tables", "desk", "attending", "print"}) {
    TRY(const auto text, file("web/css/" + std::string(name) + ".css"));
    own += text;
  }
  TRY(const auto tokens, file("web/tokens.css"));
  TRY(const auto script, file("web/js/app.js"));
  TRY(const auto icon, file("web/icon.svg"));
  TRY(auto style, stylesheet(tokens, own));
  SiteAssets site;
  site.stylesheet = add(site.routes, "app.css", std::move(style), "text/css; charset=utf-8");
  site.script = add(site.routes, "app.js", std::string(script), "text/javascript; charset=utf-8");
  site.icon = add(site.routes, "icon.svg", std::string(icon), "image/svg+xml");
  return site;
}

}  // namespace uke::server::render

#include "server/render/pages.h"

#include "server/render/error_words.h"
#include "server/render/flash.h"
#include "server/render/site_assets.h"
#include "server/render/templates.h"
#include "server/web/own_path.h"
#include "shared/assets/assets.h"

#include <fmt/format.h>

#include <utility>

namespace uke::server::render {
namespace {

using i18n::Language;

constexpr std::string_view kLanguageCookie = "uke_lang";
constexpr std::int64_t kYearSeconds = 365 * 24 * 3600;
constexpr std::int64_t kFlashSeconds = 300;

web::Response html(std::string text, int status) {
  web::Response response;
  response.status = status;
  response.header("content-type", "text/html; charset=utf-8");
  response.body = std::move(text);
  return response;
}

// Where this page is, to come back to it.
std::string path_of(const http::Request& request) {
  auto path = web::percent_encoded(request.path, "/");
  if (request.method != http::Method::post && !request.query.empty()) path += "?" + request.query;
  return web::is_own_path(path) ? path : "/";
}

// The page that the reader came from, if it is one of ours.
std::string referring_path(const http::Request& request) {
  auto from = request.header("referer");
  const auto scheme = from.find("://");
  if (scheme == std::string_view::npos) return {};
  from.remove_prefix(scheme + 3);
  const auto slash = from.find('/');
  if (slash == std::string_view::npos || from.substr(0, slash) != request.header("host")) return {};
  const auto path = from.substr(slash);
  return web::is_own_path(path) ? std::string(path) : std::string();
}

Result<i18n::Messages> load_messages(Language language) {
  return i18n::Messages::load(assets::text(fmt::format("i18n/{}.json", enum_name(language))), language);
}

struct ErrorView {
  int status = 0;
  std::string text;
  std::string again;
  std::string again_label;
};
BOOST_DESCRIBE_STRUCT(ErrorView, (), (status, text, again, again_label))

Data preview_data(const std::optional<Preview>& preview) {
  if (!preview) return {false};
  return {DataMap{
      {"title", {preview->title}}, {"description", {preview->description}}, {"url", {preview->url}}, {"picture", {preview->picture}}}};
}

}  // namespace

struct Pages::Parts {
  struct Spoken {
    i18n::Messages messages;
    Templates templates;
  };
  Options options;
  Spoken japanese;
  Spoken english;
  SiteAssets site;

  [[nodiscard]] const Spoken& in(Language language) const { return language == Language::en ? english : japanese; }
  [[nodiscard]] DataMap frame(const web::Req& req, const Head& head, Language language) const;
  [[nodiscard]] Data navigation(const web::Actor& actor, const Head& head, const i18n::Messages& messages) const;
};

Pages::Pages(std::unique_ptr<Parts> parts) : parts_(std::move(parts)) {}

Result<std::shared_ptr<const Pages>> Pages::create(Options options) {
  TRY(auto japanese, load_messages(Language::ja));
  TRY(auto english, load_messages(Language::en));
  TRY(auto japanese_templates, Templates::load(japanese));
  TRY(auto english_templates, Templates::load(english));
  for (const auto& item : options.navigation) {
    if (!japanese.has(item.label)) return fail(ErrorCode::internal, "render.pages", "there is no such sentence: " + item.label);
  }
  TRY(auto site, make_site_assets());
  auto parts = std::make_unique<Parts>(Parts{.options = std::move(options),
                                             .japanese = {std::move(japanese), std::move(japanese_templates)},
                                             .english = {std::move(english), std::move(english_templates)},
                                             .site = std::move(site)});
  return std::shared_ptr<const Pages>(new Pages(std::move(parts)));
}

Language Pages::language(const http::Request& request) const {
  return request.cookie(kLanguageCookie) == "en" ? Language::en : Language::ja;
}
const i18n::Messages& Pages::messages(const http::Request& request) const { return messages(language(request)); }
const i18n::Messages& Pages::messages(Language language) const { return parts_->in(language).messages; }
const std::string& Pages::url() const { return parts_->options.url; }

Data Pages::Parts::navigation(const web::Actor& actor, const Head& head, const i18n::Messages& messages) const {
  DataList entries;
  for (const auto& item : options.navigation) {
    if ((item.access & actor.access) == 0) continue;
    entries.push_back({DataMap{{"to", {item.path}}, {"label", {messages.text(item.label)}}, {"current", {item.path == head.nav}}}});
  }
  return {std::move(entries)};
}

DataMap Pages::Parts::frame(const web::Req& req, const Head& head, Language language) const {
  const auto& messages = in(language).messages;
  const auto other = language == Language::ja ? Language::en : Language::ja;
  const bool signed_in = (req.actor.access & web::kOrganizers) != 0;
  const bool wide = head.width == Head::Width::table;
  return {{"lang", {std::string(enum_name(language))}},
          {"other_lang", {std::string(enum_name(other))}},
          {"other_lang_name", {std::string(other == Language::en ? "English" : "日本語")}},
          {"page_title", {head.title}},
          {"organization", {options.organization.empty() ? messages.text("ui.product") : options.organization}},
          {"stylesheet", {site.stylesheet}},
          {"script", {site.script}},
          {"icon", {site.icon}},
          {"wide", {wide}},
          {"signed_in", {signed_in}},
          {"actor_name", {req.actor.name}},
          {"csrf", {req.actor.csrf}},
          {"path", {path_of(req.http)}},
          {"navigation", navigation(req.actor, head, messages)},
          {"home", {head.home}},
          {"preview", preview_data(head.preview)},
          {"back", {head.back}},
          {"back_label", {head.back_label}},
          {"flash", {false}},
          {"body", {false}}};
}

Result<web::Response> Pages::whole_page(const web::Req& req, const Head& head, std::string_view name, Data view, int status) const {
  const auto spoken = language(req.http);
  const auto& templates = parts_->in(spoken).templates;
  Data frame{parts_->frame(req, head, spoken)};
  auto& shown = std::get<DataMap>(frame.value);
  const auto cookie_value = req.http.cookie(kFlashCookie);
  if (const auto flash = read_flash(cookie_value)) {
    const auto sentence = sentence_of(*flash, messages(spoken));
    if (!sentence.empty()) shown["flash"] = {DataMap{{"text", {sentence}}, {"undo", {flash->undo}}}};
  }
  TRY(auto body, templates.render(name, view, frame));
  shown["body"] = {Html{std::move(body)}};
  TRY(auto text, templates.render("frame", Data{DataMap{}}, frame));
  auto response = html(std::move(text), status);
  if (!cookie_value.empty()) response.header("set-cookie", cookie(kFlashCookie, "", 0));
  return response;
}

Result<web::Response> Pages::part_alone(const web::Req& req, std::string_view name, Data view) const {
  const auto spoken = language(req.http);
  TRY(auto text, parts_->in(spoken).templates.render(name, view, Data{parts_->frame(req, {}, spoken)}));
  return html(std::move(text), 200);
}

web::Response Pages::see_other(std::string_view path) const {
  web::Response response;
  response.status = 303;
  response.header("location", std::string(path));
  return response;
}

web::Response Pages::see_other(std::string_view path, const Flash& flash) const {
  auto response = see_other(path);
  response.header("set-cookie", cookie(kFlashCookie, flash_cookie(flash), kFlashSeconds));
  return response;
}

std::string Pages::cookie(std::string_view name, std::string_view value, std::int64_t seconds) const {
  const bool secure = parts_->options.url.starts_with("https://");
  return fmt::format("{}={}; Path=/; HttpOnly; SameSite=Lax; Max-Age={}{}", name, value, seconds, secure ? "; Secure" : "");
}

web::Routes Pages::routes() const {
  auto routes = parts_->site.routes;
  const auto pages = std::make_shared<const Pages>(*this);  // as cheap as the pointer that it holds
  routes.push_back(
      {.method = web::Method::get,
       .pattern = "/",
       .access = web::kOpen,
       .handler = web::Read([pages](const web::Req&, web::ReadTx&) -> Result<web::Response> { return pages->see_other("/home"); }),
       .surface = web::Surface::page});
  const auto speak = [pages](const web::Req& req, web::ReadTx&) -> Result<web::Response> {
    const auto language = enum_value<Language>(req.form.text("lang"));
    if (!language) return fail(ErrorCode::invalid, "render.language", "lang: is no language of ours");
    const auto next = req.form.text("next");
    auto response = pages->see_other(web::is_own_path(next) ? next : "/");
    response.header("set-cookie", pages->cookie(kLanguageCookie, enum_name(*language), kYearSeconds));
    return response;
  };
  routes.push_back({.method = web::Method::post,
                    .pattern = "/language",
                    .access = web::kOpen,
                    .handler = web::Read(speak),
                    .surface = web::Surface::page});
  return routes;
}

web::Response Pages::error_page(const web::Req& req, int status, const Error* error) const {
  const auto& words = messages(req.http);
  const auto word = error_word(status, error);
  const auto key = "page_error." + std::string(word);
  ErrorView view{.status = status, .text = words.text(key + ".text"), .again = {}, .again_label = words.text("ui.back")};
  if (word == "signed_out") {
    view.again = "/sign-in";
    view.again_label = words.text("ui.sign_in");
  } else if (req.http.method == http::Method::post) {
    view.again = referring_path(req.http);
  } else if (status >= 500) {
    view.again = path_of(req.http);
    view.again_label = words.text("ui.reload");
  }
  const Head head{.title = words.text(key + ".title")};
  auto page = whole_page(req, head, "error", data_of(view), status);
  if (page) return std::move(*page);
  // The frame itself is broken: the words without it.
  web::Response plain;
  plain.status = status;
  plain.header("content-type", "text/plain; charset=utf-8");
  plain.body = head.title + "\n" + view.text + "\n";
  return plain;
}

}  // namespace uke::server::render

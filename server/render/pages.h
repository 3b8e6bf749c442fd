// HTML pages from the templates of assets/web/templates: the frame around them, the reader's language, redirects with a message.
//
// A template is mustache over data.h. Beside that, resolved when the program starts, for each language:
//   {{t roster.title}}      the sentence of assets/i18n, escaped (sentences with arguments are formatted in C++ and passed as data)
//   {{> parts/form}}        another template, in place
// Everything that is shown is escaped; {{{x}}} and {{&x}} do not exist: markup is a member of type Html (data.h). A name that the data
// lacks is an error (`internal`), not an empty text: optional things are sections over a member that is there. Thread-safe once made.
#pragma once

#include "server/render/data.h"
#include "server/web/route.h"
#include "shared/i18n/messages.h"

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace uke::server::render {

// An entry of the organizers' navigation; main lists them.
struct NavItem {
  std::string path;     // "/members"
  std::string label;    // key of assets/i18n
  unsigned access = 0;  // who sees it
};

// A sentence after something was done, shown once on the next page; with `undo`, a button that POSTs there.
struct Flash {
  std::string key;                                        // "flash.…" of assets/i18n
  std::vector<std::pair<std::string, std::string>> args;  // its named arguments
  std::string undo = {};                                  // a path of ours
};

// What other programs show of a link to the page (Open Graph). Absolute addresses.
struct Preview {
  std::string title;
  std::string description;
  std::string url;
  std::string picture;  // 1,200 × 630; "" for none
};

struct Head {
  std::string title;      // in the reader's language
  std::string nav = {};   // path of the navigation entry that is lit
  std::string back = {};  // path of the page above; "" for none
  std::string back_label = {};
  enum class Width : std::uint8_t { text, table } width = Width::text;
  std::string home = "/";  // where the association's name leads; "" for nowhere
  std::optional<Preview> preview = {};
};

struct Options {
  std::string url;           // how the outside names this server; https there makes cookies Secure
  std::string organization;  // name of the association in the frame; "" = the product's name
  std::vector<NavItem> navigation;
};

class Pages {
 public:
  // `internal` with the place for a template that is malformed, names a part or a sentence that does not exist.
  [[nodiscard]] static Result<std::shared_ptr<const Pages>> create(Options options);

  [[nodiscard]] i18n::Language language(const http::Request& request) const;  // the cookie uke_lang; Japanese without
  [[nodiscard]] const i18n::Messages& messages(const http::Request& request) const;
  [[nodiscard]] const i18n::Messages& messages(i18n::Language language) const;
  [[nodiscard]] const std::string& url() const;

  // The whole page: frame, navigation for the actor, flash, and `name` (assets/web/templates/NAME.html) with `view`, a described struct.
  // Inside the template the frame's own data is there, too: {{csrf}}, {{path}}, {{lang}}, {{page_title}}, {{signed_in}}.
  template <class T>
  [[nodiscard]] Result<web::Response> page(const web::Req& req, const Head& head, std::string_view name, const T& view,
                                           int status = 200) const {
    return whole_page(req, head, name, data_of(view), status);
  }
  // `name` alone, without the frame: what a script puts into a page. text/html.
  template <class T>
  [[nodiscard]] Result<web::Response> part(const web::Req& req, std::string_view name, const T& view) const {
    return part_alone(req, name, data_of(view));
  }
  // 303 to a path of ours, and the sentence that the next page shows.
  [[nodiscard]] web::Response see_other(std::string_view path) const;
  [[nodiscard]] web::Response see_other(std::string_view path, const Flash& flash) const;
  // A `name=value` cookie with the attributes that all of ours have: HttpOnly, SameSite=Lax, Path=/, Secure where the URL is https.
  [[nodiscard]] std::string cookie(std::string_view name, std::string_view value, std::int64_t seconds) const;

  // The routes that all pages need: stylesheet, script and picture under names that change with them, the switch of the language, and
  // "/", which leads to /home.
  [[nodiscard]] web::Routes routes() const;

  // What people see instead of a problem: the page "error" with what happened and what to do, in their language.
  [[nodiscard]] web::Response error_page(const web::Req& req, int status, const Error* error) const;

 private:
  struct Parts;
  explicit Pages(std::unique_ptr<Parts> parts);
  [[nodiscard]] Result<web::Response> whole_page(const web::Req& req, const Head& head, std::string_view name, Data view, int status) const;
  [[nodiscard]] Result<web::Response> part_alone(const web::Req& req, std::string_view name, Data view) const;
  std::shared_ptr<const Parts> parts_;
};

using PagesPtr = std::shared_ptr<const Pages>;

}  // namespace uke::server::render

// What the pages of the roster have in common. Internal to this room.
#pragma once

#include "server/roster/pages.h"
#include "server/roster/pages_words.h"
#include "server/roster/search.h"
#include "server/roster/service.h"
#include "server/web/page_routes.h"

#include <memory>
#include <string>
#include <string_view>
#include <vector>

namespace uke::server::roster {

struct PageNeeds {
  render::PagesPtr pages;
  EventsOf events_of;
  std::shared_ptr<const ExportFiles> files;
  NamesInGroup names_in_group;
};
using Needs = std::shared_ptr<const PageNeeds>;

// The parts of page_routes(), a file each.
[[nodiscard]] web::Routes list_page_routes(const Needs& needs);
[[nodiscard]] web::Routes member_page_routes(const Needs& needs);
[[nodiscard]] web::Routes edit_page_routes(const Needs& needs);
[[nodiscard]] web::Routes export_page_routes(const Needs& needs);

using web::page;
using web::reads;
using web::version_of;
using web::writes;

inline constexpr const char* kNav = "/members";
[[nodiscard]] std::string path_of(MemberId id);
[[nodiscard]] bool is_admin(const web::Req& req);

// --- what is asked of the list: the text by POST only, the filters also in a URL ---

inline constexpr std::int64_t kSearchMax = 200;  // characters
struct Asked {
  MemberQuery query;
  bool too_long = false;   // the text: then it is left out
  std::string after = {};  // cursor
  std::int64_t from = 1;   // place of the first row of the page, for saying it
};
// What a field says that is not acceptable is passed over.
[[nodiscard]] Asked asked_of(const web::Req& req);

}  // namespace uke::server::roster

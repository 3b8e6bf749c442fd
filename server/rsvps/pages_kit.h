// What the organizers' pages of answers have in common. Internal to this room.
#pragma once

#include "server/events/details_service.h"
#include "server/rsvps/list.h"
#include "server/rsvps/pages.h"
#include "server/web/page_routes.h"

#include <memory>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace uke::server::rsvps {

using i18n::Messages;

struct PageNeeds {
  render::PagesPtr pages;
  std::shared_ptr<const roster::ExportFiles> files;
  tickets::Site site;
};
using Needs = std::shared_ptr<const PageNeeds>;

// The parts of page_routes(), a file each.
[[nodiscard]] web::Routes list_page_routes(const Needs& needs);
[[nodiscard]] web::Routes answer_page_routes(const Needs& needs);
[[nodiscard]] web::Routes step_page_routes(const Needs& needs);
[[nodiscard]] web::Routes edit_page_routes(const Needs& needs);
[[nodiscard]] web::Routes new_page_routes(const Needs& needs);
[[nodiscard]] web::Routes export_page_routes(const Needs& needs);

using web::page;
using web::reads;
using web::version_of;
using web::writes;

inline constexpr const char* kNav = "/events";
inline constexpr unsigned kMayMarkPaid = web::kTreasurer | web::kAdmin;
[[nodiscard]] std::string path_of(AttendeeId id);
[[nodiscard]] std::string list_path(EditionId id);
[[nodiscard]] bool is_admin(const web::Req& req);
[[nodiscard]] bool may(const web::Req& req, unsigned access);
[[nodiscard]] std::optional<std::int64_t> whole_number(std::string_view typed);  // digits of either width; nothing for anything else

// An edition as its pages name it.
struct Place {
  events::EventRow event;
  events::EditionRow edition;
};
[[nodiscard]] Result<Place> place_of(storage::ReadTx& tx, const web::Actor& actor, EditionId id);
[[nodiscard]] std::string name_of(const Messages& messages, const Place& place);  // event and edition

// --- what is asked of the list: the text by POST only, the filters also in a URL ---

inline constexpr std::int64_t kSearchMax = 200;  // characters
struct Asked {
  ListQuery query;
  bool too_long = false;   // the text: then it is left out
  std::string after = {};  // cursor
  std::int64_t from = 1;   // place of the first row of the page, for saying it
};
// What a field says that is not acceptable is passed over.
[[nodiscard]] Asked asked_of(const web::Req& req);
using FilterWords = std::vector<std::pair<std::string, std::string>>;
// Name and value of each filter that is set; never the text.
[[nodiscard]] FilterWords filters_of(const ListQuery& query);
// "?state=yes&mode=onsite", or "".
[[nodiscard]] std::string query_text(const FilterWords& filters);
[[nodiscard]] bool asks_anything(const ListQuery& query);

}  // namespace uke::server::rsvps

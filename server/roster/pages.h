// The organizers' pages of the roster.
//
//   GET, POST  /members                POST  /members/search          GET, POST  /members/new
//   GET        /members/{member}       GET, POST  /members/{member}/edit
//   POST       /members/{member}/state       POST  /members/{member}/undo/{version}
//   GET, POST  /members/export         POST  /members/export/selection
#pragma once

#include "server/render/pages.h"
#include "server/roster/export.h"
#include "server/web/route.h"
#include "shared/base/ids.h"

#include <cstdint>
#include <functional>
#include <memory>
#include <string>
#include <vector>

namespace uke::server::roster {

// What rooms to the right know of a member: their answers to events.
struct EventFact {
  std::string event;
  std::string edition;
  std::int64_t date_ms = 0;
  std::string answer;  // word of the answer: yes, no, maybe …
  bool came = false;
};
// Of all the ids that stand for one person; newest first.
using EventsOf = std::function<Result<std::vector<EventFact>>(storage::ReadTx&, const std::vector<MemberId>&)>;

// Display names of the social network's group that may be this person's.
using NamesInGroup = std::function<Result<std::vector<std::string>>(storage::ReadTx&, const MemberFields&)>;

// `events_of` and `names_in_group` may be empty.
[[nodiscard]] web::Routes page_routes(render::PagesPtr pages, std::shared_ptr<const ExportFiles> files, EventsOf events_of,
                                      NamesInGroup names_in_group);

}  // namespace uke::server::roster

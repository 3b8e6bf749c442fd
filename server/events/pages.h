// The organizers' pages of events and editions. Reading is for all organizers, changing for admins.
//
//   /events  /events/new  /events/{event}  …/edit  …/copy  …/link  …/editions/new
//   /editions/{edition}  …/edit  …/cancel
//   /editions/{edition}/programme  …/goods  …/fees     each with …/new, …/{item}, …/{item}/move, …/{item}/remove
#pragma once

#include "server/render/pages.h"
#include "server/web/route.h"
#include "shared/base/ids.h"
#include "shared/base/result.h"

#include <cstdint>
#include <functional>
#include <map>
#include <string>
#include <string_view>

namespace uke::server::events {

// How many people an edition has, of rooms to the right.
struct PeopleCount {
  std::int64_t onsite = 0;
  std::int64_t online = 0;
  std::int64_t waiting = 0;
};

struct PageParts {
  render::PagesPtr pages;
  std::function<Result<std::string>(std::string_view text)> qr_picture;  // of a link, as SVG
  std::function<Result<PeopleCount>(storage::ReadTx& tx, EditionId edition)> people;
  // People who came through each speaker's link, by the id of the programme item.
  std::function<Result<std::map<std::string, std::int64_t>>(storage::ReadTx& tx, EditionId edition)> counts_by_via;
};
[[nodiscard]] web::Routes page_routes(const PageParts& parts);

}  // namespace uke::server::events

#include "server/desk/paper_order.h"

namespace uke::server::desk {

Result<OnPaper> people_on_paper(storage::ReadTx& tx, const web::Actor& actor, EditionId edition) {
  OnPaper all;
  TRYV(rsvps::each_rsvp(tx, actor, edition, {}, [&](const rsvps::Listed& one) -> Status {
    const auto state = one.row.state;
    if (state != uke::desk::RsvpState::yes && state != uke::desk::RsvpState::maybe) return {};
    (one.row.mode == uke::desk::Mode::onsite ? all.onsite : all.online).push_back(one);
    return {};
  }));
  return all;
}

std::vector<uke::desk::Subject> subjects_of(std::span<const rsvps::Listed> people) {
  std::vector<uke::desk::Subject> subjects;
  for (const auto& one : people) {
    subjects.push_back(uke::desk::Subject::of(one.row.id));
    subjects.push_back(uke::desk::Subject::of(one.row.ticket));
  }
  return subjects;
}

}  // namespace uke::server::desk

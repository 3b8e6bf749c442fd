#include "server/roster/statistics_store.h"

namespace uke::server::roster {

Status each_counted(storage::ReadTx& tx, std::optional<MemberState> state, const std::function<Status(Counted&&)>& visit) {
  const auto name = state ? enum_name(*state) : std::string_view{};
  return tx.each<Counted>(
      "select m.state, m.age_decade, m.occupation, m.region, m.site, m.department, m.employment, m.joined_year"
      " from members m where (:any = '' or m.state = :state)"
      " and not exists (select 1 from member_merges g where g.member_id = m.id)",
      visit, name, name);
}

}  // namespace uke::server::roster

#include "server/roster/statistics.h"

#include "server/accounts/rules.h"

namespace uke::server::roster {
namespace {

#define UKE_COUNTED                                                                                     \
  ", count(*) from members m where not exists (select 1 from member_merges g where g.member_id = m.id)" \
  " and (:any = '' or m.state = :state) group by "

std::string_view sql_of(Attribute attribute) {
  switch (attribute) {
    case Attribute::state: return "select m.state" UKE_COUNTED "m.state";
    case Attribute::age_decade: return "select cast(m.age_decade as text)" UKE_COUNTED "m.age_decade";
    case Attribute::occupation: return "select m.occupation" UKE_COUNTED "m.occupation";
    case Attribute::region: return "select m.region" UKE_COUNTED "m.region";
    case Attribute::site: return "select m.site" UKE_COUNTED "m.site";
    case Attribute::department: return "select m.department" UKE_COUNTED "m.department";
    case Attribute::employment: return "select m.employment" UKE_COUNTED "m.employment";
    case Attribute::joined_year: return "select cast(m.joined_year / 5 * 5 as text)" UKE_COUNTED "m.joined_year / 5 * 5";
  }
  return {};
}

}  // namespace

Result<Statistics> get_statistics(storage::ReadTx& tx, const web::Actor& actor, std::optional<MemberState> state) {
  TRYV(accounts::require(actor, web::kOrganizers));
  const auto name = state ? enum_name(*state) : std::string_view{};
  Statistics statistics;
  for (const auto attribute : kAttributes) {
    TRY(const auto raw, tx.all<Tally>(sql_of(attribute), name, name));
    statistics.attributes.push_back(breakdown_of(attribute, raw));
  }
  statistics.members = statistics.attributes.front().members();
  return statistics;
}

}  // namespace uke::server::roster

#include "server/roster/statistics.h"

#include "server/accounts/rules.h"
#include "server/roster/statistics_store.h"

#include <array>
#include <string>
#include <unordered_map>

namespace uke::server::roster {
namespace {

using Tallies = std::unordered_map<std::string, std::int64_t>;

std::vector<Tally> raw_of(const Tallies& tallies) {
  std::vector<Tally> raw;
  raw.reserve(tallies.size());
  for (const auto& [value, count] : tallies) raw.push_back({value, count});
  return raw;
}

}  // namespace

Result<Statistics> get_statistics(storage::ReadTx& tx, const web::Actor& actor, std::optional<MemberState> state) {
  TRYV(accounts::require(actor, web::kOrganizers));
  std::array<Tallies, kAttributes.size()> tallies;
  Statistics statistics;
  const auto count = [&](Counted&& row) -> Status {
    ++statistics.members;
    ++tallies[0][std::move(row.state)];
    ++tallies[1][std::to_string(row.age_decade)];
    ++tallies[2][std::move(row.occupation)];
    ++tallies[3][std::move(row.region)];
    ++tallies[4][std::move(row.site)];
    ++tallies[5][std::move(row.department)];
    ++tallies[6][std::move(row.employment)];
    ++tallies[7][std::to_string(row.joined_year / kYearsTogether * kYearsTogether)];
    return {};
  };
  TRYV(each_counted(tx, state, count));
  for (std::size_t i = 0; i < kAttributes.size(); ++i) statistics.attributes.push_back(breakdown_of(kAttributes[i], raw_of(tallies[i])));
  return statistics;
}

}  // namespace uke::server::roster

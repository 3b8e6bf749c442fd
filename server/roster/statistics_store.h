// What is counted of members. SQL and nothing else; called inside a transaction. Internal to this room.
#pragma once

#include "server/roster/rules.h"
#include "server/storage/write_tx.h"

#include <functional>
#include <optional>
#include <string>

namespace uke::server::roster {

// In the order of kAttributes.
struct Counted {
  std::string state;
  std::int64_t age_decade = 0;
  std::string occupation;
  std::string region;
  std::string site;
  std::string department;
  std::string employment;
  std::int64_t joined_year = 0;
};
BOOST_DESCRIBE_STRUCT(Counted, (), (state, age_decade, occupation, region, site, department, employment, joined_year))

// Of that state, or everybody; merged doubles are none.
[[nodiscard]] Status each_counted(storage::ReadTx& tx, std::optional<MemberState> state, const std::function<Status(Counted&&)>& visit);

}  // namespace uke::server::roster

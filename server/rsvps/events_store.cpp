#include "server/rsvps/events_store.h"

#include "shared/base/describe.h"

namespace uke::server::rsvps {
namespace {

struct CountRow {
  std::string item;
  std::int64_t people = 0;
};
BOOST_DESCRIBE_STRUCT(CountRow, (), (item, people))

}  // namespace

Result<std::map<std::string, std::int64_t>> counts_by_via(storage::ReadTx& tx, EditionId edition) {
  // Companions come through the link of the one whom they come with. The link counts wherever in the event its people answered.
  TRY(const auto rows, tx.all<CountRow>("select p.id, count(*) from programme_items p join answer_details d on d.via = p.id"
                                        " join attendees a on a.id = d.attendee_id or a.holder_id = d.attendee_id"
                                        " where p.edition_id = :edition and a.state = 'yes' group by p.id",
                                        edition));
  std::map<std::string, std::int64_t> counts;
  for (const auto& row : rows) counts.emplace(row.item, row.people);
  return counts;
}

Result<std::vector<AttendeeId>> who_ordered(storage::ReadTx& tx, std::string_view goods, AttendeeId after, std::int64_t limit) {
  return tx.all<AttendeeId>(
      "select attendee_id from attendee_goods where goods_id = :goods and attendee_id > :after order by attendee_id limit :limit", goods,
      after, limit);
}

}  // namespace uke::server::rsvps

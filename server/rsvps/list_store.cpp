#include "server/rsvps/list_store.h"

namespace uke::server::rsvps {

Result<std::vector<ListRow>> list_rows(storage::ReadTx& tx, EditionId edition) {
  return tx.all<ListRow>(
      "select a.id, a.holder_id, a.state, a.mode, a.kana, a.shown_name, a.search, a.short_code, a.fee, a.prepaid,"
      " case when coalesce(a.email, '') <> '' then 1 else 0 end, a.photo_ok, a.provisional, a.late,"
      " case when coalesce(d.food, '') <> '' then 1 else 0 end, coalesce(d.held, 0),"
      " case when d.doubt_of is null then 0 else 1 end, coalesce(d.ever_admitted, 0),"
      " case when exists (select 1 from attendee_goods g where g.attendee_id = a.id) then 1 else 0 end"
      " from attendees a left join answer_details d on d.attendee_id = a.id where a.edition_id = :edition order by a.id",
      edition);
}

}  // namespace uke::server::rsvps

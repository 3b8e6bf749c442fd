// What an answer costs. Pure but for prices_of().
#pragma once

#include "server/events/details_service.h"
#include "server/events/store.h"
#include "server/rsvps/group.h"

#include <vector>

namespace uke::server::rsvps {

struct Prices {
  Yen door_fee;
  Yen online_fee;
  std::vector<events::FeeCategory> categories;
  std::vector<events::GoodsItem> goods;
};
[[nodiscard]] Result<Prices> prices_of(storage::ReadTx& tx, const events::EditionRow& edition, const events::EditionDetails& details);

// What this person owes apart from goods. Who came to the venue owes what the venue costs, whatever they say afterwards.
[[nodiscard]] Yen base_fee(const AttendeeRow& row, const Details& details, const Prices& prices);
[[nodiscard]] Yen goods_fee(const std::vector<GoodsOrder>& orders, const Prices& prices);
// Everybody's, but for those whose fee an organizer set by hand. The goods are the holder's.
void set_fees(Group& group, const Prices& prices);

}  // namespace uke::server::rsvps

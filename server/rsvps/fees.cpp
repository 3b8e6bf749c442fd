#include "server/rsvps/fees.h"

#include <algorithm>

namespace uke::server::rsvps {

Result<Prices> prices_of(storage::ReadTx& tx, const events::EditionRow& edition, const events::EditionDetails& details) {
  Prices prices{.door_fee = edition.door_fee, .online_fee = details.online_fee, .categories = {}, .goods = {}};
  TRY(prices.categories, events::fee_categories_of(tx, edition.id));
  TRY(prices.goods, events::goods_items_of(tx, edition.id));
  return prices;
}

Yen base_fee(const AttendeeRow& row, const Details& details, const Prices& prices) {
  if (!details.ever_admitted) {
    if (row.state == desk::RsvpState::no || row.state == desk::RsvpState::cancelled) return details.cancel_fee;
    if (row.mode == desk::Mode::online) return prices.online_fee;
  }
  const auto category = std::ranges::find(prices.categories, details.fee_category.value_or(""), &events::FeeCategory::id);
  return category == prices.categories.end() ? prices.door_fee : category->amount;
}

Yen goods_fee(const std::vector<GoodsOrder>& orders, const Prices& prices) {
  Yen sum;
  for (const auto& order : orders) {
    const auto item = std::ranges::find(prices.goods, order.goods, &events::GoodsItem::id);
    if (item != prices.goods.end()) sum += Yen{item->price.value * order.quantity};
  }
  return sum;
}

void set_fees(Group& group, const Prices& prices) {
  auto& holder = group.holder;
  if (!holder.details.fee_by_hand) {
    holder.row.fee = base_fee(holder.row, holder.details, prices);
    if (holder.row.state != desk::RsvpState::cancelled) holder.row.fee += goods_fee(group.goods, prices);
  }
  for (auto* people : {&group.companions, &group.left}) {
    for (auto& person : *people) {
      const bool is_here = person.row.edition == holder.row.edition;  // who left may have left another edition
      if (is_here && !person.details.fee_by_hand) person.row.fee = base_fee(person.row, person.details, prices);
    }
  }
}

}  // namespace uke::server::rsvps

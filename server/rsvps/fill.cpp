#include "server/rsvps/fill.h"

#include "server/rsvps/names.h"

#include <algorithm>

namespace uke::server::rsvps {
namespace {

std::optional<std::string> some(const std::string& text) { return text.empty() ? std::nullopt : std::optional(text); }

std::string search_of(const OwnCompanion& companion) {
  return search_text(companion.family_name, companion.given_name, companion.kana, "");
}

void name(Person& person, const OwnCompanion& companion) {
  auto& row = person.row;
  row.family_name = companion.family_name;
  row.given_name = companion.given_name;
  row.kana = companion.kana;
  row.shown_name = whole_name(row.family_name, row.given_name);
  if (row.shown_name.empty()) row.shown_name = row.kana;
  row.search = search_of(companion);
  person.details.fee_category = some(companion.fee_category);
}

// Takes the first of those people out of the list.
std::optional<Person> take(std::vector<Person>& people, const std::optional<std::string>& search) {
  const auto found = std::ranges::find_if(people, [&](const Person& person) { return !search || person.row.search == *search; });
  if (found == people.end()) return {};
  Person person = std::move(*found);
  people.erase(found);
  return person;
}

void move_one(std::vector<Person>& from, std::vector<Person>& to, AttendeeId id) {
  const auto found = std::ranges::find_if(from, [&](const Person& person) { return person.row.id == id; });
  if (found == from.end()) return;
  to.push_back(std::move(*found));
  from.erase(found);
}

Status first_fault(const web::Faults& faults) {
  if (faults.empty()) return {};
  return fail(ErrorCode::invalid, "rsvps.check", faults.front().field + ": " + std::string(enum_name(faults.front().what)));
}

std::unexpected<Error> not_offered(const std::string& field) {
  return fail(ErrorCode::invalid, "rsvps.check", field + ": " + std::string(enum_name(web::What::unknown_choice)));
}

// Goods and categories have ids of their own at every edition; what has the same name is the same.
template <class Item>
std::optional<std::string> counterpart(const std::vector<Item>& here, const std::vector<Item>& there, const std::string& id) {
  const auto item = std::ranges::find(here, id, &Item::id);
  if (item == here.end()) return {};
  const auto match = std::ranges::find_if(there, [&](const Item& other) { return other.name == item->name && !other.retired; });
  return match == there.end() ? std::nullopt : std::optional(match->id);
}

}  // namespace

std::string shown_name(const OwnFields& fields, std::string_view language) {
  const auto whole = whole_name(fields.family_name, fields.given_name);
  if (whole.empty()) return fields.kana;
  if (!fields.show_former_name || fields.former_name.empty()) return whole;
  return with_former_name(fields.family_name, fields.given_name, fields.former_name, language);
}

void fill_companions(Group& group, const std::vector<OwnCompanion>& companions) {
  std::vector<std::optional<Person>> found(companions.size());
  for (std::size_t i = 0; i < companions.size(); ++i) found[i] = take(group.companions, search_of(companions[i]));
  for (std::size_t i = 0; i < companions.size(); ++i) {
    if (!found[i]) found[i] = take(group.left, search_of(companions[i]));
  }
  for (auto& person : found) {
    if (!person) person = take(group.companions, {});  // a name that was put right
  }
  for (auto& person : group.companions) group.left.push_back(std::move(person));
  group.companions.clear();
  for (std::size_t i = 0; i < companions.size(); ++i) {
    auto person = found[i] ? std::move(*found[i]) : new_companion(group);
    name(person, companions[i]);
    person.details.cancelled_ms = 0;
    group.companions.push_back(std::move(person));
  }
}

void fill(Group& group, const OwnFields& fields) {
  auto& [row, details, row_was, details_were] = group.holder;
  row.family_name = fields.family_name;
  row.given_name = fields.given_name;
  row.kana = fields.kana;
  row.department = fields.department;
  row.years = fields.years;
  row.search = search_text(fields.family_name, fields.given_name, fields.kana, fields.former_name);
  row.email = some(fields.email);
  row.photo_ok = fields.photo_ok;
  row.shown_name = shown_name(fields, details.language);
  details.former_name = fields.former_name;
  details.show_former_name = fields.show_former_name;
  details.food = fields.food;
  details.comment = fields.comment;
  details.comment_public = fields.comment_public;
  details.after_party = fields.after_party;
  details.watching = fields.watching;
  details.fee_category = some(fields.fee_category);
  auto goods = fields.goods;
  std::ranges::sort(goods);
  std::ranges::sort(group.goods);
  group.goods_changed = group.goods_changed || goods != group.goods;
  group.goods = std::move(goods);
  fill_companions(group, fields.companions);
}

Status acceptable(storage::ReadTx& tx, const Group& group, EditionId edition, const OwnFields& fields) {
  TRY(const auto details, events::edition_details_of(tx, edition));
  TRY(const auto categories, events::fee_categories_of(tx, edition));
  TRY(const auto goods, events::goods_items_of(tx, edition));
  TRYV(first_fault(check(fields, details, categories, goods)));
  const bool is_undecided = fields.state == desk::RsvpState::maybe && group.holder.row.state != desk::RsvpState::maybe;
  const bool is_too_late = details.maybe_until_ms != 0 && to_ms(tx.now()) >= details.maybe_until_ms;
  if (is_undecided && is_too_late) return not_offered("state");
  const auto is_retired = [](const auto& items, const std::string& id) {
    return std::ranges::any_of(items, [&](const auto& item) { return item.id == id && item.retired; });
  };
  const auto had_category = [&](const std::string& id) {
    const auto has = [&](const Person& person) { return person.details.fee_category == id; };
    return has(group.holder) || std::ranges::any_of(group.companions, has);
  };
  if (is_retired(categories, fields.fee_category) && !had_category(fields.fee_category)) return not_offered("fee_category");
  for (std::size_t i = 0; i < fields.companions.size(); ++i) {
    const auto& id = fields.companions[i].fee_category;
    if (is_retired(categories, id) && !had_category(id)) return not_offered("companions." + std::to_string(i) + ".fee_category");
  }
  for (const auto& order : fields.goods) {
    const auto had = std::ranges::find(group.goods, order.goods, &GoodsOrder::goods);
    const auto most = had == group.goods.end() ? 0 : had->quantity;
    if (is_retired(goods, order.goods) && order.quantity > most) return not_offered("goods." + order.goods);
  }
  return {};
}

Status translate_choices(storage::ReadTx& tx, Group& group, EditionId to) {
  const auto from = group.holder.row.edition;
  if (from == to) return {};
  TRY(const auto categories, events::fee_categories_of(tx, from));
  TRY(const auto categories_there, events::fee_categories_of(tx, to));
  TRY(const auto goods, events::goods_items_of(tx, from));
  TRY(const auto goods_there, events::goods_items_of(tx, to));
  const auto translate = [&](Person& person) {
    auto& category = person.details.fee_category;
    if (category) category = counterpart(categories, categories_there, *category);
  };
  translate(group.holder);
  std::ranges::for_each(group.companions, translate);
  std::vector<GoodsOrder> orders;
  for (const auto& order : group.goods) {
    if (auto id = counterpart(goods, goods_there, order.goods)) orders.push_back({std::move(*id), order.quantity});
  }
  group.goods_changed = group.goods_changed || orders != group.goods;
  group.goods = std::move(orders);
  return {};
}

void take_out(Group& group, AttendeeId companion) { move_one(group.companions, group.left, companion); }

void take_back(Group& group, AttendeeId companion) {
  move_one(group.left, group.companions, companion);
  for (auto& person : group.companions) person.details.cancelled_ms = 0;
}

void continue_as(Group& fresh, Group old) {
  const auto& had = old.holder.row;
  auto& row = fresh.holder.row;
  row.id = had.id;
  row.ticket = had.ticket;
  row.short_code = had.short_code;
  row.version = had.version;
  row.member = had.member;
  row.prepaid = had.prepaid;
  auto& details = fresh.holder.details;
  const auto& were = old.holder.details;
  details.attendee = had.id;
  details.secret_hash = were.secret_hash;
  details.secret_no = were.secret_no;
  details.waiting_since_ms = 0;
  details.ever_admitted = were.ever_admitted;
  details.approved_ms = were.approved_ms;
  details.cancelled_ms = were.cancelled_ms;
  details.calendar_ms = were.calendar_ms;
  fresh.holder.row_was = old.holder.row_was;
  fresh.holder.details_were = old.holder.details_were;
  fresh.left = std::move(old.left);
  for (auto& person : old.companions) fresh.left.push_back(std::move(person));
  fresh.goods_changed = true;
}

}  // namespace uke::server::rsvps

// Fee categories, goods and programme: order, versions, and what answers refer to.
#include "server/events/details_service.h"
#include "server/jobs/jobs.h"
#include "tests/unit/server/events/party.h"

namespace uke::server {

using namespace uke::test;
using namespace events;

namespace {

FeeCategory put(RoomDatabase& database, EditionId edition, const FeeCategory& item) {
  return must(database.write([&](storage::WriteTx& tx) { return put_fee_category(tx, an_admin(), edition, item); }));
}
FeeCategory a_category(const std::string& name, std::int64_t yen = 5000) {
  FeeCategory category;
  category.name = name;
  category.amount = Yen{yen};
  return category;
}
std::vector<FeeCategory> categories(RoomDatabase& database, EditionId edition) {
  return must(database.read([&](uke::storage::ReadTx& tx) { return fee_categories_of(tx, edition); }));
}
std::string names(const std::vector<FeeCategory>& items) {
  std::string text;
  for (const auto& item : items) text += item.name;
  return text;
}
bool is_gapless(const std::vector<FeeCategory>& items) {
  for (std::size_t i = 0; i < items.size(); ++i) {
    if (items[i].position != static_cast<std::int64_t>(i) + 1) return false;
  }
  return true;
}
// An answer that refers to things of the edition, as rows: the room of answers lies to the right.
void answer_with(RoomDatabase& database, const EditionRow& edition, const std::string& category, const std::string& goods,
                 const std::string& via) {
  must(database.write([&](storage::WriteTx& tx) -> Status {
    const auto id = an_id<AttendeeId>(1);
    TRYV(
        tx.exec("insert into attendees (id, event_id, edition_id, ticket_no, short_code, state, mode, family_name, given_name, kana,"
                " shown_name, department, years, search, seat, note, fee, prepaid, photo_ok, provisional, late, created_ms, version)"
                " values (:id, :event, :edition, 't', 's', 'yes', 'onsite', '', '', '', '', '', '', '', '', '', 0, 0, 1, 0, 0, 0, 1)",
                id, edition.event, edition.id));
    TRYV(
        tx.exec("insert into answer_details (attendee_id, secret_no, former_name, show_former_name, food, comment, comment_public,"
                " after_party, watching, fee_category, fee_by_hand, language, via, waiting_since_ms, held, cancelled_ms, ever_admitted,"
                " calendar_ms) values (:id, 0, '', 0, '', '', 0, 'unsaid', 0, :category, 0, 'ja', :via, 0, 0, 0, 0, 0)",
                id, category, via));
    TRYV(tx.exec("insert into attendee_goods (attendee_id, goods_id, quantity) values (:id, :goods, 1)", id, goods));
    return {};
  }));
}

}  // namespace

TEST_CASE("fee_categories_keep_the_order_in_which_they_were_added") {
  RoomDatabase database;
  const auto edition = make_edition(database, make_event(database).id);
  const auto first = put(database, edition.id, a_category("会員"));
  put(database, edition.id, a_category("ご家族", 3000));
  CHECK(first.position == 1);
  CHECK(first.version == 1);
  CHECK(names(categories(database, edition.id)) == "会員ご家族");
  CHECK(database.count("select count(*) from audit_log where action = 'edition.add_fee_category'") == 2);
}

TEST_CASE("the_second_of_two_who_edit_a_fee_category_is_stale") {
  RoomDatabase database;
  const auto edition = make_edition(database, make_event(database).id);
  auto item = put(database, edition.id, a_category("会員"));
  item.amount = Yen{6000};
  item.for_whom = ForWhom::companion;
  item.retired = true;
  const auto changed = put(database, edition.id, item);
  CHECK(changed.version == 2);
  CHECK(categories(database, edition.id).front() == changed);
  const auto late = database.write([&](storage::WriteTx& tx) { return put_fee_category(tx, an_admin(), edition.id, item); });
  CHECK(late.error().code == ErrorCode::stale);
  CHECK(put(database, edition.id, changed) == changed);  // nothing new is nothing written
  const auto other = make_edition(database, edition.event, "福岡会場");
  const auto elsewhere = database.write([&](storage::WriteTx& tx) { return put_fee_category(tx, an_admin(), other.id, changed); });
  CHECK(elsewhere.error().code == ErrorCode::not_found);
}

TEST_CASE("only_admins_change_fees_goods_and_programme_and_only_acceptably") {
  RoomDatabase database;
  const auto edition = make_edition(database, make_event(database).id);
  const auto put_as = [&](const web::Actor& actor, const FeeCategory& item) {
    return database.write([&](storage::WriteTx& tx) { return put_fee_category(tx, actor, edition.id, item); });
  };
  CHECK(put_as(a_reception(), a_category("会員")).error().code == ErrorCode::forbidden);
  CHECK(put_as(an_admin(), a_category("")).error().code == ErrorCode::invalid);
  CHECK(put_as(an_admin(), a_category("会員", -1)).error().code == ErrorCode::invalid);
  CHECK(put_as(an_admin(), a_category("会員\n会員")).error().code == ErrorCode::invalid);
  for (int i = 0; i < 12; ++i) CHECK(put_as(an_admin(), a_category("区分" + std::to_string(i))).has_value());
  CHECK(put_as(an_admin(), a_category("十三番目")).error().code == ErrorCode::conflict);
}

TEST_CASE("whatever_is_moved_and_removed_positions_stay_gapless") {
  RoomDatabase database;
  const auto edition = make_edition(database, make_event(database).id);
  for (const char* name : {"a", "b", "c", "d", "e"}) put(database, edition.id, a_category(name));
  const auto place = [&](std::size_t which, std::int64_t position) {
    const auto id = categories(database, edition.id).at(which).id;
    must(database.write([&](storage::WriteTx& tx) { return place_fee_category(tx, an_admin(), edition.id, id, position); }));
    return names(categories(database, edition.id));
  };
  CHECK(place(0, 2) == "bacde");
  CHECK(place(4, 1) == "ebacd");
  CHECK(place(0, 99) == "bacde");
  CHECK(place(2, -7) == "cbade");
  SeededRandom random{7};
  for (int step = 0; step < 60; ++step) {
    const auto items = categories(database, edition.id);
    REQUIRE(is_gapless(items));
    if (items.size() < 3 || random.below(4) == 0) {
      put(database, edition.id, a_category("x"));
      if (items.size() >= 10) break;
      continue;
    }
    const auto id = items.at(random.below(items.size())).id;
    must(database.write([&](storage::WriteTx& tx) -> Status {
      if (random.below(3) == 0) return remove_fee_category(tx, an_admin(), edition.id, id);
      return place_fee_category(tx, an_admin(), edition.id, id, static_cast<std::int64_t>(random.below(12)));
    }));
  }
  CHECK(is_gapless(categories(database, edition.id)));
}

TEST_CASE("goods_from_before_there_was_an_order_get_one") {
  RoomDatabase database;
  const auto edition = make_edition(database, make_event(database).id);
  must(database.write([&](storage::WriteTx& tx) -> Status {
    TRYV(add_goods(tx, an_admin(), edition.id, "どら焼き", Yen{300}));
    TRYV(add_goods(tx, an_admin(), edition.id, "手ぬぐい", Yen{800}));
    TRYV(tx.exec("update goods set position = 0"));
    GoodsItem item;
    item.name = "絵はがき";
    TRYV(put_goods(tx, an_admin(), edition.id, item));
    return {};
  }));
  const auto goods = must(database.read([&](uke::storage::ReadTx& tx) { return goods_items_of(tx, edition.id); }));
  REQUIRE(goods.size() == 3);
  for (std::size_t i = 0; i < goods.size(); ++i) CHECK(goods[i].position == static_cast<std::int64_t>(i) + 1);
  CHECK(goods.back().name == "絵はがき");
}

TEST_CASE("what_answers_refer_to_is_not_removed") {
  RoomDatabase database;
  const auto edition = make_edition(database, make_event(database).id);
  const auto category = put(database, edition.id, a_category("会員"));
  const auto unused = put(database, edition.id, a_category("ご家族"));
  const auto [goods, item] = must(database.write([&](storage::WriteTx& tx) -> Result<std::pair<GoodsItem, ProgrammeItem>> {
    GoodsItem goods_item;
    goods_item.name = "どら焼き";
    ProgrammeItem slot;
    slot.title = "講演";
    TRY(auto one, put_goods(tx, an_admin(), edition.id, goods_item));
    TRY(auto other, put_programme_item(tx, an_admin(), edition.id, slot));
    return std::pair{std::move(one), std::move(other)};
  }));
  answer_with(database, edition, category.id, goods.id, item.id);
  const auto code_of = [&](auto remove) {
    const auto status = database.write([&](storage::WriteTx& tx) { return tx.savepoint([&] { return remove(tx); }); });
    return status ? ErrorCode::internal : status.error().code;
  };
  CHECK(code_of([&](auto& tx) { return remove_fee_category(tx, an_admin(), edition.id, category.id); }) == ErrorCode::conflict);
  CHECK(code_of([&](auto& tx) { return remove_goods(tx, an_admin(), edition.id, goods.id); }) == ErrorCode::conflict);
  CHECK(code_of([&](auto& tx) { return remove_programme_item(tx, an_admin(), edition.id, item.id); }) == ErrorCode::conflict);
  CHECK(code_of([&](auto& tx) { return remove_goods(tx, an_admin(), edition.id, "unknown"); }) == ErrorCode::not_found);
  must(database.write([&](storage::WriteTx& tx) { return remove_fee_category(tx, an_admin(), edition.id, unused.id); }));
  CHECK(names(categories(database, edition.id)) == "会員");
}

TEST_CASE("goods_with_another_name_are_told_to_kiosks_and_another_price_is_not") {
  RoomDatabase database;
  const auto edition = make_edition(database, make_event(database).id);
  GoodsItem item;
  item.name = "どら焼き";
  const auto put_one = [&] {
    item = must(database.write([&](storage::WriteTx& tx) { return put_goods(tx, an_admin(), edition.id, item); }));
  };
  const auto told = [&] { return database.count("select count(*) from jobs where kind = 'rsvps.goods_renamed'"); };
  put_one();
  item.price = Yen{350};
  put_one();
  CHECK(told() == 0);
  item.name = "記念どら焼き";
  put_one();
  CHECK(told() == 1);
}

TEST_CASE("a_speakers_link_leads_to_their_slot_of_that_event_only") {
  RoomDatabase database;
  const auto event = make_event(database);
  const auto edition = make_edition(database, event.id);
  ProgrammeItem slot;
  slot.title = "講演";
  slot.speaker = "田中 花子";
  slot.code = "typed";
  const auto item = must(database.write([&](storage::WriteTx& tx) { return put_programme_item(tx, an_admin(), edition.id, slot); }));
  CHECK(item.code.size() == 8);
  const auto via = [&](EventId id, std::string_view code) {
    return must(database.read([&](uke::storage::ReadTx& tx) { return via_of_code(tx, id, code); }));
  };
  REQUIRE(via(event.id, item.code));
  CHECK(via(event.id, item.code)->speaker == "田中 花子");
  CHECK(via(event.id, item.code)->edition == edition.id);
  CHECK_FALSE(via(make_event(database, "別の会").id, item.code));
  CHECK_FALSE(via(event.id, ""));
  CHECK_FALSE(via(event.id, "\xff"));
  auto changed = item;
  changed.speaker = "佐藤 次郎";
  CHECK(must(database.write([&](storage::WriteTx& tx) { return put_programme_item(tx, an_admin(), edition.id, changed); })).code ==
        item.code);
}

}  // namespace uke::server

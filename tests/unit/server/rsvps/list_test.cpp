// The organizers' list: order, search, filters, sums, and the whole form by an organizer.
#include "tests/unit/server/rsvps/gathering.h"

namespace uke::server {

using namespace uke::test;
using desk::Mode;
using desk::RsvpState;
using rsvps::ListQuery;
using Names = std::vector<std::string>;

namespace {

rsvps::OwnFields named(const std::string& family, const std::string& given, const std::string& kana) {
  auto fields = a_guest(family, given);
  fields.kana = kana;
  return fields;
}

rsvps::ListPage page(Gathering& party, const ListQuery& query, const std::string& after = {}, std::int64_t limit = 100) {
  return party.read([&](ReadTx& tx) { return rsvps::list_rsvps(tx, a_reception(), party.osaka.id, query, after, limit); });
}
Names names(const rsvps::ListPage& page) {
  Names names;
  for (const auto& listed : page.rows) names.push_back(listed.row.shown_name);
  return names;
}
Names found(Gathering& party, const std::string& text) {
  ListQuery query;
  query.text = text;
  return names(page(party, query));
}
Names only(Gathering& party, ListQuery::Only which) {
  ListQuery query;
  query.only = which;
  return names(page(party, query));
}

}  // namespace

TEST_CASE("the_list_is_in_gojuon_order_with_companions_right_behind_whom_they_come_with") {
  Gathering party;
  party.answer(named("渡邉", "齊", "わたなべ ひとし"));
  party.answer(with_company(named("鈴木", "花子", "すずき はなこ"), 2));
  party.answer(a_guest("名無", "し"));
  party.answer(named("安藤", "一", "アンドウ ハジメ"));
  const auto all = page(party, {});
  CHECK(names(all) == Names{"安藤 一", "鈴木 花子", "鈴木 連れ0", "鈴木 連れ1", "渡邉 齊", "名無 し"});
  CHECK(all.rows[2].holder_name == "鈴木 花子");
  CHECK(all.total == 6);
  CHECK(all.next.empty());
  Names paged;
  std::string after;
  do {
    const auto part = page(party, {}, after, 2);
    CHECK(part.total == 6);
    for (const auto& name : names(part)) paged.push_back(name);
    after = part.next;
  } while (!after.empty());
  CHECK(paged == names(all));
  Names each;
  party.write([&](WriteTx& tx) -> Result<int> {
    TRYV(rsvps::each_rsvp(tx, an_admin(), party.osaka.id, {}, [&](const rsvps::Listed& listed) -> Status {
      each.push_back(listed.row.shown_name);
      return {};
    }));
    return 0;
  });
  CHECK(each == names(all));
}

TEST_CASE("a_page_goes_on_behind_a_row_that_does_not_fit_any_more") {
  Gathering party;
  party.trust(events::LinkTrust::roster_only);
  const auto first = party.answer(named("安藤", "一", "あんどう はじめ"));
  party.answer(named("井上", "二", "いのうえ つぐ"));
  ListQuery query;
  query.only = ListQuery::Only::held;
  const auto head = page(party, query, {}, 1);
  CHECK(names(head) == Names{"安藤 一"});
  party.write([&](WriteTx& tx) { return rsvps::approve_held(tx, an_admin(), first.rsvp.attendee.id, 1); });
  CHECK(names(page(party, query, head.next, 1)) == Names{"井上 二"});
  const auto nonsense = party.database.read([&](ReadTx& tx) { return rsvps::list_rsvps(tx, an_admin(), party.osaka.id, {}, "x", 1); });
  CHECK(nonsense.error().code == ErrorCode::invalid);
}

TEST_CASE("people_are_found_by_name_kana_variant_kanji_former_name_and_short_code") {
  Gathering party;
  auto fields = named("髙橋", "美智子", "たかはし みちこ");
  fields.former_name = "山﨑";
  const auto own = party.answer(fields);
  party.answer(named("佐藤", "次郎", "さとう じろう"));
  for (const auto* text : {"高橋", "高橋美智子", "美智子 高橋", "ﾀｶﾊｼ", "タカハシ ミチコ", "山崎"}) {
    INFO(text);
    CHECK(found(party, text) == Names{"髙橋 美智子"});
  }
  CHECK(found(party, ticket::format_short_code(own.rsvp.attendee.short_code)) == Names{"髙橋 美智子"});
  CHECK(found(party, "高橋 次郎").empty());
  CHECK(found(party, "%").empty());
  CHECK(found(party, "").size() == 2);
}

TEST_CASE("filters_show_what_needs_somebodys_attention") {
  Gathering party;
  const auto dorayaki = party.goods(party.osaka.id, "どら焼き", 300);
  auto a = named("安藤", "一", "あ");
  a.food = "えび";
  a.email = "a@example.jp";
  a.photo_ok = false;
  a.goods = {{dorayaki, 1}};
  const auto paid = party.answer(a);
  auto b = named("馬場", "二", "ば");
  b.mode = Mode::online;
  party.answer(with_company(b, 1));
  const auto twice = party.answer(named("馬場", "二", "ば"));
  party.write([&](WriteTx& tx) { return rsvps::mark_paid(tx, an_admin(), paid.rsvp.attendee.id, 1, true); });
  using enum ListQuery::Only;
  CHECK(only(party, food) == Names{"安藤 一"});
  CHECK(only(party, photo_no) == Names{"安藤 一"});
  CHECK(only(party, goods) == Names{"安藤 一"});
  CHECK(only(party, doubtful) == Names{"馬場 二"});
  CHECK(only(party, companions) == Names{"馬場 連れ0"});
  CHECK(only(party, no_mail) == Names{"馬場 二", "馬場 二"});
  CHECK(only(party, held).empty());
  CHECK(only(party, provisional).size() == 4);
  ListQuery query;
  query.money = ListQuery::Money::open;
  CHECK(page(party, query).rows.at(0).row.id == twice.rsvp.attendee.id);
  query.money = ListQuery::Money::paid;
  CHECK(names(page(party, query)) == Names{"安藤 一"});
  query.money = ListQuery::Money::any;
  query.mode = Mode::online;
  query.state = RsvpState::yes;
  CHECK(names(page(party, query)) == Names{"馬場 二", "馬場 連れ0"});
  const auto sums = party.read([&](ReadTx& tx) { return rsvps::sums_of(tx, a_reception(), party.osaka.id); });
  CHECK(sums.onsite == 2);
  CHECK(sums.online == 2);
  CHECK(sums.doubtful == 1);
  CHECK(sums.unpaid == 1);
}

TEST_CASE("an_organizer_fills_in_the_whole_form_without_deadlines_and_beyond_the_capacity_if_told_so") {
  Gathering party;
  party.set_capacity(party.osaka.id, 1);
  party.trust(events::LinkTrust::roster_only);
  party.database.clock.jump_to(from_ms(kEvening + kMinute));
  rsvps::ByOrganizer command;
  command.fields = with_company(a_guest(), 1);
  command.fields.email = "hanako@example.jp";
  command.table = "A-1";
  command.note = "受付で会費済み";
  command.fee = Yen{1000};
  const auto create = [&](const web::Actor& actor) {
    return party.database.write([&](WriteTx& tx) { return rsvps::create_by_organizer(tx, actor, party.osaka.id, command); });
  };
  CHECK(must(create(a_reception())).attendee.state == RsvpState::waiting);
  command.over_capacity = true;
  command.fields.family_name = "佐藤";
  command.tells = false;
  const auto made = must(create(a_reception()));
  CHECK(made.attendee.state == RsvpState::yes);
  CHECK(made.attendee.table == "A-1");
  CHECK(made.attendee.fee == Yen{1000});
  CHECK(made.companions[0].fee == Yen{5000});
  CHECK_FALSE(made.attendee.member);
  CHECK(party.notices_of(made.attendee.id).empty());
  command.fee.reset();
  command.fields.companions.clear();
  const auto change = [&](std::int64_t version, const web::Actor& actor) {
    return party.database.write([&](WriteTx& tx) { return rsvps::change_by_organizer(tx, actor, made.attendee.id, version, command); });
  };
  CHECK(change(1, a_reception()).error().code == ErrorCode::forbidden);
  const auto changed = must(change(1, an_admin()));
  CHECK(changed.attendee.fee == Yen{5000});
  CHECK(changed.companions.empty());
  CHECK(change(1, an_admin()).error().code == ErrorCode::stale);
}

}  // namespace uke::server

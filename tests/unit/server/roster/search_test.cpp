// Finding members on a real database: spellings, filters, order, pages.
#include "shared/text/fold.h"
#include "tests/unit/server/roster/members.h"

#include <algorithm>
#include <set>

namespace uke::server::roster {

using namespace uke::test;
using Names = std::vector<std::string>;

TEST_CASE("every_spelling_finds_the_member") {
  RoomDatabase database;
  make_member(database, a_member()
                            .named("髙橋", "花子")
                            .kana("タカハシ ハナコ")
                            .formerly("渡邊")
                            .shown_as("Hanako T.")
                            .alias("はなちゃん")
                            .email("Hana.T@Example.jp")
                            .at("大阪事業所", "第二開発部"));
  make_member(database, a_member().named("鈴木", "一郎").kana("すずき いちろう"));
  for (const std::string text : {"髙橋",
                                 "高橋",
                                 "髙橋花子",
                                 "高橋 花子",
                                 "花子 高橋",
                                 "高橋　花子",
                                 "たかはし",
                                 "タカハシ",
                                 "ﾀｶﾊｼ",
                                 "たかはしはなこ",
                                 "タカハシ ハナコ",
                                 "渡邊",
                                 "渡辺",
                                 "渡邉花子",
                                 "渡辺 花子",
                                 "hanako",
                                 "ＨＡＮＡＫＯ",
                                 "はなちゃん",
                                 "ハナチャン",
                                 "hana.t@example.jp",
                                 "HANA.T@EXAMPLE.JP",
                                 "大阪",
                                 "大阪 高橋",
                                 "第二開発部",
                                 "開発 たかはし",
                                 "橋花",
                                 "かはしは",
                                 "高橋 たかはし 渡辺 大阪"}) {
    INFO(text);
    CHECK(names_found(database, text) == Names{"髙橋 花子"});
  }
  for (const std::string text : {"高橋 一郎", "高橋花子x", "田中", "%", "_", "高橋 %", "はなこたかはし"}) {
    INFO(text);
    CHECK(names_found(database, text) == (text == "高橋 %" ? Names{"髙橋 花子"} : Names{}));
  }
}

TEST_CASE("each_variant_of_a_kanji_finds_all_of_them") {
  RoomDatabase database;
  const std::vector<Names> families = {{"斉藤", "齋藤", "斎藤", "齊藤"}, {"高木", "髙木"},         {"山崎", "山﨑", "山碕"},
                                       {"渡辺", "渡邊", "渡邉"},         {"浜田", "濱田", "濵田"}, {"吉田", "𠮷田"}};
  for (const auto& family : families) {
    for (const auto& name : family) make_member(database, a_member().named(name, "誠"));
  }
  for (const auto& family : families) {
    for (const auto& name : family) {
      INFO(name);
      auto found = names_found(database, name);
      for (const auto& other : family) {
        if (uke::text::fold(other) == uke::text::fold(name)) CHECK(std::ranges::find(found, other + " 誠") != found.end());
      }
      CHECK(found.size() >= 2);
    }
  }
}

TEST_CASE("all_that_is_asked_must_fit") {
  RoomDatabase database;
  auto osaka = a_member().named("あ", "一").of("大阪府").at("大阪事業所", "営業部").email("a@example.jp");
  osaka.fields().employment = Employment::dispatched;
  osaka.fields().occupation = Occupation::successor;
  osaka.fields().age_decade = 60;
  make_member(database, osaka);
  make_member(database, a_member().named("か", "二").of("福岡県").state(MemberState::invited));
  make_member(database, a_member().named("漢字", "三").of("大阪府"));
  const auto count = [&](auto set) {
    MemberQuery query;
    set(query);
    const auto page = page_of(database, query);
    CHECK(page.total == std::ssize(page.members));
    return page.total;
  };
  CHECK(count([](auto&) {}) == 3);
  CHECK(count([](auto& q) { q.state = MemberState::approved; }) == 2);
  CHECK(count([](auto& q) { q.state = MemberState::provisional; }) == 0);
  CHECK(count([](auto& q) { q.row = text::GojuonRow::a; }) == 1);
  CHECK(count([](auto& q) { q.row = text::GojuonRow::other; }) == 1);
  CHECK(count([](auto& q) { q.region = "大阪府"; }) == 2);
  CHECK(count([](auto& q) { q.site = "大阪事業所"; }) == 1);
  CHECK(count([](auto& q) { q.employment = Employment::dispatched; }) == 1);
  CHECK(count([](auto& q) { q.employment = Employment::unknown; }) == 2);
  CHECK(count([](auto& q) { q.occupation = Occupation::successor; }) == 1);
  CHECK(count([](auto& q) { q.age_decade = 60; }) == 1);
  CHECK(count([](auto& q) { q.age_decade = 0; }) == 2);
  CHECK(count([](auto& q) { q.mail = MemberQuery::Mail::with; }) == 1);
  CHECK(count([](auto& q) { q.mail = MemberQuery::Mail::without; }) == 2);
  CHECK(count([](auto& q) {
          q.region = "大阪府";
          q.state = MemberState::approved;
          q.text = "一";
        }) == 1);
}

TEST_CASE("a_change_is_found_at_once_and_what_was_is_not") {
  RoomDatabase database;
  auto member = make_member(database, a_member().named("山田", "花子").alias("はな"));
  auto fields = member.fields;
  fields.family_name = "鈴木";
  fields.former_name = "山田";
  fields.aliases.clear();
  member = must(database.write([&](storage::WriteTx& tx) { return change_member(tx, an_admin(), member.id, 1, fields); }));
  CHECK(names_found(database, "鈴木花子") == Names{"鈴木 花子"});
  CHECK(names_found(database, "山田花子") == Names{"鈴木 花子"});
  CHECK(names_found(database, "はな").empty());
  MemberQuery query;
  query.state = MemberState::deceased;
  CHECK(names_found(database, query).empty());
  must(database.write([&](storage::WriteTx& tx) { return set_member_state(tx, an_admin(), member.id, 2, MemberState::deceased); }));
  CHECK(names_found(database, query).size() == 1);
}

TEST_CASE("members_stand_in_gojuon_order_and_those_without_kana_at_the_end") {
  RoomDatabase database;
  const Names order = {"あいだ",    "あおき", "いとう", "うえの", "かとう", "がとう", "きむら", "さとう",
                       "ささき あ", "すずき", "たなか", "はらだ", "ばんの", "ぱーく", "やまだ", "わたなべ"};
  auto sorted = order;
  std::ranges::sort(sorted, {}, [](const auto& kana) { return text::kana_sort_key(kana); });
  for (auto it = sorted.rbegin(); it != sorted.rend(); ++it) make_member(database, a_member().named("", "").kana(*it));
  make_member(database, a_member().named("阿部", "一"));
  make_member(database, a_member().named("Smith", "John"));
  auto found = names_found(database, MemberQuery{});
  REQUIRE(found.size() == sorted.size() + 2);
  CHECK(Names(found.begin(), found.begin() + std::ssize(sorted)) == sorted);
  CHECK(std::set(found.end() - 2, found.end()) == std::set<std::string>{"Smith John", "阿部 一"});
  // Rows of the index follow each other as they stand: あ before か before さ …
  std::vector<text::GojuonRow> rows;
  for (const auto& kana : sorted) rows.push_back(text::gojuon_row(kana));
  CHECK(std::ranges::is_sorted(rows));
}

TEST_CASE("nobody_vanishes_or_comes_twice_whatever_the_size_of_a_page") {
  RoomDatabase database;
  const Names kana = {"あ", "い", "う", "え", "お"};
  std::vector<Member> made;
  for (int i = 0; i < 67; ++i) {
    made.push_back(make_member(database, a_member().named("名" + std::to_string(i), "").kana(i % 6 == 5 ? "" : kana[i % 5])));
  }
  make_double(database, made[10].id, made[11].id);
  make_double(database, made[66].id, made[11].id);
  const std::int64_t size = GENERATE(1, 2, 7, 50, 64, 65, 66, 1000);
  const std::string text = GENERATE("", "名");
  MemberQuery query;
  query.text = text;
  std::set<MemberId> seen;
  std::vector<std::string> whole;
  std::string after;
  do {
    const auto page = page_of(database, query, after, size);
    CHECK(page.total == 65);
    CHECK(std::ssize(page.members) <= size);
    for (const auto& member : page.members) {
      CHECK(seen.insert(member.id).second);
      whole.push_back(member.fields.kana);
    }
    after = page.next;
  } while (!after.empty());
  CHECK(seen.size() == 65);
  std::vector<std::string> visited;
  must(database.read([&](uke::storage::ReadTx& tx) {
    return each_member(tx, an_admin(), query, [&](const Member& member) -> Status {
      visited.push_back(member.fields.kana);
      return {};
    });
  }));
  CHECK(visited == whole);
}

TEST_CASE("where_hits_are_many_they_come_in_the_same_order_and_none_is_lost") {
  constexpr int kMany = 5001;  // from here on a search walks along the list's order
  RoomDatabase database;
  std::vector<Member> made;
  must(database.write([&](storage::WriteTx& tx) -> Status {
    const Names kana = {"わだ", "あおき", "", "ささき"};
    for (int i = 0; i <= kMany; ++i) {
      TRY(auto member, create_member(tx, an_admin(), a_member().named("名" + std::to_string(i), "").kana(kana[i % 4])));
      made.push_back(std::move(member));
    }
    return {};
  }));
  make_double(database, made[5].id, made[6].id);
  MemberQuery query;
  query.text = GENERATE("名", "名 0");
  std::vector<MemberId> visited;
  must(database.read([&](uke::storage::ReadTx& tx) {
    return each_member(tx, an_admin(), query, [&](const Member& member) -> Status {
      visited.push_back(member.id);
      return {};
    });
  }));
  std::vector<MemberId> paged;
  std::string after;
  do {
    const auto page = page_of(database, query, after, 2000);
    CHECK(page.total == std::ssize(visited));
    for (const auto& member : page.members) paged.push_back(member.id);
    after = page.next;
  } while (!after.empty());
  CHECK(paged == visited);
  if (query.text == "名") CHECK(visited.size() == kMany);
}

TEST_CASE("a_cursor_that_is_none_is_refused") {
  RoomDatabase database;
  for (const std::string after : {"x", "00000000-0000-7000-8000-000000000000"}) {
    const auto refused = database.read([&](uke::storage::ReadTx& tx) { return search_members(tx, an_admin(), MemberQuery{}, after, 10); });
    CHECK(refused.error().code == ErrorCode::invalid);
  }
}

TEST_CASE("reception_sees_names_but_neither_addresses_nor_notes") {
  RoomDatabase database;
  const auto made = make_member(database, a_member().email("hanako@example.jp").note("内緒"));
  must(database.read([&](uke::storage::ReadTx& tx) -> Status {
    TRY(const auto page, search_members(tx, a_reception(), MemberQuery{}, "", 10));
    CHECK(page.members.at(0).fields.email.empty());
    CHECK(page.members.at(0).fields.note.empty());
    TRY(const auto member, get_member(tx, a_reception(), made.id));
    CHECK(member.fields.email.empty());
    CHECK(member.fields.family_name == "山田");
    TRYV(each_member(tx, a_reception(), MemberQuery{}, [](const Member& each) -> Status {
      CHECK(each.fields.note.empty());
      return {};
    }));
    TRY(const auto whole, get_member(tx, an_admin(), made.id));
    CHECK(whole.fields.note == "内緒");
    return {};
  }));
}

TEST_CASE("who_looks_like_a_member_is_recognised_by_name_kana_former_name_address_or_alias") {
  RoomDatabase database;
  const auto hanako = make_member(
      database, a_member().named("鈴木", "花子").kana("すずき はなこ").formerly("田中").shown_as("Hana Suzuki").email("h@example.jp"));
  make_member(database, a_member().named("佐藤", "一郎").kana("さとう いちろう"));
  const auto likes = [&](MemberBuilder builder) {
    return must(database.read([&](uke::storage::ReadTx& tx) { return members_like(tx, builder.fields(), 10); }));
  };
  for (const auto& builder : {a_member().named("鈴木", "花子"), a_member().named("鈴木花子", ""), a_member().named("田中", "花子"),
                              a_member().named("", "").kana("スズキ ハナコ"), a_member().named("Hana Suzuki", "")}) {
    const auto found = likes(builder);
    INFO(whole_name(MemberBuilder(builder).fields()));
    REQUIRE(found.size() == 1);
    CHECK(found[0].member.id == hanako.id);
    CHECK(found[0].comparison.likeness != Likeness::none);
  }
  CHECK(likes(a_member().named("山本", "次郎")).empty());
}

TEST_CASE("a_doubles_spelling_leads_to_the_member_it_was_merged_into") {
  RoomDatabase database;
  const auto old_spelling = make_member(database, a_member().named("田中", "美咲").kana("たなか みさき"));
  const auto now = make_member(database, a_member().named("鈴木", "美咲").kana("すずき みさき"));
  make_double(database, old_spelling.id, now.id);
  MemberBuilder asked = a_member().named("田中", "美咲").kana("たなか みさき");
  const auto found = must(database.read([&](uke::storage::ReadTx& tx) { return members_like(tx, asked.fields(), 10); }));
  REQUIRE(found.size() == 1);
  CHECK(found[0].member.id == now.id);
}

}  // namespace uke::server::roster

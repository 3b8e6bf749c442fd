#include "tests/bench/roster/data.h"

#include "server/accounts/organizers_service.h"
#include "server/accounts/service.h"
#include "server/accounts/sessions.h"
#include "server/roster/service.h"
#include "server/storage/migrations.h"
#include "shared/storage/connection.h"
#include "shared/storage/migrate.h"
#include "tests/support/chance.h"

#include <fmt/format.h>

#include <array>

namespace uke::bench {
namespace {

constexpr std::size_t kPerTransaction = 500;

struct Part {
  const char* name;
  const char* kana;
};
constexpr std::array kFirstHalves = {Part{"佐", "さ"},   Part{"高", "たか"}, Part{"髙", "たか"}, Part{"中", "なか"}, Part{"小", "こ"},
                                     Part{"山", "やま"}, Part{"吉", "よし"}, Part{"𠮷", "よし"}, Part{"藤", "ふじ"}, Part{"長", "なが"},
                                     Part{"渡", "わた"}, Part{"大", "おお"}, Part{"西", "にし"}, Part{"松", "まつ"}, Part{"石", "いし"}};
constexpr std::array kSecondHalves = {Part{"橋", "はし"}, Part{"田", "だ"},   Part{"邊", "なべ"}, Part{"邉", "なべ"}, Part{"崎", "さき"},
                                      Part{"﨑", "さき"}, Part{"野", "の"},   Part{"川", "かわ"}, Part{"村", "むら"}, Part{"本", "もと"},
                                      Part{"島", "しま"}, Part{"原", "はら"}, Part{"井", "い"},   Part{"沢", "さわ"}, Part{"澤", "さわ"}};
constexpr std::array kGiven = {Part{"一郎", "いちろう"}, Part{"花子", "はなこ"}, Part{"誠", "まこと"},     Part{"恵子", "けいこ"},
                               Part{"健", "けん"},       Part{"由美", "ゆみ"},   Part{"隆", "たかし"},     Part{"さくら", "さくら"},
                               Part{"守", "まもる"},     Part{"千恵", "ちえ"},   Part{"大輔", "だいすけ"}, Part{"直子", "なおこ"}};
constexpr std::array kDepartments = {"画像技術部", "営業部", "経理課", "製造二課", "ソフト開発部", "レンズ設計課"};

template <class List>
const auto& one_of(const List& list, test::Chance& chance) {
  return list[static_cast<std::size_t>(chance.below(static_cast<int>(list.size())))];
}

Result<Organizer> make_organizer(server::storage::WriteTx& tx) {
  namespace accounts = server::accounts;
  const auto actor = accounts::operator_of_this_machine();
  TRY(const auto account, accounts::create_account(tx, actor, "Bench", accounts::Role::admin));
  TRY(const auto welcome, accounts::new_welcome(tx, actor, account.id));
  TRY(const auto session, accounts::accept_welcome(tx, welcome.secret, "bench", "", {}));
  return Organizer{.cookie = accounts::session_cookie_name("http://127.0.0.1") + "=" + session.secret,
                   .csrf = accounts::csrf_of(session.secret)};
}

Status make_member(server::storage::WriteTx& tx, std::size_t number) {
  namespace roster = server::roster;
  const auto who = person(number);
  roster::NewMember member;
  member.fields.family_name = who.family;
  member.fields.given_name = who.given;
  member.fields.kana = who.kana;
  member.fields.email = who.email;
  member.fields.department = who.department;
  member.fields.joined_year = 1970 + static_cast<std::int64_t>(number % 50);
  member.origin = roster::Origin::import;
  TRYV(roster::create_member(tx, {.access = server::web::kAdmin, .id = "bench", .name = "Bench"}, member));
  return {};
}

}  // namespace

Person person(std::size_t number) {
  test::Chance chance(number);
  const auto& first = one_of(kFirstHalves, chance);
  const auto& second = one_of(kSecondHalves, chance);
  const auto& given = one_of(kGiven, chance);
  return {.family = std::string(first.name) + second.name,
          .given = given.name,
          .kana = fmt::format("{}{} {}", first.kana, second.kana, given.kana),
          .email = fmt::format("m{}@example.jp", number),
          .department = one_of(kDepartments, chance)};
}

Person stranger(std::size_t number) {
  constexpr std::array kLetters = {"あ", "い", "う", "え", "お", "か", "き", "く", "け", "こ", "さ", "し", "す", "せ", "そ",
                                   "た", "ち", "つ", "て", "と", "な", "に", "ぬ", "ね", "の", "ま", "み", "む", "め", "も"};
  auto who = person(number);
  std::string own;
  for (std::size_t rest = number + 1; rest > 0; rest /= kLetters.size()) own += kLetters[rest % kLetters.size()];
  who.given = own;
  who.kana += own;
  return who;
}

std::vector<std::string> searches(std::size_t count, std::size_t members) {
  test::Chance chance(count);
  std::vector<std::string> all;
  for (std::size_t i = 0; i < count; ++i) {
    const auto who = person(static_cast<std::size_t>(chance.below(static_cast<int>(members))));
    switch (i % 8) {
      case 0: all.push_back(who.kana); break;
      case 1: all.push_back(who.kana.substr(0, 3)); break;  // one kana
      case 2: all.push_back(who.kana.substr(0, 6)); break;
      case 3: all.push_back(who.family); break;
      case 4: all.push_back(who.family + who.given); break;
      case 5: all.push_back(who.email); break;
      case 6: all.push_back(who.department + " " + who.family); break;
      default: all.emplace_back("誰でもない名前"); break;
    }
  }
  return all;
}

Result<Organizer> make_roster(const std::filesystem::path& folder, std::size_t members) {
  TRY(auto connection, uke::storage::Connection::open({.file = folder / "uketsuke.db"}));
  TRYV(uke::storage::migrate(connection, server::storage::migrations()));
  TRY(auto organizer, connection.write([](uke::storage::WriteTx& plain) -> Result<Organizer> {
    server::storage::WriteTx tx(plain);
    return make_organizer(tx);
  }));
  for (std::size_t done = 0; done < members;) {
    const auto end = std::min(members, done + kPerTransaction);
    const auto written = connection.write([&](uke::storage::WriteTx& plain) -> Status {
      server::storage::WriteTx tx(plain);
      for (std::size_t i = done; i < end; ++i) TRYV(make_member(tx, i));
      return {};
    });
    TRYV(written);
    done = end;
  }
  return organizer;
}

}  // namespace uke::bench

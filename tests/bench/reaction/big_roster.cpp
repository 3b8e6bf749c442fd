#include "tests/bench/reaction/big_roster.h"

#include "kiosk/store/store.h"
#include "shared/json/json.h"
#include "shared/text/fold.h"
#include "tests/support/builders.h"

#include <array>

namespace uke::bench {
namespace {

struct Part {
  const char* kanji;
  const char* kana;
};
constexpr std::array<Part, 16> kFamilies{{{"佐藤", "さとう"},
                                          {"鈴木", "すずき"},
                                          {"高橋", "たかはし"},
                                          {"田中", "たなか"},
                                          {"渡邉", "わたなべ"},
                                          {"伊藤", "いとう"},
                                          {"山﨑", "やまざき"},
                                          {"中村", "なかむら"},
                                          {"小林", "こばやし"},
                                          {"加藤", "かとう"},
                                          {"𠮷田", "よしだ"},
                                          {"山田", "やまだ"},
                                          {"斎藤", "さいとう"},
                                          {"松本", "まつもと"},
                                          {"井上", "いのうえ"},
                                          {"木村", "きむら"}}};
constexpr std::array<Part, 12> kGivens{{{"一郎", "いちろう"},
                                        {"花子", "はなこ"},
                                        {"健", "けん"},
                                        {"美智子", "みちこ"},
                                        {"守", "まもる"},
                                        {"洋子", "ようこ"},
                                        {"誠", "まこと"},
                                        {"恵子", "けいこ"},
                                        {"茂", "しげる"},
                                        {"和子", "かずこ"},
                                        {"隆", "たかし"},
                                        {"幸子", "さちこ"}}};
constexpr std::size_t kRowsPerChunk = 200;

desk::Attendee person(std::uint64_t n) {
  const Part& family = kFamilies[n % kFamilies.size()];
  const Part& given = kGivens[n / kFamilies.size() % kGivens.size()];
  const std::string kana = std::string(family.kana) + " " + given.kana;
  return test::an_attendee(n + 1)
      .named(family.kanji, given.kanji)
      .kana(kana)
      .search(text::fold(family.kanji) + " " + text::fold(given.kanji) + " " + text::fold(family.kana) + " " + text::fold(given.kana))
      .build();
}

desk::Edition edition_now() {
  const std::int64_t now = to_ms(system_clock().now());
  return test::an_edition(1).doors(now - 3'600'000, now + 12 * 3'600'000).build();
}

wire::Change change(wire::ChangeKind kind, std::string key, std::string data) {
  return {kind, std::move(key), false, json::Raw{std::move(data)}};
}

Status fill(kiosk::store::Store& store, std::uint64_t people) {
  TRYV(store.begin_snapshot());
  std::vector<wire::Change> rows;
  rows.push_back(change(wire::ChangeKind::event, test::an_event().build().id.to_string(), json::to_text(test::an_event().build())));
  rows.push_back(change(wire::ChangeKind::edition, edition_now().id.to_string(), json::to_text(edition_now())));
  for (std::uint64_t n = 0; n < people; ++n) {
    const auto someone = person(n);
    rows.push_back(change(wire::ChangeKind::attendee, someone.id.to_string(), json::to_text(someone)));
    if (rows.size() < kRowsPerChunk && n + 1 < people) continue;
    TRYV(store.apply_changes(rows, "1.bench"));
    rows.clear();
  }
  return store.finish_snapshot("1.bench");
}

}  // namespace

Status make_big_roster(const std::filesystem::path& folder, std::uint64_t people) {
  TRY(auto store, kiosk::store::Store::open({.folder = folder}));
  kiosk::store::Pairing pairing;
  pairing.server = "http://127.0.0.1:9";  // nobody listens there: the desk works all the same
  pairing.token = "bench";
  pairing.answer.kiosk = test::an_id<KioskId>(1);
  pairing.answer.token = pairing.token;
  pairing.answer.name = "受付1";
  pairing.answer.event = test::an_event().build();
  pairing.answer.edition = edition_now();
  TRYV(store.save_pairing(pairing));
  return fill(store, people);
}

std::string ticket_of(std::uint64_t n) { return test::ticket_text(test::an_attendee(n + 1).build()); }

}  // namespace uke::bench

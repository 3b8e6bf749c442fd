// How long a desk with 50,000 attendees takes. Hidden: `unit_kiosk_store "[speed]"` prints figures; CI does not time anything.
#include "tests/support/bench.h"
#include "tests/unit/kiosk/store/kiosk_fixture.h"

#include <cstdio>

namespace uke::kiosk::store::test {

TEST_CASE("speed_with_fifty_thousand_attendees", "[.][speed]") {
  constexpr std::uint64_t kPeople = 50'000;
  static constexpr const char* kSyllables[] = {"あ", "か", "さ", "た", "な", "は", "ま", "や", "ら", "わ", "き", "し", "ち", "に", "ひ"};
  const auto syllable = [](std::uint64_t n) { return std::string(kSyllables[n % std::size(kSyllables)]); };
  std::vector<desk::Attendee> people;
  for (std::uint64_t n = 1; n <= kPeople; ++n) {
    const auto kana = syllable(n) + syllable(n / 15) + syllable(n / 225) + " " + syllable(n / 7) + syllable(n / 11);
    people.push_back(an_attendee(n).kana(kana).search(kana));
  }
  const auto print = [](const char* what, std::vector<double> ms) {
    const auto p = uke::test::percentiles(std::move(ms));
    std::printf("%-32s median %8.2f ms   p99 %8.2f ms\n", what, p.median, p.p99);
  };
  Kiosk kiosk;
  require_ok(kiosk->save_pairing(a_pairing()));
  require_ok(kiosk->begin_snapshot());
  const uke::test::Stopwatch loading;
  std::vector<double> chunks;
  for (std::size_t i = 0; i < people.size(); i += 200) {
    std::vector<wire::Change> changes;
    if (i == 0) changes = {change_of(desk::Event(an_event())), change_of(desk::Edition(an_edition(1)))};
    for (std::size_t j = i; j < i + 200; ++j) changes.push_back(change_of(people[j]));
    const uke::test::Stopwatch watch;
    require_ok(kiosk->apply_changes(changes, "7.tag"));
    chunks.push_back(watch.ms());
  }
  print("chunk of 200 rows", std::move(chunks));
  const uke::test::Stopwatch finishing;
  require_ok(kiosk->finish_snapshot("7.tag"));
  print("switch to the whole roster", {finishing.ms()});
  print("whole roster", {loading.ms()});
  std::vector<double> judged;
  for (std::size_t i = 0; i < 2'000; ++i) {
    const auto text = ticket_text(people[i * 17 % people.size()]);
    const uke::test::Stopwatch watch;
    kiosk.scan(text);
    judged.push_back(watch.ms());
  }
  print("judge and admit, fsync included", std::move(judged));
  std::vector<double> searched;
  for (std::uint64_t i = 0; i < 500; ++i) {
    const auto query = i % 2 == 0 ? syllable(i) : syllable(i) + syllable(i / 15);
    const uke::test::Stopwatch watch;
    CHECK(must(kiosk->search(query)).hits.size() <= 8);
    searched.push_back(watch.ms());
  }
  print("search by one or two kana", std::move(searched));
  const uke::test::Stopwatch staff;
  CHECK(must(kiosk->staff_facts()).counts.size() == 1);
  print("figures for the staff screen", {staff.ms()});
  std::vector<wire::Change> heard;
  for (std::size_t i = 0; i < people.size(); ++i) {
    heard.push_back(change_of(a_record().about(people[i]).desk(2).admit().build()));
    if (heard.size() < 200) continue;
    kiosk.apply(heard);
    heard.clear();
  }
  const uke::test::Stopwatch opening;
  kiosk.reopen();
  print("open with 50,000 records", {opening.ms()});
  CHECK(kiosk->status().roster_people == static_cast<std::int64_t>(kPeople));
}

}  // namespace uke::kiosk::store::test

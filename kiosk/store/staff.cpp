// What reception looks at: the search, the figures of the evening, the export.
#include "kiosk/store/impl.h"

#include <algorithm>
#include <iterator>
#include <map>

namespace uke::kiosk::store {
namespace {

constexpr std::size_t kHitsMax = 8;
constexpr std::int64_t kRecentMax = 50;

using AnswersOf = std::map<EditionId, std::vector<desk::Answer>>;

Result<std::vector<desk::Goods>> goods_of(const Answered& person) {
  if (person.goods == "[]") return std::vector<desk::Goods>{};
  return json::parse<std::vector<desk::Goods>>(person.goods);
}

bool can_undo(desk::Kind kind) {
  using enum desk::Kind;
  return kind == admit || kind == exit || kind == payment || kind == hand_over || kind == gift;
}

// Namesakes by reading stand together, in the order in which the first of each was found.
void group_by_reading(std::vector<desk::Attendee>& people) {
  std::vector<std::string> readings;
  for (const auto& person : people) {
    if (std::ranges::find(readings, person.kana) == readings.end()) readings.push_back(person.kana);
  }
  std::vector<desk::Attendee> grouped;
  for (const auto& reading : readings) {
    std::ranges::copy_if(people, std::back_inserter(grouped), [&](const desk::Attendee& person) { return person.kana == reading; });
  }
  people = std::move(grouped);
}

}  // namespace

Result<app::SearchAnswer> Store::search(const std::string& query) {
  TRY(auto hits, impl_->roster.search(query, kHitsMax));
  group_by_reading(hits.people);
  app::SearchAnswer answer{.query = query, .hits = {}, .more = hits.more};
  for (auto& person : hits.people) {
    auto attendance = impl_->fold.attendance(desk::Subject::of(person.id));
    answer.hits.push_back({.attendee = std::move(person), .attendance = std::move(attendance)});
  }
  return answer;
}

Result<std::string> Store::Impl::name_of(const desk::Subject& subject) {
  const auto person = fold.person(subject);
  if (const auto id = person.attendee()) {
    TRY(const auto attendee, roster.find(*id));
    return attendee ? attendee->shown_name : std::string{};
  }
  TRY(const auto names, log.read([&](ReadTx& tx) { return private_part_of(tx, person); }));
  if (!names) return std::string{};
  return names->name.empty() ? names->kana : names->name;
}

Result<desk::EventFacts> Store::Impl::event_facts(const std::vector<Answered>& everybody) const {
  desk::EventFacts facts;
  for (const auto& person : everybody) {
    // Conflicts are about records; who has none is in none.
    if (fold.attendance(desk::Subject::of(person.id)).top_step == 0) continue;
    TRY(auto goods, goods_of(person));
    facts.people.push_back({.id = person.id,
                            .edition = person.edition,
                            .state = person.state,
                            .fee = person.fee,
                            .prepaid = person.prepaid,
                            .goods = std::move(goods),
                            .mode = person.mode});
  }
  for (const auto& [id, edition] : roster.editions()) facts.editions.push_back(edition);
  return facts;
}

Result<std::vector<app::RecentRecord>> Store::Impl::recent_records() {
  TRY(const auto newest, log.read([](ReadTx& tx) { return newest_own(tx, kRecentMax); }));
  std::vector<app::RecentRecord> recent;
  for (const auto& record : newest) {
    TRY(auto name, name_of(record.subject));
    const bool undone = fold.is_undone(record.id);
    recent.push_back({.record = record, .name = std::move(name), .undone = undone, .can_undo = !undone && can_undo(record.kind)});
  }
  return recent;
}

Result<app::StaffFacts> Store::staff_facts() {
  auto& self = *impl_;
  app::StaffFacts facts;
  TRY(const auto everybody, self.roster.answered());
  TRY(const auto elsewhere, self.roster.other_tickets());
  AnswersOf answers;
  for (const auto& a : everybody) answers[a.edition].push_back({.id = a.id, .edition = a.edition, .state = a.state, .mode = a.mode});
  for (const auto& t : elsewhere)
    answers[t.edition].push_back({.id = t.id, .edition = t.edition, .state = t.state, .mode = desk::Mode::onsite});
  for (const auto& [id, edition] : self.roster.editions()) {
    const bool here = self.pairing && id == self.pairing->answer.edition.id;
    facts.counts.push_back({.edition = edition, .heads = desk::count_heads(self.fold, id, answers[id]), .names_known = here});
  }
  TRY(const auto event_facts, self.event_facts(everybody));
  facts.conflicts = desk::find_conflicts(self.fold, event_facts);
  for (const auto& conflict : facts.conflicts) {
    TRY(auto name, conflict.subject ? self.name_of(*conflict.subject) : Result<std::string>(std::string{}));
    facts.conflict_names.push_back(std::move(name));
  }
  TRY(facts.recent, self.recent_records());
  TRY(facts.parked, self.log.parked_reasons());
  return facts;
}

}  // namespace uke::kiosk::store

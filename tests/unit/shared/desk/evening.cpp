#include "tests/unit/shared/desk/evening.h"

#include "tests/support/builders.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>

namespace uke::test {
namespace {

using namespace uke::desk;

constexpr std::uint64_t kAttendees = 10;

// One device (or the server's own log): what it wrote and what it knows.
struct Desk {
  std::uint64_t number = 0;
  EditionId edition;
  std::int64_t clock_error_ms = 0;
  std::int64_t seq = 0;
  EventFold known;
  std::vector<DeskRecord> unsent;
  std::size_t received = 0;  // how far it has read the server's list
};

class Host {
 public:
  explicit Host(const EveningPlan& plan) : plan_(plan), random_(plan.seed) {
    for (std::uint64_t n = 1; n <= kAttendees; ++n) invite(n);
    for (std::uint64_t n = 1; n <= 2; ++n) evening_.subjects.push_back(Subject::of(TicketNo{n}));
    for (std::uint64_t n = 1; n <= 2; ++n) evening_.subjects.push_back(Subject::walk_in(a_uuid(900 + n)));
    evening_.facts.editions = {an_edition(1).capacity(4).door_fee(5000), an_edition(2)};
    for (std::uint64_t n = 1; n <= desks_.size(); ++n) {
      auto& desk = desks_[n - 1];
      desk.number = n;
      desk.edition = an_id<EditionId>(n == 4 ? 2 : 1);
      desk.clock_error_ms = chance(20) ? -365LL * 24 * 60 * kMinute : static_cast<std::int64_t>(random_.below(120'000));
    }
  }

  Evening spend() {
    for (std::size_t i = 0; i < plan_.actions; ++i) {
      now_ms_ += static_cast<std::int64_t>(random_.below(3 * kMinute));
      auto& desk = desks_[random_.below(desks_.size())];
      if (chance(plan_.sync_percent)) {
        synchronise(desk);
      } else {
        act(desk);
      }
      if (plan_.sync_percent == 100) {
        act(desk);
        synchronise(desk);
      }
    }
    return std::move(evening_);
  }

 private:
  bool chance(std::uint64_t percent) { return random_.below(100) < percent; }
  const auto& one_of(const auto& list) { return list[random_.below(list.size())]; }

  void invite(std::uint64_t n) {
    EventFacts::Person person;
    person.id = an_id<AttendeeId>(n);
    person.edition = an_id<EditionId>(n % 5 == 0 ? 2 : 1);
    person.state = n % 7 == 0 ? RsvpState::cancelled : RsvpState::yes;
    person.mode = n % 4 == 0 ? Mode::online : Mode::onsite;
    person.fee = Yen{5000};
    person.goods = {{"dorayaki", "どら焼き", 1}};
    if (n % 5 != 0) evening_.answers.push_back({person.id, person.edition, person.state, person.mode});
    evening_.subjects.push_back(Subject::of(person.id));
    evening_.facts.people.push_back(person);
  }

  void write(Desk& desk, const Subject& subject, RecordBuilder record) {
    record.about(subject).desk(desk.number).seq(++desk.seq).at(desk.edition).step(desk.known.attendance(subject).top_step + 1);
    auto written = record.build();
    written.id = RecordId{a_uuid(desk.number * 10'000 + static_cast<std::uint64_t>(desk.seq))};
    written.at_ms = now_ms_ + desk.clock_error_ms;
    if (written.kind == Kind::admit) {
      for (const auto* before : desk.known.records_of(subject)) {
        if (before->kind == Kind::admit) evening_.known_admits.emplace(written.id, before->id);
      }
    }
    desk.known.add(written);
    desk.unsent.push_back(written);
    evening_.records.push_back(written);
  }

  void synchronise(Desk& desk) {
    server_.insert(server_.end(), desk.unsent.begin(), desk.unsent.end());
    desk.unsent.clear();
    for (; desk.received < server_.size(); ++desk.received) desk.known.add(server_[desk.received]);
  }

  void act(Desk& desk) {
    const auto& subject = one_of(evening_.subjects);
    if (!plan_.corrections || chance(70)) {
      serve(desk, subject);
    } else {
      correct(desk, subject);
    }
  }

  // What happens at a door: a desk never lets somebody in whom it knows to be inside.
  void serve(Desk& desk, const Subject& subject) {
    const auto& attendance = desk.known.attendance(subject);
    const bool inside = attendance.presence == Presence::inside && attendance.edition == desk.edition;
    const auto choice = random_.below(100);
    if (choice < 12) return write(desk, subject, a_record().refuse("not_yet"));
    if (choice < 22) return write(desk, subject, a_record().payment(chance(80) ? 5000 : -5000));
    if (choice < 30) return write(desk, subject, a_record().hand_over("dorayaki", 1));
    if (inside && plan_.exits && choice < 60) return write(desk, subject, a_record().exit());
    if (!inside) write(desk, subject, chance(20) ? a_record().admit({"cancelled"}) : a_record().admit());
  }

  void correct(Desk& desk, const Subject& subject) {
    const auto& other = one_of(evening_.subjects);
    const auto some_record = [&] { return one_of(evening_.records).id; };  // also one that this desk has not heard of yet
    if (evening_.records.empty()) return;
    switch (random_.below(6)) {
      case 0:
      case 1: return write(desk, subject, a_record().undo(some_record()));
      case 2: return write(desk, subject, a_record().reassign(some_record(), other));
      case 3: return write(desk, subject, a_record().link(other));
      case 4: return write(desk, subject, a_record().unlink(some_link()));
      default: break;
    }
    const auto conflicts = find_conflicts(desk.known, evening_.facts);
    if (!conflicts.empty()) write(desk, subject, a_record().resolve(one_of(conflicts).id));
  }

  RecordId some_link() {
    std::vector<RecordId> links = {an_id<RecordId>(1)};
    for (const auto& record : evening_.records) {
      if (record.kind == Kind::link) links.push_back(record.id);
    }
    return one_of(links);
  }

  EveningPlan plan_;
  SeededRandom random_;
  std::int64_t now_ms_ = kEvening;
  std::array<Desk, 4> desks_;
  std::vector<DeskRecord> server_;
  Evening evening_;
};

std::string meaning_of(const EventFold& fold, const Subject& subject) {
  const auto& attendance = fold.attendance(subject);
  auto text = fmt::format("{} is {}: {} paid {} step {}", subject.text, fold.person(subject).text, enum_name(attendance.presence),
                          attendance.paid.value, attendance.top_step);
  for (const auto& admission : attendance.admissions) {
    text += fmt::format(" in {} {} {}", admission.record.to_string(), admission.desk, admission.overridden_cancel);
  }
  for (const auto& payment : attendance.payments) text += " yen " + payment.to_string();
  for (const auto& [goods, quantity] : attendance.handed_over) text += fmt::format(" {} {}", quantity, goods);
  if (attendance.edition) text += " at " + attendance.edition->to_string();
  for (const auto* record : fold.records_of(subject)) text += fold.is_undone(record->id) ? " -" : " +";
  return text + "\n";
}

}  // namespace

Evening spend_evening(const EveningPlan& plan) { return Host(plan).spend(); }

std::string meaning(const EventFold& fold, const Evening& evening) {
  std::string text;
  for (const auto& subject : evening.subjects) text += meaning_of(fold, subject);
  for (const auto& person : fold.people()) text += "person " + person.text + "\n";
  for (std::uint64_t n = 1; n <= 2; ++n) {
    const auto heads = count_heads(fold, an_id<EditionId>(n), n == 1 ? evening.answers : std::vector<Answer>{});
    text += fmt::format("edition {}: {} of {} arrived, {} now, {} walked in, {} not come\n", n, heads.arrived, heads.expected_onsite,
                        heads.on_site_now, heads.walk_ins, heads.not_come);
  }
  for (const auto& conflict : find_conflicts(fold, evening.facts)) {
    text += fmt::format("{} {} {}\n", enum_name(conflict.kind), conflict.id, conflict.resolved);
  }
  return text;
}

std::vector<DeskRecord> shuffled_with_repetitions(const std::vector<DeskRecord>& records, SeededRandom& random) {
  auto shuffled = records;
  for (std::size_t i = 0; i < records.size() / 4; ++i) shuffled.push_back(records[random.below(records.size())]);
  for (std::size_t i = shuffled.size(); i > 1; --i) std::swap(shuffled[i - 1], shuffled[random.below(i)]);
  return shuffled;
}

}  // namespace uke::test

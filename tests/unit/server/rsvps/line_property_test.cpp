// What must hold of places and the line whatever people do, on seeds.
#include "tests/support/chance.h"
#include "tests/unit/server/rsvps/gathering.h"

#include <algorithm>
#include <map>

namespace uke::server {

using namespace uke::test;
using desk::Mode;
using desk::RsvpState;

namespace {

constexpr Mode kModes[] = {Mode::onsite, Mode::online};

struct Spot {
  EditionId edition;
  Mode mode = Mode::onsite;
  auto operator<=>(const Spot&) const = default;
};

// Everything that can be done to a party, by chance.
class Crowd {
 public:
  Crowd(Gathering& party, std::uint64_t seed) : party_(party), chance_(seed) {}

  void step() {
    party_.database.clock.advance(Millis{1000});
    switch (chance_.below(12)) {
      case 0:
      case 1:
      case 2:
      case 3: return answer();
      case 4: return ignore(party_.cancel(somebody()));
      case 5: return ignore(party_.restore(somebody()));
      case 6:
      case 7: return ignore(party_.go_to(somebody(), place(), chance_.below(2) == 0 ? Mode::onsite : Mode::online));
      case 8: return change();
      case 9: return party_.set_capacity(place(), chance_.below(8) + 1, chance_.below(4) + 1);
      case 10: return admit();
      default: return organize();
    }
  }
  [[nodiscard]] const std::vector<std::string>& secrets() const { return secrets_; }

 private:
  template <class T>
  void ignore(const Result<T>& result) {
    if (result) return;
    INFO(describe(result.error()));
    CHECK((result.error().code == ErrorCode::conflict || result.error().code == ErrorCode::not_found));
  }
  EditionId place() { return chance_.below(2) == 0 ? party_.osaka.id : party_.fukuoka.id; }
  std::string somebody() { return secrets_.empty() ? "nobody" : secrets_[static_cast<std::size_t>(chance_.below(int(secrets_.size())))]; }

  rsvps::OwnFields fields() {
    constexpr RsvpState kStates[] = {RsvpState::yes, RsvpState::yes, RsvpState::yes, RsvpState::maybe, RsvpState::no};
    auto fields = test::with_company(a_guest("客" + std::to_string(chance_.below(40))), chance_.below(3));
    fields.state = kStates[chance_.below(5)];
    fields.mode = kModes[chance_.below(2)];
    return fields;
  }
  void answer() {
    const auto own = party_.try_answer(fields(), {}, place());
    ignore(own);
    if (own) secrets_.push_back(own->secret);
  }
  void change() {
    auto wanted = fields();
    const auto secret = somebody();
    if (secrets_.empty()) return;
    const auto own = party_.own(secret);
    wanted.family_name = own.rsvp.attendee.family_name;
    ignore(party_.change(secret, wanted));
    if (!own.rsvp.companions.empty()) ignore(party_.cancel_companion(secret, own.rsvp.companions[0].id));
  }
  void admit() {
    if (secrets_.empty() || chance_.below(4) == 0) {
      party_.admit(place(), desk::Subject::walk_in(Uuid::v7(party_.database.clock, party_.database.random)));
    } else if (chance_.below(3) == 0) {
      party_.admit(place(), desk::Subject::of(party_.own(somebody()).rsvp.attendee.id));
    }
  }
  void organize() {
    if (secrets_.empty()) return;
    const auto own = party_.own(somebody());
    rsvps::RsvpChange change;
    change.state = chance_.below(2) == 0 ? RsvpState::yes : RsvpState::cancelled;
    change.edition = place();
    ignore(party_.database.write(
        [&](WriteTx& tx) { return rsvps::change_rsvp(tx, a_reception(), own.rsvp.attendee.id, own.rsvp.attendee.version, change); }));
  }

  Gathering& party_;
  Chance chance_;
  std::vector<std::string> secrets_;
};

std::vector<Spot> spots(const Gathering& party) {
  return {
      {party.osaka.id, Mode::onsite}, {party.osaka.id, Mode::online}, {party.fukuoka.id, Mode::onsite}, {party.fukuoka.id, Mode::online}};
}

std::vector<AttendeeId> line(Gathering& party, const Spot& spot) {
  std::vector<AttendeeId> ids;
  for (const auto& row : party.read([&](ReadTx& tx) { return rsvps::line_of(tx, spot.edition, spot.mode); })) ids.push_back(row.id);
  return ids;
}

struct Counts {
  std::map<Spot, std::int64_t> occupied;
  std::map<Spot, std::int64_t> waiting;
  auto operator<=>(const Counts&) const = default;
};
Counts counts(Gathering& party) {
  Counts counts;
  for (const auto& spot : spots(party)) {
    const auto places = party.places(spot.edition, spot.mode);
    counts.occupied[spot] = places.occupied;
    counts.waiting[spot] = places.waiting;
  }
  return counts;
}

}  // namespace

TEST_CASE("no_step_ever_adds_people_beyond_the_capacity") {
  const auto seed = GENERATE(1, 2, 3, 4, 5, 6);
  INFO("seed " << seed);
  Gathering party;
  party.set_capacity(party.osaka.id, 5, 2);
  party.set_capacity(party.fukuoka.id, 3, 3);
  Crowd crowd(party, static_cast<std::uint64_t>(seed));
  for (int i = 0; i < 150; ++i) {
    std::map<Spot, rsvps::Places> before;
    for (const auto& spot : spots(party)) before[spot] = party.places(spot.edition, spot.mode);
    const auto walk_ins = party.database.count("select count(*) from admissions");
    crowd.step();
    const bool somebody_came = party.database.count("select count(*) from admissions") != walk_ins;
    for (const auto& spot : spots(party)) {
      const auto after = party.places(spot.edition, spot.mode);
      INFO("step " << i << " of " << after.capacity << ": " << before[spot].occupied << " then " << after.occupied);
      // The door lets in whom it lets in, and a smaller capacity throws nobody out; nothing else goes beyond.
      const bool fits = after.occupied <= after.capacity || after.occupied <= before[spot].occupied;
      CHECK((fits || (somebody_came && spot.mode == Mode::onsite)));
    }
  }
}

TEST_CASE("a_group_has_all_of_its_places_or_none") {
  const auto seed = GENERATE(11, 12, 13);
  Gathering party;
  party.set_capacity(party.osaka.id, 4, 2);
  Crowd crowd(party, static_cast<std::uint64_t>(seed));
  for (int i = 0; i < 120; ++i) crowd.step();
  for (const auto& secret : crowd.secrets()) {
    const auto own = party.own(secret);
    for (const auto& companion : own.rsvp.companions) {
      CHECK(companion.state == own.rsvp.attendee.state);
      CHECK(companion.edition == own.rsvp.attendee.edition);
      CHECK(companion.mode == own.rsvp.attendee.mode);
    }
  }
}

TEST_CASE("nobody_counts_twice_and_every_possible_double_names_an_answer_that_counts") {
  const auto seed = GENERATE(41, 42, 43, 44);
  INFO("seed " << seed);
  Gathering party;
  party.set_capacity(party.osaka.id, 6, 4);
  Crowd crowd(party, static_cast<std::uint64_t>(seed));
  constexpr std::string_view kCounting =
      " from attendees a join answer_details d on d.attendee_id = a.id where a.holder_id is null and d.doubt_of is null"
      " and a.state in ('yes', 'waiting', 'maybe')";
  for (int i = 0; i < 150; ++i) {
    crowd.step();
    INFO("step " << i);
    for (const std::string by : {"a.name_key", "a.member_id"}) {
      const auto twice = "select count(*) from (select " + by + std::string(kCounting) + " and " + by + " is not null group by " + by +
                         " having count(*) > 1) t";
      REQUIRE(party.database.count(twice) == 0);
    }
    REQUIRE(party.database.count("select count(*) from answer_details d join attendees t on t.id = d.doubt_of"
                                 " join answer_details o on o.attendee_id = t.id"
                                 " where t.state in ('no', 'cancelled') or o.doubt_of is not null") == 0);
  }
  CHECK(party.database.count("select count(*) from answer_details where doubt_of is not null") > 0);
}

TEST_CASE("nobody_overtakes_anybody_in_line") {
  const auto seed = GENERATE(21, 22, 23, 24, 25, 26);
  INFO("seed " << seed);
  Gathering party;
  party.set_capacity(party.osaka.id, 4, 2);
  party.set_capacity(party.fukuoka.id, 2, 2);
  Chance chance(static_cast<std::uint64_t>(seed));
  std::vector<std::string> secrets;
  std::map<Spot, std::vector<AttendeeId>> lines;
  for (const auto& spot : spots(party)) lines[spot] = {};
  for (int i = 0; i < 120; ++i) {
    std::optional<AttendeeId> acted;
    if (secrets.empty() || chance.below(2) == 0) {
      auto fields = with_company(a_guest("客" + std::to_string(i)), chance.below(3));
      fields.mode = kModes[chance.below(2)];
      const auto own = party.answer(fields, chance.below(2) == 0 ? party.osaka.id : party.fukuoka.id);
      secrets.push_back(own.secret);
      acted = own.rsvp.attendee.id;
      // Who comes anew has a place only where nobody waits.
      const Spot spot{own.rsvp.attendee.edition, own.rsvp.attendee.mode};
      if (own.rsvp.attendee.state == RsvpState::yes) CHECK(lines[spot].empty());
    } else if (chance.below(4) == 0) {
      party.set_capacity(party.osaka.id, 3 + chance.below(6), 1 + chance.below(4));
    } else {
      const auto& secret = secrets[static_cast<std::size_t>(chance.below(static_cast<int>(secrets.size())))];
      acted = party.own(secret).rsvp.attendee.id;
      CHECK(party.cancel(secret).has_value());
    }
    for (auto& [spot, before] : lines) {
      const auto after = line(party, spot);
      // What is left of the old line is its end, in the same order, and whoever is new stands behind it.
      auto expected = before;
      if (acted) std::erase(expected, *acted);
      while (!expected.empty() && std::ranges::find(after, expected.front()) == after.end()) expected.erase(expected.begin());
      INFO("step " << i);
      REQUIRE(after.size() >= expected.size());
      CHECK(std::equal(expected.begin(), expected.end(), after.begin()));
      before = after;
    }
  }
}

TEST_CASE("mode_and_edition_back_and_forth_restore_every_count") {
  const auto seed = GENERATE(31, 32, 33, 34);
  INFO("seed " << seed);
  Gathering party;
  Chance chance(static_cast<std::uint64_t>(seed));
  std::vector<std::string> secrets;
  for (int i = 0; i < 20; ++i) {
    auto fields = with_company(a_guest("客" + std::to_string(i)), chance.below(3));
    fields.mode = kModes[chance.below(2)];
    fields.state = chance.below(4) == 0 ? RsvpState::maybe : RsvpState::yes;
    secrets.push_back(party.answer(fields, chance.below(2) == 0 ? party.osaka.id : party.fukuoka.id).secret);
  }
  for (const auto& secret : secrets) {
    const auto before = counts(party);
    const auto own = party.own(secret);
    for (int i = chance.below(4) + 1; i > 0; --i) {
      must(party.go_to(secret, chance.below(2) == 0 ? party.osaka.id : party.fukuoka.id, kModes[chance.below(2)]));
      if (chance.below(3) == 0) {
        must(party.cancel(secret));
        must(party.restore(secret));
        auto fields = with_company(a_guest(own.rsvp.attendee.family_name), static_cast<int>(own.rsvp.companions.size()));
        fields.state = own.rsvp.attendee.state;
        must(party.change(secret, fields));
      }
    }
    const auto back = must(party.go_to(secret, own.rsvp.attendee.edition, own.rsvp.attendee.mode));
    CHECK(counts(party) == before);
    CHECK(back.rsvp.attendee.fee == own.rsvp.attendee.fee);
    CHECK(back.rsvp.attendee.ticket == own.rsvp.attendee.ticket);
    CHECK(back.rsvp.companions.size() == own.rsvp.companions.size());
  }
}

TEST_CASE("the_first_group_that_does_not_fit_holds_the_line") {
  Gathering party;
  party.set_capacity(party.osaka.id, 2);
  const auto first = party.answer(a_guest("一"));
  const auto second = party.answer(a_guest("二"));
  const auto pair = party.answer(with_company(a_guest("三"), 1));
  const auto single = party.answer(a_guest("四"));
  CHECK(pair.place_in_line == 1);
  CHECK(single.place_in_line == 2);
  must(party.cancel(first.secret));
  CHECK(party.state(pair.secret) == RsvpState::waiting);
  CHECK(party.state(single.secret) == RsvpState::waiting);
  CHECK(party.answer(a_guest("五")).rsvp.attendee.state == RsvpState::waiting);
  must(party.cancel(second.secret));
  CHECK(party.state(pair.secret) == RsvpState::yes);
  CHECK(party.own(single.secret).place_in_line == 1);
  // A companion less in a group that has places, too, makes one free.
  must(party.cancel_companion(pair.secret, pair.rsvp.companions[0].id));
  CHECK(party.state(single.secret) == RsvpState::yes);
}

TEST_CASE("nobody_moves_up_once_the_doors_are_open") {
  Gathering party;
  party.set_capacity(party.osaka.id, 1);
  const auto first = party.answer(a_guest("一"));
  const auto second = party.answer(a_guest("二"));
  party.database.clock.jump_to(from_ms(kEvening - 30 * kMinute));
  must(party.cancel(first.secret));
  CHECK(party.state(second.secret) == RsvpState::waiting);
  // Reception may still let somebody have it, and nobody has more than there is.
  const auto promote = [&](const rsvps::Own& own, bool over) {
    const auto version = party.version(own.secret);
    return party.database.write([&](WriteTx& tx) { return rsvps::promote_one(tx, an_admin(), own.rsvp.attendee.id, version, over); });
  };
  const auto third = party.answer(a_guest("三"));
  CHECK(must(promote(third, false)).attendee.state == RsvpState::yes);
  CHECK(promote(second, false).error().code == ErrorCode::conflict);
  CHECK(must(promote(second, true)).attendee.state == RsvpState::yes);
  CHECK(party.places(party.osaka.id).occupied == 2);
}

TEST_CASE("seats_taken_at_the_door_are_taken_for_good") {
  Gathering party;
  party.set_capacity(party.osaka.id, 3);
  const auto own = party.answer(a_guest("一"));
  const auto id = own.rsvp.attendee.id;
  party.admit(party.osaka.id, desk::Subject::of(id), true);
  CHECK(party.details(id).ever_admitted == false);
  party.admit(party.osaka.id, desk::Subject::of(id));
  party.admit(party.osaka.id, desk::Subject::of(own.rsvp.attendee.ticket));
  party.admit(party.osaka.id, desk::Subject::walk_in(Uuid::v7(party.database.clock, party.database.random)));
  CHECK(party.places(party.osaka.id).occupied == 2);
  rsvps::RsvpChange cancel;
  cancel.state = RsvpState::cancelled;
  party.write([&](WriteTx& tx) { return rsvps::change_rsvp(tx, a_reception(), id, 1, cancel); });
  CHECK(party.places(party.osaka.id).occupied == 2);
  // Who is let in at another venue sits there, and has a place at home all the same.
  const auto traveller = party.answer(a_guest("二"));
  party.admit(party.fukuoka.id, desk::Subject::of(traveller.rsvp.attendee.id));
  CHECK(party.places(party.osaka.id).occupied == 3);
  CHECK(party.places(party.fukuoka.id).occupied == 1);
}

}  // namespace uke::server

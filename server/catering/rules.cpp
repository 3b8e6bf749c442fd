#include "server/catering/rules.h"

#include "server/roster/rules_characters.h"
#include "shared/text/fold.h"
#include "shared/text/text.h"

#include <algorithm>
#include <chrono>
#include <map>

namespace uke::server::catering {
namespace {

constexpr std::int64_t kPeopleForAShare = 10;
constexpr std::int64_t kDayMs = 24 * 3600 * 1000;
constexpr std::int64_t kYearMs = 366 * kDayMs;

// Answers that may be one person's stand together under the earliest of them.
class Persons {
 public:
  explicit Persons(std::span<const Guest> guests) {
    for (const auto& guest : guests) {
      if (guest.doubt_of) earlier_[guest.id] = *guest.doubt_of;
    }
  }
  [[nodiscard]] static AttendeeId answer_of(const Guest& guest) { return guest.holder.value_or(guest.id); }
  [[nodiscard]] AttendeeId person_of(const Guest& guest) const {
    auto id = answer_of(guest);
    for (auto steps = earlier_.size(); steps > 0; --steps) {
      const auto found = earlier_.find(id);
      if (found == earlier_.end()) break;
      id = found->second;
    }
    return id;
  }

 private:
  std::map<AttendeeId, AttendeeId> earlier_;
};

// People by person and, within, by answer.
using PeopleOf = std::map<AttendeeId, std::map<AttendeeId, std::int64_t>>;

std::int64_t largest(const std::map<AttendeeId, std::int64_t>& answers) {
  std::int64_t most = 0;
  for (const auto& [answer, people] : answers) most = std::max(most, people);
  return most;
}

bool is_undecided(const Guest& guest) { return guest.state == desk::RsvpState::maybe && guest.mode == desk::Mode::onsite; }
bool is_waiting(const Guest& guest) { return guest.state == desk::RsvpState::waiting && guest.mode == desk::Mode::onsite; }

std::int64_t share_of(std::int64_t people, std::int64_t percent) { return (people * percent + 50) / 100; }

bool has_control(std::string_view text) {
  return std::ranges::any_of(roster::characters_of(text), [](char32_t c) { return roster::is_control(c); });
}

void check_line(web::Faults& faults, std::string_view field, std::string_view text, std::int64_t limit) {
  if (roster::count_characters(text) > limit) {
    faults.push_back({std::string(field), web::What::too_long, limit});
  } else if (has_control(text)) {
    faults.push_back({std::string(field), web::What::not_text});
  }
}

}  // namespace

bool eats(const Guest& guest) { return guest.ever_admitted || (guest.state == desk::RsvpState::yes && guest.mode == desk::Mode::onsite); }

Count count_meals(std::span<const Guest> guests, std::int64_t capacity, std::int64_t no_show_percent) {
  const Persons persons(guests);
  PeopleOf eating;
  Count count;
  std::int64_t all = 0;
  for (const auto& guest : guests) {
    if (guest.ever_admitted) ++count.came;
    if (eats(guest)) {
      ++all;
      if (guest.holder) ++count.companions;
      ++eating[persons.person_of(guest)][Persons::answer_of(guest)];
    } else if (is_undecided(guest)) {
      ++count.maybe;
    } else if (is_waiting(guest)) {
      ++count.waiting;
    }
  }
  for (const auto& [person, answers] : eating) count.expected += largest(answers);
  count.doubles = all - count.expected;
  count.no_shows = share_of(count.expected - std::min(count.came, count.expected), std::clamp<std::int64_t>(no_show_percent, 0, 100));
  count.lowest = std::max(count.expected - count.no_shows, std::min(count.came, count.expected));
  auto more = count.maybe + count.waiting + count.doubles;
  if (capacity > 0) more = std::min(more, std::max<std::int64_t>(capacity - count.expected, 0));
  count.highest = count.expected + more;
  return count;
}

std::optional<std::int64_t> no_show_percent(std::span<const PastEdition> editions) {
  std::int64_t expected = 0;
  std::int64_t came = 0;
  for (const auto& edition : editions) {
    if (edition.came == 0) continue;  // nobody was received with this program there
    expected += edition.expected;
    came += std::min(edition.came, edition.expected);
  }
  if (expected < kPeopleForAShare) return std::nullopt;
  return ((expected - came) * 100 + expected / 2) / expected;
}

std::vector<Wish> wishes_of(std::span<const Guest> guests) {
  struct Said {
    std::string text;
    PeopleOf by;
  };
  const Persons persons(guests);
  std::map<std::string, Said> said;
  for (const auto& guest : guests) {
    const auto text = text::trim(guest.food);
    if (text.empty() || !eats(guest)) continue;
    auto folded = text::fold(text);
    auto& wish = said[folded.empty() ? std::string(text) : folded];
    if (wish.text.empty()) wish.text = text;
    ++wish.by[persons.person_of(guest)][Persons::answer_of(guest)];
  }
  std::vector<Wish> wishes;
  for (auto& [folded, one] : said) {
    Wish wish{.text = std::move(one.text), .count = 0};
    for (const auto& [person, answers] : one.by) wish.count += largest(answers);
    wishes.push_back(std::move(wish));
  }
  std::ranges::sort(wishes, [](const Wish& a, const Wish& b) { return a.count != b.count ? a.count > b.count : a.text < b.text; });
  return wishes;
}

Since since(std::span<const Guest> guests, std::int64_t expected, std::int64_t counted, std::int64_t told_ms) {
  Since since;
  for (const auto& guest : guests) {
    const bool was_there = guest.answered_ms <= told_ms;
    if (eats(guest) && !was_there && !guest.doubt_of) ++since.joined;
    const bool left = guest.state == desk::RsvpState::cancelled && guest.mode == desk::Mode::onsite && guest.cancelled_ms > told_ms;
    if (left && was_there && !guest.ever_admitted) ++since.cancelled;
  }
  since.otherwise = expected - counted - since.joined + since.cancelled;
  return since;
}

web::Faults check(const NewCall& call, std::int64_t now_ms) {
  web::Faults faults;
  if (call.number < 0 || call.number > kMealsMax) faults.push_back({"number", web::What::out_of_range, kMealsMax});
  const bool is_in_time = call.at_ms == 0 || (call.at_ms > now_ms - kYearMs && call.at_ms < now_ms + kDayMs);
  if (!is_in_time) faults.push_back({"at", web::What::out_of_range});
  check_line(faults, "by", call.by, kByMax);
  check_line(faults, "note", call.note, kNoteMax);
  return faults;
}

}  // namespace uke::server::catering

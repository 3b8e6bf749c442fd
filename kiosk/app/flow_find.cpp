// Finding a person by name, and 当日参加.
#include "kiosk/app/buttons.h"
#include "kiosk/app/flow.h"
#include "kiosk/app/kana.h"

#include <charconv>

namespace uke::kiosk::app {

namespace {

std::optional<std::size_t> row_of(std::string_view argument) {
  std::size_t row = 0;
  const auto end = argument.data() + argument.size();
  const auto [stop, error] = std::from_chars(argument.data(), end, row);
  if (error != std::errc{} || stop != end) return std::nullopt;
  return row;
}

}  // namespace

void Flow::press_find(FindMeScreen& find, const Pressed& event) {
  if (event.id == button::kBack) return welcome();
  if (event.id == button::kWalkIn) {
    if (!unlocked_or_ask(event)) return;
    return show(WalkInScreen{find.query, false, find.keys_flipped}, kTypingLeftAlone);
  }
  stay(kTypingLeftAlone);
  if (event.id == button::kFlipKeys) {
    find.keys_flipped = !find.keys_flipped;
  } else if (event.id == button::kHit) {
    if (const auto row = row_of(event.argument)) choose(find, *row);
  } else if (event.id == button::kConfirm) {
    if (find.answered && find.answer.hits.size() == 1) choose(find, 0);
  } else if (type_key(find.query, event.id, event.argument, kQueryBytesMax)) {
    search(find);
  }
}

void Flow::search(FindMeScreen& find) {
  find.answered = false;
  find.answer = {};
  // From one character on: an empty query would list the whole roster.
  find.request = find.query.empty() ? 0 : send(Search{0, find.query});
}

void Flow::on(const SearchAnswered& event) {
  auto* find = std::get_if<FindMeScreen>(&state_.screen);
  if (!find || find->request == 0 || find->request != event.request) return;
  find->answer = event.answer;
  find->answered = true;
}

void Flow::choose(FindMeScreen& find, std::size_t row) {
  if (!find.answered || row >= find.answer.hits.size()) return;
  auto person = find.answer.hits[row];
  show(ConfirmScreen{std::move(person), FindMeScreen(find)}, kTypingLeftAlone);
}

void Flow::press_confirm(ConfirmScreen& confirm, const Pressed& event) {
  if (event.id == button::kBack) return show(FindMeScreen(confirm.back), kTypingLeftAlone);
  if (event.id == button::kConfirm && !state_.pending) ask(JudgePerson{0, confirm.person.attendee.id, state_.mode});
}

void Flow::press_walk_in(WalkInScreen& walk, const Pressed& event) {
  stay(kTypingLeftAlone);
  const Yen fee = state_.status.edition.door_fee;
  if (walk.paying) {
    if (event.id == button::kBack) {
      walk.paying = false;
    } else if (event.id == button::kPayExact || event.id == button::kPayNote) {
      walk_in(walk, fee);
    } else if (event.id == button::kPayAlready) {
      walk_in(walk, std::nullopt);
    }
    return;
  }
  if (event.id == button::kBack) return welcome();
  if (event.id == button::kFlipKeys) {
    walk.keys_flipped = !walk.keys_flipped;
  } else if (event.id == button::kConfirm) {
    if (walk.kana.empty()) return;
    if (fee.value > 0) {
      walk.paying = true;
    } else {
      walk_in(walk, std::nullopt);
    }
  } else {
    type_key(walk.kana, event.id, event.argument, kQueryBytesMax);
  }
}

void Flow::walk_in(const WalkInScreen& walk, std::optional<Yen> payment) {
  if (state_.pending) return;
  ask(WalkIn{0, WalkInOrder{walk.kana, walk.kana, payment}});
}

}  // namespace uke::kiosk::app

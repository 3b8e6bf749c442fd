// What letters to attendees say.
#include "server/attending/letters.h"
#include "tests/unit/server/attending/gathering.h"

#include <algorithm>
#include <array>

namespace uke::server::attending {
namespace {

using enum LetterKind;
constexpr std::array kKinds = {confirmed,         changed,         cancelled, promoted,      approved,    declined,
                               edition_cancelled, edition_changed, expired,   reminder_week, reminder_day};

bool has(std::string_view text, std::string_view part) { return text.find(part) != std::string_view::npos; }

LetterGround ground() { return {.url = "https://uketsuke.example.jp", .qr_png = "png", .now = from_ms(kEvening)}; }

}  // namespace

TEST_CASE("every_kind_of_letter_says_something_in_both_languages") {
  Gathering party;
  const auto mine = party.mine(party.answer("山田").secret);
  const auto kind = kKinds[static_cast<std::size_t>(GENERATE(range(0, 11)))];
  const auto language = GENERATE(i18n::Language::ja, i18n::Language::en);
  INFO(enum_name(kind) << " " << enum_name(language));
  const auto letter = compose(messages(language), kind, mine, ground());
  CHECK(has(letter.subject, language == i18n::Language::ja ? "創立記念パーティー2027" : "Anniversary Party"));
  CHECK(has(letter.greeting, "山田 花子"));
  CHECK_FALSE(letter.paragraphs.empty());
  CHECK_FALSE(letter.facts.empty());
  for (const auto& text : letter.paragraphs) CHECK_FALSE(has(text, "⟦"));
  CHECK_FALSE(has(letter.subject, "⟦"));
  CHECK(letter.language == language);
  REQUIRE_FALSE(letter.buttons.empty());
  CHECK(letter.buttons[0].url == "https://uketsuke.example.jp/my/" + mine.own.secret);
}

TEST_CASE("a_confirmation_has_the_ticket_and_a_calendar_file_that_stays_the_same_entry") {
  Gathering party;
  const auto mine = party.mine(party.answer("山田").secret);
  const auto letter = compose(messages(), confirmed, mine, ground());
  CHECK(letter.picture_png == "png");
  CHECK(has(letter.calendar, "METHOD:PUBLISH"));
  CHECK(has(letter.calendar, mine.row().id.to_string() + "@uketsuke.example.jp"));
  CHECK_FALSE(has(letter.calendar, mine.own.secret));  // calendars are shared
}

TEST_CASE("a_letter_says_where_the_tickets_of_companions_are") {
  Gathering party;
  const auto mine = party.mine(party.answer("山田", "a@example.jp", i18n::Language::ja, 2).secret);
  const auto says = [&](LetterKind kind) {
    const auto letter = compose(messages(), kind, mine, ground());
    return std::ranges::any_of(letter.paragraphs, [](const auto& text) { return has(text, "お連れさまの受付票"); });
  };
  CHECK(says(confirmed));
  CHECK_FALSE(says(cancelled));
}

TEST_CASE("a_cancellation_takes_the_entry_out_of_the_calendar_and_shows_no_ticket") {
  Gathering party;
  const auto own = party.answer("山田");
  must(party.database.write([&](storage::WriteTx& tx) { return rsvps::own_cancel(tx, own.secret, own.rsvp.attendee.version); }));
  const auto letter = compose(messages(), cancelled, party.mine(own.secret), ground());
  CHECK(has(letter.calendar, "METHOD:CANCEL"));
  CHECK(letter.picture_png.empty());
}

TEST_CASE("who_waits_or_is_undecided_reads_that_and_gets_no_ticket") {
  Gathering party;
  auto mine = party.mine(party.answer("山田").secret);
  mine.own.rsvp.attendee.state = desk::RsvpState::waiting;
  mine.own.place_in_line = 3;
  auto letter = compose(messages(), confirmed, mine, ground());
  CHECK(has(letter.subject, "キャンセル待ち"));
  CHECK(letter.picture_png.empty());
  CHECK(letter.calendar.empty());
  CHECK(std::ranges::any_of(letter.facts, [](const auto& line) { return has(line.value, "3番目"); }));
  mine.own.details.held = true;
  letter = compose(messages(), confirmed, mine, ground());
  CHECK(has(letter.subject, "確認中"));
}

TEST_CASE("a_reminder_says_what_differs_between_the_venue_and_online") {
  Gathering party;
  auto mine = party.mine(party.answer("山田").secret);
  mine.venue.details.map_url = "https://maps.example.jp/x";
  const auto onsite = compose(messages(), reminder_day, mine, ground());
  CHECK(std::ranges::any_of(onsite.buttons, [](const auto& button) { return button.url == "https://maps.example.jp/x"; }));
  CHECK(onsite.calendar.empty());
  mine.own.rsvp.attendee.mode = desk::Mode::online;
  const auto online = compose(messages(), reminder_day, mine, ground());
  CHECK(online.buttons.size() == 1);
  CHECK(online.paragraphs[1] != onsite.paragraphs[1]);
}

TEST_CASE("names_stay_text_in_a_letter") {
  Gathering party;
  const auto mine = party.mine(party.answer("<b>山田</b>").secret);
  const auto m = messages();
  const auto shown = mail::render_letter(compose(m, confirmed, mine, ground()), m);
  CHECK(has(shown.text, "<b>山田</b>"));
  CHECK_FALSE(has(shown.html, "<b>山田</b>"));
  CHECK(has(shown.html, "&lt;b&gt;山田"));
}

TEST_CASE("the_sequence_of_the_calendar_grows_with_what_changed") {
  Gathering party;
  const auto own = party.answer("山田");
  const auto before = calendar_of(messages(), party.mine(own.secret), "h", "u", from_ms(kEvening));
  party.database.clock.advance(Millis{kDayMs});
  events::EditionDetails details;
  details.map_url = "https://maps.example.jp/x";
  party.change_details(details);
  const auto after = calendar_of(messages(), party.mine(own.secret), "h", "u", from_ms(kEvening));
  CHECK(after.uid == before.uid);
  CHECK(after.sequence > before.sequence);
  CHECK(after.sequence < 2'147'483'647);
}

}  // namespace uke::server::attending

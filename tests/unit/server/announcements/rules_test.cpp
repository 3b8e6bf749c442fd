// What a message may say and what it becomes.
#include "server/announcements/rules.h"
#include "tests/support/catch.h"

namespace uke::server::announcements {

using desk::RsvpState;

namespace {

MessageFields a_message(std::string subject = "持ち物のお知らせ", std::string body = "{name}さん\n\n名札をお持ちください。\n{link}") {
  return {.subject = std::move(subject), .body = std::move(body), .filter = {}};
}
rsvps::Listed somebody(RsvpState state) {
  rsvps::Listed listed;
  listed.row.state = state;
  return listed;
}

}  // namespace

TEST_CASE("name_and_link_are_put_in_wherever_they_stand") {
  CHECK(filled("{name}さん、{link} です。{name}", "山田 花子", "https://x/my/1") == "山田 花子さん、https://x/my/1 です。山田 花子");
  CHECK(filled("何もなし", "山田", "x") == "何もなし");
}

TEST_CASE("a_name_in_braces_does_not_become_a_placeholder") {
  CHECK(filled("{name}", "{link}", "https://x") == "{link}");
  CHECK(filled("{nam{name}e}", "a", "b") == "{namae}");
}

TEST_CASE("words_in_braces_that_stand_for_nothing_are_refused_and_named") {
  CHECK(check(a_message()).empty());
  const auto faults = check(a_message("件名", "{nmae}さん {名前} {nmae}"));
  REQUIRE(faults.size() == 1);
  CHECK(faults[0].field == "body");
  CHECK(faults[0].what == web::What::wrong);
  CHECK(unknown_placeholders("{nmae}さん {名前} {nmae} {name}") == std::vector<std::string>{"{nmae}", "{名前}"});
  CHECK(unknown_placeholders("括弧 { だけ } の {とても長い文章はただの文章として読まれます} {}").size() == 1);
}

TEST_CASE("subject_and_body_are_needed_have_an_end_and_the_subject_no_link") {
  CHECK(check(a_message("", "")).size() == 2);
  CHECK(check(a_message(std::string(101, 'x'))).size() == 1);
  CHECK(check(a_message("件名", std::string(4001, 'x'))).size() == 1);
  CHECK(check(a_message("{link}")).size() == 1);
  CHECK(check(a_message("件\x01名")).size() == 1);
  CHECK(tidied(a_message("  件名\r\n二行 ", " 本文 ")).subject == "件名  二行");
}

TEST_CASE("paragraphs_are_divided_at_empty_lines") {
  CHECK(paragraphs_of("一行目\n二行目\n\n  \n次の段落\n") == std::vector<std::string>{"一行目\n二行目", "次の段落"});
  CHECK(paragraphs_of("\n\n").empty());
}

TEST_CASE("without_a_filter_who_comes_waits_or_is_undecided_is_written_to") {
  const Filter all;
  for (const auto state : {RsvpState::yes, RsvpState::maybe, RsvpState::waiting}) CHECK(is_for(all, somebody(state)));
  for (const auto state : {RsvpState::no, RsvpState::cancelled}) CHECK_FALSE(is_for(all, somebody(state)));
  CHECK(is_for({.state = RsvpState::cancelled, .mode = {}, .money = {}, .only = {}}, somebody(RsvpState::cancelled)));
}

TEST_CASE("companions_are_written_to_with_their_holder_and_held_ones_only_when_asked_for") {
  auto companion = somebody(RsvpState::yes);
  companion.row.holder = AttendeeId{};
  CHECK_FALSE(is_for({}, companion));
  auto held = somebody(RsvpState::waiting);
  held.details.held = true;
  CHECK_FALSE(is_for({}, held));
  CHECK(is_for({.state = {}, .mode = {}, .money = {}, .only = rsvps::ListQuery::Only::held}, held));
}

}  // namespace uke::server::announcements

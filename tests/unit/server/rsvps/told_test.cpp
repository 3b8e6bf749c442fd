// What follows from an answer: letters to write, what the door sees, what runs out by itself.
#include "server/jobs/jobs.h"
#include "server/rsvps/upkeep.h"
#include "server/storage/changes.h"
#include "shared/desk/verdict.h"
#include "tests/unit/server/rsvps/gathering.h"

#include <set>

namespace uke::server {

using namespace uke::test;
using desk::Mode;
using desk::RsvpState;
using rsvps::Notice;
using Notices = std::vector<Notice>;

namespace {

rsvps::OwnFields with_address(const std::string& family) {
  auto fields = a_guest(family);
  fields.email = "someone@example.jp";
  return fields;
}

void tell_all(Gathering& party) {
  party.write([&](WriteTx& tx) -> Result<int> {
    TRY(const auto notices, rsvps::waiting_notices(tx, 1000));
    for (const auto& notice : notices) TRYV(rsvps::remove_notice(tx, notice.id));
    return 0;
  });
}

// What a kiosk of that edition would answer to the code of a ticket, from what it downloads.
desk::Verdict verdict_at(Gathering& party, const events::EditionRow& here, const rsvps::AttendeeRow& row) {
  std::vector<desk::Attendee> people;
  std::vector<desk::OtherTicket> others;
  std::vector<desk::Event> events;
  std::vector<desk::Edition> editions;
  std::string text;
  party.write([&](WriteTx& tx) -> Result<int> {
    TRYV(rsvps::each_for_desk(tx, here.id, [&](const desk::Attendee& one) -> Status {
      people.push_back(one);
      return {};
    }));
    TRYV(rsvps::each_other_ticket(tx, party.event.id, here.id, [&](desk::OtherTicket&& one) -> Status {
      others.push_back(one);
      return {};
    }));
    TRY(events, events::events_for_desk(tx));
    TRY(const auto rows, events::get_editions(tx, an_admin(), party.event.id));
    for (const auto& edition : rows) editions.push_back(events::for_desk(edition));
    TRY(text, rsvps::ticket_text_of(tx, row, "uketsuke.example"));
    return 0;
  });
  const auto find = [](const auto& items, auto fits) -> decltype(&items[0]) {
    for (const auto& item : items) {
      if (fits(item)) return &item;
    }
    return nullptr;
  };
  desk::View view;
  view.event = [&](std::uint32_t no) { return find(events, [&](const auto& e) { return e.event_no == no; }); };
  view.edition = [&](EditionId id) { return find(editions, [&](const auto& e) { return e.id == id; }); };
  view.edition_by_hint = [&](std::uint8_t hint) { return find(editions, [&](const auto& e) { return e.hint == hint; }); };
  view.attendee = [&](desk::TicketNo no) {
    const auto* found = find(people, [&](const auto& a) { return a.ticket == no; });
    return found == nullptr ? std::nullopt : std::optional(*found);
  };
  view.other_ticket = [&](desk::TicketNo no) {
    const auto* found = find(others, [&](const auto& t) { return t.ticket == no; });
    return found == nullptr ? std::nullopt : std::optional(*found);
  };
  view.attendance = [](const desk::Subject&) { return desk::Attendance{}; };
  return desk::decide(text, view, {.event = party.event.id, .edition = here.id, .mode = desk::DeskMode::staffed}, from_ms(kEvening))
      .verdict;
}

}  // namespace

TEST_CASE("every_yes_has_one_ticket_that_the_door_admits_and_cancelling_revokes_it") {
  Gathering party;
  party.edit_details(party.osaka.id, [](auto& details) { details.companions_max = 5; });
  auto free = venue_fields();
  free.door_fee = Yen{};
  party.write([&](WriteTx& tx) { return events::change_edition(tx, an_admin(), party.osaka.id, party.osaka.version, free); });
  const auto own = party.answer(with_company(a_guest(), 2));
  std::set<ticket::TicketNo> numbers;
  std::vector<rsvps::AttendeeRow> people = own.rsvp.companions;
  people.push_back(own.rsvp.attendee);
  for (const auto& person : people) {
    numbers.insert(person.ticket);
    CHECK(verdict_at(party, party.osaka, person) == desk::Verdict::admitted);
    CHECK(verdict_at(party, party.fukuoka, person) == desk::Verdict::other_edition);
  }
  CHECK(numbers.size() == 3);
  must(party.go_to(own.secret, party.osaka.id, Mode::online));
  CHECK(verdict_at(party, party.osaka, own.rsvp.attendee) == desk::Verdict::online_ticket);
  must(party.go_to(own.secret, party.osaka.id, Mode::onsite));
  must(party.cancel(own.secret));
  for (const auto& person : people) CHECK(verdict_at(party, party.osaka, person) == desk::Verdict::cancelled);
  must(party.restore(own.secret));
  for (const auto& person : people) CHECK(verdict_at(party, party.osaka, person) == desk::Verdict::admitted);
}

TEST_CASE("who_waits_or_is_held_is_not_let_in_and_who_owes_pays_first") {
  Gathering party;
  party.set_capacity(party.osaka.id, 1);
  const auto first = party.answer(a_guest("一"));
  const auto second = party.answer(a_guest("二"));
  CHECK(verdict_at(party, party.osaka, first.rsvp.attendee) == desk::Verdict::pay_first);
  CHECK(verdict_at(party, party.osaka, second.rsvp.attendee) == desk::Verdict::cancelled);
}

TEST_CASE("the_door_reads_wishes_and_the_organizers_note_and_neither_is_stored_in_the_other") {
  Gathering party;
  auto fields = a_guest();
  fields.food = "えびアレルギー";
  const auto own = party.answer(fields);
  rsvps::RsvpChange change;
  change.note = "代表のお席へ";
  party.write([&](WriteTx& tx) { return rsvps::change_rsvp(tx, a_reception(), own.rsvp.attendee.id, 1, change); });
  CHECK(party.row(own.rsvp.attendee.id).note == "代表のお席へ");
  CHECK(party.details(own.rsvp.attendee.id).food == "えびアレルギー");
  const auto one = party.read([&](ReadTx& tx) { return rsvps::attendee_for_desk(tx, own.rsvp.attendee.id); });
  CHECK(one.value().note == "えびアレルギー / 代表のお席へ");
  std::string in_snapshot;
  party.write([&](WriteTx& tx) -> Result<int> {
    TRYV(rsvps::each_for_desk(tx, party.osaka.id, [&](const desk::Attendee& attendee) -> Status {
      in_snapshot = attendee.note;
      return {};
    }));
    return 0;
  });
  CHECK(in_snapshot == one.value().note);
}

TEST_CASE("every_change_reaches_the_kiosks_and_nothing_else_does") {
  Gathering party;
  const auto newest = [&] { return party.read([&](ReadTx& tx) { return storage::newest_cursor(tx, party.event.id); }).number; };
  const auto before = newest();
  const auto own = party.answer(with_company(a_guest(), 1));
  CHECK(newest() == before + 2);
  auto fields = with_company(a_guest(), 1);
  must(party.change(own.secret, fields));
  CHECK(newest() == before + 2);
  fields.food = "そば";
  must(party.change(own.secret, fields));
  CHECK(newest() == before + 3);
  must(party.go_to(own.secret, party.fukuoka.id, Mode::onsite));
  CHECK(newest() == before + 5);
  must(party.try_answer(with_company(a_guest(), 1), "again"));
  must(party.try_answer(with_company(a_guest(), 1), "again"));
  CHECK(newest() == before + 7);
}

TEST_CASE("who_left_an_address_is_told_of_what_others_or_the_deadline_decide") {
  Gathering party;
  party.set_capacity(party.osaka.id, 1);
  const auto first = party.answer(with_address("一"));
  const auto second = party.answer(with_address("二"));
  const auto silent = party.answer(a_guest("三"));
  CHECK(party.notices_of(first.rsvp.attendee.id) == Notices{Notice::confirmed});
  CHECK(party.notices_of(second.rsvp.attendee.id) == Notices{Notice::confirmed});
  CHECK(party.notices_of(silent.rsvp.attendee.id).empty());
  const auto job = party.read([](ReadTx& tx) { return jobs::find_job_of(tx, rsvps::kLettersJob, ""); });
  CHECK(job.has_value());
  tell_all(party);
  must(party.cancel(first.secret));
  CHECK(party.notices_of(first.rsvp.attendee.id) == Notices{Notice::cancelled});
  CHECK(party.notices_of(second.rsvp.attendee.id) == Notices{Notice::promoted});
}

TEST_CASE("what_was_not_told_yet_gives_way_to_what_is_true_now") {
  Gathering party;
  const auto own = party.answer(with_address("一"));
  const auto id = own.rsvp.attendee.id;
  must(party.go_to(own.secret, party.osaka.id, Mode::online));
  CHECK(party.notices_of(id) == Notices{Notice::confirmed});
  must(party.cancel(own.secret));
  CHECK(party.notices_of(id) == Notices{Notice::cancelled});
  must(party.restore(own.secret));
  CHECK(party.notices_of(id) == Notices{Notice::confirmed});
  tell_all(party);
  must(party.go_to(own.secret, party.osaka.id, Mode::onsite));
  must(party.go_to(own.secret, party.osaka.id, Mode::online));
  CHECK(party.notices_of(id) == Notices{Notice::changed});
  tell_all(party);
  auto fields = with_address("一");
  fields.comment = "楽しみです";
  must(party.change(own.secret, fields));
  CHECK(party.notices_of(id).empty());
  fields.email = "new@example.jp";
  must(party.change(own.secret, fields));
  CHECK(party.notices_of(id) == Notices{Notice::confirmed});
}

TEST_CASE("a_whole_edition_is_told_in_steps_without_those_who_do_not_come") {
  Gathering party;
  std::vector<AttendeeId> ids;
  for (int i = 0; i < 5; ++i) ids.push_back(party.answer(with_company(with_address("客" + std::to_string(i)), 1)).rsvp.attendee.id);
  must(party.cancel(party.answer(with_address("別")).secret));
  tell_all(party);
  AttendeeId after;
  int steps = 0;
  do {
    after = party.write([&](WriteTx& tx) { return rsvps::note_notices(tx, party.osaka.id, Notice::edition_changed, after, 2); });
    ++steps;
  } while (!after.is_nil());
  CHECK(steps == 3);
  CHECK(party.database.count("select count(*) from notices") == 5);
  for (const auto id : ids) CHECK(party.notices_of(id) == Notices{Notice::edition_changed});
}

TEST_CASE("undecided_answers_run_out_once_and_are_told_so") {
  Gathering party;
  party.edit_details(party.osaka.id, [](auto& details) { details.maybe_until_ms = kEvening - 10 * kDay; });
  auto fields = with_company(with_address("一"), 1);
  fields.state = RsvpState::maybe;
  const auto own = party.answer(fields);
  const auto expire = [&] { return party.write([&](WriteTx& tx) { return rsvps::expire_undecided(tx, party.osaka.id, 50); }); };
  CHECK(expire() == 0);
  tell_all(party);
  party.database.clock.jump_to(from_ms(kEvening - 10 * kDay));
  CHECK(expire() == 1);
  CHECK(expire() == 0);
  const auto now = party.own(own.secret);
  CHECK(now.rsvp.attendee.state == RsvpState::no);
  CHECK(now.rsvp.companions[0].state == RsvpState::no);
  CHECK(party.notices_of(own.rsvp.attendee.id) == Notices{Notice::expired});
  CHECK(must(party.restore(own.secret)).rsvp.attendee.state == RsvpState::yes);
}

TEST_CASE("organizers_actions_are_in_the_audit_log_with_what_they_changed_and_without_secrets") {
  Gathering party;
  const auto own = party.answer(a_guest());
  rsvps::RsvpChange change;
  change.food = "えび";
  party.write([&](WriteTx& tx) { return rsvps::change_rsvp(tx, an_admin(), own.rsvp.attendee.id, 1, change); });
  const auto link = party.write([&](WriteTx& tx) { return rsvps::renew_link(tx, an_admin(), own.rsvp.attendee.id, 2); });
  CHECK(link != own.secret);
  CHECK(party.database.read([&](ReadTx& tx) { return rsvps::own_answer(tx, own.secret); }).error().code == ErrorCode::not_found);
  CHECK(party.own(link).rsvp.attendee.id == own.rsvp.attendee.id);
  CHECK(party.database.count("select count(*) from audit_log where action = 'rsvp.change' and changes like '%food%'") == 1);
  CHECK(party.database.count("select count(*) from audit_log where action = 'rsvp.link'") == 1);
  CHECK(party.database.count("select count(*) from audit_log where changes like '%secret%' or changes like '%nonce%'") == 0);
}

}  // namespace uke::server

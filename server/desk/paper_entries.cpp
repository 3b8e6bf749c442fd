// What was ticked on paper becomes desk records.
#include "server/accounts/service.h"
#include "server/desk/around.h"
#include "server/desk/standing.h"
#include "server/desk/web_desk.h"
#include "server/desk/web_touch.h"
#include "server/events/service.h"

#include <algorithm>

namespace uke::server::desk {
namespace {

bool of_this_sheet(const DeskRecord& record, EditionId edition) {
  const bool is_line = record.kind == Kind::admit || record.kind == Kind::payment;
  return is_line && record.by == By::paper && record.edition == edition;
}

std::vector<DeskRecord> lines_of(const EventFold& fold, AttendeeId attendee, EditionId edition) {
  std::vector<DeskRecord> list;
  for (const auto* record : fold.live_records_of(Subject::of(attendee))) {
    if (of_this_sheet(*record, edition)) list.push_back(*record);
  }
  return list;
}

// Two people may enter the same sheet, and at a desk the same money may have been noted: neither is a second payment.
bool is_known_payment(const EventFold& fold, const Attendee& person, EditionId edition) {
  const auto lines = lines_of(fold, person.id, edition);
  return still_due(fold, person).value == 0 || std::ranges::any_of(lines, [](const auto& line) { return line.kind == Kind::payment; });
}

Status acceptable(const std::vector<PaperLine>& lines) {
  if (lines.size() > kPaperLinesMax) return fail(ErrorCode::invalid, "desk.enter_paper", "lines: are too many");
  for (const auto& line : lines) {
    if (line.paid.value < 0 || line.paid > kAmountMax) return fail(ErrorCode::invalid, "desk.enter_paper", "paid: is out of range");
  }
  return {};
}

Result<std::vector<Attendee>> people_of_lines(storage::ReadTx& tx, EditionId edition, const std::vector<PaperLine>& lines) {
  std::vector<Attendee> people;
  for (const auto& line : lines) {
    TRY(auto row, rsvps::find_attendee(tx, line.attendee));
    if (!row || row->edition != edition) return fail(ErrorCode::not_found, "desk.enter_paper", "no such answer to this edition");
    people.push_back(rsvps::for_desk(std::move(*row), {}, ""));
  }
  return people;
}

}  // namespace

Result<PaperOutcome> enter_paper(storage::WriteTx& tx, const web::Actor& actor, EditionId edition, const std::vector<PaperLine>& lines) {
  TRYV(accounts::require(actor, web::kOrganizers));
  TRYV(acceptable(lines));
  TRY(const auto event, events::event_of(tx, edition));
  TRY(const auto people, people_of_lines(tx, edition, lines));
  std::vector<Subject> subjects;
  for (const auto& person : people) {
    subjects.push_back(Subject::of(person.id));
    subjects.push_back(Subject::of(person.ticket));
  }
  TRY(auto fold, fold_around(tx, event, subjects));
  WebTouch touch(tx, fold, event, edition, actor, By::paper);
  PaperOutcome outcome;
  for (std::size_t i = 0; i < lines.size(); ++i) {
    const auto& line = lines[i];
    const auto before = touch.written();
    std::optional<RecordId> admit;
    if (line.came && !ever_came(fold, people[i], edition)) {
      TRY(admit, touch.admit(line.attendee, {}));
      ++outcome.admitted;
    }
    if (line.paid.value > 0 && !is_known_payment(fold, people[i], edition)) {
      TRYV(touch.payment(line.attendee, line.paid, admit));
      ++outcome.paid;
    }
    const bool said_something = line.came || line.paid.value > 0;
    if (said_something && touch.written() == before) ++outcome.already;
  }
  if (touch.written() > 0) TRYV(accounts::audit(tx, actor, "edition.enter_paper", edition.to_string()));
  return outcome;
}

Status undo_paper(storage::WriteTx& tx, const web::Actor& actor, EditionId edition, AttendeeId attendee) {
  TRYV(accounts::require(actor, web::kOrganizers));
  TRY(const auto event, events::event_of(tx, edition));
  const Subject subject = Subject::of(attendee);
  TRY(auto fold, fold_around(tx, event, {&subject, 1}));
  const auto lines = lines_of(fold, attendee, edition);
  if (lines.empty()) return fail(ErrorCode::conflict, "desk.undo_paper", "nothing was entered from paper");
  WebTouch touch(tx, fold, event, edition, actor, By::paper);
  for (const auto& line : lines) {
    if (!fold.is_undone(line.id)) TRYV(touch.undo(line));
  }
  return accounts::audit(tx, actor, "rsvp.undo_paper", {.kind = "rsvp", .id = attendee.to_string()}, {});
}

}  // namespace uke::server::desk

#include "server/desk/web_api.h"

#include "server/accounts/once.h"
#include "server/desk/web_desk.h"
#include "server/web/rest.h"

namespace uke::server::desk {
namespace {

struct CheckInFields {
  AttendeeId attendee;
  std::optional<std::vector<AttendeeId>> with;
  std::optional<Yen> paid;
  std::optional<std::vector<std::string>> overrides;
  std::optional<std::string> reason;
};
BOOST_DESCRIBE_STRUCT(CheckInFields, (), (attendee, with, paid, overrides, reason))

struct CheckInAnswer {
  AttendeeId attendee;
  EditionId edition;
  uke::desk::Verdict verdict = uke::desk::Verdict::unreadable;
  std::optional<RecordId> admitted;  // absent: they are not in
  Yen due;                           // still to pay
  std::optional<std::int64_t> already_at_ms;
  std::optional<std::string> already_desk;
  std::vector<AttendeeId> companions;  // who come along and are not in yet
};
BOOST_DESCRIBE_STRUCT(CheckInAnswer, (), (attendee, edition, verdict, admitted, due, already_at_ms, already_desk, companions))

struct PaperLineFields {
  AttendeeId attendee;
  std::optional<bool> came;
  std::optional<Yen> paid;
};
BOOST_DESCRIBE_STRUCT(PaperLineFields, (), (attendee, came, paid))
struct PaperFields {
  std::vector<PaperLineFields> lines;
};
BOOST_DESCRIBE_STRUCT(PaperFields, (), (lines))

CheckInAnswer answer_of(AttendeeId attendee, EditionId edition, const Seen& seen) {
  CheckInAnswer answer{.attendee = attendee,
                       .edition = edition,
                       .verdict = seen.decision.verdict,
                       .admitted = seen.admitted,
                       .due = seen.decision.due,
                       .already_at_ms = {},
                       .already_desk = {},
                       .companions = {}};
  if (seen.decision.verdict == uke::desk::Verdict::already_in) {
    answer.already_at_ms = seen.decision.already_at_ms;
    answer.already_desk = seen.decision.already_desk;
  }
  for (const auto& companion : seen.decision.companions) answer.companions.push_back(companion.id);
  return answer;
}

Result<web::Response> look(const web::Req& req, storage::ReadTx& tx) {
  TRY(const auto edition, web::path_value<EditionId>(req, "edition"));
  TRY(const auto attendee, web::path_value<AttendeeId>(req, "attendee"));
  TRY(const auto seen, look_at_attendee(tx, req.actor, attendee, edition));
  return web::json_answer(answer_of(attendee, edition, seen));
}

Result<web::Response> create(const web::Req& req, storage::WriteTx& tx) {
  TRY(const auto edition, web::path_value<EditionId>(req, "edition"));
  return accounts::once(req, tx, [&]() -> Result<web::Response> {
    TRY(auto fields, web::body_of<CheckInFields>(req));
    const CheckIn command{.attendee = fields.attendee,
                          .at = edition,
                          .with = std::move(fields.with).value_or(std::vector<AttendeeId>{}),
                          .paid = fields.paid.value_or(Yen{}),
                          .overrides = std::move(fields.overrides).value_or(std::vector<std::string>{}),
                          .reason = std::move(fields.reason).value_or("")};
    TRY(const auto seen, check_in(tx, req.actor, command));
    const bool is_new = seen.admitted && seen.decision.verdict == uke::desk::Verdict::admitted;
    return web::json_answer(answer_of(fields.attendee, edition, seen), is_new ? 201 : 200);
  });
}

web::Response nothing_more() {
  web::Response response;
  response.status = 204;
  return response;
}

Result<web::Response> remove(const web::Req& req, storage::WriteTx& tx) {
  TRY(const auto edition, web::path_value<EditionId>(req, "edition"));
  TRY(const auto attendee, web::path_value<AttendeeId>(req, "attendee"));
  TRY(const auto seen, look_at_attendee(tx, req.actor, attendee, edition));
  TRYV(undo_check_in(tx, req.actor, seen.rsvp->attendee.id));
  return nothing_more();
}

Result<web::Response> enter(const web::Req& req, storage::WriteTx& tx) {
  TRY(const auto edition, web::path_value<EditionId>(req, "edition"));
  return accounts::once(req, tx, [&]() -> Result<web::Response> {
    TRY(const auto fields, web::body_of<PaperFields>(req));
    std::vector<PaperLine> lines;
    for (const auto& line : fields.lines) {
      lines.push_back({.attendee = line.attendee, .came = line.came.value_or(false), .paid = line.paid.value_or(Yen{})});
    }
    TRY(const auto outcome, enter_paper(tx, req.actor, edition, lines));
    return web::json_answer(outcome);
  });
}

Result<web::Response> take_back(const web::Req& req, storage::WriteTx& tx) {
  TRY(const auto edition, web::path_value<EditionId>(req, "edition"));
  TRY(const auto attendee, web::path_value<AttendeeId>(req, "attendee"));
  TRYV(undo_paper(tx, req.actor, edition, attendee));
  return nothing_more();
}

}  // namespace

web::Routes web_desk_routes() {
  using enum web::Method;
  return {
      {.method = post, .pattern = "/api/v1/editions/{edition}/check-ins", .access = web::kOrganizers, .handler = web::Write(create)},
      {.method = get, .pattern = "/api/v1/editions/{edition}/check-ins/{attendee}", .access = web::kOrganizers, .handler = web::Read(look)},
      {.method = del,
       .pattern = "/api/v1/editions/{edition}/check-ins/{attendee}",
       .access = web::kOrganizers,
       .handler = web::Write(remove)},
      {.method = post, .pattern = "/api/v1/editions/{edition}/paper-entries", .access = web::kOrganizers, .handler = web::Write(enter)},
      {.method = del,
       .pattern = "/api/v1/editions/{edition}/paper-entries/{attendee}",
       .access = web::kOrganizers,
       .handler = web::Write(take_back)},
  };
}

}  // namespace uke::server::desk

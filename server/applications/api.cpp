#include "server/applications/api.h"

#include "server/applications/service.h"
#include "server/web/rest.h"

#include <iterator>

namespace uke::server::applications {
namespace {

constexpr std::int64_t kPage = 100;

struct LikeView {
  MemberId member;
  std::string name;
  roster::MemberState state = roster::MemberState::approved;
  roster::Likeness likeness = roster::Likeness::doubtful;
  std::vector<roster::Reason> reasons;
};
BOOST_DESCRIBE_STRUCT(LikeView, (), (member, name, state, likeness, reasons))

struct ApplicationView {
  ApplicationId id;
  ApplicationState state = ApplicationState::received;
  ApplicationFields fields;
  std::optional<InvitationId> invitation;
  std::optional<MemberId> sponsor;
  std::string taken_by;  // "" = nobody
  std::optional<std::int64_t> sponsor_asked_ms;
  SponsorAnswer sponsor_answer = SponsorAnswer::none;
  std::string sponsor_note;
  std::string question;
  std::string reply;
  bool group_invited = false;
  std::string decided_by;
  std::optional<std::int64_t> decided_ms;
  std::string reason;
  std::optional<MemberId> member;
  std::int64_t created_ms = 0;
  std::int64_t version = 1;
  std::optional<std::vector<LikeView>> likes;  // of one application only
  std::optional<std::vector<ApplicationId>> doubles;
  std::optional<std::vector<std::string>> names_in_group;
};
BOOST_DESCRIBE_STRUCT(ApplicationView, (),
                      (id, state, fields, invitation, sponsor, taken_by, sponsor_asked_ms, sponsor_answer, sponsor_note, question, reply,
                       group_invited, decided_by, decided_ms, reason, member, created_ms, version, likes, doubles, names_in_group))

struct ApplicationList {
  std::vector<ApplicationView> items;
  std::optional<std::string> next;
};
BOOST_DESCRIBE_STRUCT(ApplicationList, (), (items, next))

struct Decline {
  std::string reason;
};
BOOST_DESCRIBE_STRUCT(Decline, (), (reason))

std::optional<std::int64_t> unless_zero(std::int64_t value) { return value == 0 ? std::nullopt : std::optional(value); }

ApplicationView view_of(const ApplicationRow& row) {
  ApplicationView view;
  view.id = row.id;
  view.state = row.state;
  view.fields = row.fields();
  view.invitation = row.invitation;
  view.sponsor = row.sponsor;
  view.taken_by = row.taken_by;
  view.sponsor_asked_ms = unless_zero(row.asked_ms);
  view.sponsor_answer = row.sponsor_answer;
  view.sponsor_note = row.sponsor_note;
  view.question = row.question;
  view.reply = row.reply;
  view.group_invited = row.group_invited;
  view.decided_by = row.decided_by;
  view.decided_ms = unless_zero(row.decided_ms);
  view.reason = row.reason;
  view.member = row.member;
  view.created_ms = row.created_ms;
  view.version = row.version;
  return view;
}

ApplicationView view_of(const Case& about) {
  auto view = view_of(about.row);
  view.likes.emplace();
  for (const auto& like : about.likes) {
    view.likes->push_back({.member = like.member.id,
                           .name = roster::whole_name(like.member.fields),
                           .state = like.member.state,
                           .likeness = like.comparison.likeness,
                           .reasons = like.comparison.reasons});
  }
  view.doubles.emplace();
  for (const auto& other : about.doubles) view.doubles->push_back(other.id);
  view.names_in_group = about.names_in_group;
  return view;
}

Result<web::Response> list(const web::Req& req, storage::ReadTx& tx) {
  TRY(const auto limit, web::page_limit(req, kPage));
  TRY(const auto after, web::page_after<ApplicationId>(req));
  std::optional<ApplicationState> state;
  if (const auto text = req.query("state")) {
    state = enum_value<ApplicationState>(*text);
    if (!state) return fail(ErrorCode::invalid, "applications.list", "state: is not one of the states");
  }
  TRY(auto rows, get_applications(tx, req.actor, state, after, limit + 1));
  ApplicationList answer;
  if (std::ssize(rows) > limit) {
    rows.pop_back();
    answer.next = rows.back().id.to_string();
  }
  for (const auto& row : rows) answer.items.push_back(view_of(row));
  return web::json_answer(answer);
}

Result<web::Response> get_one(const web::Req& req, storage::ReadTx& tx) {
  TRY(const auto id, web::path_value<ApplicationId>(req, "application"));
  TRY(const auto about, get_case(tx, req.actor, id));
  return web::versioned_answer(view_of(about), about.row.version);
}

// What all changes of one application share: its id, the version that the caller saw, the new row as the answer.
template <class Step>
Result<web::Response> step(const web::Req& req, Step change) {
  TRY(const auto id, web::path_value<ApplicationId>(req, "application"));
  TRY(const auto version, web::if_match(req));
  if (!version) return web::precondition_required();
  TRY(const auto row, change(id, *version));
  return web::versioned_answer(view_of(row), row.version);
}

Result<web::Response> change(const web::Req& req, storage::WriteTx& tx) {
  return step(req, [&](ApplicationId id, std::int64_t version) -> Result<ApplicationRow> {
    TRY(const auto command, web::body_of<ApplicationChange>(req));
    return change_application(tx, req.actor, id, version, command);
  });
}

Result<web::Response> approve(const web::Req& req, storage::WriteTx& tx) {
  return step(req, [&](ApplicationId id, std::int64_t version) -> Result<ApplicationRow> {
    TRY(const auto approval, web::body_of<Approval>(req));
    return approve_application(tx, req.actor, id, version, approval);
  });
}

Result<web::Response> decline(const web::Req& req, storage::WriteTx& tx) {
  return step(req, [&](ApplicationId id, std::int64_t version) -> Result<ApplicationRow> {
    TRY(const auto command, web::body_of<Decline>(req));
    return decline_application(tx, req.actor, id, version, command.reason);
  });
}

Result<web::Response> reopen(const web::Req& req, storage::WriteTx& tx) {
  return step(req, [&](ApplicationId id, std::int64_t version) { return reopen_application(tx, req.actor, id, version); });
}

void append(web::Routes& all, web::Routes more) {
  all.insert(all.end(), std::make_move_iterator(more.begin()), std::make_move_iterator(more.end()));
}

}  // namespace

web::Routes application_routes() {
  using enum web::Method;
  const std::string one = "/api/v1/applications/{application}";
  return {
      {.method = get, .pattern = "/api/v1/applications", .access = web::kOrganizers, .handler = web::Read(list)},
      {.method = get, .pattern = one, .access = web::kOrganizers, .handler = web::Read(get_one)},
      {.method = patch, .pattern = one, .access = web::kAdmin, .handler = web::Write(change)},
      {.method = post, .pattern = one + "/approve", .access = web::kAdmin, .handler = web::Write(approve)},
      {.method = post, .pattern = one + "/decline", .access = web::kAdmin, .handler = web::Write(decline)},
      {.method = post, .pattern = one + "/reopen", .access = web::kAdmin, .handler = web::Write(reopen)},
  };
}

web::Routes routes(const std::string& url) {
  auto all = application_routes();
  append(all, invitation_routes(url));
  append(all, checking_routes());
  return all;
}

}  // namespace uke::server::applications

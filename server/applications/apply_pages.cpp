// 入会申請: the open form, its confirmation, and sending it. Nobody needs an account, a cookie or a script.
#include "server/applications/apply_form.h"
#include "server/applications/apply_service.h"
#include "server/applications/pages.h"
#include "server/applications/words.h"
#include "server/web/rate_limit.h"

namespace uke::server::applications {
namespace {

// A party on one venue's network may apply together; a program may not go on for ever.
constexpr web::RateLimitOptions kFromOneAddress{.burst = 30, .per_second = 30.0 / 3600};

struct FormPage {
  std::string greeting;
  std::string keeper;  // who keeps what is written
  render::FormView form;
};
BOOST_DESCRIBE_STRUCT(FormPage, (), (greeting, keeper, form))

struct ConfirmPage {
  std::string greeting;
  render::Facts facts;
  std::string mail_note;
  std::string action;
  std::vector<render::Hidden> hidden;
};
BOOST_DESCRIBE_STRUCT(ConfirmPage, (), (greeting, facts, mail_note, action, hidden))

struct ClosedPage {
  std::string title;
  std::string text;
};
BOOST_DESCRIBE_STRUCT(ClosedPage, (), (title, text))

// Where the form is sent, and who vouches there.
struct Door {
  std::string path;
  std::string code;
  std::optional<Invitation> invitation;
  bool is_unknown = false;

  [[nodiscard]] AskSponsor ask() const { return code.empty() ? AskSponsor::yes : AskSponsor::no; }
  [[nodiscard]] bool is_closed() const { return is_unknown || (invitation && invitation->state != InvitationState::open); }
};

Result<Door> door_of(storage::ReadTx& tx, std::string_view code) {
  if (code.empty()) return Door{.path = "/apply", .code = {}, .invitation = {}};
  Door door{.path = "/apply/" + std::string(code), .code = std::string(code), .invitation = {}};
  TRY(door.invitation, invitation_of_code(tx, code));
  door.is_unknown = !door.invitation;
  return door;
}

std::string greeting_of(const Messages& m, const Door& door) {
  if (!door.invitation) return {};
  return m.text("apply.greeting", {{"name", door.invitation->sponsor_family_name}});
}

Result<web::Response> show_closed(const PageParts& parts, const web::Req& req, const Door& door) {
  const auto& m = parts.pages->messages(req.http);
  const std::string word(door.is_unknown ? "unknown" : enum_name(door.invitation->state));
  const ClosedPage view{.title = m.text("apply.closed." + word), .text = m.text("apply.closed_text." + word)};
  return parts.pages->page(req, {.title = m.text("apply.title")}, "applications/apply_closed", view, door.is_unknown ? 404 : 410);
}

struct Trouble {
  std::string sentence = {};  // above the form; "" = only what is wrong with the fields
  int status = 200;
};

Result<web::Response> show_form(const PageParts& parts, const web::Req& req, const Door& door, const Typed& typed, std::string nonce,
                                const Trouble& trouble) {
  const auto& m = parts.pages->messages(req.http);
  FormPage view{.greeting = greeting_of(m, door),
                .keeper = m.text("apply.purpose.keeper", {{"organization", organization_of(parts, m)}}),
                .form = {.action = door.path, .submit = m.text("apply.to_confirm"), .fields = fields_to_fill(m, typed, door.ask())}};
  view.form.hidden.push_back({"nonce", std::move(nonce)});
  view.form.decoy = kDecoy;
  view.form.guards = true;
  view.form.error = trouble.sentence;
  if (trouble.status == 422) render::show_faults(view.form, typed.faults, m);
  return parts.pages->page(req, {.title = m.text("apply.title")}, "applications/apply", view, trouble.status);
}

Result<web::Response> show_confirmation(const PageParts& parts, const web::Req& req, const Door& door, const Typed& typed,
                                        std::string_view nonce) {
  const auto& m = parts.pages->messages(req.http);
  ConfirmPage view{.greeting = greeting_of(m, door),
                   .facts = facts_to_confirm(m, typed.fields, door.ask()),
                   .mail_note = may_not_arrive(typed.fields.email) ? m.text("apply.may_not_arrive") : std::string(),
                   .action = door.path,
                   .hidden = hidden_fields(typed)};
  view.hidden.push_back({"nonce", std::string(nonce)});
  return parts.pages->page(req, {.title = m.text("apply.confirm_title")}, "applications/apply_confirm", view);
}

// A request that lives on until the writer's turn has come.
struct KeptRequest {
  explicit KeptRequest(const web::Req& req) : http(req.http), actor(req.actor), form(req.form), path(req.path) {}
  http::Request http;
  web::Actor actor;
  web::Form form;
  std::map<std::string, std::string, std::less<>> path;
  [[nodiscard]] web::Req req() const { return {http, actor, form, path}; }
};

Result<web::Response> send(const PageParts& parts, const web::Req& req, storage::WriteTx& tx, const Typed& typed) {
  const auto& m = parts.pages->messages(req.http);
  const Submission submission{.fields = typed.fields, .nonce = std::string(req.form.text("nonce")), .code = std::string(req.at("code"))};
  const auto secret = tx.savepoint([&] { return submit_application(tx, submission); });
  if (secret) return parts.pages->see_other("/apply/status/" + *secret);
  TRY(const auto door, door_of(tx, submission.code));
  if (secret.error().code == ErrorCode::conflict) return show_closed(parts, req, door);
  if (secret.error().code != ErrorCode::busy) return std::unexpected(secret.error());
  return show_form(parts, req, door, typed, submission.nonce, {.sentence = m.text("apply.too_many"), .status = 503});
}

using Outcome = std::variant<web::Response, web::Mutation>;

Result<Outcome> take_form(const PagePartsPtr& parts, web::RateLimit& limit, const web::Req& req, storage::ReadTx& tx) {
  const auto& m = parts->pages->messages(req.http);
  TRY(const auto door, door_of(tx, req.at("code")));
  auto typed = typed_of(req.form);
  if (door.ask() == AskSponsor::no) typed.fields.introduced_by.clear();
  std::string nonce(req.form.text("nonce"));
  const bool is_forged = !looks_like_nonce(nonce);
  if (is_forged) nonce = fresh_nonce(tx.random());
  TRY(const bool was_sent, was_submitted(tx, nonce));
  if (door.is_closed() && !was_sent) {
    TRY(auto closed, show_closed(*parts, req, door));
    return Outcome(std::move(closed));
  }
  const auto answer_with = [](Result<web::Response> response) -> Result<Outcome> {
    if (!response) return std::unexpected(std::move(response.error()));
    return Outcome(std::move(*response));
  };
  const auto show = [&](const Trouble& trouble) { return answer_with(show_form(*parts, req, door, typed, nonce, trouble)); };
  const auto what = req.form.text("do");
  if (what == "edit") return show({});
  if (!req.form.text(kDecoy).empty()) return show({.sentence = m.text("apply.decoy"), .status = 422});
  if (!typed.faults.empty()) return show({.status = 422});
  if (what != "send" || is_forged) return answer_with(show_confirmation(*parts, req, door, typed, nonce));
  if (!limit.spend(req.http.remote)) return show({.sentence = m.text("apply.too_often"), .status = 429});
  return Outcome(web::Mutation([parts, kept = std::make_shared<const KeptRequest>(req), typed](storage::WriteTx& write) {
    return send(*parts, kept->req(), write, typed);
  }));
}

Result<web::Response> show_empty_form(const PageParts& parts, const web::Req& req, storage::ReadTx& tx) {
  TRY(const auto door, door_of(tx, req.at("code")));
  if (door.is_closed()) return show_closed(parts, req, door);
  return show_form(parts, req, door, {}, fresh_nonce(tx.random()), {});
}

}  // namespace

web::Routes apply_pages(const PagePartsPtr& parts) {
  const auto limit = std::make_shared<web::RateLimit>(system_clock(), kFromOneAddress);
  const auto open = [parts](const web::Req& req, storage::ReadTx& tx) { return show_empty_form(*parts, req, tx); };
  const web::Work take = [parts, limit](const web::Req& req, storage::ReadTx& tx) { return take_form(parts, *limit, req, tx); };
  return {
      page_get("/apply", web::kOpen, open),
      page_post("/apply", web::kOpen, take),
      page_get("/apply/{code}", web::kOpen, open),
      page_post("/apply/{code}", web::kOpen, take),
  };
}

}  // namespace uke::server::applications

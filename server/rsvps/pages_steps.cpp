// What organizers decide about an answer with one tap. Each POST answers 303; where somebody else was first, nothing is changed and the
// answer is shown as it is now. Undoing is a POST of its own, whose path names the step and the version that it left.
#include "server/events/service.h"
#include "server/rsvps/pages_attention.h"
#include "server/rsvps/pages_words.h"
#include "server/web/own_path.h"
#include "server/web/rest.h"

#include <functional>

namespace uke::server::rsvps {
namespace {

struct ConfirmView {
  render::Confirm confirm;
};
BOOST_DESCRIBE_STRUCT(ConfirmView, (), (confirm))

// Where the button stood: a list of answers, or the answer itself.
std::string back_of(const web::Req& req, AttendeeId id) {
  const auto back = req.form.text("back");
  const bool is_list = web::is_own_path(back) && back.starts_with("/editions/") && back.find("/rsvps") != back.npos;
  return is_list ? std::string(back) : path_of(id);
}

std::string undo_path(AttendeeId id, const std::string& step, std::int64_t version) {
  return path_of(id) + "/undo/" + step + "/" + std::to_string(version);
}

// `undo`: the word of undone() that takes the step back, "" for none.
Result<web::Response> said(const Needs& needs, const web::Req& req, const Result<Rsvp>& done, AttendeeId id, const std::string& key,
                           const std::string& undo) {
  const auto& messages = needs->pages->messages(req.http);
  if (!done) {
    if (done.error().code == ErrorCode::stale) return needs->pages->see_other(back_of(req, id), {.key = "flash.rsvp_stale", .args = {}});
    if (done.error().code == ErrorCode::conflict) {
      return needs->pages->see_other(back_of(req, id), {.key = "flash.rsvp_not_possible", .args = {}});
    }
    return std::unexpected(done.error());
  }
  const auto& row = done->attendee;
  render::Flash flash{.key = key, .args = {{"name", person_name(messages, row, {})}, {"state", state_word(messages, row.state, false)}}};
  if (!undo.empty()) flash.undo = undo_path(id, undo, row.version);
  return needs->pages->see_other(back_of(req, id), flash);
}

using Change = std::function<Result<Rsvp>(AttendeeId id, std::int64_t version)>;
// A step that fails leaves nothing behind.
Result<Rsvp> attempt(storage::WriteTx& tx, const Change& change, AttendeeId id, std::int64_t version) {
  return tx.savepoint([&]() -> Result<Rsvp> { return change(id, version); });
}

Result<web::Response> approve(const Needs& needs, const web::Req& req, storage::WriteTx& tx) {
  TRY(const auto id, web::path_value<AttendeeId>(req, "rsvp"));
  const auto done =
      attempt(tx, [&](auto one, auto version) { return approve_held(tx, req.actor, one, version); }, id, version_of(req.form));
  return said(needs, req, done, id, "flash.rsvp_approved", "");
}

Result<web::Response> decline(const Needs& needs, const web::Req& req, storage::WriteTx& tx) {
  TRY(const auto id, web::path_value<AttendeeId>(req, "rsvp"));
  const auto done =
      attempt(tx, [&](auto one, auto version) { return decline_held(tx, req.actor, one, version); }, id, version_of(req.form));
  return said(needs, req, done, id, "flash.rsvp_declined", "");
}

Result<web::Response> doubt(const Needs& needs, const web::Req& req, storage::WriteTx& tx) {
  TRY(const auto id, web::path_value<AttendeeId>(req, "rsvp"));
  const bool is_same = req.form.text("same") == "1";
  const auto done =
      attempt(tx, [&](auto one, auto version) { return settle_doubt(tx, req.actor, one, version, is_same); }, id, version_of(req.form));
  return said(needs, req, done, id, is_same ? "flash.rsvp_same" : "flash.rsvp_other", is_same ? "state-yes" : "");
}

Result<web::Response> ask_over_capacity(const Needs& needs, const web::Req& req, storage::ReadTx& tx, AttendeeId id) {
  const auto& messages = needs->pages->messages(req.http);
  TRY(const auto rsvp, get_rsvp(tx, req.actor, id));
  const auto name = person_name(messages, rsvp.attendee, {});
  ConfirmView view;
  view.confirm = {.text = messages.text("rsvps.over.text", {{"name", name}, {"count", 1 + std::ssize(rsvp.companions)}}),
                  .points = {messages.text("rsvps.over.room"), messages.text("rsvps.over.told")},
                  .button = {.action = path_of(id) + "/promote",
                             .label = messages.text("rsvps.over.submit"),
                             .version = rsvp.attendee.version,
                             .fields = {{"over", "1"}, {"back", back_of(req, id)}}},
                  .cancel = back_of(req, id)};
  return needs->pages->page(req, {.title = messages.text("rsvps.over.title"), .nav = kNav, .back = path_of(id), .back_label = name},
                            "rsvps/confirm", view, 409);
}

Result<web::Response> promote(const Needs& needs, const web::Req& req, storage::WriteTx& tx) {
  TRY(const auto id, web::path_value<AttendeeId>(req, "rsvp"));
  const bool over = req.form.text("over") == "1";
  const auto done =
      attempt(tx, [&](auto one, auto version) { return promote_one(tx, req.actor, one, version, over); }, id, version_of(req.form));
  const bool is_full = !done && done.error().code == ErrorCode::conflict && !over;
  if (is_full) return ask_over_capacity(needs, req, tx, id);
  return said(needs, req, done, id, "flash.rsvp_promoted", "state-waiting");
}

Result<web::Response> paid(const Needs& needs, const web::Req& req, storage::WriteTx& tx) {
  TRY(const auto id, web::path_value<AttendeeId>(req, "rsvp"));
  const bool is_paid = req.form.text("paid") == "1";
  const auto done =
      attempt(tx, [&](auto one, auto version) { return mark_paid(tx, req.actor, one, version, is_paid); }, id, version_of(req.form));
  return said(needs, req, done, id, is_paid ? "flash.rsvp_paid" : "flash.rsvp_unpaid", is_paid ? "unpaid" : "paid");
}

Result<web::Response> late(const Needs& needs, const web::Req& req, storage::WriteTx& tx) {
  TRY(const auto id, web::path_value<AttendeeId>(req, "rsvp"));
  RsvpChange change;
  change.late = req.form.text("late") == "1";
  const auto done =
      attempt(tx, [&](auto one, auto version) { return change_rsvp(tx, req.actor, one, version, change); }, id, version_of(req.form));
  return said(needs, req, done, id, *change.late ? "flash.rsvp_late" : "flash.rsvp_on_time", *change.late ? "on-time" : "late");
}

// Taking back, bringing back.
Result<web::Response> state(const Needs& needs, const web::Req& req, storage::WriteTx& tx) {
  TRY(const auto id, web::path_value<AttendeeId>(req, "rsvp"));
  const auto wanted = enum_value<desk::RsvpState>(req.form.text("state"));
  if (!wanted) return fail(ErrorCode::invalid, "rsvps.state", "state: is not one");
  TRY(const auto before, get_rsvp(tx, req.actor, id));
  RsvpChange change;
  change.state = *wanted;
  const auto done =
      attempt(tx, [&](auto one, auto version) { return change_rsvp(tx, req.actor, one, version, change); }, id, version_of(req.form));
  const bool is_back = *wanted != desk::RsvpState::cancelled;
  return said(needs, req, done, id, is_back ? "flash.rsvp_state" : "flash.rsvp_cancelled",
              "state-" + std::string(enum_name(before.attendee.state)));
}

// "<edition>.<mode>" of another way to take part.
std::optional<RsvpChange> move_of(std::string_view text) {
  const auto dot = text.find('.');
  if (dot == text.npos) return std::nullopt;
  const auto edition = EditionId::parse(text.substr(0, dot));
  const auto mode = enum_value<desk::Mode>(text.substr(dot + 1));
  if (!edition || !mode) return std::nullopt;
  RsvpChange change;
  change.edition = *edition;
  change.mode = *mode;
  return change;
}

Result<web::Response> move(const Needs& needs, const web::Req& req, storage::WriteTx& tx) {
  TRY(const auto id, web::path_value<AttendeeId>(req, "rsvp"));
  const auto change = move_of(req.form.text("to"));
  if (!change) return fail(ErrorCode::invalid, "rsvps.move", "to: is no edition and mode");
  TRY(const auto before, get_rsvp(tx, req.actor, id));
  const auto done =
      attempt(tx, [&](auto one, auto version) { return change_rsvp(tx, req.actor, one, version, *change); }, id, version_of(req.form));
  const auto& row = before.attendee;
  return said(needs, req, done, id, "flash.rsvp_moved", "move-" + row.edition.to_string() + "." + std::string(enum_name(row.mode)));
}

Result<web::Response> renew(const Needs& needs, const web::Req& req, storage::WriteTx& tx) {
  TRY(const auto id, web::path_value<AttendeeId>(req, "rsvp"));
  const auto renewed = tx.savepoint([&]() -> Result<std::string> { return renew_link(tx, req.actor, id, version_of(req.form)); });
  if (!renewed && renewed.error().code == ErrorCode::stale) {
    return needs->pages->see_other(path_of(id), {.key = "flash.rsvp_stale", .args = {}});
  }
  if (!renewed) return std::unexpected(renewed.error());
  return needs->pages->see_other(path_of(id), {.key = "flash.rsvp_link_renewed", .args = {}});
}

Result<web::Response> member(const Needs& needs, const web::Req& req, storage::WriteTx& tx) {
  TRY(const auto id, web::path_value<AttendeeId>(req, "rsvp"));
  TRY(const auto before, get_rsvp(tx, req.actor, id));
  RsvpChange change;
  change.member = std::string(req.form.text("member"));
  const auto done =
      attempt(tx, [&](auto one, auto version) { return change_rsvp(tx, req.actor, one, version, change); }, id, version_of(req.form));
  const auto& was = before.attendee.member;
  return said(needs, req, done, id, change.member->empty() ? "flash.rsvp_unlinked" : "flash.rsvp_linked",
              "member-" + (was ? was->to_string() : std::string("none")));
}

// The step behind the word of an undo; nothing for a word that is none.
std::optional<Change> undone(const web::Req& req, storage::WriteTx& tx, std::string_view step) {
  const auto by_change = [&req, &tx](RsvpChange change) -> Change {
    return [&req, &tx, change](AttendeeId id, std::int64_t version) { return change_rsvp(tx, req.actor, id, version, change); };
  };
  RsvpChange change;
  if (step == "paid" || step == "unpaid") {
    return [&req, &tx, is_paid = step == "paid"](AttendeeId id, std::int64_t version) {
      return mark_paid(tx, req.actor, id, version, is_paid);
    };
  }
  if (step == "late" || step == "on-time") {
    change.late = step == "late";
    return by_change(change);
  }
  constexpr std::string_view kState = "state-";
  constexpr std::string_view kMove = "move-";
  constexpr std::string_view kMember = "member-";
  if (step.starts_with(kState)) {
    change.state = enum_value<desk::RsvpState>(step.substr(kState.size()));
    if (!change.state) return std::nullopt;
    return by_change(change);
  }
  if (step.starts_with(kMove)) {
    const auto back = move_of(step.substr(kMove.size()));
    if (!back) return std::nullopt;
    return by_change(*back);
  }
  if (step.starts_with(kMember)) {
    change.member = step == "member-none" ? std::string() : std::string(step.substr(kMember.size()));
    return by_change(change);
  }
  return std::nullopt;
}

Result<web::Response> undo(const Needs& needs, const web::Req& req, storage::WriteTx& tx) {
  TRY(const auto id, web::path_value<AttendeeId>(req, "rsvp"));
  const auto step = req.at("step");
  const auto change = undone(req, tx, step);
  if (!change) return fail(ErrorCode::not_found, "rsvps.undo", "there is no such step");
  const bool is_money = step == "paid" || step == "unpaid";
  if (!is_money && !is_admin(req)) return fail(ErrorCode::forbidden, "rsvps.undo", "admins only");
  const auto done = attempt(tx, *change, id, whole_number(req.at("version")).value_or(0));
  return said(needs, req, done, id, "flash.rsvp_undone", "");
}

}  // namespace

web::Routes step_page_routes(const Needs& needs) {
  using enum web::Method;
  const std::string one = "/rsvps/{rsvp}";
  return {page(post, one + "/approve", web::kAdmin, writes(needs, approve)),
          page(post, one + "/decline", web::kAdmin, writes(needs, decline)),
          page(post, one + "/doubt", web::kAdmin, writes(needs, doubt)),
          page(post, one + "/promote", web::kAdmin, writes(needs, promote)),
          page(post, one + "/paid", kMayMarkPaid, writes(needs, paid)),
          page(post, one + "/late", web::kAdmin, writes(needs, late)),
          page(post, one + "/state", web::kAdmin, writes(needs, state)),
          page(post, one + "/move", web::kAdmin, writes(needs, rsvps::move)),
          page(post, one + "/link", web::kAdmin, writes(needs, renew)),
          page(post, one + "/member", web::kAdmin, writes(needs, member)),
          page(post, one + "/undo/{step}/{version}", kMayMarkPaid, writes(needs, undo))};
}

}  // namespace uke::server::rsvps

// /editions/{edition}/cancel: an edition does not take place, or does after all.
#include "server/events/pages_kit.h"
#include "server/web/rest.h"

namespace uke::server::events {
namespace {

struct CancelView {
  render::Confirm confirm;
};
BOOST_DESCRIBE_STRUCT(CancelView, (), (confirm))

Result<web::Response> ask(const Needs& needs, const web::Req& req, storage::ReadTx& tx) {
  const auto& messages = needs->pages->messages(req.http);
  TRY(const auto id, web::path_value<EditionId>(req, "edition"));
  TRY(const auto edition, get_edition(tx, req.actor, id));
  TRY(const auto people, needs->people(tx, id));
  const auto name = name_of(messages, edition);
  const auto count = people.onsite + people.online + people.waiting;
  CancelView view;
  view.confirm.cancel = path_of(id);
  view.confirm.button = {.action = path_of(id) + "/cancel",
                         .label = {},
                         .look = render::Look::danger,
                         .version = edition.version,
                         .fields = {{"to", edition.cancelled ? "restored" : "cancelled"}}};
  const char* title = edition.cancelled ? "edition.restore" : "edition.cancel";
  if (edition.cancelled) {
    view.confirm.text = messages.text("edition.restore.ask", {{"name", name}, {"when", span_of(messages, edition)}});
    view.confirm.points = {messages.text("edition.restore.point_tickets"), messages.text("edition.restore.point_mail")};
    view.confirm.button.label = messages.text("edition.restore.submit");
    view.confirm.button.look = render::Look::primary;
  } else {
    view.confirm.text = messages.text("edition.cancel.ask", {{"name", name}, {"when", span_of(messages, edition)}});
    view.confirm.points = {messages.text("edition.cancel.point_mail", {{"count", count}}), messages.text("edition.cancel.point_tickets"),
                           messages.text("edition.cancel.point_group")};
    view.confirm.button.label = messages.text("edition.cancel.submit");
  }
  return needs->pages->page(req, {.title = messages.text(title), .nav = kNav, .back = path_of(id), .back_label = name}, "events/confirm",
                            view);
}

Result<web::Response> carry_out(const Needs& needs, const web::Req& req, storage::WriteTx& tx) {
  TRY(const auto id, web::path_value<EditionId>(req, "edition"));
  const auto version = hidden_number(req.form, "version");
  const bool restores = req.form.text("to") == "restored";
  TRY(const auto edition, restores ? restore_edition(tx, req.actor, id, version) : cancel_edition(tx, req.actor, id, version));
  return needs->pages->see_other(
      path_of(id), {.key = restores ? "flash.edition_restored" : "flash.edition_cancelled", .args = {{"name", edition.name}}});
}

}  // namespace

web::Routes cancel_page_routes(const Needs& needs) {
  using enum web::Method;
  return {page(get, "/editions/{edition}/cancel", web::kAdmin, reads(needs, ask)),
          page(post, "/editions/{edition}/cancel", web::kAdmin, writes(needs, carry_out))};
}

}  // namespace uke::server::events

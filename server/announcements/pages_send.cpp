// /messages/{message}/send: now or at a date and time. Letters cannot be called back, so this page asks once and says to how many.
#include "server/announcements/pages_kit.h"
#include "server/roster/rules_characters.h"
#include "server/web/rest.h"
#include "shared/i18n/dates.h"

#include <chrono>

namespace uke::server::announcements {
namespace {

struct SendView {
  std::string subject;
  std::string audience;
  std::string without_mail;
  render::FormView form;
};
BOOST_DESCRIBE_STRUCT(SendView, (), (subject, audience, without_mail, form))

std::string typed(const web::Form& form, std::string_view name, const std::string& otherwise) {
  constexpr std::size_t kShownBytes = 200;
  return form.has(name) && form.text(name).size() <= kShownBytes ? std::string(form.text(name)) : otherwise;
}

render::FormView form_of(const Messages& messages, const web::Form& form, const MessageRow& row, std::string_view zone, Time now) {
  using render::FieldKind;
  const bool is_later = form.text("when") == "later";
  const auto tomorrow = now + std::chrono::hours{24};
  return {.action = path_of(row.id) + "/send",
          .submit = messages.text("announcement.send_submit"),
          .fields = {{.kind = FieldKind::radios,
                      .name = "when",
                      .label = messages.text("announcement.field.when"),
                      .required = true,
                      .choices = {{"now", messages.text("announcement.send_now"), !is_later},
                                  {"later", messages.text("announcement.send_later"), is_later}}},
                     {.kind = FieldKind::date,
                      .name = "day",
                      .label = messages.text("announcement.field.day"),
                      .value = typed(form, "day", i18n::typed_date(tomorrow, zone))},
                     {.name = "time",
                      .label = messages.text("announcement.field.time"),
                      .hint = messages.text("announcement.hint.time"),
                      .value = typed(form, "time", "10:00"),
                      .autocomplete = "off",
                      .length_max = 5}},
          .cancel = path_of(row.id),
          .version = row.version};
}

Result<web::Response> send_page(const Needs& needs, const web::Req& req, storage::ReadTx& tx, const MessageRow& row,
                                const web::Faults& faults) {
  const auto& messages = needs->pages->messages(req.http);
  TRY(const auto heading, heading_of(tx, req.actor, row.edition));
  TRY(const auto audience, audience_of(tx, req.actor, row.edition, fields_of(row).filter));
  SendView view;
  view.subject = row.subject;
  view.audience =
      messages.text("announcement.send_to", {{"count", audience.with_mail}, {"who", filter_words(messages, fields_of(row).filter)}});
  if (audience.without_mail > 0) view.without_mail = messages.text("announcement.without_mail", {{"count", audience.without_mail}});
  view.form = form_of(messages, req.form, row, heading.edition.zone, tx.now());
  render::show_faults(view.form, faults, messages);
  return needs->pages->page(req,
                            {.title = messages.text("announcement.send"), .nav = kNav, .back = path_of(row.id), .back_label = row.subject},
                            "announcements/send", view, faults.empty() ? 200 : 422);
}

bool may_be_sent(const Needs& needs, const MessageRow& row) { return needs->post.on() && row.state == MessageState::draft; }

Result<web::Response> show(const Needs& needs, const web::Req& req, storage::ReadTx& tx) {
  TRY(const auto id, web::path_value<MessageId>(req, "message"));
  TRY(const auto message, get_message(tx, req.actor, id));
  if (!may_be_sent(needs, message.row)) return needs->pages->see_other(path_of(id));
  return send_page(needs, req, tx, message.row, {});
}

Result<web::Response> send(const Needs& needs, const web::Req& req, storage::WriteTx& tx) {
  TRY(const auto id, web::path_value<MessageId>(req, "message"));
  TRY(const auto message, get_message(tx, req.actor, id));
  if (!may_be_sent(needs, message.row)) return needs->pages->see_other(path_of(id), {.key = "flash.message_stale", .args = {}});
  std::int64_t at_ms = 0;
  if (req.form.text("when") == "later") {
    TRY(const auto heading, heading_of(tx, req.actor, message.row.edition));
    const auto at = i18n::parse_local(req.form.text("day"), roster::narrow_ascii(req.form.text("time")), heading.edition.zone);
    if (!at) return send_page(needs, req, tx, message.row, {{"day", web::What::not_date}});
    constexpr auto kFarthest = std::chrono::hours{24 * 365};
    if (*at <= tx.now() || *at > tx.now() + kFarthest) return send_page(needs, req, tx, message.row, {{"day", web::What::out_of_range}});
    at_ms = to_ms(*at);
  }
  const auto done = tx.savepoint([&] { return schedule_message(tx, req.actor, needs->post, id, version_of(req.form), at_ms); });
  if (!done) return not_done(needs, id, done.error());
  return needs->pages->see_other(path_of(id), {.key = at_ms == 0 ? "flash.message_sending" : "flash.message_scheduled", .args = {}});
}

}  // namespace

web::Routes send_page_routes(const Needs& needs) {
  using enum web::Method;
  return {page(get, "/messages/{message}/send", reads(needs, show)), page(post, "/messages/{message}/send", writes(needs, send))};
}

}  // namespace uke::server::announcements

// /messages/{message}: how it looks, to whom it goes, and what can be done with it.
#include "server/announcements/letters.h"
#include "server/announcements/pages_kit.h"
#include "server/events/details_service.h"
#include "server/events/page_kit.h"
#include "server/web/rest.h"

#include <charconv>

namespace uke::server::announcements {
namespace {

// Own styles; nothing from elsewhere, no script.
constexpr std::string_view kLetterPolicy =
    "default-src 'none'; style-src 'unsafe-inline'; img-src data:; frame-ancestors 'none'; base-uri 'none'; form-action 'none'";

struct MessageView {
  std::string subject;
  render::Chip state;
  std::vector<render::Notice> notice;
  std::string edit_path;  // "" = cannot be edited
  std::string send_path;  // "" = cannot be sent
  std::vector<render::PostButton> steps;
  render::Facts facts;
  std::string letter_subject;
  std::string text;
  std::string letter_path;
  std::vector<render::FormView> test;
  std::string without_mail;  // how many
  std::vector<std::string> names;
  render::Copy copy;
};
BOOST_DESCRIBE_STRUCT(MessageView, (),
                      (subject, state, notice, edit_path, send_path, steps, facts, letter_subject, text, letter_path, test, without_mail,
                       names, copy))

render::PostButton step_button(const Messages& messages, const MessageRow& row, const std::string& word, render::Look look) {
  return {
      .action = path_of(row.id) + "/" + word, .label = messages.text("announcement.step." + word), .look = look, .version = row.version};
}

void add_fact(render::Facts& facts, std::string label, std::string value) {
  facts.rows.push_back({.label = std::move(label), .value = std::move(value)});
}

render::Facts facts_of(const Messages& messages, const Message& message, const Audience& audience, std::string_view zone) {
  const auto& row = message.row;
  const auto at = [&](std::int64_t ms) { return events::moment(messages, ms, zone); };
  const auto people = [&](std::int64_t count) { return messages.text("rsvps.people", {{"count", count}}); };
  render::Facts facts;
  add_fact(facts, messages.text("announcement.for_whom"), filter_words(messages, fields_of(row).filter));
  if (row.state == MessageState::sent || row.state == MessageState::sending) {
    add_fact(facts, messages.text("announcement.queued"), people(message.queued));
    if (message.no_mail > 0) add_fact(facts, messages.text("announcement.no_mail"), people(message.no_mail));
    if (message.not_wanted > 0) add_fact(facts, messages.text("announcement.not_wanted"), people(message.not_wanted));
    if (row.sent_ms != 0) add_fact(facts, messages.text("announcement.sent_at"), at(row.sent_ms));
  } else {
    add_fact(facts, messages.text("announcement.with_mail"), people(audience.with_mail));
    add_fact(facts, messages.text("announcement.no_mail"), people(audience.without_mail));
    if (row.state == MessageState::scheduled) add_fact(facts, messages.text("announcement.send_at"), at(row.send_at_ms));
  }
  add_fact(facts, messages.text("announcement.changed"),
           messages.text("announcement.changed_by", {{"name", row.changed_name}, {"when", at(row.changed_ms)}}));
  return facts;
}

std::vector<render::Notice> notices_of(const Messages& messages, const Needs& needs, MessageState state) {
  using render::Tone;
  std::vector<render::Notice> notices;
  if (!needs->post.on() && state != MessageState::sent) {
    notices.push_back(
        {.tone = Tone::info, .title = messages.text("announcement.no_post.title"), .text = messages.text("announcement.no_post.copy")});
  }
  if (state == MessageState::sending) notices.push_back({.tone = Tone::info, .title = messages.text("announcement.is_sending")});
  if (state == MessageState::discarded) notices.push_back({.tone = Tone::info, .title = messages.text("announcement.is_discarded")});
  return notices;
}

// 「みなさま」 in place of 「○○さん」.
std::string to_everybody(std::string text, const std::string& everybody) {
  for (const std::string honorific : {"さん", "さま", "様"}) {
    for (const std::string space : {"", " "}) {
      const auto named = std::string(kName) + space + honorific;
      for (auto at = text.find(named); at != text.npos; at = text.find(named, at + everybody.size()))
        text.replace(at, named.size(), everybody);
    }
  }
  return text;
}

// For the group's page: nobody's name, and the event's page in place of personal ones.
Result<render::Copy> copy_of(const Messages& messages, const Needs& needs, const web::Req& req, storage::ReadTx& tx, const MessageRow& row,
                             const Heading& heading) {
  TRY(const auto details, events::event_details_of(tx, heading.event.id));
  const auto link = details.slug.empty() ? url_of(needs, req) : url_of(needs, req) + "/e/" + details.slug;
  const auto everybody = messages.text("announcement.everybody");
  return render::Copy{.id = "group",
                      .label = messages.text("announcement.copy"),
                      .text = filled(to_everybody(row.subject, everybody), everybody, link) + "\n\n" +
                              filled(to_everybody(row.body, everybody), everybody, link),
                      .rows = 8};
}

render::FormView test_form(const Messages& messages, const MessageRow& row, const web::Form& typed) {
  return {.action = path_of(row.id) + "/test",
          .submit = messages.text("announcement.test_submit"),
          .fields = {{.kind = render::FieldKind::email,
                      .name = "address",
                      .label = messages.text("announcement.test_address"),
                      .hint = messages.text("announcement.test_hint"),
                      .value = std::string(typed.text("address").size() < 1000 ? typed.text("address") : ""),
                      .required = true,
                      .autocomplete = "email",
                      .length_max = 200}}};
}

void show_steps(MessageView& view, const Messages& messages, const Needs& needs, const MessageRow& row, const web::Form& typed) {
  using enum MessageState;
  if (row.state == draft) {
    view.edit_path = path_of(row.id) + "/edit";
    if (needs->post.on()) view.send_path = path_of(row.id) + "/send";
    view.steps = {step_button(messages, row, "discard", render::Look::quiet)};
  }
  if (row.state == scheduled) view.steps = {step_button(messages, row, "unschedule", render::Look::secondary)};
  if (row.state == discarded) view.steps = {step_button(messages, row, "restore", render::Look::secondary)};
  const bool may_test = needs->post.on() && (row.state == draft || row.state == scheduled);
  if (may_test) view.test = {test_form(messages, row, typed)};
}

Result<web::Response> message_page(const Needs& needs, const web::Req& req, storage::ReadTx& tx, const web::Faults& faults) {
  const auto& messages = needs->pages->messages(req.http);
  TRY(const auto id, web::path_value<MessageId>(req, "message"));
  TRY(const auto message, get_message(tx, req.actor, id));
  const auto& row = message.row;
  TRY(const auto heading, heading_of(tx, req.actor, row.edition));
  TRY(auto audience, audience_of(tx, req.actor, row.edition, fields_of(row).filter));
  TRY(const auto letter, sample_letter(tx, row, messages, url_of(needs, req)));
  MessageView view;
  view.subject = row.subject;
  view.state = state_chip(messages, row.state);
  view.notice = notices_of(messages, needs, row.state);
  view.facts = facts_of(messages, message, audience, heading.edition.zone);
  view.letter_subject = letter.subject;
  view.text = mail::render_letter(letter, messages).text;
  view.letter_path = path_of(id) + "/letter";
  if (audience.without_mail > 0) view.without_mail = messages.text("announcement.without_mail", {{"count", audience.without_mail}});
  view.names = std::move(audience.names);
  TRY(view.copy, copy_of(messages, needs, req, tx, row, heading));
  show_steps(view, messages, needs, row, req.form);
  if (!view.test.empty()) render::show_faults(view.test.front(), faults, messages);
  return needs->pages->page(req,
                            {.title = row.subject,
                             .nav = kNav,
                             .back = list_path(row.edition),
                             .back_label = messages.text("announcement.title"),
                             .width = render::Head::Width::table},
                            "announcements/message", view, faults.empty() ? 200 : 422);
}

Result<web::Response> show(const Needs& needs, const web::Req& req, storage::ReadTx& tx) { return message_page(needs, req, tx, {}); }

Result<web::Response> letter(const Needs& needs, const web::Req& req, storage::ReadTx& tx) {
  const auto& messages = needs->pages->messages(req.http);
  TRY(const auto id, web::path_value<MessageId>(req, "message"));
  TRY(const auto message, get_message(tx, req.actor, id));
  TRY(const auto sample, sample_letter(tx, message.row, messages, url_of(needs, req)));
  web::Response response;
  response.header("content-type", "text/html; charset=utf-8").header("content-security-policy", std::string(kLetterPolicy));
  response.body = mail::render_letter(sample, messages).html;
  return response;
}

Result<web::Response> test(const Needs& needs, const web::Req& req, storage::WriteTx& tx) {
  const auto& messages = needs->pages->messages(req.http);
  TRY(const auto id, web::path_value<MessageId>(req, "message"));
  const auto address = std::string(req.form.text("address"));
  if (address.empty()) return message_page(needs, req, tx, {{"address", web::What::required}});
  const auto sent = tx.savepoint([&]() -> Status { return send_test(tx, req.actor, needs->post, id, address, messages); });
  if (!sent && sent.error().code == ErrorCode::invalid) return message_page(needs, req, tx, {{"address", web::What::not_email}});
  if (!sent) return not_done(needs, id, sent.error());
  return needs->pages->see_other(path_of(id), {.key = "flash.message_tested", .args = {}});
}

using Step = Result<MessageRow> (*)(storage::WriteTx&, const web::Actor&, MessageId, std::int64_t);
web::Write step(const Needs& needs, Step what, std::string key, bool has_undo) {
  return [needs, what, key, has_undo](const web::Req& req, storage::WriteTx& tx) -> Result<web::Response> {
    TRY(const auto id, web::path_value<MessageId>(req, "message"));
    const auto done = tx.savepoint([&] { return what(tx, req.actor, id, version_of(req.form)); });
    if (!done) return not_done(needs, id, done.error());
    render::Flash flash{.key = key, .args = {}};
    if (has_undo) flash.undo = path_of(id) + "/undo/" + std::to_string(done->version);
    return needs->pages->see_other(has_undo ? list_path(done->edition) : path_of(id), flash);
  };
}

// A discarded draft comes back; the button of a flash has no fields, so the version is in the path.
Result<web::Response> undo(const Needs& needs, const web::Req& req, storage::WriteTx& tx) {
  TRY(const auto id, web::path_value<MessageId>(req, "message"));
  std::int64_t version = 0;
  const auto text = req.at("version");
  std::from_chars(text.data(), text.data() + text.size(), version);
  const auto done = tx.savepoint([&] { return restore_message(tx, req.actor, id, version); });
  if (!done) return not_done(needs, id, done.error());
  return needs->pages->see_other(path_of(id), {.key = "flash.message_restored", .args = {}});
}

}  // namespace

web::Routes message_page_routes(const Needs& needs) {
  using enum web::Method;
  const std::string one = "/messages/{message}";
  return {page(get, one, reads(needs, show)),
          page(get, one + "/letter", reads(needs, letter)),
          page(post, one + "/test", writes(needs, test)),
          page(post, one + "/unschedule", step(needs, unschedule_message, "flash.message_unscheduled", false)),
          page(post, one + "/discard", step(needs, discard_message, "flash.message_discarded", true)),
          page(post, one + "/restore", step(needs, restore_message, "flash.message_restored", false)),
          page(post, one + "/undo/{version}", writes(needs, undo))};
}

}  // namespace uke::server::announcements

// /mail/{letter}: one letter, as its reader sees it, and sending it again. Admins only: letters hold personal links.
#include "server/outbox/pages_kit.h"
#include "server/outbox/service.h"
#include "server/web/rest.h"

namespace uke::server::outbox {
namespace {

// The letter brings its own style and its picture as data; a frame of this server may show it, nothing in it may do anything.
constexpr const char* kLetterPolicy = "default-src 'none'; style-src 'unsafe-inline'; img-src data:; frame-ancestors 'self'; sandbox";
// The policy of pages, and frames of our own.
constexpr const char* kPagePolicy =
    "default-src 'none'; style-src 'self'; script-src 'self'; img-src 'self' data:; connect-src 'self'; form-action 'self'; "
    "frame-src 'self'; frame-ancestors 'none'; base-uri 'none'";

struct LetterView {
  render::Chip state;
  std::string why;
  render::Facts facts;
  std::optional<render::PostButton> again;
  std::string again_hint;
  bool has_letter = false;
  std::string html_path;
  std::string text;
};
BOOST_DESCRIBE_STRUCT(LetterView, (), (state, why, facts, again, again_hint, has_letter, html_path, text))

void add(render::Facts& facts, std::string label, std::string value) {
  if (!value.empty()) facts.rows.push_back({.label = std::move(label), .value = std::move(value)});
}

Result<render::Facts> facts_of(const Messages& m, const mail::LetterRow& letter) {
  render::Facts facts;
  TRY(auto subject, mail::subject_of(letter));
  add(facts, m.text("mail.subject"), std::move(subject));
  add(facts, m.text("mail.address"), letter.sent_to);
  add(facts, m.text("mail.col.kind"), kind_word(m, letter.kind));
  add(facts, m.text("mail.written"), when(m, letter.created_ms));
  add(facts, m.text("mail.changed"), when(m, letter.changed_ms));
  if (letter.state == mail::MailState::waiting && letter.next_ms > letter.changed_ms) {
    add(facts, m.text("mail.next"), when(m, letter.next_ms));
  }
  if (letter.attempts > 0) add(facts, m.text("mail.attempts"), std::to_string(letter.attempts));
  add(facts, m.text("mail.answer"), letter.answer);
  return facts;
}

// In the language of the letter, whatever the organizer's is.
Result<std::optional<mail::Rendered>> preview_of(const PageParts& parts, storage::ReadTx& tx, const mail::LetterRow& letter) {
  TRY(const auto language, mail::language_of(letter));
  return mail::preview(tx, letter, parts.pages->messages(language), parts.pages->url());
}

Result<web::Response> show(const PageParts& parts, const web::Req& req, storage::ReadTx& tx) {
  const auto& m = parts.pages->messages(req.http);
  TRY(const auto id, web::path_value<LetterId>(req, "letter"));
  TRY(const auto letter, get_letter(tx, req.actor, id));
  TRY(const auto preview, preview_of(parts, tx, letter));
  TRY(const bool again, mail::may_send_again(tx, letter));
  const auto path = "/mail/" + id.to_string();
  LetterView view;
  view.state = chip_of(m, letter.state);
  view.why = reason_sentence(m, letter.reason);
  TRY(view.facts, facts_of(m, letter));
  if (again && parts.settings.on()) {
    view.again = render::PostButton{.action = path + "/again", .label = m.text("mail.again")};
    view.again_hint = m.text(letter.state == mail::MailState::unclear ? "mail.again_unclear" : "mail.again_refused");
  }
  view.has_letter = preview.has_value();
  view.html_path = path + "/html";
  if (preview) view.text = preview->text;
  const render::Head head{.title = m.text("mail.of", {{"name", name_of(m, letter)}}),
                          .nav = kNav,
                          .back = "/mail",
                          .back_label = m.text("mail.title"),
                          .width = render::Head::Width::table};
  TRY(auto response, parts.pages->page(req, head, "mail/letter", view));
  response.header("content-security-policy", kPagePolicy);
  return response;
}

Result<web::Response> show_html(const PageParts& parts, const web::Req& req, storage::ReadTx& tx) {
  TRY(const auto id, web::path_value<LetterId>(req, "letter"));
  TRY(const auto letter, get_letter(tx, req.actor, id));
  TRY(const auto preview, preview_of(parts, tx, letter));
  if (!preview) return fail(ErrorCode::not_found, "outbox.html", "the letter was emptied");
  web::Response response;
  response.header("content-type", "text/html; charset=utf-8");
  response.header("content-security-policy", kLetterPolicy);
  response.body = preview->html;
  return response;
}

Result<web::Response> again(const PageParts& parts, const web::Req& req, storage::WriteTx& tx) {
  TRY(const auto id, web::path_value<LetterId>(req, "letter"));
  const auto path = "/mail/" + id.to_string();
  const auto sent = tx.savepoint([&] { return send_again(tx, req.actor, id); });
  if (sent) return parts.pages->see_other(path, {.key = "flash.mail_again", .args = {}});
  if (sent.error().code != ErrorCode::conflict) return std::unexpected(sent.error());
  return parts.pages->see_other(path, {.key = "flash.mail_cannot", .args = {}});
}

}  // namespace

web::Routes letter_pages(const PagePartsPtr& parts) {
  return {page(web::Method::get, "/mail/{letter}", web::kAdmin, reads(parts, show)),
          page(web::Method::get, "/mail/{letter}/html", web::kAdmin, reads(parts, show_html)),
          page(web::Method::post, "/mail/{letter}/again", web::kAdmin, writes(parts, again))};
}

}  // namespace uke::server::outbox

// /mail: how sending goes, what was sent and what waits. Admins only.
#include "server/outbox/pages_kit.h"
#include "server/outbox/service.h"
#include "server/web/rest.h"

#include <array>

namespace uke::server::outbox {
namespace {

constexpr std::int64_t kShown = 50;
constexpr std::string_view kExample =
    "[mail]\nsmtp = \"smtp://mail.example.jp:587\"\nuser = \"kanji@example.jp\"\npassword_file = \"mail-password\"\nfrom = \"幹事 "
    "<kanji@example.jp>\"\n";
using enum mail::MailState;
constexpr std::array kStates = {waiting, unclear, refused, sent};

struct RowView {
  std::string id;
  std::string name;
  std::string kind;
  render::Chip state;
  std::string when;
  std::string why;
};
BOOST_DESCRIBE_STRUCT(RowView, (), (id, name, kind, state, when, why))

struct ListView {
  render::Notice notice;
  std::optional<render::Copy> example;
  std::optional<render::PostButton> resume;
  std::optional<render::FormView> form;
  bool test_open = false;
  render::Tabs tabs;
  std::vector<RowView> rows;
  std::optional<render::Empty> empty;
  std::optional<render::Pager> pager;
};
BOOST_DESCRIBE_STRUCT(ListView, (), (notice, example, resume, form, test_open, tabs, rows, empty, pager))

std::int64_t count_of(const std::vector<mail::StateCount>& counts, mail::MailState state) {
  for (const auto& one : counts) {
    if (one.state == state) return one.count;
  }
  return 0;
}

render::Notice notice_of(const Messages& m, const mail::Settings& settings, const mail::Overview& all) {
  if (!settings.on()) return {.tone = render::Tone::attention, .title = m.text("mail.off.title"), .text = m.text("mail.off.text")};
  const auto waits = count_of(all.counts, waiting) + count_of(all.counts, sending);
  render::Notice notice{.tone = render::Tone::good, .title = m.text("mail.on.title")};
  notice.text = waits == 0 ? m.text("mail.on.nothing") : m.text("mail.on.waiting", {{"count", waits}});
  if (all.queue.last_sent_ms != 0) notice.text += " " + m.text("mail.on.last", {{"when", when(m, all.queue.last_sent_ms)}});
  if (all.queue.pauses == 0) return notice;
  notice.tone = render::Tone::stop;
  notice.title = m.text("mail.paused.title");
  notice.points = {m.text("mail.trouble." + std::string(enum_name(all.queue.reason)))};
  if (!all.queue.answer.empty()) notice.points.push_back(m.text("mail.answer") + ": " + all.queue.answer);
  if (all.queue.paused_until_ms != 0) notice.points.push_back(m.text("mail.paused.until", {{"when", when(m, all.queue.paused_until_ms)}}));
  return notice;
}

render::FormView test_form(const Messages& m, std::string to) {
  render::FormView form{.action = "/mail/test", .submit = m.text("mail.test.send"), .fields = {}};
  form.fields.push_back({.kind = render::FieldKind::email,
                         .name = "to",
                         .label = m.text("mail.test.to"),
                         .value = std::move(to),
                         .required = true,
                         .autocomplete = "email",
                         .length_max = 254});
  return form;
}

std::string path_of(std::optional<mail::MailState> state) {
  return state ? "/mail?state=" + std::string(enum_name(*state)) : std::string("/mail");
}

render::Tabs tabs_of(const Messages& m, const std::vector<mail::StateCount>& counts, std::optional<mail::MailState> current) {
  render::Tabs tabs{.label = m.text("mail.tabs"), .links = {{.path = "/mail", .label = m.text("ui.all"), .current = !current}}};
  for (const auto state : kStates) {
    tabs.links.push_back({.path = path_of(state),
                          .label = m.text("mail.state." + std::string(enum_name(state))),
                          .current = current == state,
                          .count = std::to_string(count_of(counts, state))});
  }
  return tabs;
}

RowView row_of(const Messages& m, const mail::LetterRow& letter) {
  return {.id = letter.id.to_string(),
          .name = name_of(m, letter),
          .kind = kind_word(m, letter.kind),
          .state = chip_of(m, letter.state),
          .when = when(m, letter.changed_ms),
          .why = reason_sentence(m, letter.reason)};
}

Result<std::optional<mail::MailState>> state_of(const web::Req& req) {
  const auto word = req.query("state").value_or("");
  if (word.empty()) return std::optional<mail::MailState>{};
  const auto state = enum_value<mail::MailState>(word);
  if (!state) return fail(ErrorCode::not_found, "outbox.list", "no such state");
  return state;
}

struct Shown {
  std::string to = {};
  web::Faults faults = {};
};

Result<web::Response> show(const PageParts& parts, const web::Req& req, storage::ReadTx& tx, const Shown& shown) {
  const auto& m = parts.pages->messages(req.http);
  TRY(const auto state, state_of(req));
  TRY(const auto after, web::page_after<LetterId>(req));
  TRY(const auto all, get_overview(tx, req.actor));
  TRY(auto letters, get_letters(tx, req.actor, state, after, kShown + 1));
  ListView view;
  view.notice = notice_of(m, parts.settings, all);
  if (parts.settings.on()) {
    view.form = test_form(m, shown.to);
    view.test_open = render::show_faults(*view.form, shown.faults, m);
    if (all.queue.pauses > 0) view.resume = render::PostButton{.action = "/mail/resume", .label = m.text("mail.resume")};
  } else {
    view.example = render::Copy{.id = "example", .label = m.text("mail.off.example"), .text = std::string(kExample), .rows = 6};
  }
  view.tabs = tabs_of(m, all.counts, state);
  const bool more = std::ssize(letters) > kShown;
  if (more) letters.pop_back();
  for (const auto& letter : letters) view.rows.push_back(row_of(m, letter));
  if (letters.empty()) view.empty = render::Empty{.title = m.text("mail.empty"), .text = m.text("mail.empty_text")};
  if (more || !after.is_nil()) {
    view.pager = render::Pager{.summary = m.text("mail.shown", {{"count", std::ssize(letters)}}), .first = {}, .next = {}};
    if (!after.is_nil()) view.pager->first = render::PagerStep{.path = path_of(state)};
    if (more) {
      view.pager->next = render::PagerStep{.path = path_of(state) + (state ? "&" : "?") + "after=" + letters.back().id.to_string()};
    }
  }
  const render::Head head{.title = m.text("mail.title"), .nav = kNav, .width = render::Head::Width::table};
  return parts.pages->page(req, head, "mail/list", view, shown.faults.empty() ? 200 : 422);
}

Result<web::Response> list(const PageParts& parts, const web::Req& req, storage::ReadTx& tx) { return show(parts, req, tx, {}); }

Result<web::Response> test(const PageParts& parts, const web::Req& req, storage::WriteTx& tx) {
  const std::string to(req.form.text("to").substr(0, 300));
  if (auto faults = check_test(to); !faults.empty()) return show(parts, req, tx, {.to = to, .faults = std::move(faults)});
  TRYV(send_test(tx, req.actor, parts.settings, to, parts.pages->messages(req.http)));
  return parts.pages->see_other("/mail", {.key = "flash.mail_test", .args = {{"to", to}}});
}

Result<web::Response> try_now(const PageParts& parts, const web::Req& req, storage::WriteTx& tx) {
  TRYV(resume(tx, req.actor));
  return parts.pages->see_other("/mail", {.key = "flash.mail_resumed", .args = {}});
}

}  // namespace

web::Routes list_pages(const PagePartsPtr& parts) {
  return {page(web::Method::get, "/mail", web::kAdmin, reads(parts, list)),
          page(web::Method::post, "/mail/test", web::kAdmin, writes(parts, test)),
          page(web::Method::post, "/mail/resume", web::kAdmin, writes(parts, try_now))};
}

}  // namespace uke::server::outbox

// What was ticked on the paper list, sheet by sheet in the order in which it was printed.
#include "server/desk/around.h"
#include "server/desk/pages_kit.h"
#include "server/desk/paper_order.h"
#include "server/desk/standing.h"
#include "server/events/page_kit.h"
#include "server/web/rest.h"
#include "shared/i18n/dates.h"
#include "shared/ticket/ticket.h"

#include <algorithm>
#include <charconv>
#include <set>

namespace uke::server::desk {
namespace {

struct LineView {
  std::string no = {};
  std::string id = {};
  std::string name = {};
  std::string kana = {};
  std::string code = {};
  bool came_open = false;
  bool came = false;
  std::string came_says = {};
  std::string came_known = {};
  bool paid_open = false;
  bool paid = false;
  std::string paid_says = {};
  std::string paid_known = {};
  std::string amount = {};
  std::string amount_says = {};
  std::string bad = {};
  std::string undo = {};  // the button's longer name; "" = nothing to undo
};
BOOST_DESCRIBE_STRUCT(LineView, (),
                      (no, id, name, kana, code, came_open, came, came_says, came_known, paid_open, paid, paid_says, paid_known, amount,
                       amount_says, bad, undo))

struct BatchView {
  std::optional<render::Tabs> tabs;
  std::optional<render::Empty> empty;
  std::optional<render::Notice> problem;
  bool is_any = false;
  std::optional<render::IndexRow> sheets;
  std::string action;
  std::string undo_action;
  std::string page;
  std::string sheet;
  std::vector<LineView> rows;
  std::string next;
};
BOOST_DESCRIBE_STRUCT(BatchView, (), (tabs, empty, problem, is_any, sheets, action, undo_action, page, sheet, rows, next))

std::string batch_path(EditionId edition, std::size_t sheet) {
  return "/editions/" + edition.to_string() + "/batch" + (sheet <= 1 ? std::string() : "?page=" + std::to_string(sheet));
}

// From 1; whatever is none is the first.
std::size_t sheet_number(std::string_view text, std::size_t sheets) {
  std::size_t number = 1;
  std::from_chars(text.data(), text.data() + text.size(), number);
  return std::clamp<std::size_t>(number, 1, std::max<std::size_t>(1, sheets));
}

// What a form ticked; nothing for a page that is only looked at.
struct Ticks {
  std::set<std::string, std::less<>> came;
  std::set<std::string, std::less<>> paid;
};
Ticks ticks_of(const web::Form& form) {
  Ticks ticks;
  for (const auto id : form.all("came")) ticks.came.emplace(id);
  for (const auto id : form.all("paid")) ticks.paid.emplace(id);
  return ticks;
}

class Lines {
 public:
  Lines(const i18n::Messages& messages, const events::EditionRow& edition, const EventFold& fold)
      : messages_(messages), edition_(edition), fold_(fold) {}

  [[nodiscard]] LineView view_of(const rsvps::Listed& one, std::size_t no) const {
    const auto person = rsvps::for_desk(one.row, {}, "");
    LineView view{.no = std::to_string(no), .id = one.row.id.to_string(), .name = name_of(messages_, person), .kana = one.row.kana};
    if (one.row.holder && one.row.shown_name.empty()) view.name = messages_.text("desk.companion_of", {{"name", one.holder_name}});
    view.code = ticket::format_short_code(one.row.short_code);
    view.came_says = messages_.text("batch.came_of", {{"name", view.name}});
    view.paid_says = messages_.text("batch.paid_of", {{"name", view.name}});
    view.amount_says = messages_.text("batch.amount_of", {{"name", view.name}});
    show_known(view, person);
    return view;
  }

 private:
  void show_known(LineView& view, const Attendee& person) const {
    bool by_paper = false;
    Yen paid_by_paper;
    for (const auto* record : fold_.live_records_of(Subject::of(person.id))) {
      if (record->by != By::paper || record->edition != edition_.id) continue;
      if (record->kind == Kind::admit) by_paper = true;
      if (record->kind == Kind::payment) paid_by_paper += record->payload.amount.value_or(Yen{});
    }
    const bool came = ever_came(fold_, person, edition_.id);
    view.came_open = !came;
    if (came) view.came_known = by_paper ? messages_.text("batch.in_paper") : words_of_desk(person);
    const auto due = still_due(fold_, person);
    view.paid_open = due.value > 0 && paid_by_paper.value == 0;
    view.amount = std::to_string(due.value);
    if (paid_by_paper.value > 0) {
      view.paid_known = messages_.text("batch.paid_paper", {{"amount", i18n::format_yen(messages_, paid_by_paper)}});
    } else if (!view.paid_open) {
      view.paid_known = person.fee.value == 0 ? messages_.text("batch.free")
                                              : messages_.text("batch.paid_desk", {{"amount", i18n::format_yen(messages_, person.fee)}});
    }
    if (by_paper || paid_by_paper.value > 0) view.undo = messages_.text("batch.undo_of", {{"name", view.name}});
  }

  [[nodiscard]] std::string words_of_desk(const Attendee& person) const {
    for (const auto& subject : {Subject::of(person.id), Subject::of(person.ticket)}) {
      for (const auto& one : fold_.attendance(subject).admissions) {
        if (one.edition != edition_.id) continue;
        const auto time = i18n::format_time(from_ms(one.at_ms), edition_.zone);
        return messages_.text("batch.in_desk", {{"time", time}, {"desk", one.desk}});
      }
    }
    return {};
  }

  const i18n::Messages& messages_;
  const events::EditionRow& edition_;
  const EventFold& fold_;
};

render::IndexRow sheets_of(const i18n::Messages& messages, EditionId edition, std::size_t current, std::size_t sheets) {
  render::IndexRow row{.label = messages.text("batch.pages"), .links = {}};
  for (std::size_t i = 1; i <= sheets; ++i) {
    row.links.push_back({.label = std::to_string(i), .path = batch_path(edition, i), .current = i == current});
  }
  return row;
}

// `form`: what was typed, shown again with what is wrong with it.
Result<web::Response> show_sheet(const Needs& needs, const web::Req& req, storage::ReadTx& tx, std::string_view asked_sheet,
                                 const web::Form* form, int status) {
  const auto& messages = needs->pages->messages(req.http);
  TRY(const auto id, web::path_value<EditionId>(req, "edition"));
  TRY(const auto edition, events::edition_of(tx, id));
  TRY(const auto people, people_on_paper(tx, req.actor, id));
  const auto& all = people.onsite;
  const auto sheets = (all.size() + kPaperRows - 1) / kPaperRows;
  const auto sheet = sheet_number(asked_sheet, sheets);
  BatchView view;
  view.tabs = events::edition_tabs(messages, req.actor, id, events::EditionTab::batch);
  view.is_any = !all.empty();
  if (all.empty()) view.empty = render::Empty{.title = messages.text("batch.empty.title"), .text = messages.text("batch.empty.text")};
  if (sheets > 1) view.sheets = sheets_of(messages, id, sheet, sheets);
  view.action = batch_path(id, sheet);
  view.undo_action = "/editions/" + id.to_string() + "/batch/undo";
  view.page = std::to_string(sheet);
  view.sheet = messages.text("batch.sheet", {{"page", static_cast<std::int64_t>(sheet)}, {"total", static_cast<std::int64_t>(sheets)}});
  if (sheet < sheets) view.next = batch_path(id, sheet + 1);
  const auto from = std::min(all.size(), (sheet - 1) * kPaperRows);
  const std::span rows(all.begin() + static_cast<std::ptrdiff_t>(from), std::min(kPaperRows, all.size() - from));
  TRY(const auto fold, fold_around(tx, edition.event, subjects_of(rows)));
  const Lines lines(messages, edition, fold);
  const auto ticks = form ? ticks_of(*form) : Ticks{};
  for (std::size_t i = 0; i < rows.size(); ++i) {
    auto line = lines.view_of(rows[i], from + i + 1);
    line.came = ticks.came.contains(line.id);
    line.paid = ticks.paid.contains(line.id);
    if (form && form->has("amount-" + line.id)) line.amount = form->text("amount-" + line.id);
    if (line.paid && !typed_yen(line.amount)) line.bad = messages.text("batch.bad_amount");
    if (!line.bad.empty()) view.problem = render::Notice{.tone = render::Tone::stop, .title = messages.text("batch.bad_title")};
    view.rows.push_back(std::move(line));
  }
  const render::Head head{.title = messages.text("batch.title"),
                          .nav = "/events",
                          .back = "/editions/" + id.to_string(),
                          .back_label = events::name_of(messages, edition),
                          .width = render::Head::Width::table};
  return needs->pages->page(req, head, "desk/batch", view, status);
}

// Nothing where an amount cannot be read.
Result<std::optional<std::vector<PaperLine>>> lines_of(const web::Form& form) {
  const auto ticks = ticks_of(form);
  std::set<std::string, std::less<>> ids = ticks.came;
  ids.insert(ticks.paid.begin(), ticks.paid.end());
  std::vector<PaperLine> lines;
  for (const auto& id : ids) {
    PaperLine line;
    TRY(line.attendee, AttendeeId::parse(id));
    line.came = ticks.came.contains(id);
    if (ticks.paid.contains(id)) {
      const auto amount = typed_yen(form.text("amount-" + id));
      if (!amount) return std::optional<std::vector<PaperLine>>{};
      line.paid = *amount;
    }
    lines.push_back(line);
  }
  return std::optional{std::move(lines)};
}

render::Flash summary_of(const PaperOutcome& outcome) {
  const auto already = outcome.already > 0;
  render::Flash flash{.key = already ? "flash.paper_entered_some" : "flash.paper_entered",
                      .args = {{"count", std::to_string(outcome.admitted)}, {"number", std::to_string(outcome.paid)}}};
  if (already) flash.args.emplace_back("total", std::to_string(outcome.already));
  return flash;
}

Result<web::Response> batch(const Needs& needs, const web::Req& req, storage::ReadTx& tx) {
  return show_sheet(needs, req, tx, req.query("page").value_or(""), nullptr, 200);
}

Result<web::Response> enter(const Needs& needs, const web::Req& req, storage::WriteTx& tx) {
  TRY(const auto edition, web::path_value<EditionId>(req, "edition"));
  const auto asked_sheet = req.query("page").value_or("");
  TRY(const auto lines, lines_of(req.form));
  if (!lines) return show_sheet(needs, req, tx, asked_sheet, &req.form, 422);
  const auto path = batch_path(edition, sheet_number(asked_sheet, 100'000));
  if (lines->empty()) return needs->pages->see_other(path, {.key = "flash.paper_nothing", .args = {}});
  TRY(const auto outcome, enter_paper(tx, req.actor, edition, *lines));
  return needs->pages->see_other(path, summary_of(outcome));
}

Result<web::Response> undo(const Needs& needs, const web::Req& req, storage::WriteTx& tx) {
  TRY(const auto edition, web::path_value<EditionId>(req, "edition"));
  TRY(const auto attendee, AttendeeId::parse(req.form.text("attendee")));
  const auto undone = undo_paper(tx, req.actor, edition, attendee);
  if (!undone && undone.error().code != ErrorCode::conflict) return std::unexpected(undone.error());
  const auto path = batch_path(edition, sheet_number(req.form.text("page"), 100'000));
  return needs->pages->see_other(path, {.key = undone ? "flash.paper_undone" : "flash.desk_stale_undo", .args = {}});
}

}  // namespace

web::Routes batch_page_routes(const Needs& needs) {
  using enum web::Method;
  return {
      page(get, "/editions/{edition}/batch", web::Read(with_needs<storage::ReadTx>(needs, batch))),
      page(post, "/editions/{edition}/batch", web::Write(with_needs<storage::WriteTx>(needs, enter))),
      page(post, "/editions/{edition}/batch/undo", web::Write(with_needs<storage::WriteTx>(needs, undo))),
  };
}

}  // namespace uke::server::desk

// One import: how far it is, what its rows would do or did, and the decisions about doubtful ones.
#include "server/imports/pages_kit.h"
#include "server/imports/rows_view.h"
#include "server/imports/words.h"
#include "server/render/parts.h"
#include "server/roster/pages_words.h"
#include "server/tables/writer.h"
#include "shared/base/yen.h"

#include <fmt/format.h>

#include <fstream>
#include <iterator>
#include <unistd.h>

namespace uke::server::imports {
namespace {

constexpr std::int64_t kRowsShown = 50;
constexpr std::int64_t kLeftOutAtOnce = 500;

struct ProgressView {
  render::Progress progress;
};
BOOST_DESCRIBE_STRUCT(ProgressView, (), (progress))

struct ImportView {
  std::string path;
  std::string file_name;
  std::string about;  // who brought it, when
  render::Chip state;
  std::int64_t version = 0;
  std::optional<render::Progress> progress;
  std::vector<render::Notice> notices;
  std::optional<render::PostButton> apply;
  std::optional<render::PostButton> skip;
  std::optional<render::PostButton> undo;
  std::optional<render::PostButton> discard;
  bool may_correct = false;
  bool has_left_out = false;
  std::string read_as;  // how the file was understood
  std::optional<render::Tabs> tabs;
  bool has_rows = false;
  std::int64_t after_seq = 0;  // where this page of rows begins
  std::vector<ShownRow> rows;
  std::string nothing;  // no row of that outcome
  std::optional<render::Pager> pager;
};
BOOST_DESCRIBE_STRUCT(ImportView, (),
                      (path, file_name, about, state, version, progress, notices, apply, skip, undo, discard, may_correct, has_left_out,
                       read_as, tabs, has_rows, after_seq, rows, nothing, pager))

render::Progress progress_of(const i18n::Messages& m, const ImportRow& import) {
  render::Progress progress{.label = chip_of(m, import.state).text, .done = import.done, .total = import.total};
  if (import.total > 0) {
    progress.text = m.text("imports.progress", {{"done", format_thousands(import.done)}, {"total", format_thousands(import.total)}});
  }
  progress.over = !is_under_way(import.state);
  return progress;
}

render::Notice result_notice(const i18n::Messages& m, const ImportRow& import, const Counts& c) {
  if (import.state == ImportState::undone) {
    render::Notice notice{.tone = render::Tone::good, .title = m.text("imports.undone_title")};
    notice.text = m.text("imports.undone_text", {{"removed", c.removed}, {"restored", c.restored}});
    if (c.kept > 0) notice.points.push_back(m.text("imports.kept", {{"count", c.kept}}));
    return notice;
  }
  render::Notice notice{.tone = render::Tone::good, .title = m.text("imports.done_title")};
  notice.text = m.text("imports.summary_done", {{"created", c.created}, {"changed", c.changed}});
  if (c.lost > 0) notice.points.push_back(m.text("imports.lost", {{"count", c.lost}}));
  if (c.undecided > 0) notice.points.push_back(m.text("imports.were_undecided", {{"count", c.undecided}}));
  if (c.error > 0) notice.points.push_back(m.text("imports.were_errors", {{"count", c.error}}));
  return notice;
}

void add_ready(const i18n::Messages& m, const ImportRow& import, const Counts& c, const web::Actor& actor, ImportView& view) {
  const auto path = path_of(import.id);
  const auto writes = c.to_add + c.to_change;
  render::Notice notice{.tone = writes > 0 ? render::Tone::info : render::Tone::neutral,
                        .title = writes > 0 ? m.text("imports.ready_title") : m.text("imports.nothing_to_write")};
  if (c.to_add > 0) notice.points.push_back(m.text("imports.will_add", {{"count", c.to_add}, {"name", actor.name}}));
  if (c.to_change > 0) {
    notice.points.push_back(m.text(import.overwrite ? "imports.will_overwrite" : "imports.will_fill", {{"count", c.to_change}}));
  }
  if (c.undecided > 0) notice.points.push_back(m.text("imports.left_undecided", {{"count", c.undecided}}));
  if (c.error > 0) notice.points.push_back(m.text("imports.left_errors", {{"count", c.error}}));
  view.notices.push_back(std::move(notice));
  view.apply = render::PostButton{.action = path + "/apply",
                                  .label = writes > 0 ? m.text("imports.apply", {{"count", writes}}) : m.text("imports.finish"),
                                  .look = render::Look::primary,
                                  .version = import.version};
  if (c.undecided > 0) {
    view.skip = render::PostButton{.action = path + "/skip", .label = m.text("imports.skip_all"), .small = true};
  }
}

void add_tabs(const i18n::Messages& m, const ImportRow& import, const Counts& c, std::optional<Outcome> chosen, ImportView& view) {
  const std::pair<Outcome, std::int64_t> counts[] = {{Outcome::new_person, c.new_person},
                                                     {Outcome::changes, c.changes},
                                                     {Outcome::same, c.same},
                                                     {Outcome::doubtful, c.doubtful},
                                                     {Outcome::error, c.error}};
  view.tabs.emplace();
  view.tabs->label = m.text("imports.outcomes");
  for (const auto& [outcome, count] : counts) {
    view.tabs->links.push_back({.path = path_of(import.id) + "?outcome=" + std::string(enum_name(outcome)),
                                .label = outcome_word(m, outcome),
                                .current = outcome == chosen,
                                .count = format_thousands(count)});
  }
}

// Where somebody should look first: what is doubtful, else what is new.
Outcome first_tab(const Counts& c) {
  if (c.doubtful > 0) return Outcome::doubtful;
  if (c.new_person > 0) return Outcome::new_person;
  if (c.changes > 0) return Outcome::changes;
  return c.error > 0 ? Outcome::error : Outcome::same;
}

Status add_rows(const web::Req& req, storage::ReadTx& tx, const i18n::Messages& m, const ImportRow& import, const Counts& counts,
                ImportView& view) {
  const auto outcome = enum_value<Outcome>(req.query("outcome").value_or("")).value_or(first_tab(counts));
  const auto after = std::max<std::int64_t>(0, number_in(req.query("after").value_or(""), 0));
  add_tabs(m, import, counts, outcome, view);
  if (outcome != Outcome::doubtful) view.skip.reset();
  view.has_rows = true;
  view.after_seq = after;
  TRY(auto rows, get_rows(tx, req.actor, import.id, outcome, after, kRowsShown + 1));
  const bool more = std::ssize(rows) > kRowsShown;
  if (more) rows.pop_back();
  for (const auto& row : rows) {
    TRY(auto shown, shown_row(tx, m, import, row));
    view.rows.push_back(std::move(shown));
  }
  if (rows.empty()) view.nothing = m.text("imports.no_rows");
  if (!more && after == 0) return {};
  const auto path = path_of(import.id) + "?outcome=" + std::string(enum_name(outcome));
  view.pager.emplace();
  view.pager->summary = m.text("imports.rows_shown", {{"from", rows.empty() ? "0" : format_thousands(rows.front().line)},
                                                      {"to", rows.empty() ? "0" : format_thousands(rows.back().line)}});
  if (after > 0) view.pager->first = render::PagerStep{.path = path};
  if (more) view.pager->next = render::PagerStep{.path = path + "&after=" + std::to_string(rows.back().seq)};
  return {};
}

std::string read_as(const i18n::Messages& m, const ImportRow& import) {
  if (import.format == tables::Format::xlsx) return m.text("imports.read_as_xlsx");
  return m.text("imports.read_as_text", {{"encoding", encoding_word(m, import.encoding)}});
}

void add_state(const i18n::Messages& m, const ImportRow& import, const Counts& counts, const web::Actor& actor, ImportView& view) {
  if (is_under_way(import.state)) {
    view.progress = progress_of(m, import);
  } else if (import.state == ImportState::ready) {
    add_ready(m, import, counts, actor, view);
  } else if (import.state == ImportState::failed) {
    view.notices.push_back({.tone = render::Tone::stop, .title = m.text("imports.failed_title"), .text = failure_words(m, import)});
  } else {
    view.notices.push_back(result_notice(m, import, counts));
  }
  const auto path = path_of(import.id);
  const bool open = import.state == ImportState::ready || import.state == ImportState::failed;
  view.may_correct = open;
  if (open || import.state == ImportState::reading) {
    view.discard = render::PostButton{.action = path + "/discard", .label = m.text("imports.discard"), .version = import.version};
  }
  if (import.state == ImportState::done && counts.created + counts.changed > 0) {
    view.undo = render::PostButton{.action = path + "/undo", .label = m.text("imports.undo"), .version = import.version};
  }
}

web::Read show(const PageNeeds& needs) {
  return [needs](const web::Req& req, storage::ReadTx& tx) -> Result<web::Response> {
    const auto& m = needs.pages->messages(req.http);
    TRY(const auto id, id_in(req));
    TRY(const auto import, get_import(tx, req.actor, id));
    Counts counts;
    if (!is_under_way(import.state)) {
      TRY(counts, counts_of(tx, req.actor, id));
    }
    ImportView view;
    view.path = path_of(id);
    view.file_name = import.file_name.empty() ? m.text("imports.unnamed") : import.file_name;
    view.about = m.text("imports.about", {{"name", import.by_name}, {"when", roster::when(m, import.created_ms)}});
    view.state = chip_of(m, import.state);
    view.version = import.version;
    add_state(m, import, counts, req.actor, view);
    if (!is_under_way(import.state) && import.total > 0) {
      view.read_as = read_as(m, import);
      view.has_left_out = counts.error + counts.doubtful > 0;
      TRYV(add_rows(req, tx, m, import, counts, view));
    }
    return needs.pages->page(req,
                             {.title = m.text("imports.one_title"),
                              .nav = kImportsPath,
                              .back = kImportsPath,
                              .back_label = m.text("imports.title"),
                              .width = render::Head::Width::table},
                             "imports/one", view);
  };
}

web::Read progress(const PageNeeds& needs) {
  return [needs](const web::Req& req, storage::ReadTx& tx) -> Result<web::Response> {
    const auto& m = needs.pages->messages(req.http);
    TRY(const auto id, id_in(req));
    TRY(const auto import, get_import(tx, req.actor, id));
    return needs.pages->part(req, "imports/progress", ProgressView{progress_of(m, import)});
  };
}

// "add", "skip", "none", or the id of the member that it is.
RowDecision decision_in(const web::Req& req) {
  RowDecision decision{.seq = number_in(req.at("row"), 0), .decision = Decision::none, .member = {}};
  const auto word = req.form.text("decision");
  if (const auto member = MemberId::parse(word)) {
    decision.decision = Decision::member;
    decision.member = *member;
  } else {
    decision.decision = enum_value<Decision>(word).value_or(Decision::none);
  }
  return decision;
}

web::Write decide(const PageNeeds& needs) {
  return [needs](const web::Req& req, storage::WriteTx& tx) -> Result<web::Response> {
    TRY(const auto id, id_in(req));
    const auto decision = decision_in(req);
    TRYV(decide_rows(tx, req.actor, id, {decision}));
    const auto outcome = enum_value<Outcome>(req.form.text("outcome")).value_or(Outcome::doubtful);
    const auto after = number_in(req.form.text("after"), 0);
    return needs.pages->see_other(
        fmt::format("{}?outcome={}&after={}#row-{}", path_of(id), enum_name(outcome), std::max<std::int64_t>(after, 0), decision.seq));
  };
}

web::Write skip(const PageNeeds& needs) {
  return [needs](const web::Req& req, storage::WriteTx& tx) -> Result<web::Response> {
    TRY(const auto id, id_in(req));
    TRYV(skip_all_undecided(tx, req.actor, id));
    return needs.pages->see_other(path_of(id), {.key = "flash.import_skipped", .args = {}});
  };
}

Status write_left_out(storage::ReadTx& tx, const web::Req& req, const i18n::Messages& m, ImportId id, tables::Writer& writer) {
  for (const auto outcome : {Outcome::error, Outcome::doubtful}) {
    for (std::int64_t after = 0;;) {
      TRY(const auto rows, get_rows(tx, req.actor, id, outcome, after, kLeftOutAtOnce));
      if (rows.empty()) break;
      for (const auto& row : rows) {
        TRY(const auto fields, fields_of(row));
        TRY(const auto line, earlier_line(tx, id, row));
        TRYV(writer.add({std::to_string(row.line), outcome_word(m, outcome), reason_words(m, row, line), name_of(fields)}));
      }
      after = rows.back().seq;
    }
  }
  return writer.finish();
}

// A list of the rows that will not be or were not written, to mend them in the file.
web::Work left_out(const PageNeeds& needs) {
  return [needs](const web::Req& req, storage::ReadTx& tx) -> Result<std::variant<web::Response, web::Mutation>> {
    const auto& m = needs.pages->messages(req.http);
    TRY(const auto id, id_in(req));
    TRYV(get_import(tx, req.actor, id));
    const auto file = needs.place.folder / (Uuid::v7(tx.clock(), tx.random()).to_string() + ".csv");
    TRY(const auto writer, tables::Writer::create(file, tables::FileType::csv, "",
                                                  {{.heading = m.text("imports.line"), .kind = tables::Column::Kind::number},
                                                   {.heading = m.text("imports.outcome")},
                                                   {.heading = m.text("imports.why")},
                                                   {.heading = m.text("imports.name")}}));
    const auto written = write_left_out(tx, req, m, id, *writer);
    std::string bytes;
    if (written) {
      std::ifstream in(file, std::ios::binary);
      bytes.assign(std::istreambuf_iterator<char>(in), {});
    }
    std::error_code ignored;
    std::filesystem::remove(file, ignored);
    if (!written) return std::unexpected(written.error());
    web::Response response;
    response.header("content-type", std::string(tables::content_type(tables::FileType::csv)))
        .header("content-disposition", "attachment; filename=\"left-out.csv\"");
    response.body = std::move(bytes);
    return response;
  };
}

}  // namespace

web::Routes preview_pages(const PageNeeds& needs) {
  using enum web::Method;
  const std::string one = std::string(kImportsPath) + "/{import}";
  return {page(get, one, show(needs)), page(get, one + "/progress", progress(needs)), page(get, one + "/left-out", left_out(needs)),
          page(post, one + "/rows/{row}", decide(needs)), page(post, one + "/skip", skip(needs))};
}

}  // namespace uke::server::imports

#include "server/imports/pages.h"

#include "server/imports/pages_kit.h"
#include "server/imports/upload.h"
#include "server/imports/words.h"
#include "server/render/form.h"
#include "server/roster/pages_words.h"
#include "server/web/page_routes.h"
#include "server/web/rest.h"

#include <charconv>
#include <iterator>

namespace uke::server::imports {
namespace {

constexpr std::int64_t kImportsShown = 20;

struct ListRow {
  std::string path;
  std::string name;
  std::string when;
  std::string by;
  render::Chip state;
  std::string summary;
};
BOOST_DESCRIBE_STRUCT(ListRow, (), (path, name, when, by, state, summary))

struct ListView {
  render::FormView form;
  bool has_rows = false;
  std::vector<ListRow> rows;
  std::optional<render::Pager> pager;
};
BOOST_DESCRIBE_STRUCT(ListView, (), (form, has_rows, rows, pager))

render::FormView upload_form(const i18n::Messages& m) {
  render::FormView form{.action = kImportsPath, .submit = m.text("imports.upload"), .fields = {}};
  form.sends_files = true;
  form.fields.push_back({.kind = render::FieldKind::file,
                         .name = "file",
                         .label = m.text("imports.file"),
                         .hint = m.text("imports.file_hint"),
                         .required = true});
  form.fields.push_back({.kind = render::FieldKind::checkbox,
                         .name = "overwrite",
                         .label = m.text("imports.overwrite"),
                         .hint = m.text("imports.overwrite_hint"),
                         .value = "1"});
  return form;
}

std::string summary_of(const i18n::Messages& m, const ImportRow& import, const Counts& counts) {
  switch (import.state) {
    case ImportState::done: return m.text("imports.summary_done", {{"created", counts.created}, {"changed", counts.changed}});
    case ImportState::ready:
      return m.text("imports.summary_ready",
                    {{"added", counts.new_person}, {"changed", counts.changes}, {"same", counts.same}, {"doubtful", counts.doubtful}});
    case ImportState::failed: return failure_words(m, import);
    default: return "";
  }
}

Result<web::Response> show_list(const PageNeeds& needs, const web::Req& req, storage::ReadTx& tx, const web::Faults& faults) {
  const auto& m = needs.pages->messages(req.http);
  ImportId before;
  if (const auto after = req.query("after")) before = ImportId::parse(*after).value_or(ImportId{});
  TRY(auto imports, get_imports(tx, req.actor, before, kImportsShown + 1));
  ListView view{.form = upload_form(m), .has_rows = !imports.empty(), .rows = {}, .pager = {}};
  const bool more = std::ssize(imports) > kImportsShown;
  if (more) imports.pop_back();
  for (const auto& import : imports) {
    TRY(const auto counts, counts_of(tx, req.actor, import.id));
    view.rows.push_back({.path = path_of(import.id),
                         .name = import.file_name.empty() ? m.text("imports.unnamed") : import.file_name,
                         .when = roster::when(m, import.created_ms),
                         .by = import.by_name,
                         .state = chip_of(m, import.state),
                         .summary = summary_of(m, import, counts)});
  }
  if (more || !before.is_nil()) {
    view.pager.emplace();
    view.pager->summary = m.text("imports.newest_first");
    if (!before.is_nil()) view.pager->first = render::PagerStep{.path = kImportsPath};
    if (more) view.pager->next = render::PagerStep{.path = std::string(kImportsPath) + "?after=" + imports.back().id.to_string()};
  }
  const bool wrong = render::show_faults(view.form, faults, m);
  return needs.pages->page(req, {.title = m.text("imports.title"), .nav = kImportsPath, .width = render::Head::Width::table},
                           "imports/list", view, wrong ? 422 : 200);
}

web::Read list(const PageNeeds& needs) {
  return [needs](const web::Req& req, storage::ReadTx& tx) { return show_list(needs, req, tx, {}); };
}

web::Work upload(const PageNeeds& needs) {
  return [needs](const web::Req& req, storage::ReadTx& tx) -> Result<std::variant<web::Response, web::Mutation>> {
    auto received = receive_form(req.form, tx, needs.place.folder);
    if (!received && received.error().code == ErrorCode::invalid) {
      TRY(auto again, show_list(needs, req, tx, {{.field = "file", .what = web::What::required}}));
      return again;
    }
    if (!received) return std::unexpected(std::move(received.error()));
    NewImport command;
    command.id = received->id;
    command.file_name = received->file_name;
    command.file_bytes = received->bytes;
    command.overwrite = req.form.has("overwrite");
    return web::Mutation([needs, command = std::move(command), actor = req.actor](storage::WriteTx& write) -> Result<web::Response> {
      TRY(const auto import, create_import(write, actor, command, By::job));
      return needs.pages->see_other(path_of(import.id));
    });
  };
}

using Step = Result<ImportRow> (*)(storage::WriteTx&, const web::Actor&, ImportId, std::int64_t, By);

web::Write step(const PageNeeds& needs, Step what) {
  return [needs, what](const web::Req& req, storage::WriteTx& tx) -> Result<web::Response> {
    TRY(const auto id, id_in(req));
    TRYV(what(tx, req.actor, id, version_in(req), By::job));
    return needs.pages->see_other(path_of(id));
  };
}

web::Write discard(const PageNeeds& needs) {
  return [needs](const web::Req& req, storage::WriteTx& tx) -> Result<web::Response> {
    TRY(const auto id, id_in(req));
    TRYV(discard_import(tx, req.actor, id, version_in(req)));
    return needs.pages->see_other(kImportsPath, {.key = "flash.import_discarded", .args = {}});
  };
}

}  // namespace

web::Route page(web::Method method, std::string pattern, decltype(web::Route::handler) handler) {
  return web::page(method, std::move(pattern), web::kAdmin, std::move(handler));
}

std::string path_of(ImportId id) { return std::string(kImportsPath) + "/" + id.to_string(); }

Result<ImportId> id_in(const web::Req& req) { return web::path_value<ImportId>(req, "import"); }

std::int64_t number_in(std::string_view text, std::int64_t otherwise) {
  std::int64_t value = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  return error == std::errc{} && end == text.data() + text.size() ? value : otherwise;
}

std::int64_t version_in(const web::Req& req) { return number_in(req.form.text("version"), 0); }

web::Routes list_pages(const PageNeeds& needs) {
  using enum web::Method;
  const std::string one = std::string(kImportsPath) + "/{import}";
  auto uploading = page(post, kImportsPath, upload(needs));
  uploading.takes_files = true;
  uploading.body_bytes_max = kUploadBytesMax;
  return {page(get, kImportsPath, list(needs)), std::move(uploading), page(post, one + "/apply", step(needs, apply_import)),
          page(post, one + "/undo", step(needs, undo_import)), page(post, one + "/discard", discard(needs))};
}

web::Routes page_routes(render::PagesPtr pages, const Place& place) {
  const PageNeeds needs{std::move(pages), place};
  web::Routes all = list_pages(needs);
  for (auto* part : {&preview_pages, &columns_pages}) {
    auto more = part(needs);
    all.insert(all.end(), std::make_move_iterator(more.begin()), std::make_move_iterator(more.end()));
  }
  return all;
}

}  // namespace uke::server::imports

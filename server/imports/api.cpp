#include "server/imports/api.h"

#include "server/accounts/once.h"
#include "server/imports/service.h"
#include "server/imports/upload.h"
#include "server/web/rest.h"

#include <charconv>

namespace uke::server::imports {
namespace {

constexpr std::int64_t kImportsAPage = 50;
constexpr std::int64_t kRowsAPage = 200;

struct ImportView {
  ImportId id;
  std::string file_name;
  std::int64_t file_bytes = 0;
  ImportState state = ImportState::reading;
  std::string error;
  std::string error_detail;
  std::string by_name;
  tables::Format format = tables::Format::separated;
  tables::Encoding encoding = tables::Encoding::utf8;
  std::string separator;
  std::int64_t sheet = 0;
  std::vector<std::string> sheets;
  std::int64_t header_line = 0;
  std::vector<Column> columns;
  bool overwrite = false;
  std::int64_t done = 0;
  std::int64_t total = 0;
  Counts counts;
  std::int64_t created_ms = 0;
  std::int64_t applied_ms = 0;
  std::int64_t version = 0;
};
BOOST_DESCRIBE_STRUCT(ImportView, (),
                      (id, file_name, file_bytes, state, error, error_detail, by_name, format, encoding, separator, sheet, sheets,
                       header_line, columns, overwrite, done, total, counts, created_ms, applied_ms, version))

struct ImportList {
  std::vector<ImportView> items;
  std::optional<std::string> next;
};
BOOST_DESCRIBE_STRUCT(ImportList, (), (items, next))

struct RowView {
  std::int64_t seq = 0;
  std::int64_t line = 0;
  Outcome outcome = Outcome::error;
  std::string reason;
  roster::MemberFields fields;
  std::optional<MemberId> member;
  std::int64_t earlier_seq = 0;
  std::vector<Candidate> candidates;
  Decision decision = Decision::none;
  std::optional<MemberId> decided;
  Applied applied = Applied::open;
  std::optional<MemberId> applied_member;
};
BOOST_DESCRIBE_STRUCT(RowView, (),
                      (seq, line, outcome, reason, fields, member, earlier_seq, candidates, decision, decided, applied, applied_member))

struct RowList {
  std::vector<RowView> items;
  std::optional<std::string> next;
};
BOOST_DESCRIBE_STRUCT(RowList, (), (items, next))

struct DecisionBody {
  std::int64_t seq = 0;
  Decision decision = Decision::none;
  std::optional<MemberId> member;
};
BOOST_DESCRIBE_STRUCT(DecisionBody, (), (seq, decision, member))

// Absent: stays as it is. A correction or another `overwrite` reads the file again, which forgets decisions.
struct ImportChange {
  std::optional<Choice> choice;
  std::optional<bool> overwrite;
  std::optional<std::vector<DecisionBody>> decisions;
  std::optional<bool> skip_undecided;
};
BOOST_DESCRIBE_STRUCT(ImportChange, (), (choice, overwrite, decisions, skip_undecided))

Result<ImportView> view_of(storage::ReadTx& tx, const web::Actor& actor, const ImportRow& import) {
  ImportView view{.id = import.id,
                  .file_name = import.file_name,
                  .file_bytes = import.file_bytes,
                  .state = import.state,
                  .error = import.error,
                  .error_detail = import.error_detail,
                  .by_name = import.by_name,
                  .format = import.format,
                  .encoding = import.encoding,
                  .separator = import.separator,
                  .sheet = import.sheet,
                  .sheets = {},
                  .header_line = import.header_line,
                  .columns = {},
                  .overwrite = import.overwrite,
                  .done = import.done,
                  .total = import.total,
                  .counts = {},
                  .created_ms = import.created_ms,
                  .applied_ms = import.applied_ms,
                  .version = import.version};
  TRY(view.sheets, sheets_of(import));
  TRY(view.columns, columns_of(import));
  if (!is_under_way(import.state)) {  // who asks how far it is asks often
    TRY(view.counts, counts_of(tx, actor, import.id));
  }
  return view;
}

Result<web::Response> answer(storage::ReadTx& tx, const web::Req& req, const ImportRow& import, int status = 200) {
  TRY(const auto view, view_of(tx, req.actor, import));
  auto response = web::versioned_answer(view, import.version, status);
  if (status == 202) response.header("location", "/api/v1/members/imports/" + import.id.to_string());
  return response;
}

// What a mutation needs of the request after the worker has let go of it.
struct Sender {
  http::Request request;  // method, path and headers; the digest for its body
  web::Actor actor;
  web::Form form;
};

web::Work create(const Place& place) {
  return [folder = place.folder](const web::Req& req, storage::ReadTx& tx) -> Result<std::variant<web::Response, web::Mutation>> {
    const bool is_form = req.http.header("content-type").starts_with("multipart/form-data");
    Sender sender{.request = {}, .actor = req.actor, .form = {}};
    if (is_form) {
      TRY(sender.form, web::Form::parse(req.http));
    }
    TRY(auto received, is_form ? receive_form(sender.form, tx, folder) : receive_body(req.http, tx, folder));
    if (const auto name = req.query("file_name"); name && received.file_name.empty()) received.file_name = *name;
    sender.request.method = req.http.method;
    sender.request.path = req.http.path;
    sender.request.headers = req.http.headers;
    sender.request.body = received.digest;
    NewImport command;
    command.id = received.id;
    command.file_name = received.file_name;
    command.file_bytes = received.bytes;
    command.overwrite = req.query("overwrite") == "true";
    return web::Mutation([sender = std::move(sender), command = std::move(command)](storage::WriteTx& write) -> Result<web::Response> {
      const web::Req again{sender.request, sender.actor, sender.form, {}};
      return accounts::once(again, write, [&]() -> Result<web::Response> {
        TRY(const auto import, create_import(write, sender.actor, command, By::job));
        return answer(write, again, import, 202);
      });
    });
  };
}

Result<web::Response> list(const web::Req& req, storage::ReadTx& tx) {
  TRY(const auto limit, web::page_limit(req, kImportsAPage));
  TRY(const auto after, web::page_after<ImportId>(req));
  TRY(auto imports, get_imports(tx, req.actor, after, limit + 1));
  ImportList answer;
  if (std::ssize(imports) > limit) {
    imports.pop_back();
    answer.next = imports.back().id.to_string();
  }
  for (const auto& import : imports) {
    TRY(auto view, view_of(tx, req.actor, import));
    answer.items.push_back(std::move(view));
  }
  return web::json_answer(answer);
}

Result<web::Response> get(const web::Req& req, storage::ReadTx& tx) {
  TRY(const auto id, web::path_value<ImportId>(req, "import"));
  TRY(const auto import, get_import(tx, req.actor, id));
  return answer(tx, req, import);
}

Result<RowView> view_of(const StagedRow& row) {
  RowView view{.seq = row.seq,
               .line = row.line,
               .outcome = row.outcome,
               .reason = row.reason,
               .fields = {},
               .member = row.member,
               .earlier_seq = row.earlier_seq,
               .candidates = {},
               .decision = row.decision,
               .decided = row.decided,
               .applied = row.applied,
               .applied_member = row.applied_id};
  TRY(view.fields, fields_of(row));
  TRY(view.candidates, candidates_of(row));
  return view;
}

Result<web::Response> rows(const web::Req& req, storage::ReadTx& tx) {
  TRY(const auto id, web::path_value<ImportId>(req, "import"));
  TRY(const auto limit, web::page_limit(req, kRowsAPage));
  std::int64_t after = 0;
  if (const auto text = req.query("after"); text && !text->empty()) {
    const auto [end, error] = std::from_chars(text->data(), text->data() + text->size(), after);
    if (error != std::errc{} || end != text->data() + text->size()) {
      return fail(ErrorCode::invalid, "imports.rows", "after: is not a cursor of this list");
    }
  }
  std::optional<Outcome> outcome;
  if (const auto word = req.query("outcome"); word && !word->empty()) {
    outcome = enum_value<Outcome>(*word);
    if (!outcome) return fail(ErrorCode::invalid, "imports.rows", "outcome: is none of the outcomes");
  }
  TRY(auto staged, get_rows(tx, req.actor, id, outcome, after, limit + 1));
  RowList answer;
  if (std::ssize(staged) > limit) {
    staged.pop_back();
    answer.next = std::to_string(staged.back().seq);
  }
  for (const auto& row : staged) {
    TRY(auto view, view_of(row));
    answer.items.push_back(std::move(view));
  }
  return web::json_answer(answer);
}

Result<web::Response> change(const web::Req& req, storage::WriteTx& tx) {
  TRY(const auto id, web::path_value<ImportId>(req, "import"));
  TRY(const auto version, web::if_match(req));
  if (!version) return web::precondition_required();
  TRY(const auto body, web::body_of<ImportChange>(req));
  TRY(auto import, touch_import(tx, req.actor, id, *version));
  if (body.decisions) {
    std::vector<RowDecision> decisions;
    for (const auto& d : *body.decisions) decisions.push_back({d.seq, d.decision, d.member});
    TRYV(decide_rows(tx, req.actor, id, decisions));
  }
  if (body.skip_undecided.value_or(false)) TRYV(skip_all_undecided(tx, req.actor, id));
  if (body.choice || (body.overwrite && *body.overwrite != import.overwrite)) {
    TRY(auto choice, choice_of(import));
    if (body.choice) choice = *body.choice;
    TRY(import, correct_import(tx, req.actor, id, import.version, choice, body.overwrite.value_or(import.overwrite)));
  }
  return answer(tx, req, import);
}

using Step = Result<ImportRow> (*)(storage::WriteTx&, const web::Actor&, ImportId, std::int64_t, By);

web::Write begins(Step step) {
  return [step](const web::Req& req, storage::WriteTx& tx) -> Result<web::Response> {
    TRY(const auto id, web::path_value<ImportId>(req, "import"));
    TRY(const auto version, web::if_match(req));
    if (!version) return web::precondition_required();
    TRY(const auto import, step(tx, req.actor, id, *version, By::job));
    return answer(tx, req, import, 202);
  };
}

Result<web::Response> discard(const web::Req& req, storage::WriteTx& tx) {
  TRY(const auto id, web::path_value<ImportId>(req, "import"));
  TRY(const auto version, web::if_match(req));
  if (!version) return web::precondition_required();
  TRYV(discard_import(tx, req.actor, id, *version));
  web::Response response;
  response.status = 204;
  return response;
}

}  // namespace

web::Routes routes(const Place& place) {
  using enum web::Method;
  const std::string one = "/api/v1/members/imports/{import}";
  return {
      {.method = post,
       .pattern = "/api/v1/members/import",
       .access = web::kAdmin,
       .handler = create(place),
       .body_bytes_max = kUploadBytesMax,
       .takes_files = true},
      {.method = web::Method::get, .pattern = "/api/v1/members/imports", .access = web::kAdmin, .handler = web::Read(list)},
      {.method = web::Method::get, .pattern = one, .access = web::kAdmin, .handler = web::Read(imports::get)},
      {.method = patch, .pattern = one, .access = web::kAdmin, .handler = web::Write(change)},
      {.method = del, .pattern = one, .access = web::kAdmin, .handler = web::Write(discard)},
      {.method = web::Method::get, .pattern = one + "/rows", .access = web::kAdmin, .handler = web::Read(rows)},
      {.method = post, .pattern = one + "/apply", .access = web::kAdmin, .handler = begins(apply_import)},
      {.method = post, .pattern = one + "/undo", .access = web::kAdmin, .handler = begins(undo_import)},
  };
}

}  // namespace uke::server::imports

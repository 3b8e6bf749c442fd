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

struct ImportView : ImportFacts {
  std::vector<std::string> sheets;
  std::vector<Column> columns;
  Counts counts;
};
BOOST_DESCRIBE_STRUCT(ImportView, (ImportFacts), (sheets, columns, counts))

struct ImportList {
  std::vector<ImportView> items;
  std::optional<std::string> next;
};
BOOST_DESCRIBE_STRUCT(ImportList, (), (items, next))

struct RowView : RowFacts {
  roster::MemberFields fields;
  std::vector<Candidate> candidates;
  std::optional<MemberId> applied_member;
};
BOOST_DESCRIBE_STRUCT(RowView, (RowFacts), (fields, candidates, applied_member))

struct RowList {
  std::vector<RowView> items;
  std::optional<std::string> next;
};
BOOST_DESCRIBE_STRUCT(RowList, (), (items, next))

// Absent: stays as it is. A correction or another `overwrite` reads the file again, which forgets decisions.
struct ImportChange {
  std::optional<Choice> choice;
  std::optional<bool> overwrite;
  std::optional<std::vector<RowDecision>> decisions;
  std::optional<bool> skip_undecided;
};
BOOST_DESCRIBE_STRUCT(ImportChange, (), (choice, overwrite, decisions, skip_undecided))

Result<ImportView> view_of(storage::ReadTx& tx, const web::Actor& actor, const ImportRow& import) {
  ImportView view{import, {}, {}, {}};
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
  RowView view{row, {}, {}, row.applied_id};
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
  if (body.decisions) TRYV(decide_rows(tx, req.actor, id, *body.decisions));
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

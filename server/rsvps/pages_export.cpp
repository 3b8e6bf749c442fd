// /editions/{edition}/rsvps/export: the answers as a file. Whoever takes one says what for; that is written down before the file leaves.
// The same for programs: POST /api/v1/editions/{edition}/rsvps/export.
#include "server/render/form.h"
#include "server/rsvps/export.h"
#include "server/rsvps/pages_kit.h"
#include "server/web/rest.h"

namespace uke::server::rsvps {
namespace {

struct ExportView {
  render::FormView form;
};
BOOST_DESCRIBE_STRUCT(ExportView, (), (form))

std::vector<render::Field> fields_of(const Messages& messages, const web::Form& form) {
  constexpr std::size_t kShownBytes = 4000;
  const bool wants_csv = form.text("type") == "csv";
  const auto purpose = form.text("purpose");
  return {{.kind = render::FieldKind::radios,
           .name = "type",
           .label = messages.text("roster.export.type"),
           .required = true,
           .choices = {{"xlsx", messages.text("roster.export.type_xlsx"), !wants_csv},
                       {"csv", messages.text("roster.export.type_csv"), wants_csv}}},
          {.name = "purpose",
           .label = messages.text("roster.export.purpose"),
           .hint = messages.text("rsvps.export.purpose_hint"),
           .value = purpose.size() <= kShownBytes ? std::string(purpose) : std::string(),
           .required = true,
           .autocomplete = "off",
           .length_max = roster::kPurposeMax}};
}

Result<web::Response> export_page(const Needs& needs, const web::Req& req, storage::ReadTx& tx, const web::Faults& faults) {
  const auto& messages = needs->pages->messages(req.http);
  TRY(const auto edition, web::path_value<EditionId>(req, "edition"));
  TRY(const auto place, place_of(tx, req.actor, edition));
  const auto query = asked_of(req).query;
  TRY(const auto all, list_rsvps(tx, req.actor, edition, {}, "", 1));
  ExportView view;
  view.form = {.action = list_path(edition) + "/export",
               .submit = messages.text("roster.export.submit"),
               .fields = fields_of(messages, req.form),
               .cancel = list_path(edition)};
  if (asks_anything(query)) {
    TRY(const auto selected, list_rsvps(tx, req.actor, edition, query, "", 1));
    const bool wants_all = req.form.text("which") == "all";
    view.form.fields.insert(view.form.fields.begin(),
                            {.kind = render::FieldKind::radios,
                             .name = "which",
                             .label = messages.text("roster.export.which"),
                             .required = true,
                             .choices = {{"selected", messages.text("roster.export.selected", {{"total", selected.total}}), !wants_all},
                                         {"all", messages.text("roster.export.all", {{"total", all.total}}), wants_all}}});
    for (const auto& [name, value] : filters_of(query)) view.form.hidden.push_back({name, value});
    if (!query.text.empty()) view.form.hidden.push_back({"q", query.text});
  }
  render::show_faults(view.form, faults, messages);
  return needs->pages->page(
      req, {.title = messages.text("rsvps.export.title"), .nav = kNav, .back = list_path(edition), .back_label = name_of(messages, place)},
      "rsvps/export", view, faults.empty() ? 200 : 422);
}

Result<web::Response> show(const Needs& needs, const web::Req& req, storage::ReadTx& tx) { return export_page(needs, req, tx, {}); }

Result<std::variant<web::Response, web::Mutation>> take(const Needs& needs, const web::Req& req, storage::ReadTx& tx) {
  TRY(const auto edition, web::path_value<EditionId>(req, "edition"));
  auto faults = roster::check_purpose(req.form.text("purpose"));
  const auto type = enum_value<tables::FileType>(req.form.text("type"));
  if (!type) faults.push_back({"type", web::What::required});
  if (!faults.empty()) {
    TRY(auto again, export_page(needs, req, tx, faults));
    return std::variant<web::Response, web::Mutation>(std::move(again));
  }
  Export order{.edition = edition, .query = {}, .type = *type, .purpose = std::string(req.form.text("purpose"))};
  if (req.form.text("which") != "all") order.query = asked_of(req).query;
  return hand_out(tx, req.actor, needs->pages->messages(req.http), *needs->files, order);
}

// --- for programs ---

struct ExportBody {
  tables::FileType type = tables::FileType::xlsx;
  std::string purpose;
  std::optional<std::string> text;
  std::optional<desk::RsvpState> state;
  std::optional<desk::Mode> mode;
  std::optional<ListQuery::Money> money;
  std::optional<ListQuery::Only> only;
};
BOOST_DESCRIBE_STRUCT(ExportBody, (), (type, purpose, text, state, mode, money, only))

Result<std::variant<web::Response, web::Mutation>> take_by_program(const Needs& needs, const web::Req& req, storage::ReadTx& tx) {
  TRY(const auto edition, web::path_value<EditionId>(req, "edition"));
  TRY(const auto body, web::body_of<ExportBody>(req));
  if (const auto faults = roster::check_purpose(body.purpose); !faults.empty()) {
    return std::variant<web::Response, web::Mutation>(
        web::refuse_fields({{faults.front().field, render::sentence_of(faults.front(), needs->pages->messages(i18n::Language::en))}}));
  }
  const Export order{.edition = edition,
                     .query = {.text = body.text.value_or(""),
                               .state = body.state,
                               .mode = body.mode,
                               .money = body.money.value_or(ListQuery::Money::any),
                               .only = body.only.value_or(ListQuery::Only::all)},
                     .type = body.type,
                     .purpose = body.purpose};
  return hand_out(tx, req.actor, needs->pages->messages(i18n::Language::ja), *needs->files, order);
}

}  // namespace

web::Routes export_page_routes(const Needs& needs) {
  using enum web::Method;
  const std::string one = "/editions/{edition}/rsvps/export";
  const web::Work work = [needs](const web::Req& req, storage::ReadTx& tx) { return take(needs, req, tx); };
  const web::Work by_program = [needs](const web::Req& req, storage::ReadTx& tx) { return take_by_program(needs, req, tx); };
  return {page(get, one, web::kAdmin, reads(needs, show)),
          page(post, one + "/selection", web::kAdmin, reads(needs, show)),
          page(post, one, web::kAdmin, work),
          {.method = post, .pattern = "/api/v1" + one, .access = web::kAdmin, .handler = by_program}};
}

}  // namespace uke::server::rsvps

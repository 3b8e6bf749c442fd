// /members/export: the roster as a file. Whoever takes one says what for; that is written down before the file leaves.
#include "server/roster/pages_form.h"
#include "server/roster/pages_kit.h"

namespace uke::server::roster {
namespace {

constexpr const char* kPath = "/members/export";

struct ExportView {
  render::FormView form;
};
BOOST_DESCRIBE_STRUCT(ExportView, (), (form))

bool asks_anything(const MemberQuery& query) { return !query.text.empty() || !filters_of(query).empty(); }

std::vector<render::Choice> which_choices(const i18n::Messages& messages, std::int64_t all, std::int64_t selected, bool wants_all) {
  return {{"selected", messages.text("roster.export.selected", {{"total", selected}}), !wants_all},
          {"all", messages.text("roster.export.all", {{"total", all}}), wants_all}};
}

std::vector<render::Field> fields_of(const i18n::Messages& messages, const web::Form& form) {
  const bool wants_csv = form.text("type") == "csv";
  return {{.kind = render::FieldKind::radios,
           .name = "type",
           .label = messages.text("roster.export.type"),
           .required = true,
           .choices = {{"xlsx", messages.text("roster.export.type_xlsx"), !wants_csv},
                       {"csv", messages.text("roster.export.type_csv"), wants_csv}}},
          {.name = "purpose",
           .label = messages.text("roster.export.purpose"),
           .hint = messages.text("roster.export.purpose_hint"),
           .value = raw_of(form)("purpose"),
           .required = true,
           .autocomplete = "off",
           .length_max = kPurposeMax}};
}

Result<web::Response> export_page(const Needs& needs, const web::Req& req, storage::ReadTx& tx, const web::Faults& faults) {
  const auto& messages = needs->pages->messages(req.http);
  const auto query = asked_of(req).query;
  TRY(const auto all, search_members(tx, req.actor, {}, "", 1));
  ExportView view;
  view.form = {.action = kPath, .submit = messages.text("roster.export.submit"), .fields = fields_of(messages, req.form), .cancel = kNav};
  if (asks_anything(query)) {
    TRY(const auto selected, search_members(tx, req.actor, query, "", 1));
    view.form.fields.insert(view.form.fields.begin(),
                            {.kind = render::FieldKind::radios,
                             .name = "which",
                             .label = messages.text("roster.export.which"),
                             .required = true,
                             .choices = which_choices(messages, all.total, selected.total, req.form.text("which") == "all")});
    for (const auto& [name, value] : filters_of(query)) view.form.hidden.push_back({name, value});
    if (!query.text.empty()) view.form.hidden.push_back({"q", query.text});
  }
  render::show_faults(view.form, faults, messages);
  return needs->pages->page(
      req, {.title = messages.text("roster.export.title"), .nav = kNav, .back = kNav, .back_label = messages.text("roster.title")},
      "roster/export", view, faults.empty() ? 200 : 422);
}

Result<web::Response> show(const Needs& needs, const web::Req& req, storage::ReadTx& tx) { return export_page(needs, req, tx, {}); }

Result<std::variant<web::Response, web::Mutation>> take(const Needs& needs, const web::Req& req, storage::ReadTx& tx) {
  auto faults = check_purpose(req.form.text("purpose"));
  const auto type = enum_value<tables::FileType>(req.form.text("type"));
  if (!type) faults.push_back({"type", web::What::required});
  if (!faults.empty()) {
    TRY(auto again, export_page(needs, req, tx, faults));
    return std::variant<web::Response, web::Mutation>(std::move(again));
  }
  Export order{.query = {}, .type = *type, .purpose = std::string(req.form.text("purpose"))};
  if (req.form.text("which") != "all") order.query = asked_of(req).query;
  return hand_out(tx, req.actor, needs->pages->messages(req.http), *needs->files, order);
}

}  // namespace

web::Routes export_page_routes(const Needs& needs) {
  using enum web::Method;
  const web::Work work = [needs](const web::Req& req, storage::ReadTx& tx) { return take(needs, req, tx); };
  return {page(get, kPath, web::kAdmin, reads(needs, show)), page(post, "/members/export/selection", web::kAdmin, reads(needs, show)),
          page(post, kPath, web::kAdmin, work)};
}

}  // namespace uke::server::roster

// /editions/{edition}/edit.
#include "server/events/edition_form.h"
#include "server/events/pages_conflict.h"
#include "server/jobs/jobs.h"
#include "server/web/rest.h"

namespace uke::server::events {
namespace {

constexpr std::size_t kBodyMax = 512 * 1024;
constexpr const char* kTell = "tell";

struct FormPage {
  std::string lead;
  render::FormView form;
  std::string remove;
};
BOOST_DESCRIBE_STRUCT(FormPage, (), (lead, form, remove))

struct Versions {
  std::int64_t edition = 0;
  std::int64_t details = 0;
  auto operator<=>(const Versions&) const = default;
};

std::vector<render::Hidden> hidden_of(const Versions& versions) {
  return {{"edition_version", std::to_string(versions.edition)}, {"details_version", std::to_string(versions.details)}};
}

struct Stored {
  EditionRow edition;
  EditionDetails details;
  [[nodiscard]] Versions versions() const { return {edition.version, details.version}; }
};

Result<Stored> stored_of(const web::Req& req, storage::ReadTx& tx) {
  TRY(const auto id, web::path_value<EditionId>(req, "edition"));
  Stored stored;
  TRY(stored.edition, get_edition(tx, req.actor, id));
  TRY(stored.details, edition_details_of(tx, id));
  return stored;
}

struct Shown {
  const Raw& raw;
  Versions versions;
  std::string base;
  web::Faults faults = {};
};

Result<web::Response> edit_page(const Needs& needs, const web::Req& req, const EditionRow& edition, const Shown& shown) {
  const auto& messages = needs->pages->messages(req.http);
  const auto path = path_of(edition.id);
  FormPage view{.lead = messages.text("edition.edit.lead"),
                .form = {.action = path + "/edit",
                         .submit = messages.text("ui.save"),
                         .fields = fields_of(messages, edition_sheet(), shown.raw),
                         .cancel = path,
                         .hidden = hidden_of(shown.versions),
                         .guards = true},
                .remove = {}};
  view.form.hidden.push_back({kBase, shown.base});
  view.form.fields.push_back({.kind = render::FieldKind::checkbox,
                              .name = kTell,
                              .label = messages.text("edition.tell"),
                              .hint = messages.text("edition.tell_hint"),
                              .value = "1",
                              .ticked = req.form.has(kTell),
                              .begins_group = true,
                              .group = messages.text("edition.group.tell")});
  render::show_faults(view.form, shown.faults, messages);
  return needs->pages->page(req,
                            {.title = messages.text("edition.edit", {{"name", name_of(messages, edition)}}),
                             .nav = kNav,
                             .back = path,
                             .back_label = name_of(messages, edition)},
                            "events/form", view, shown.faults.empty() ? 200 : 422);
}

Result<web::Response> show_edit(const Needs& needs, const web::Req& req, storage::ReadTx& tx) {
  TRY(const auto stored, stored_of(req, tx));
  const auto raw = raw_of(stored.edition, stored.details);
  return edit_page(needs, req, stored.edition, {.raw = raw, .versions = stored.versions(), .base = base_of(edition_sheet(), raw)});
}

Result<web::Response> store(const Needs& needs, const web::Req& req, storage::WriteTx& tx, const Stored& now, const EditionForm& form) {
  const auto& edition = now.edition;
  // Details first: a change of the edition may make their row.
  TRYV(change_edition_details(tx, req.actor, edition.id, now.details.version, form.details));
  if (form.fields != fields_of(edition)) TRYV(change_edition(tx, req.actor, edition.id, edition.version, form.fields));
  const bool tells = req.form.has(kTell) && is_news(edition, form.fields);
  if (tells) TRYV(jobs::start_job(tx, kTellChangedJob, edition.id.to_string()));
  return needs->pages->see_other(path_of(edition.id),
                                 {.key = tells ? "flash.edition_told" : "flash.edition_saved", .args = {{"name", form.fields.name}}});
}

Result<web::Response> save(const Needs& needs, const web::Req& req, storage::WriteTx& tx) {
  TRY(const auto now, stored_of(req, tx));
  const Versions seen{hidden_number(req.form, "edition_version"), hidden_number(req.form, "details_version")};
  const auto now_raw = raw_of(now.edition, now.details);
  auto raw = raw_of(edition_sheet(), req.form);
  if (seen == now.versions()) raw = with_choices(edition_sheet(), req.form, std::move(raw), now_raw);
  const auto typed = edition_typed(raw, now.edition);
  const std::string base(req.form.text(kBase));
  if (!typed.faults.empty())
    return edit_page(needs, req, now.edition, {.raw = raw, .versions = seen, .base = base, .faults = typed.faults});
  const bool is_alone = seen == now.versions() || raw == now_raw || base == base_of(edition_sheet(), now_raw);
  if (is_alone) return store(needs, req, tx, now, typed.form);
  auto hidden = hidden_of(now.versions());
  if (req.form.has(kTell)) hidden.push_back({kTell, "1"});
  return conflict_page(needs, req,
                       {.sheet = edition_sheet(),
                        .now = now_raw,
                        .typed = raw,
                        .action = path_of(now.edition.id) + "/edit",
                        .back = path_of(now.edition.id),
                        .back_label = name_of(needs->pages->messages(req.http), now.edition),
                        .hidden = std::move(hidden)});
}

}  // namespace

web::Routes edition_form_routes(const Needs& needs) {
  using enum web::Method;
  auto post_route = page(post, "/editions/{edition}/edit", web::kAdmin, writes(needs, save));
  post_route.body_bytes_max = kBodyMax;
  return {page(get, "/editions/{edition}/edit", web::kAdmin, reads(needs, show_edit)), std::move(post_route)};
}

}  // namespace uke::server::events

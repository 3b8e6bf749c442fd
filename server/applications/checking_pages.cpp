// 照合用: pasting the group's display names, looking through them, and who of them is not on the roster yet.
#include "server/applications/checking_service.h"
#include "server/applications/pages.h"
#include "server/applications/words.h"
#include "server/render/form.h"
#include "server/web/rest.h"

namespace uke::server::applications {
namespace {

constexpr std::int64_t kNamesShown = 100;
constexpr std::size_t kFormBytesMax = 4 * 1024 * 1024;  // three bytes become nine in a form

struct ListPage {
  bool may_change = false;
  bool has_names = false;
  std::string total;
  std::string vanish;
  render::FormView form;
  std::string q;
  std::vector<std::string> names;
  std::string nothing_found;
  std::optional<render::Pager> pager;
};
BOOST_DESCRIBE_STRUCT(ListPage, (), (may_change, has_names, total, vanish, form, q, names, nothing_found, pager))

struct StrangersPage {
  std::string summary;
  std::vector<std::string> names;
  std::optional<render::Copy> copy;
  std::optional<render::Empty> empty;
};
BOOST_DESCRIBE_STRUCT(StrangersPage, (), (summary, names, copy, empty))

struct DeletePage {
  render::Confirm confirm;
};
BOOST_DESCRIBE_STRUCT(DeletePage, (), (confirm))

render::FormView paste_form(const Messages& m, std::int64_t count, std::string text, PasteMode mode) {
  render::FormView form{.action = "/checking-list", .submit = m.text("checking.take"), .fields = {}};
  form.fields.push_back({.kind = render::FieldKind::textarea,
                         .name = "names",
                         .label = m.text("checking.names"),
                         .hint = m.text("checking.names_hint"),
                         .value = std::move(text),
                         .required = true});
  if (count > 0) {
    render::Field how{.kind = render::FieldKind::radios, .name = "mode", .label = m.text("checking.mode")};
    how.choices = {
        {.value = "add", .label = m.text("checking.mode.add"), .chosen = mode == PasteMode::add},
        {.value = "replace", .label = m.text("checking.mode.replace", {{"count", count}}), .chosen = mode == PasteMode::replace}};
    form.fields.push_back(std::move(how));
  }
  return form;
}

struct Shown {
  std::string_view searched = {};
  CheckingId after = {};
  std::string typed = {};
  PasteMode mode = PasteMode::add;
  web::Faults faults = {};
  std::string trouble = {};
};

void add_names(const Messages& m, const CheckingPage& found, const Shown& shown, ListPage& view) {
  for (const auto& row : found.items) view.names.push_back(row.name);
  if (found.items.empty() && !shown.searched.empty()) view.nothing_found = m.text("checking.nothing_found");
  if (found.next.empty() && shown.after.is_nil()) return;
  const std::vector<render::Hidden> searched = {{"q", std::string(shown.searched)}};
  view.pager.emplace();
  view.pager->summary = m.text("application.shown", {{"count", std::ssize(found.items)}});
  if (!shown.after.is_nil()) view.pager->first = render::PagerStep{.path = "/checking-list/search", .fields = searched};
  if (!found.next.empty()) {
    auto fields = searched;
    fields.push_back({"after", found.next});
    view.pager->next = render::PagerStep{.path = "/checking-list/search", .fields = std::move(fields)};
  }
}

Result<web::Response> show(const PageParts& parts, const web::Req& req, storage::ReadTx& tx, const Shown& shown) {
  const auto& m = parts.pages->messages(req.http);
  TRY(const auto totals, checking_totals(tx, req.actor));
  TRY(const auto found, search_names(tx, req.actor, shown.searched, shown.after, kNamesShown));
  ListPage view;
  view.may_change = may_change(req);
  view.has_names = totals.count > 0;
  view.total = m.text("checking.total", {{"count", totals.count}});
  if (view.has_names) view.vanish = m.text("checking.vanish", {{"date", date_of(m, totals.oldest_ms + kCheckingLasts.count())}});
  view.form = paste_form(m, totals.count, shown.typed, shown.mode);
  view.form.error = shown.trouble;
  view.q = shown.searched;
  add_names(m, found, shown, view);
  const bool wrong = render::show_faults(view.form, shown.faults, m) || !shown.trouble.empty();
  return parts.pages->page(req, {.title = m.text("checking.title"), .nav = "/checking-list"}, "applications/checking", view,
                           wrong ? 422 : 200);
}

Result<web::Response> list(const PageParts& parts, const web::Req& req, storage::ReadTx& tx) { return show(parts, req, tx, {}); }

Result<web::Response> search(const PageParts& parts, const web::Req& req, storage::ReadTx& tx) {
  const auto after = CheckingId::parse(req.form.text("after"));
  return show(parts, req, tx, {.searched = req.form.text("q"), .after = after ? *after : CheckingId{}});
}

using Outcome = std::variant<web::Response, web::Mutation>;

Result<Outcome> paste(const PagePartsPtr& parts, const web::Req& req, storage::ReadTx& tx) {
  const auto& m = parts->pages->messages(req.http);
  const auto text = req.form.text("names");
  const auto mode = enum_value<PasteMode>(req.form.text("mode")).value_or(PasteMode::add);
  auto pasted = parse_names(text);
  if (pasted.too_many || pasted.names.empty()) {
    Shown shown{.typed = std::string(text), .mode = mode};
    if (pasted.too_many) {
      shown.trouble = m.text("checking.too_many", {{"most", static_cast<std::int64_t>(kCheckingLinesMax)}});
    } else {
      shown.faults = {{"names", web::What::required, 0}};
    }
    TRY(auto response, show(*parts, req, tx, shown));
    return Outcome(std::move(response));
  }
  return Outcome(
      web::Mutation([parts, actor = req.actor, pasted = std::move(pasted), mode](storage::WriteTx& write) -> Result<web::Response> {
        TRY(const auto report, paste_names(write, actor, pasted, mode));
        return parts->pages->see_other("/checking-list", {.key = "flash.checking_taken",
                                                          .args = {{"added", std::to_string(report.added)},
                                                                   {"known", std::to_string(report.known)},
                                                                   {"repeated", std::to_string(report.repeated)},
                                                                   {"unusable", std::to_string(report.unusable)}}});
      }));
}

Result<Outcome> strangers(const PageParts& parts, const web::Req& req, storage::ReadTx& tx) {
  const auto& m = parts.pages->messages(req.http);
  TRY(auto found, not_on_the_roster(tx, req.actor));
  StrangersPage view{
      .summary = m.text("checking.strangers_summary", {{"count", std::ssize(found.names)}, {"recognised", found.recognised}}),
      .names = std::move(found.names),
      .copy = {},
      .empty = {}};
  if (view.names.empty()) {
    view.empty = render::Empty{.title = m.text(found.recognised == 0 ? "checking.empty" : "checking.no_strangers")};
  } else {
    std::string lines;
    for (const auto& name : view.names) lines.append(name).append("\n");
    view.copy = render::Copy{.id = "strangers", .label = m.text("checking.strangers_copy"), .text = std::move(lines), .rows = 8};
  }
  TRY(auto response, parts.pages->page(req,
                                       {.title = m.text("checking.strangers"),
                                        .nav = "/checking-list",
                                        .back = "/checking-list",
                                        .back_label = m.text("checking.title")},
                                       "applications/checking_strangers", view));
  return Outcome(std::move(response));
}

Result<web::Response> ask_to_delete(const PageParts& parts, const web::Req& req, storage::ReadTx& tx) {
  const auto& m = parts.pages->messages(req.http);
  TRY(const auto totals, checking_totals(tx, req.actor));
  DeletePage view;
  view.confirm = {.text = m.text("checking.delete_question", {{"count", totals.count}}),
                  .points = {m.text("checking.delete_point1"), m.text("checking.delete_point2")},
                  .button = {.action = "/checking-list/delete", .label = m.text("checking.delete"), .look = render::Look::danger},
                  .cancel = "/checking-list"};
  return parts.pages->page(req, {.title = m.text("checking.delete_title"), .nav = "/checking-list"}, "applications/checking_delete", view);
}

Result<web::Response> remove(const PageParts& parts, const web::Req& req, storage::WriteTx& tx) {
  TRY(const auto deleted, delete_checking_list(tx, req.actor));
  return parts.pages->see_other("/checking-list", {.key = "flash.checking_deleted", .args = {{"count", std::to_string(deleted)}}});
}

}  // namespace

web::Routes checking_pages(const PagePartsPtr& parts) {
  const std::string all = "/checking-list";
  const auto read = [&](Result<web::Response> (*handler)(const PageParts&, const web::Req&, storage::ReadTx&)) {
    return web::Read([parts, handler](const web::Req& req, storage::ReadTx& tx) { return handler(*parts, req, tx); });
  };
  auto pasting =
      page_post(all, web::kAdmin, web::Work([parts](const web::Req& req, storage::ReadTx& tx) { return paste(parts, req, tx); }));
  pasting.body_bytes_max = kFormBytesMax;
  pasting.inflated_bytes_max = kFormBytesMax;
  auto unknown = page_get(all + "/strangers", web::kOrganizers, {});
  unknown.handler = web::Work([parts](const web::Req& req, storage::ReadTx& tx) { return strangers(*parts, req, tx); });
  return {
      page_get(all, web::kOrganizers, read(list)),
      std::move(pasting),
      page_post(all + "/search", web::kOrganizers, read(search)),
      std::move(unknown),
      page_get(all + "/delete", web::kAdmin, read(ask_to_delete)),
      page_post(all + "/delete", web::kAdmin,
                web::Write([parts](const web::Req& req, storage::WriteTx& tx) { return remove(*parts, req, tx); })),
  };
}

}  // namespace uke::server::applications

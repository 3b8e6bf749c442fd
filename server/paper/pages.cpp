#include "server/paper/pages.h"

#include "server/events/page_kit.h"
#include "server/events/service.h"
#include "server/paper/handing_out.h"
#include "server/paper/sheet.h"
#include "server/render/parts.h"
#include "server/web/page_routes.h"
#include "server/web/rest.h"

namespace uke::server::paper {
namespace {

constexpr std::string_view kReceiptsUsual = "12";
constexpr std::string_view kBlankUsual = "6";

struct FigureView {
  std::string value;
  std::string unit;
  std::string label;
};
BOOST_DESCRIBE_STRUCT(FigureView, (), (value, unit, label))

struct PaperView {
  std::optional<render::Tabs> tabs;
  std::optional<render::Notice> notice;
  std::vector<FigureView> figures;
  std::string set_path;
  std::string tickets_path;
  std::string batch_path;
  std::string error;
  std::vector<render::Choice> choices;
  bool has_fees = false;
  std::string receipts;
  std::string blank_receipts;
  std::vector<render::Choice> whose;
};
BOOST_DESCRIBE_STRUCT(PaperView, (),
                      (tabs, notice, figures, set_path, tickets_path, batch_path, error, choices, has_fees, receipts, blank_receipts,
                       whose))

// What was chosen before, where the form is shown again.
struct Typed {
  std::optional<Parts> parts;
  std::string receipts = std::string(kReceiptsUsual);
  std::string blank = std::string(kBlankUsual);
  std::string error;
};

std::string path_of(EditionId edition, std::string_view rest) { return "/editions/" + edition.to_string() + std::string(rest); }

std::string part_label(const i18n::Messages& messages, const Set& set, Part part) {
  const auto key = "paper.part." + std::string(enum_name(part));
  const auto with = [&](std::size_t pages) { return messages.text(key, {{"pages", static_cast<std::int64_t>(pages)}}); };
  switch (part) {
    case Part::list: return with(sheets_for(set.onsite.size() + kWalkInRows, desk::kPaperRows));
    case Part::online: return with(sheets_for(set.online.size(), desk::kPaperRows));
    case Part::badges: return with(sheets_for(set.onsite.size(), kBadgesOnSheet));
    default: return messages.text(key);
  }
}

Result<web::Response> show(const PageParts& parts, const web::Req& req, storage::ReadTx& tx, const Typed& typed, int status) {
  const auto& messages = parts.pages->messages(req.http);
  TRY(const auto id, web::path_value<EditionId>(req, "edition"));
  TRY(const auto set, gather(tx, req.actor, id, parts.organization, messages));
  PaperView view;
  view.tabs = events::edition_tabs(messages, req.actor, id, events::EditionTab::paper);
  const auto figure = [&](std::size_t count, std::string_view key) {
    view.figures.push_back({format_thousands(static_cast<std::int64_t>(count)), messages.text("desk.unit"), messages.text(key)});
  };
  figure(set.onsite.size(), "paper.onsite");
  figure(set.online.size(), "paper.online");
  if (set.onsite.empty()) view.notice = render::Notice{.tone = render::Tone::attention, .title = messages.text("paper.too_early")};
  view.set_path = path_of(id, "/paper/set.pdf");
  view.tickets_path = path_of(id, "/tickets.pdf");
  view.batch_path = path_of(id, "/batch");
  view.error = typed.error;
  const auto chosen = typed.parts.value_or(all_parts());
  for (const auto part : all_parts()) {
    if (part == Part::online && set.online.empty()) continue;
    view.choices.push_back({std::string(enum_name(part)), part_label(messages, set, part), chosen.contains(part)});
  }
  view.has_fees = !set.fees.empty();
  view.receipts = typed.receipts;
  view.blank_receipts = typed.blank;
  view.whose = {{"everybody", messages.text("paper.tickets_all"), true}, {"no_mail", messages.text("paper.tickets_no_mail"), false}};
  const render::Head head{.title = messages.text("paper.title"), .nav = "/events", .back = path_of(id, ""), .back_label = set.edition};
  return parts.pages->page(req, head, "paper/paper", view, status);
}

Handed refuse(const PageParts& parts, const web::Req& req, storage::ReadTx& tx, Typed typed, std::string_view key) {
  typed.error = parts.pages->messages(req.http).text(key);
  TRY(auto page, show(parts, req, tx, typed, 422));
  return page;
}

Handed make_set(const PageParts& parts, const web::Req& req, storage::ReadTx& tx) {
  SetOrder order;
  TRY(order.edition, web::path_value<EditionId>(req, "edition"));
  for (const auto word : req.form.all("part")) {
    if (const auto part = enum_value<Part>(word)) order.parts.insert(*part);
  }
  Typed typed{.parts = order.parts,
              .receipts = std::string(req.form.text("receipts")),
              .blank = std::string(req.form.text("blank_receipts")),
              .error = {}};
  if (order.parts.empty()) return refuse(parts, req, tx, std::move(typed), "paper.none_chosen");
  const auto receipts = receipt_count(typed.receipts, 0);
  const auto blank = receipt_count(typed.blank, 0);
  if (!receipts || !blank) return refuse(parts, req, tx, std::move(typed), "paper.bad_receipts");
  order.receipts = *receipts;
  order.blank_receipts = *blank;
  auto handed = hand_out_set(parts, req, tx, order);
  const bool leaves_nothing = !handed && handed.error().code == ErrorCode::invalid;
  return leaves_nothing ? refuse(parts, req, tx, std::move(typed), "paper.no_sheet") : handed;
}

Handed make_tickets(const PageParts& parts, const web::Req& req, storage::ReadTx& tx) {
  TRY(const auto edition, web::path_value<EditionId>(req, "edition"));
  const auto whose = enum_value<TicketsOf>(req.form.text("of")).value_or(TicketsOf::everybody);
  auto handed = hand_out_tickets(parts, req, tx, edition, whose);
  const bool is_nobody = !handed && handed.error().code == ErrorCode::invalid;
  return is_nobody ? refuse(parts, req, tx, {}, "paper.nobody") : handed;
}

web::Route page(web::Method method, std::string pattern, decltype(web::Route::handler) handler) {
  return web::page(method, std::move(pattern), web::kOrganizers, std::move(handler));
}

}  // namespace

web::Routes page_routes(const PageParts& parts) {
  using enum web::Method;
  return {
      page(get, "/editions/{edition}/paper",
           web::Read([parts](const web::Req& req, storage::ReadTx& tx) { return show(parts, req, tx, {}, 200); })),
      page(post, "/editions/{edition}/paper/set.pdf",
           web::Work([parts](const web::Req& req, storage::ReadTx& tx) { return make_set(parts, req, tx); })),
      page(post, "/editions/{edition}/tickets.pdf",
           web::Work([parts](const web::Req& req, storage::ReadTx& tx) { return make_tickets(parts, req, tx); })),
  };
}

}  // namespace uke::server::paper

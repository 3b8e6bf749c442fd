// /mail/addresses: who gets no mail, or no notices. Admins only.
#include "server/outbox/pages_kit.h"
#include "server/outbox/service.h"
#include "server/web/rest.h"

namespace uke::server::outbox {
namespace {

constexpr std::int64_t kShown = 50;

struct RowView {
  std::string address;
  std::vector<std::string> marks;
  std::string answer;
  std::vector<render::PostButton> buttons;
};
BOOST_DESCRIBE_STRUCT(RowView, (), (address, marks, answer, buttons))

struct AddressesView {
  std::vector<RowView> rows;
  std::optional<render::Empty> empty;
  std::optional<render::Pager> pager;
};
BOOST_DESCRIBE_STRUCT(AddressesView, (), (rows, empty, pager))

render::PostButton clear_button(const Messages& m, const mail::AddressRow& row, Mark mark) {
  const auto label = m.text(mark == Mark::refused ? "mail.addresses.clear_refusal" : "mail.addresses.clear_notices");
  return {.action = "/mail/addresses/" + row.id.to_string() + "/clear",
          .label = label,
          .small = true,
          .fields = {{.name = "mark", .value = std::string(enum_name(mark))}},
          .says = label + ": " + row.address};
}

RowView row_of(const Messages& m, const mail::AddressRow& row) {
  RowView view{.address = row.address, .marks = {}, .answer = row.refused_answer, .buttons = {}};
  if (row.refused_ms != 0) {
    view.marks.push_back(m.text("mail.addresses.refused", {{"when", when(m, row.refused_ms)}}));
    view.buttons.push_back(clear_button(m, row, Mark::refused));
  }
  if (row.unsubscribed_ms != 0) {
    view.marks.push_back(m.text("mail.addresses.unsubscribed", {{"when", when(m, row.unsubscribed_ms)}}));
    view.marks.push_back(m.text("mail.addresses.clear_notices_hint"));
    view.buttons.push_back(clear_button(m, row, Mark::unsubscribed));
  }
  return view;
}

Result<web::Response> list(const PageParts& parts, const web::Req& req, storage::ReadTx& tx) {
  const auto& m = parts.pages->messages(req.http);
  TRY(const auto after, web::page_after<AddressId>(req));
  TRY(auto rows, get_marked_addresses(tx, req.actor, after, kShown + 1));
  AddressesView view;
  const bool more = std::ssize(rows) > kShown;
  if (more) rows.pop_back();
  for (const auto& row : rows) view.rows.push_back(row_of(m, row));
  if (rows.empty()) view.empty = render::Empty{.title = m.text("mail.addresses.empty")};
  if (more || !after.is_nil()) {
    view.pager = render::Pager{.summary = {}, .first = {}, .next = {}};
    if (!after.is_nil()) view.pager->first = render::PagerStep{.path = "/mail/addresses"};
    if (more) view.pager->next = render::PagerStep{.path = "/mail/addresses?after=" + rows.back().id.to_string()};
  }
  const render::Head head{.title = m.text("mail.addresses.title"), .nav = kNav, .back = "/mail", .back_label = m.text("mail.title")};
  return parts.pages->page(req, head, "mail/addresses", view);
}

Result<web::Response> clear(const PageParts& parts, const web::Req& req, storage::WriteTx& tx) {
  TRY(const auto id, web::path_value<AddressId>(req, "address"));
  const auto mark = enum_value<Mark>(req.form.text("mark"));
  if (!mark) return fail(ErrorCode::invalid, "outbox.clear", "mark: is unknown");
  TRYV(clear_mark(tx, req.actor, id, *mark));
  return parts.pages->see_other("/mail/addresses", {.key = "flash.mail_cleared", .args = {}});
}

}  // namespace

web::Routes address_pages(const PagePartsPtr& parts) {
  return {page(web::Method::get, "/mail/addresses", web::kAdmin, reads(parts, list)),
          page(web::Method::post, "/mail/addresses/{address}/clear", web::kAdmin, writes(parts, clear))};
}

}  // namespace uke::server::outbox

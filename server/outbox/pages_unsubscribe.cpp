// /unsubscribe/{secret}: the link in each notice. GET shows a button, because mail scanners open every link; POST does it. Mail programs
// post there by themselves, too ("one-click", RFC 8058): they send no Origin and follow no redirect.
#include "server/mail/overview.h"
#include "server/outbox/pages_kit.h"

namespace uke::server::outbox {
namespace {

struct UnsubscribeView {
  render::Notice notice;
  render::PostButton button;
  std::string address;
};
BOOST_DESCRIBE_STRUCT(UnsubscribeView, (), (notice, button, address))

// Enough to know one's own address by, too little for who found the letter: h•••@example.jp
std::string hinted(const std::string& address) {
  const auto at = address.rfind('@');
  return address.substr(0, 1) + "•••" + (at == address.npos ? std::string() : address.substr(at));
}

Result<web::Response> show(const PageParts& parts, const web::Req& req, storage::ReadTx& tx) {
  const auto& m = parts.pages->messages(req.http);
  TRY(const auto row, mail::address_of_link(tx, req.at("secret")));
  const bool stopped = row.unsubscribed_ms != 0;
  UnsubscribeView view;
  view.address = hinted(row.address);
  view.notice = {.tone = stopped ? render::Tone::good : render::Tone::info,
                 .title = m.text(stopped ? "unsubscribe.stopped" : "unsubscribe.ask"),
                 .text = m.text(stopped ? "unsubscribe.stopped_text" : "unsubscribe.ask_text")};
  view.button = {.action = "/unsubscribe/" + std::string(req.at("secret")),
                 .label = m.text(stopped ? "unsubscribe.allow" : "unsubscribe.stop"),
                 .look = stopped ? render::Look::secondary : render::Look::primary,
                 .fields = {{.name = "do", .value = stopped ? "allow" : "stop"}}};
  return parts.pages->page(req, {.title = m.text("unsubscribe.title")}, "mail/unsubscribe", view);
}

Result<web::Response> change(const PageParts& parts, const web::Req& req, storage::WriteTx& tx) {
  const auto secret = req.at("secret");
  if (req.form.text("List-Unsubscribe") == "One-Click") {
    TRYV(mail::set_notices(tx, secret, mail::Notices::stop));
    return show(parts, req, tx);
  }
  const bool allow = req.form.text("do") == "allow";
  TRYV(mail::set_notices(tx, secret, allow ? mail::Notices::allow : mail::Notices::stop));
  return parts.pages->see_other("/unsubscribe/" + std::string(secret),
                                {.key = allow ? "flash.notices_allowed" : "flash.notices_stopped", .args = {}});
}

}  // namespace

web::Routes unsubscribe_pages(const PagePartsPtr& parts) {
  return {page(web::Method::get, "/unsubscribe/{secret}", web::kOpen, reads(parts, show)),
          page(web::Method::post, "/unsubscribe/{secret}", web::kOpen, writes(parts, change))};
}

}  // namespace uke::server::outbox

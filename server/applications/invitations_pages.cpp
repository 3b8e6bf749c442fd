// Links by which members vouch: a list, the choice of a sponsor, one link with its texts.
#include "server/applications/links.h"
#include "server/applications/pages.h"
#include "server/applications/texts.h"
#include "server/render/form.h"
#include "server/roster/rules_characters.h"
#include "server/web/rest.h"

#include <charconv>

namespace uke::server::applications {
namespace {

constexpr std::int64_t kRowsShown = 50;
constexpr std::int64_t kSponsorsShown = 20;

struct RowView {
  InvitationId id;
  std::string sponsor;
  std::string invited;
  render::Chip state;
  std::string uses;
  std::string until;
};
BOOST_DESCRIBE_STRUCT(RowView, (), (id, sponsor, invited, state, uses, until))

struct SponsorRow {
  MemberId id;
  std::string name;
  std::string kana;
  std::string place;
};
BOOST_DESCRIBE_STRUCT(SponsorRow, (), (id, name, kana, place))

struct ListView {
  bool may_change = false;
  std::string q;
  std::string nobody_found;
  std::vector<SponsorRow> sponsors;
  std::vector<RowView> rows;
  bool has_rows = false;
  std::optional<render::Empty> empty;
  std::optional<render::Pager> pager;
  render::Copy open_link;
  render::Copy open_text;
};
BOOST_DESCRIBE_STRUCT(ListView, (), (may_change, q, nobody_found, sponsors, rows, has_rows, empty, pager, open_link, open_text))

struct NewView {
  std::string sponsor;
  render::FormView form;
};
BOOST_DESCRIBE_STRUCT(NewView, (), (sponsor, form))

struct OneView {
  render::Chip state;
  render::Facts facts;
  bool is_open = false;
  render::Copy link;
  render::Copy text;
  render::Html qr;
  bool has_qr = false;
  std::optional<render::PostButton> withdraw;
  std::optional<render::PostButton> restore;
};
BOOST_DESCRIBE_STRUCT(OneView, (), (state, facts, is_open, link, text, qr, has_qr, withdraw, restore))

std::string path_of(InvitationId id) { return "/invitations/" + id.to_string(); }

std::string uses_of(const Messages& m, const InvitationRow& row) {
  return m.text("invitation.uses_of", {{"uses", row.uses}, {"most", row.uses_max}});
}

RowView row_view(const Messages& m, const Invitation& invitation) {
  const auto& row = invitation.row;
  return {.id = row.id,
          .sponsor = invitation.sponsor_name.empty() ? m.text("invitation.sponsor_unknown") : invitation.sponsor_name,
          .invited = row.invited_name,
          .state = chip_of(m, invitation.state),
          .uses = uses_of(m, row),
          .until = date_of(m, row.expires_ms - 1)};
}

Result<web::Response> show_list(const PageParts& parts, const web::Req& req, storage::ReadTx& tx, InvitationId after,
                                std::string_view searched) {
  const auto& m = parts.pages->messages(req.http);
  TRY(auto invitations, get_invitations(tx, req.actor, after, kRowsShown + 1));
  ListView view;
  view.may_change = may_change(req);
  view.q = searched;
  if (!searched.empty()) {
    TRY(const auto found, find_sponsors(tx, req.actor, searched, kSponsorsShown));
    for (const auto& member : found) {
      view.sponsors.push_back({.id = member.id,
                               .name = roster::whole_name(member.fields),
                               .kana = member.fields.kana,
                               .place = where_they_worked(m, member.fields)});
    }
    if (found.empty()) view.nobody_found = m.text("invitation.nobody_found");
  }
  const bool more = std::ssize(invitations) > kRowsShown;
  if (more) invitations.pop_back();
  for (const auto& invitation : invitations) view.rows.push_back(row_view(m, invitation));
  view.has_rows = !view.rows.empty();
  if (more || !after.is_nil()) {
    view.pager.emplace();
    view.pager->summary = m.text("application.shown", {{"count", std::ssize(invitations)}});
    if (!after.is_nil()) view.pager->first = render::PagerStep{.path = "/invitations"};
    if (more) view.pager->next = render::PagerStep{.path = "/invitations?after=" + invitations.back().row.id.to_string()};
  }
  if (invitations.empty()) view.empty = render::Empty{.title = m.text("invitation.empty"), .text = m.text("invitation.empty_text")};
  const auto link = full_link(parts.pages->url(), req.http.header("host"), "/apply");
  view.open_link = {.id = "open-link", .label = m.text("invitation.open_link"), .text = link, .rows = 1};
  view.open_text = {.id = "open-text",
                    .label = m.text("invitation.text_label"),
                    .text = open_invitation_text(m, organization_of(parts, m), link),
                    .rows = 8};
  return parts.pages->page(req, {.title = m.text("invitation.title"), .nav = "/invitations", .width = render::Head::Width::table},
                           "applications/invitations", view);
}

Result<web::Response> list(const PageParts& parts, const web::Req& req, storage::ReadTx& tx) {
  TRY(const auto after, web::page_after<InvitationId>(req));
  return show_list(parts, req, tx, after, {});
}

Result<web::Response> find(const PageParts& parts, const web::Req& req, storage::ReadTx& tx) {
  return show_list(parts, req, tx, {}, req.form.text("q"));
}

render::FormView new_form(const Messages& m, const InvitationFields& fields) {
  render::FormView form{.action = "/invitations", .submit = m.text("invitation.create"), .fields = {}, .cancel = "/invitations"};
  form.hidden.push_back({"sponsor", fields.sponsor.to_string()});
  form.fields.push_back({.kind = render::FieldKind::text,
                         .name = "invited_name",
                         .label = m.text("invitation.invited_name"),
                         .hint = m.text("invitation.invited_hint"),
                         .value = fields.invited_name,
                         .autocomplete = "off",
                         .length_max = roster::kTextMax});
  form.fields.push_back({.kind = render::FieldKind::text,
                         .name = "note",
                         .label = m.text("invitation.note"),
                         .hint = m.text("invitation.note_hint"),
                         .value = fields.note,
                         .length_max = roster::kTextMax});
  form.fields.push_back({.kind = render::FieldKind::number,
                         .name = "uses_max",
                         .label = m.text("invitation.uses_max"),
                         .hint = m.text("invitation.uses_hint"),
                         .value = std::to_string(fields.uses_max)});
  return form;
}

Result<web::Response> show_new(const PageParts& parts, const web::Req& req, storage::ReadTx& tx, const InvitationFields& fields,
                               const web::Faults& faults) {
  const auto& m = parts.pages->messages(req.http);
  TRY(const auto sponsor, roster::get_member(tx, req.actor, fields.sponsor));
  NewView view{.sponsor = roster::whole_name(sponsor.fields), .form = new_form(m, fields)};
  if (!may_vouch(sponsor.state)) view.form.error = m.text("invitation.may_not_vouch");
  render::show_faults(view.form, faults, m);
  return parts.pages->page(
      req,
      {.title = m.text("invitation.new_title"), .nav = "/invitations", .back = "/invitations", .back_label = m.text("invitation.title")},
      "applications/invitation_new", view, faults.empty() ? 200 : 422);
}

Result<web::Response> fill_in(const PageParts& parts, const web::Req& req, storage::ReadTx& tx) {
  const auto sponsor = MemberId::parse(req.query("sponsor").value_or(""));
  if (!sponsor) return fail(ErrorCode::not_found, "applications.new_invitation", "no sponsor is chosen");
  return show_new(parts, req, tx, {.sponsor = *sponsor, .invited_name = {}, .note = {}}, {});
}

InvitationFields fields_of(const web::Form& form, web::Faults& faults) {
  InvitationFields fields{.sponsor = MemberId::parse(form.text("sponsor")).value_or(MemberId{}),
                          .invited_name = std::string(form.text("invited_name")),
                          .note = std::string(form.text("note"))};
  const auto digits = roster::narrow_ascii(form.text("uses_max"));
  const auto [stop, error] = std::from_chars(digits.data(), digits.data() + digits.size(), fields.uses_max);
  if (error != std::errc{} || stop != digits.data() + digits.size()) faults.push_back({"uses_max", web::What::not_number, 0});
  return tidied(fields);
}

Result<web::Response> create(const PageParts& parts, const web::Req& req, storage::WriteTx& tx) {
  web::Faults faults;
  const auto fields = fields_of(req.form, faults);
  if (faults.empty()) faults = check(fields);
  if (!faults.empty()) return show_new(parts, req, tx, fields, faults);
  TRY(const auto made, create_invitation(tx, req.actor, fields));
  return parts.pages->see_other(
      path_of(made.row.id),
      {.key = "flash.invitation_made", .args = {{"name", made.sponsor_name}}, .undo = path_of(made.row.id) + "/undo"});
}

Result<web::Response> show_one(const PageParts& parts, const web::Req& req, storage::ReadTx& tx) {
  const auto& m = parts.pages->messages(req.http);
  TRY(const auto id, web::path_value<InvitationId>(req, "invitation"));
  TRY(const auto invitation, get_invitation(tx, req.actor, id));
  const auto& row = invitation.row;
  const auto link = full_link(parts.pages->url(), req.http.header("host"), apply_path(row.code));
  OneView view;
  view.state = chip_of(m, invitation.state);
  view.is_open = invitation.state == InvitationState::open;
  const auto add = [&](std::string_view key, std::string value, std::string to = {}) {
    if (!value.empty()) view.facts.rows.push_back({.label = m.text(key), .value = std::move(value), .link = std::move(to)});
  };
  add("application.sponsor", row_view(m, invitation).sponsor, "/members/" + row.sponsor.to_string());
  add("invitation.invited_name", row.invited_name);
  add("invitation.note", row.note);
  add("invitation.uses", uses_of(m, row));
  add("invitation.until", date_of(m, row.expires_ms - 1));
  add("invitation.made_by", m.text("application.decided_by", {{"name", row.created_by}, {"when", date_of(m, row.created_ms)}}));
  view.link = {.id = "link", .label = m.text("invitation.link"), .text = link, .rows = 1};
  view.text = {.id = "text",
               .label = m.text("invitation.text_label"),
               .text = invitation_text(m, organization_of(parts, m), invitation, link),
               .rows = 12};
  if (view.is_open && parts.qr_picture) {
    TRY(auto picture, parts.qr_picture(link));
    view.qr = render::Html{std::move(picture)};
    view.has_qr = true;
  }
  if (may_change(req)) {
    if (row.withdrawn_ms == 0) {
      view.withdraw = render::PostButton{.action = path_of(id) + "/withdraw", .label = m.text("invitation.withdraw")};
    } else {
      view.restore = render::PostButton{.action = path_of(id) + "/restore", .label = m.text("invitation.restore")};
    }
  }
  return parts.pages->page(req,
                           {.title = m.text("invitation.of", {{"name", row_view(m, invitation).sponsor}}),
                            .nav = "/invitations",
                            .back = "/invitations",
                            .back_label = m.text("invitation.title")},
                           "applications/invitation", view);
}

Result<web::Response> withdraw(const PageParts& parts, const web::Req& req, storage::WriteTx& tx) {
  TRY(const auto id, web::path_value<InvitationId>(req, "invitation"));
  TRYV(withdraw_invitation(tx, req.actor, id));
  return parts.pages->see_other(path_of(id), {.key = "flash.invitation_withdrawn", .args = {}, .undo = path_of(id) + "/withdraw/undo"});
}

Result<web::Response> restore(const PageParts& parts, const web::Req& req, storage::WriteTx& tx) {
  TRY(const auto id, web::path_value<InvitationId>(req, "invitation"));
  TRYV(restore_invitation(tx, req.actor, id));
  return parts.pages->see_other(path_of(id), {.key = "flash.invitation_restored", .args = {}});
}

}  // namespace

web::Routes invitation_pages(const PagePartsPtr& parts) {
  const std::string all = "/invitations";
  const auto read = [&](Result<web::Response> (*handler)(const PageParts&, const web::Req&, storage::ReadTx&)) {
    return web::Read([parts, handler](const web::Req& req, storage::ReadTx& tx) { return handler(*parts, req, tx); });
  };
  const auto write = [&](Result<web::Response> (*handler)(const PageParts&, const web::Req&, storage::WriteTx&)) {
    return web::Write([parts, handler](const web::Req& req, storage::WriteTx& tx) { return handler(*parts, req, tx); });
  };
  return {
      page_get(all, web::kOrganizers, read(list)),
      page_post(all, web::kAdmin, write(create)),
      page_post(all + "/find", web::kAdmin, read(find)),
      page_get(all + "/new", web::kAdmin, read(fill_in)),
      page_get(all + "/{invitation}", web::kOrganizers, read(show_one)),
      page_post(all + "/{invitation}/withdraw", web::kAdmin, write(withdraw)),
      page_post(all + "/{invitation}/restore", web::kAdmin, write(restore)),
      page_post(all + "/{invitation}/undo", web::kAdmin, write(withdraw)),  // of having made it
      page_post(all + "/{invitation}/withdraw/undo", web::kAdmin, write(restore)),
  };
}

}  // namespace uke::server::applications

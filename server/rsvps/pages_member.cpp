#include "server/rsvps/pages_member.h"

#include "server/roster/pages_words.h"
#include "server/roster/service.h"
#include "server/rsvps/pages_words.h"

namespace uke::server::rsvps {
namespace {

constexpr std::int64_t kCandidates = 8;

render::PostButton link_button(const Messages& messages, const AttendeeRow& row, const std::string& member, const std::string& name) {
  const auto what = messages.text(member.empty() ? "rsvps.step.unlink" : "rsvps.step.link");
  return {.action = path_of(row.id) + "/member",
          .label = what,
          .look = member.empty() ? render::Look::quiet : render::Look::secondary,
          .small = true,
          .version = row.version,
          .fields = {{"member", member}},
          .says = messages.text("rsvps.says", {{"name", name}, {"what", what}})};
}

}  // namespace

Result<MemberView> member_view(const Messages& messages, const web::Req& req, storage::ReadTx& tx, const AttendeeRow& row,
                               std::string_view searched) {
  MemberView view;
  const bool may_link = is_admin(req);
  if (row.member) {
    TRY(const auto member, roster::find_member(tx, *row.member));
    view.path = "/members/" + row.member->to_string();
    view.name = member ? roster::whole_name(member->fields) : messages.text("rsvps.nameless");
    if (may_link) view.unlink = {link_button(messages, row, "", view.name)};
    return view;
  }
  view.may_link = may_link;
  view.searched = searched;
  if (!may_link || searched.empty()) return view;
  roster::MemberQuery query;
  query.text = searched;
  TRY(const auto found, roster::search_members(tx, req.actor, query, "", kCandidates));
  for (const auto& member : found.members) {
    const auto id = member.id.to_string();
    const auto name = roster::whole_name(member.fields);
    view.candidates.push_back({.path = "/members/" + id,
                               .name = name,
                               .kana = member.fields.kana,
                               .about = roster::work_words(member.fields),
                               .choose = link_button(messages, row, id, name)});
  }
  view.nobody_found = view.candidates.empty();
  return view;
}

}  // namespace uke::server::rsvps

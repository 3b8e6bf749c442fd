// Whose answer it is: the member on the roster, or whom it may be. Internal to this room.
#pragma once

#include "server/render/parts.h"
#include "server/rsvps/pages_kit.h"

namespace uke::server::rsvps {

struct CandidateView {
  std::string path;
  std::string name;
  std::string kana;
  std::string about;
  render::PostButton choose;
};
BOOST_DESCRIBE_STRUCT(CandidateView, (), (path, name, kana, about, choose))
struct MemberView {
  std::string path;  // "" = nobody yet
  std::string name;
  std::vector<render::PostButton> unlink;
  bool may_link = false;
  std::string searched;
  bool nobody_found = false;
  std::vector<CandidateView> candidates;
};
BOOST_DESCRIBE_STRUCT(MemberView, (), (path, name, unlink, may_link, searched, nobody_found, candidates))
// `searched`: what an admin typed to find the member; "" for nothing.
[[nodiscard]] Result<MemberView> member_view(const Messages& messages, const web::Req& req, storage::ReadTx& tx, const AttendeeRow& row,
                                             std::string_view searched);

}  // namespace uke::server::rsvps

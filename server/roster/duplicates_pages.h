// The organizers' pages of duplicates. Admins only.
//
//   GET   /members/duplicates          candidates       GET   /members/duplicates/merged   GET  /members/duplicates/apart
//   GET   /members/duplicates/{into}/{member}           side by side: the first goes on
//   POST  /members/duplicates/{into}/{member}/merge     POST  /members/merges/{member}/undo
//   POST  /members/duplicates/{into}/{member}/apart     POST  /members/duplicates/{into}/{member}/apart/undo
#pragma once

#include "server/render/pages.h"
#include "server/render/parts.h"
#include "server/roster/duplicates_api.h"

#include <memory>

namespace uke::server::roster {

[[nodiscard]] web::Routes duplicates_page_routes(render::PagesPtr pages, std::shared_ptr<CandidateCache> cache, SharedEditions shared);

// The parts of the above, a file each; internal to this room.
struct DuplicatesNeeds {
  render::PagesPtr pages;
  std::shared_ptr<CandidateCache> cache;
  SharedEditions shared;
};
using DuplicatesNeedsPtr = std::shared_ptr<const DuplicatesNeeds>;
[[nodiscard]] web::Routes duplicates_list_routes(const DuplicatesNeedsPtr& needs);
[[nodiscard]] web::Routes duplicates_pair_routes(const DuplicatesNeedsPtr& needs);

// One person of a pair or of a merge, in a card.
struct PersonCard {
  std::string path;
  std::string name;
  std::string kana;
  std::string former;
  std::vector<render::Chip> chips;
  std::vector<std::string> lines;  // work, years, e-mail, region: what is known
};
BOOST_DESCRIBE_STRUCT(PersonCard, (), (path, name, kana, former, chips, lines))
[[nodiscard]] PersonCard person_card(const i18n::Messages& messages, const Member& member);

// 「統合された記録」 on a member's page: each double with the button that undoes the merge (template duplicates/merged).
struct MergedRow {
  PersonCard person;
  std::string what;  // who merged it, and when
  std::vector<render::PostButton> button;
};
BOOST_DESCRIBE_STRUCT(MergedRow, (), (person, what, button))
[[nodiscard]] Result<std::vector<MergedRow>> merged_rows(storage::ReadTx& tx, const web::Req& req, const i18n::Messages& messages,
                                                         MemberId into);

[[nodiscard]] std::string pair_path(MemberId into, MemberId member);
// Which of the two is proposed to go on: the approved one, else the one of whom more is known, else the older row.
[[nodiscard]] bool goes_on(const Member& one, const Member& other);

}  // namespace uke::server::roster

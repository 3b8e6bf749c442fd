// Two rows of one person: what becomes of their fields when they are merged, and what undoing that restores. Pure; thread-safe.
//
// A merge changes the survivor's fields and nothing else. Undoing it takes back what it did to each field unless somebody edited the
// field since; where later merges built upon it, what they remember is corrected, so that all undone in any order leave what was there
// before the first.
#pragma once

#include "server/roster/rules.h"

#include <cstdint>
#include <map>
#include <string>
#include <string_view>
#include <vector>

namespace uke::server::roster {

// What the survivor was before and after. `step` puts the merges into one survivor in order.
struct MergeSide {
  MemberFields fields;
  std::int64_t step = 0;  // version of the survivor
  auto operator<=>(const MergeSide&) const = default;
};
BOOST_DESCRIBE_STRUCT(MergeSide, (), (fields, step))

struct Merge {
  MemberId member;  // the double
  MemberId into;    // the survivor
  MergeSide before;
  MergeSide after;
  auto operator<=>(const Merge&) const = default;
};

// The fields of which one value goes on; aliases and note are united, show_former_name goes with former_name.
[[nodiscard]] const std::vector<std::string>& choosable_fields();
// The value as people would read it; "" for not known, and for a field that is none of the above.
[[nodiscard]] std::string value_text(const MemberFields& fields, std::string_view field);
// Where the survivor knows nothing and the double does.
[[nodiscard]] std::vector<std::string> gaps(const MemberFields& into, const MemberFields& member);

// The survivor's fields: those of `from_member` as the double has them. Names that do not go on become aliases, as long as there is
// room (kAliasesMax); the double's note is added where there is room (kNoteMax). Whatever finds none stays in the double's row.
[[nodiscard]] MemberFields merged_fields(const MemberFields& into, const MemberFields& member, const std::vector<std::string>& from_member);

// The members and merges that undoing one may touch.
struct MergeWorld {
  std::map<MemberId, MemberFields> members;
  std::vector<Merge> merges;
};
// Takes the merge of `member` out of `world`, and back what it did. Nothing happens where it is not merged.
void undo_in(MergeWorld& world, MemberId member);

}  // namespace uke::server::roster

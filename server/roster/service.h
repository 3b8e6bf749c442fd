// Use cases of the roster. Called inside a transaction. Every change is noted in the audit log with what it was before.
//
// Errors: `forbidden` (only admins change; treasurers and reception read, reception without e-mail addresses and notes), `not_found`,
// `stale` when somebody else changed the member first, `invalid` with the first faulty field, `conflict` for a step that the state does
// not allow.
#pragma once

#include "server/roster/likeness.h"
#include "server/roster/rules.h"
#include "server/storage/write_tx.h"
#include "server/web/route.h"

#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace uke::server::roster {

struct Member {
  MemberId id;
  MemberState state = MemberState::approved;
  MemberFields fields;
  Origin origin = Origin::organizer;
  std::optional<MemberId> sponsor;  // who vouched for them
  std::string approved_by;          // the organizer's name; "" = never approved
  std::int64_t approved_ms = 0;
  std::optional<MemberState> was;       // state before `deceased`, `left` or `removed`, for undoing it
  std::optional<MemberId> merged_into;  // this row is another's double
  std::int64_t created_ms = 0;
  std::int64_t changed_ms = 0;
  std::int64_t version = 1;
};

struct NewMember {
  MemberFields fields;  // tidied by the service
  MemberState state = MemberState::approved;
  Origin origin = Origin::organizer;
  std::optional<MemberId> sponsor;
};
// `conflict` for an approved member where the actor has no name: nobody is approved without a named organizer.
// `invalid` for a sponsor who is no member.
[[nodiscard]] Result<Member> create_member(storage::WriteTx& tx, const web::Actor& actor, const NewMember& command);
[[nodiscard]] Result<Member> change_member(storage::WriteTx& tx, const web::Actor& actor, MemberId id, std::int64_t version,
                                           const MemberFields& fields);
// `approved` notes the actor as who approved, unless it is the undo (back to `was`), which brings back what was.
[[nodiscard]] Result<Member> set_member_state(storage::WriteTx& tx, const web::Actor& actor, MemberId id, std::int64_t version,
                                              MemberState state);
// Removes the row of a member that nothing else is known of (undo of an import), and what the audit log says about them. `conflict` if
// it has another version or is named by a merge or as a sponsor.
[[nodiscard]] Status remove_member(storage::WriteTx& tx, const web::Actor& actor, MemberId id, std::int64_t version);
[[nodiscard]] Result<Member> get_member(storage::ReadTx& tx, const web::Actor& actor, MemberId id);

// Which members: all that is given must fit. Merged doubles are never among them.
struct MemberQuery {
  std::string text;  // words as typed; each must be found (search_text, folded)
  std::optional<MemberState> state;
  std::optional<text::GojuonRow> row;
  std::string region;
  std::string site;
  std::optional<Employment> employment;
  std::optional<Occupation> occupation;
  std::optional<std::int64_t> age_decade;
  enum class Mail : std::uint8_t { any, with, without } mail = Mail::any;
};
struct MemberPage {
  std::vector<Member> members;  // in gojūon order of their kana, those without at the end
  std::int64_t total = 0;       // of the whole query
  std::string next;             // cursor of the next page; "" at the end
};
// `invalid` for an `after` that is no cursor, or whose member is gone.
[[nodiscard]] Result<MemberPage> search_members(storage::ReadTx& tx, const web::Actor& actor, const MemberQuery& query,
                                                std::string_view after, std::int64_t limit);
[[nodiscard]] Status each_member(storage::ReadTx& tx, const web::Actor& actor, const MemberQuery& query,
                                 const std::function<Status(const Member&)>& visit);

// What there is to filter by, in order; of each at most `limit`.
struct MemberWords {
  std::vector<std::string> regions;
  std::vector<std::string> sites;
};
[[nodiscard]] Result<MemberWords> member_words(storage::ReadTx& tx, const web::Actor& actor, std::int64_t limit);

// Members that the description may be, most alike first; `same` before `doubtful`. At most `limit`.
struct Like {
  Member member;
  Comparison comparison;
};
[[nodiscard]] Result<std::vector<Like>> members_like(storage::ReadTx& tx, const MemberFields& fields, std::int64_t limit);

// The member that the row stands for now: itself, or what it was merged into (followed to the end).
[[nodiscard]] Result<MemberId> current_of(storage::ReadTx& tx, MemberId id);
// The row itself and all that were merged into it, directly or not: whose RSVPs, tickets and desk records are this person's.
[[nodiscard]] Result<std::vector<MemberId>> all_ids_of(storage::ReadTx& tx, MemberId id);

// --- for other rooms: no authorisation of their own ---
[[nodiscard]] Result<std::optional<Member>> find_member(storage::ReadTx& tx, MemberId id);
// Takes the member off the roster for good: row, aliases, merges that name it, and what the audit log says about them (the entries
// stay). Whoever calls it has noted that.
[[nodiscard]] Status erase_member(storage::WriteTx& tx, const Member& member);

}  // namespace uke::server::roster

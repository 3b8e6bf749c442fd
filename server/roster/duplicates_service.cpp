#include "server/roster/duplicates_service.h"

#include "server/accounts/history.h"
#include "server/accounts/rules.h"
#include "server/roster/store.h"

#include <algorithm>

namespace uke::server::roster {
namespace {

constexpr int kChainMax = 64;

std::unexpected<Error> no_member() { return fail(ErrorCode::not_found, "roster.merge", "no such member"); }

accounts::Thing thing_of(MemberId id) { return {.kind = "member", .id = id.to_string()}; }

Result<Member> member_row(storage::ReadTx& tx, MemberId id) {
  TRY(auto member, find_row(tx, id));
  if (!member) return no_member();
  return std::move(*member);
}

Result<Member> as_seen(storage::ReadTx& tx, MemberId id, std::int64_t version) {
  TRY(auto member, member_row(tx, id));
  if (member.merged_into) return fail(ErrorCode::conflict, "roster.merge", "the member is another's double already");
  if (member.version != version) return fail(ErrorCode::stale, "roster.merge", "the member has another version");
  return member;
}

Result<Member> store_fields(storage::WriteTx& tx, const Member& before, const MemberFields& fields) {
  auto after = before;
  after.fields = fields;
  after.changed_ms = to_ms(tx.now());
  TRY(const bool changed, update_member(tx, before, after));
  if (!changed) return fail(ErrorCode::stale, "roster.merge", "the member has another version");
  ++after.version;
  return after;
}

// Everybody and every merge that undoing the merge of `member` may touch: the survivor and those it went into, with their doubles.
struct Loaded {
  MergeWorld world;
  std::map<MemberId, Member> members;
};
Result<Loaded> load_world(storage::ReadTx& tx, MemberId member) {
  Loaded loaded;
  const auto add = [&](MemberId id) -> Status {
    TRY(auto row, member_row(tx, id));
    loaded.world.members.emplace(id, row.fields);
    loaded.members.emplace(id, std::move(row));
    return {};
  };
  TRYV(add(member));
  TRY(auto into, merged_into(tx, member));
  for (int depth = 0; into && depth < kChainMax; ++depth) {
    TRYV(add(*into));
    TRY(auto rows, merges_into(tx, *into));
    for (auto& row : rows) {
      TRYV(add(row.merge.member));
      loaded.world.merges.push_back(std::move(row.merge));
    }
    TRY(into, merged_into(tx, *into));
  }
  return loaded;
}

Status save_world(storage::WriteTx& tx, const web::Actor& actor, const Loaded& before, const MergeWorld& after) {
  for (const auto& merge : after.merges) {
    const auto old = std::ranges::find(before.world.merges, merge.member, &Merge::member);
    if (old != before.world.merges.end() && *old != merge) TRYV(update_merge(tx, merge));
  }
  for (const auto& [id, fields] : after.members) {
    const auto& old = before.members.at(id);
    if (old.fields == fields) continue;
    TRYV(store_fields(tx, old, fields));
    TRYV(accounts::audit(tx, actor, "member.unmerge", thing_of(id), accounts::changes_between(old.fields, fields)));
  }
  return {};
}

Result<std::vector<MergeEntry>> entries_of(storage::ReadTx& tx, const std::vector<MergeRow>& rows) {
  std::vector<MergeEntry> entries;
  for (const auto& row : rows) {
    MergeEntry entry{.member = {}, .into = {}, .at_ms = row.at_ms, .by_name = row.by_name};
    TRY(entry.member, member_row(tx, row.merge.member));
    TRY(entry.into, member_row(tx, row.merge.into));
    entries.push_back(std::move(entry));
  }
  return entries;
}

}  // namespace

Result<CandidatesPtr> CandidateCache::get(storage::ReadTx& tx, const web::Actor& actor) {
  TRYV(accounts::require(actor, web::kAdmin));
  TRY(auto stamp, roster_stamp(tx));
  const std::lock_guard lock(mutex_);  // two who ask at once wait for one answer
  if (list_ && stamp == stamp_) return list_;
  CandidateFinder finder;
  TRYV(each_description(tx, [&](MemberId id, const MemberFields& fields) { finder.add(id, fields); }));
  TRY(const auto apart, all_apart(tx));
  list_ = std::make_shared<const CandidateList>(finder.find(apart));
  stamp_ = std::move(stamp);
  return list_;
}

Result<MemberFields> preview_merge(const Member& into, const Member& member, const MergeCommand& command) {
  const auto& known = choosable_fields();
  const auto taken = command.from_member.value_or(gaps(into.fields, member.fields));
  for (const auto& field : taken) {
    if (std::ranges::find(known, field) == known.end()) {
      return fail(ErrorCode::invalid, "roster.merge", "from_member: has a name that is no field of one value");
    }
  }
  return merged_fields(into.fields, member.fields, taken);
}

Result<Member> merge_members(storage::WriteTx& tx, const web::Actor& actor, const MergeCommand& command) {
  TRYV(accounts::require(actor, web::kAdmin));
  if (command.into == command.member) return fail(ErrorCode::conflict, "roster.merge", "a member is no double of itself");
  TRY(const auto into, as_seen(tx, command.into, command.into_version));
  TRY(const auto member, as_seen(tx, command.member, command.member_version));
  TRY(const auto fields, preview_merge(into, member, command));
  if (const auto faults = check(fields); !faults.empty()) {
    return fail(ErrorCode::invalid, "roster.merge", faults.front().field + ": " + std::string(enum_name(faults.front().what)));
  }
  TRY(auto after, store_fields(tx, into, fields));
  TRYV(insert_merge(tx, {.merge = {.member = member.id,
                                   .into = into.id,
                                   .before = {.fields = into.fields, .step = into.version},
                                   .after = {.fields = fields, .step = after.version}},
                         .at_ms = to_ms(tx.now()),
                         .by_id = actor.id,
                         .by_name = actor.name}));
  auto changes = accounts::changes_between(into.fields, fields);
  changes.push_back({"merged_from", "", member.id.to_string()});
  TRYV(accounts::audit(tx, actor, "member.merge", thing_of(into.id), changes));
  TRYV(accounts::audit(tx, actor, "member.merge", thing_of(member.id), {{"merged_into", "", into.id.to_string()}}));
  return after;
}

Result<Member> undo_merge(storage::WriteTx& tx, const web::Actor& actor, MemberId member) {
  TRYV(accounts::require(actor, web::kAdmin));
  TRY(const auto into, merged_into(tx, member));
  if (!into) return fail(ErrorCode::not_found, "roster.undo_merge", "no such merge");
  TRY(const auto loaded, load_world(tx, member));
  auto world = loaded.world;
  undo_in(world, member);
  TRYV(delete_merge(tx, member));
  TRYV(save_world(tx, actor, loaded, world));
  TRYV(accounts::audit(tx, actor, "member.unmerge", thing_of(member), {{"merged_into", into->to_string(), ""}}));
  return member_row(tx, member);
}

Status say_apart(storage::WriteTx& tx, const web::Actor& actor, MemberId one, MemberId other) {
  TRYV(accounts::require(actor, web::kAdmin));
  if (one == other) return fail(ErrorCode::conflict, "roster.say_apart", "a member is one person");
  TRYV(member_row(tx, one));
  TRYV(member_row(tx, other));
  TRY(const bool fresh, insert_apart(tx, pair_of(one, other), actor.id, actor.name));
  if (!fresh) return {};
  return accounts::audit(tx, actor, "member.apart", thing_of(one), {{"not_the_same_as", "", other.to_string()}});
}

Status take_back_apart(storage::WriteTx& tx, const web::Actor& actor, MemberId one, MemberId other) {
  TRYV(accounts::require(actor, web::kAdmin));
  TRY(const bool was_said, delete_apart(tx, pair_of(one, other)));
  if (!was_said) return {};
  return accounts::audit(tx, actor, "member.apart", thing_of(one), {{"not_the_same_as", other.to_string(), ""}});
}

Result<std::vector<MergeEntry>> merges_of(storage::ReadTx& tx, const web::Actor& actor, MemberId into) {
  TRYV(accounts::require(actor, web::kOrganizers));
  TRY(auto rows, merges_into(tx, into));
  std::ranges::reverse(rows);
  return entries_of(tx, rows);
}

Result<std::vector<MergeEntry>> recent_merges(storage::ReadTx& tx, const web::Actor& actor, std::int64_t limit) {
  TRYV(accounts::require(actor, web::kAdmin));
  TRY(const auto rows, list_merges(tx, limit));
  return entries_of(tx, rows);
}

Result<std::vector<ApartRow>> said_apart(storage::ReadTx& tx, const web::Actor& actor, std::int64_t limit) {
  TRYV(accounts::require(actor, web::kAdmin));
  return list_apart(tx, limit);
}

Result<bool> is_said_apart(storage::ReadTx& tx, const web::Actor& actor, MemberId one, MemberId other) {
  TRYV(accounts::require(actor, web::kAdmin));
  TRY(const auto row, find_apart(tx, pair_of(one, other)));
  return row.has_value();
}

}  // namespace uke::server::roster

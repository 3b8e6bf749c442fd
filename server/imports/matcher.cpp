#include "server/imports/matcher.h"

#include "server/accounts/rules.h"

#include <algorithm>

namespace uke::server::imports {
namespace {

constexpr std::size_t kComparedMax = 300;  // with whom one row is compared; those with most in common first
constexpr std::size_t kCandidatesKept = 5;

std::uint64_t hash_of(const std::string& key) { return std::hash<std::string>{}(key); }

bool more_alike(const Candidate& a, const Candidate& b) {
  if (a.likeness != b.likeness) return a.likeness > b.likeness;
  return a.reasons.size() > b.reasons.size();
}

Match doubtful(std::string_view reason) {
  Match match;
  match.outcome = Outcome::doubtful;
  match.reason = reason;
  return match;
}

}  // namespace

void Matcher::add(const roster::Traits& traits, MemberId stands_for, std::int64_t seq) {
  const auto index = static_cast<std::uint32_t>(known_.size());
  known_.push_back({packed(traits), stands_for, seq});
  for (const auto& key : roster::block_keys(traits)) {
    if (seq == 0) {
      by_key_.emplace_back(hash_of(key), index);
    } else {
      rows_by_key_.emplace(hash_of(key), index);
    }
  }
}

Status Matcher::add_roster(storage::ReadTx& tx) {
  TRYV(roster::each_member(tx, accounts::operator_of_this_machine(), {}, [this](const roster::Member& member) -> Status {
    add(roster::traits_of(member.fields), member.id, 0);
    return {};
  }));
  const auto members = known_.size();
  for (std::size_t i = 0; i < members; ++i) {
    const auto stands_for = known_[i].stands_for;
    TRY(const auto ids, roster::all_ids_of(tx, stands_for));
    for (const auto& id : ids) {
      if (id == stands_for) continue;
      TRY(const auto merged, roster::find_member(tx, id));
      if (merged) add(roster::traits_of(merged->fields), stands_for, 0);
    }
  }
  std::ranges::sort(by_key_);
  return {};
}

std::vector<Matcher::Hit> Matcher::hits_for(const roster::Traits& traits) const {
  std::unordered_map<std::uint32_t, int> shared;
  for (const auto& key : roster::block_keys(traits)) {
    const auto hash = hash_of(key);
    auto at = std::ranges::lower_bound(by_key_, std::pair{hash, std::uint32_t{0}});
    for (; at != by_key_.end() && at->first == hash; ++at) ++shared[at->second];
    const auto [begin, end] = rows_by_key_.equal_range(hash);
    for (auto row = begin; row != end; ++row) ++shared[row->second];
  }
  std::vector<std::pair<int, std::uint32_t>> order;
  for (const auto& [index, count] : shared) order.emplace_back(-count, index);
  std::ranges::sort(order);
  if (order.size() > kComparedMax) order.resize(kComparedMax);
  std::vector<Hit> hits;
  for (const auto& [count, index] : order) {
    const auto& known = known_[index];
    auto comparison = roster::compare(traits, unpacked(known.traits));
    if (comparison.likeness == roster::Likeness::none) continue;
    Hit hit{{known.stands_for, comparison.likeness, std::move(comparison.reasons)}, known.seq};
    // A member and the doubles that were merged into them are one.
    const auto twin = std::ranges::find_if(
        hits, [&](const Hit& other) { return hit.seq == 0 && other.seq == 0 && other.candidate.member == hit.candidate.member; });
    if (twin == hits.end()) {
      hits.push_back(std::move(hit));
    } else if (more_alike(hit.candidate, twin->candidate)) {
      *twin = std::move(hit);
    }
  }
  std::ranges::sort(hits, [](const Hit& a, const Hit& b) {
    if (more_alike(a.candidate, b.candidate) || more_alike(b.candidate, a.candidate)) return more_alike(a.candidate, b.candidate);
    return std::pair(a.seq, a.candidate.member) < std::pair(b.seq, b.candidate.member);  // the older one, whoever asks
  });
  return hits;
}

Result<Match> Matcher::with_member(storage::ReadTx& tx, const Hit& hit, const roster::MemberFields& fields) const {
  TRY(const auto member, roster::find_member(tx, hit.candidate.member));
  if (!member) return fail(ErrorCode::stale, "imports.match", "the roster changed meanwhile");
  Match match;
  match.outcome = roster::tidied(filled(member->fields, fields, fill_)) == member->fields ? Outcome::same : Outcome::changes;
  match.member = member->id;
  match.member_version = member->version;
  return match;
}

Result<Match> Matcher::with_earlier(std::int64_t earlier_seq, const roster::MemberFields& fields, const FieldsOf& fields_of) {
  auto known = added_to_.find(earlier_seq);
  roster::MemberFields earlier;
  if (known != added_to_.end()) {
    earlier = known->second;
  } else {
    TRY(earlier, fields_of(earlier_seq));
  }
  auto both = roster::tidied(filled(earlier, fields, fill_));
  Match match;
  match.outcome = both == earlier ? Outcome::same : Outcome::changes;
  match.earlier_seq = earlier_seq;
  if (match.outcome == Outcome::changes) added_to_.insert_or_assign(earlier_seq, std::move(both));
  return match;
}

Result<Match> Matcher::match(storage::ReadTx& tx, const roster::MemberFields& fields, std::int64_t seq, const FieldsOf& fields_of) {
  const auto traits = roster::traits_of(fields);
  auto hits = hits_for(traits);
  const auto is_same = [](const Hit& hit) { return hit.candidate.likeness == roster::Likeness::same; };
  const auto same = std::ranges::count_if(hits, is_same);
  const auto same_members = std::ranges::count_if(hits, [&](const Hit& hit) { return is_same(hit) && hit.seq == 0; });
  if (same_members == 1) {
    return with_member(tx, *std::ranges::find_if(hits, [&](const Hit& hit) { return is_same(hit) && hit.seq == 0; }), fields);
  }
  if (same == 1) return with_earlier(hits.front().seq, fields, fields_of);
  if (hits.empty()) {
    add(traits, {}, seq);
    return Match{};
  }
  auto match = doubtful(same > 1 ? "several" : hits.front().seq == 0 ? "like" : "earlier");
  if (hits.front().seq != 0) match.earlier_seq = hits.front().seq;
  for (auto& hit : hits) {
    if (hit.seq == 0 && match.candidates.size() < kCandidatesKept) match.candidates.push_back(std::move(hit.candidate));
  }
  return match;
}

}  // namespace uke::server::imports

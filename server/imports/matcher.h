// Who of the roster, and of the rows before it, a row of an import is: an index over all names in memory (about 15 MB for 50,000
// members and as many rows), so that each row is compared with few. Not thread-safe.
#pragma once

#include "server/imports/rules.h"
#include "server/roster/likeness_traits.h"
#include "server/roster/service.h"

#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <unordered_map>
#include <vector>

namespace uke::server::imports {

struct Match {
  Outcome outcome = Outcome::new_person;
  std::string reason;  // of a doubtful one: "like" somebody, "several" who fit, "earlier" row, "no_name"
  std::optional<MemberId> member;
  std::int64_t member_version = 0;
  std::int64_t earlier_seq = 0;
  std::vector<Candidate> candidates;  // most alike first
};

class Matcher {
 public:
  explicit Matcher(Fill fill) : fill_(fill) {}

  // All members; also those that were merged into others, who stand for them. Once, before match().
  [[nodiscard]] Status add_roster(storage::ReadTx& tx);
  // Rows are matched in their order, seq growing from 1: one that is a new person is somebody whom later rows may be. `fields_of` gives
  // what an earlier row said.
  using FieldsOf = std::function<Result<roster::MemberFields>(std::int64_t seq)>;
  [[nodiscard]] Result<Match> match(storage::ReadTx& tx, const roster::MemberFields& fields, std::int64_t seq, const FieldsOf& fields_of);

 private:
  struct Known {
    std::string traits;  // packed
    MemberId stands_for;
    std::int64_t seq = 0;  // of a row; 0: a member
  };
  struct Hit {
    Candidate candidate;
    std::int64_t seq = 0;
  };
  void add(const roster::Traits& traits, MemberId stands_for, std::int64_t seq);
  [[nodiscard]] std::vector<Hit> hits_for(const roster::Traits& traits) const;
  [[nodiscard]] Result<Match> with_member(storage::ReadTx& tx, const Hit& hit, const roster::MemberFields& fields) const;
  [[nodiscard]] Result<Match> with_earlier(std::int64_t earlier_seq, const roster::MemberFields& fields, const FieldsOf& fields_of);

  const Fill fill_;
  std::vector<Known> known_;
  std::vector<std::pair<std::uint64_t, std::uint32_t>> by_key_;        // of the roster, sorted
  std::unordered_multimap<std::uint64_t, std::uint32_t> rows_by_key_;  // of the rows so far
  std::unordered_map<std::int64_t, roster::MemberFields> added_to_;    // rows that later ones said more about
};

// Traits as one text and back: a tenth of their size in memory.
[[nodiscard]] std::string packed(const roster::Traits& traits);
[[nodiscard]] roster::Traits unpacked(std::string_view text);

}  // namespace uke::server::imports

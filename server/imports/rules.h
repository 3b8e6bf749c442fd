// Imports: what the columns of somebody's list mean, what became of its rows, and which steps there are. Pure; thread-safe.
#pragma once

#include "server/roster/likeness.h"
#include "server/roster/rules.h"
#include "server/tables/reader.h"

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace uke::server::imports {

using ImportId = Id<struct ImportTag>;

enum class ImportState : std::uint8_t { reading, ready, applying, done, undoing, undone, failed, discarded };
BOOST_DESCRIBE_ENUM(ImportState, reading, ready, applying, done, undoing, undone, failed, discarded)

// A job, or a command, works on it.
[[nodiscard]] constexpr bool is_under_way(ImportState state) {
  return state == ImportState::reading || state == ImportState::applying || state == ImportState::undoing;
}

enum class Outcome : std::uint8_t { new_person, changes, same, doubtful, error };
BOOST_DESCRIBE_ENUM(Outcome, new_person, changes, same, doubtful, error)

// What an organizer said about a row; `none` leaves it to the outcome, and a doubtful row out.
enum class Decision : std::uint8_t { none, add, member, skip };
BOOST_DESCRIBE_ENUM(Decision, none, add, member, skip)

// joined: its member was made or changed by an earlier row of the same import, which stands for both. lost: somebody changed the member in
// the meantime.
enum class Applied : std::uint8_t { open, created, changed, joined, nothing, lost, removed, restored, kept };
BOOST_DESCRIBE_ENUM(Applied, open, created, changed, joined, nothing, lost, removed, restored, kept)

enum class Meaning : std::uint8_t {
  none,
  whole_name,
  family_name,
  given_name,
  kana,
  family_kana,
  given_kana,
  former_name,
  display_name,
  alias,
  email,
  site,
  department,
  years,  // both in one: 1984-2021
  joined_year,
  left_year,
  employment,
  occupation,
  region,
  age_decade,
  introduced_by,
  note,
};
BOOST_DESCRIBE_ENUM(Meaning, none, whole_name, family_name, given_name, kana, family_kana, given_kana, former_name, display_name, alias,
                    email, site, department, years, joined_year, left_year, employment, occupation, region, age_decade, introduced_by, note)

struct Column {
  std::string heading;              // "" where the list has none
  std::vector<std::string> values;  // the first three
  Meaning meaning = Meaning::none;
};
BOOST_DESCRIBE_STRUCT(Column, (), (heading, values, meaning))

// What a person corrected; absent: as guessed.
struct Choice {
  std::optional<tables::Encoding> encoding;
  std::optional<std::string> separator;
  std::optional<std::int64_t> sheet;
  std::optional<std::int64_t> header_line;  // 0: there are no headings
  std::optional<std::vector<Meaning>> meanings;
  auto operator<=>(const Choice&) const = default;
};
BOOST_DESCRIBE_STRUCT(Choice, (), (encoding, separator, sheet, header_line, meanings))

struct Candidate {
  MemberId member;
  roster::Likeness likeness = roster::Likeness::doubtful;
  std::vector<roster::Reason> reasons;
};
BOOST_DESCRIBE_STRUCT(Candidate, (), (member, likeness, reasons))

// What a heading means, by its words in Japanese or English; width, case, kana and what stands in brackets do not matter.
[[nodiscard]] Meaning meaning_of(std::string_view heading);

// The first rows of a table: where its headings are and what its columns mean. Each meaning but note and alias is given once.
struct Layout {
  std::size_t header_line = 0;
  std::vector<Column> columns;
};
[[nodiscard]] Layout guess_layout(const std::vector<tables::Row>& head, std::optional<std::int64_t> header_line);

// The member that a row describes. `broken`: a cell that means something holds bytes that the encoding does not have.
struct Person {
  roster::MemberFields fields;  // tidied
  bool broken = false;
};
[[nodiscard]] Person person_of(const tables::Row& row, const std::vector<Meaning>& meanings);

// What is known, and what the row adds to it: only where nothing is known, or everything that the row says.
enum class Fill : std::uint8_t { empty_only, overwrite };
[[nodiscard]] roster::MemberFields filled(const roster::MemberFields& known, const roster::MemberFields& row, Fill fill);

// 1984 for "1984年4月", "昭和59年" and "S59"; 0 for what is no year.
[[nodiscard]] std::int64_t year_of(std::string_view text);

}  // namespace uke::server::imports

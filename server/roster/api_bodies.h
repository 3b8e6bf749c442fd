// What the roster's REST routes take and give. Internal to this room.
#pragma once

#include "server/roster/history.h"
#include "server/roster/service.h"
#include "server/tables/writer.h"

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace uke::server::roster {

struct MemberBody {
  MemberId id;
  MemberState state = MemberState::approved;
  MemberFields fields;
  Origin origin = Origin::organizer;
  std::optional<MemberId> sponsor;
  std::optional<std::string> approved_by;
  std::optional<std::int64_t> approved_ms;
  std::optional<MemberState> was;
  std::optional<MemberId> merged_into;
  std::int64_t created_ms = 0;
  std::int64_t changed_ms = 0;
  std::int64_t version = 0;
};
BOOST_DESCRIBE_STRUCT(MemberBody, (),
                      (id, state, fields, origin, sponsor, approved_by, approved_ms, was, merged_into, created_ms, changed_ms, version))

struct MemberListBody {
  std::vector<MemberBody> items;
  std::int64_t total = 0;
  std::optional<std::string> next;
};
BOOST_DESCRIBE_STRUCT(MemberListBody, (), (items, total, next))

struct NewMemberBody {
  MemberFields fields;
  std::optional<MemberState> state;
  std::optional<MemberId> sponsor;
};
BOOST_DESCRIBE_STRUCT(NewMemberBody, (), (fields, state, sponsor))

struct StateBody {
  MemberState state = MemberState::approved;
};
BOOST_DESCRIBE_STRUCT(StateBody, (), (state))

enum class MailFilter : std::uint8_t { any, with, without };
BOOST_DESCRIBE_ENUM(MailFilter, any, with, without)

struct SearchBody {
  std::optional<std::string> text;
  std::optional<MemberState> state;
  std::optional<std::string> row;
  std::optional<std::string> region;
  std::optional<std::string> site;
  std::optional<Employment> employment;
  std::optional<Occupation> occupation;
  std::optional<std::int64_t> age_decade;
  std::optional<MailFilter> mail;
  std::optional<std::string> after;
  std::optional<std::int64_t> limit;
};
BOOST_DESCRIBE_STRUCT(SearchBody, (), (text, state, row, region, site, employment, occupation, age_decade, mail, after, limit))

enum class Words : std::uint8_t { ja, en };
BOOST_DESCRIBE_ENUM(Words, ja, en)
struct ExportBody {
  std::string purpose;
  tables::FileType type = tables::FileType::xlsx;
  std::optional<Words> language;
  std::optional<SearchBody> members;
};
BOOST_DESCRIBE_STRUCT(ExportBody, (), (purpose, type, language, members))

struct HistoryBody {
  std::vector<HistoryEntry> items;
};
BOOST_DESCRIBE_STRUCT(HistoryBody, (), (items))

inline constexpr std::int64_t kListMost = 100;

[[nodiscard]] MemberBody body_of(Member member);
// `invalid` names the field that is none.
[[nodiscard]] Result<MemberQuery> query_of(const SearchBody& body);
// The same from a URL; it has no text.
[[nodiscard]] Result<SearchBody> search_in(const web::Req& req);

}  // namespace uke::server::roster

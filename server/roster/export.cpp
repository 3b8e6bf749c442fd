#include "server/roster/export.h"

#include "server/accounts/history.h"
#include "server/accounts/rules.h"
#include "server/roster/pages_words.h"
#include "server/roster/rules_characters.h"
#include "server/roster/search.h"
#include "server/web/own_path.h"
#include "shared/text/text.h"

#include <fmt/format.h>

#include <algorithm>
#include <chrono>

namespace uke::server::roster {
namespace {

constexpr std::chrono::seconds kKept{60};
constexpr std::size_t kAliasColumns = 3;  // a column each, as an import reads them; of more the last column holds the rest

struct ColumnOf {
  std::string_view field;
  double width;
};
constexpr ColumnOf kColumns[] = {{"family_name", 12},  {"given_name", 12}, {"kana", 20},          {"former_name", 12},
                                 {"display_name", 18}, {"email", 28},      {"region", 10},        {"site", 16},
                                 {"department", 18},   {"joined_year", 8}, {"left_year", 8},      {"employment", 12},
                                 {"occupation", 14},   {"age_decade", 8},  {"introduced_by", 14}, {"note", 30}};

std::vector<tables::Column> headings(const i18n::Messages& messages) {
  std::vector<tables::Column> columns;
  for (const auto& [field, width] : kColumns) {
    const bool is_number = field == "joined_year" || field == "left_year";
    columns.push_back({.heading = messages.text("roster.column." + std::string(field)),
                       .width = width,
                       .kind = is_number ? tables::Column::Kind::number : tables::Column::Kind::text});
  }
  for (std::size_t i = 0; i < kAliasColumns; ++i) columns.push_back({.heading = messages.text("roster.column.aliases"), .width = 14});
  columns.push_back({.heading = messages.text("member.field.state"), .width = 10});
  columns.push_back({.heading = messages.text("member.field.approved_by"), .width = 14});
  columns.push_back({.heading = messages.text("member.field.member_no"), .width = 38});
  return columns;
}

std::vector<std::string> alias_cells(const i18n::Messages& messages, const std::vector<std::string>& aliases) {
  std::vector<std::string> cells(kAliasColumns);
  for (std::size_t i = 0; i < aliases.size(); ++i) {
    auto& cell = cells[std::min(i, kAliasColumns - 1)];
    cell.append(cell.empty() ? "" : messages.text("roster.list_comma")).append(aliases[i]);
  }
  return cells;
}

std::vector<std::string> cells_of(const i18n::Messages& messages, const Member& member) {
  std::vector<std::string> cells;
  for (const auto& [field, width] : kColumns) cells.push_back(shown_value(messages, field, raw_value(member.fields, field)));
  const auto aliases = alias_cells(messages, member.fields.aliases);
  cells.insert(cells.end(), aliases.begin(), aliases.end());
  cells.push_back(state_word(messages, member.state));
  cells.push_back(member.approved_by);
  cells.push_back(member.id.to_string());
  return cells;
}

// In words of the API; that a text was searched, but not which.
std::string filter_words(const MemberQuery& query) {
  std::string words = query_text(filters_of(query));
  if (!words.empty()) words.erase(0, 1);
  if (!query.text.empty()) words.append(words.empty() ? "" : "&").append("text");
  return words;
}

// 2027-02-20, as calendars in Japan show it.
std::string day_of(Time at) {
  constexpr std::chrono::hours kJapan{9};
  const std::chrono::year_month_day day{std::chrono::floor<std::chrono::days>(at + kJapan)};
  return fmt::format("{:04}-{:02}-{:02}", static_cast<int>(day.year()), static_cast<unsigned>(day.month()),
                     static_cast<unsigned>(day.day()));
}

std::string disposition(const i18n::Messages& messages, Time now, tables::FileType type) {
  const auto day = day_of(now);
  const auto extension = "." + std::string(enum_name(type));
  return "attachment; filename=\"members-" + day + extension + "\"; filename*=UTF-8''" +
         web::percent_encoded(messages.text("roster.export.file") + "-" + day + extension);
}

}  // namespace

Result<std::filesystem::path> ExportFiles::fresh(Random& random, tables::FileType type) const {
  std::error_code error;
  std::filesystem::create_directories(folder_, error);
  if (!error) std::filesystem::permissions(folder_, std::filesystem::perms::owner_all, error);
  if (error) return fail(ErrorCode::unavailable, "roster.ExportFiles", "cannot make the folder for exported files");
  return folder_ / fmt::format("{:016x}.{}", random.u64(), enum_name(type));
}

void ExportFiles::remove_old() const {
  std::error_code error;
  for (const auto& entry : std::filesystem::directory_iterator(folder_, error)) {
    const auto written = entry.last_write_time(error);
    if (!error && std::filesystem::file_time_type::clock::now() - written > kKept) std::filesystem::remove(entry.path(), error);
  }
}

jobs::Kind tidying(std::shared_ptr<const ExportFiles> files) {
  return {.name = "roster.exports",
          .work = [files = std::move(files)](jobs::Run&, const jobs::JobRow&) -> Status {
            files->remove_old();
            return {};
          },
          .every = kKept};
}

Result<std::int64_t> write_members(storage::ReadTx& tx, const web::Actor& actor, const i18n::Messages& messages, const MemberQuery& query,
                                   tables::FileType type, const std::filesystem::path& file) {
  TRYV(accounts::require(actor, web::kAdmin));
  TRY(const auto writer, tables::Writer::create(file, type, messages.text("roster.export.sheet"), headings(messages)));
  std::int64_t people = 0;
  TRYV(each_member(tx, actor, query, [&](const Member& member) -> Status {
    ++people;
    return writer->add(cells_of(messages, member));
  }));
  TRYV(writer->finish());
  return people;
}

web::Faults check_purpose(std::string_view purpose) {
  if (text::trim(purpose).empty()) return {{"purpose", web::What::required}};
  if (count_characters(purpose) > kPurposeMax) return {{"purpose", web::What::too_long, kPurposeMax}};
  if (std::ranges::any_of(characters_of(purpose), [](char32_t c) { return is_control(c) && c != U'\n'; })) {
    return {{"purpose", web::What::not_text}};
  }
  return {};
}

Status note_export(storage::WriteTx& tx, const web::Actor& actor, const Export& order, std::int64_t people) {
  TRYV(accounts::require(actor, web::kAdmin));
  if (!check_purpose(order.purpose).empty()) return fail(ErrorCode::invalid, "roster.note_export", "purpose: is not acceptable");
  return accounts::note_handout(tx, actor,
                                {.what = "roster." + std::string(enum_name(order.type)),
                                 .filter = filter_words(order.query),
                                 .purpose = std::string(text::trim(order.purpose)),
                                 .people = people});
}

Result<std::variant<web::Response, web::Mutation>> hand_out(storage::ReadTx& tx, const web::Actor& actor, const i18n::Messages& messages,
                                                            const ExportFiles& files, const Export& order) {
  TRY(const auto file, files.fresh(tx.random(), order.type));
  TRY(const auto people, write_members(tx, actor, messages, order.query, order.type, file));
  web::Response response;
  response.header("content-type", std::string(tables::content_type(order.type)));
  response.header("content-disposition", disposition(messages, tx.now(), order.type));
  response.header("cache-control", "no-store");
  response.body = file;
  return web::Mutation([actor, order, people, response](storage::WriteTx& writing) -> Result<web::Response> {
    TRYV(note_export(writing, actor, order, people));
    return response;
  });
}

}  // namespace uke::server::roster

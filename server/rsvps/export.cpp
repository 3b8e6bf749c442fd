#include "server/rsvps/export.h"

#include "server/accounts/history.h"
#include "server/accounts/rules.h"
#include "server/events/service.h"
#include "server/rsvps/pages_kit.h"
#include "server/rsvps/pages_words.h"
#include "server/web/own_path.h"
#include "shared/text/text.h"

#include <fmt/format.h>

#include <chrono>

namespace uke::server::rsvps {
namespace {

struct ColumnOf {
  const char* label;  // of "rsvps.field."
  double width;
  tables::Column::Kind kind = tables::Column::Kind::text;
};
constexpr auto kNumber = tables::Column::Kind::number;
constexpr ColumnOf kColumns[] = {{"name", 18},
                                 {"kana", 20},
                                 {"former_name", 12},
                                 {"companion_of", 16},
                                 {"state", 12},
                                 {"mode", 10},
                                 {"department", 18},
                                 {"years", 12},
                                 {"email", 28},
                                 {"code", 12},
                                 {"fee_category", 14},
                                 {"owed", 10, kNumber},
                                 {"prepaid", 10, kNumber},
                                 {"food", 24},
                                 {"after_party", 12},
                                 {"photo", 14},
                                 {"watching", 8, kNumber},
                                 {"table", 8},
                                 {"note", 24},
                                 {"comment", 40},
                                 {"marks", 20}};

std::string marks_of(const Messages& messages, const Listed& listed) {
  std::string words;
  for (const auto& chip : mark_chips(messages, listed)) words.append(words.empty() ? "" : messages.text("rsvps.comma")).append(chip.text);
  return words;
}

std::vector<std::string> cells_of(const Messages& messages, const Listed& listed) {
  const auto& [row, details, holder_name, fee_category, has_come] = listed;
  const auto party = details.after_party == AfterParty::unsaid
                         ? std::string()
                         : messages.text("rsvps.after_party." + std::string(enum_name(details.after_party)));
  return {person_name(messages, row, holder_name),
          row.kana,
          details.former_name,
          holder_name,
          state_word(messages, row.state, details.held),
          mode_word(messages, row.mode),
          row.department,
          row.years,
          row.email.value_or(""),
          ticket::format_short_code(row.short_code),
          fee_category,
          std::to_string(row.fee.value),
          std::to_string(row.prepaid.value),
          details.food,
          party,
          messages.text(row.photo_ok ? "rsvps.photo.ok" : "rsvps.photo.no"),
          details.watching == 0 ? std::string() : std::to_string(details.watching),
          row.table,
          row.note,
          details.comment,
          marks_of(messages, listed)};
}

// In words of the API; that a text was searched, but not which.
std::string filter_words(const Export& order) {
  auto words = "edition=" + order.edition.to_string();
  for (const auto& [name, value] : filters_of(order.query)) words += "&" + name + "=" + value;
  if (!order.query.text.empty()) words += "&text";
  return words;
}

// 2027-02-20, as calendars in Japan show it.
std::string day_of(Time at) {
  constexpr std::chrono::hours kJapan{9};
  const std::chrono::year_month_day day{std::chrono::floor<std::chrono::days>(at + kJapan)};
  return fmt::format("{:04}-{:02}-{:02}", static_cast<int>(day.year()), static_cast<unsigned>(day.month()),
                     static_cast<unsigned>(day.day()));
}

std::string disposition(const Messages& messages, Time now, tables::FileType type) {
  const auto day = day_of(now);
  const auto extension = "." + std::string(enum_name(type));
  return "attachment; filename=\"rsvps-" + day + extension + "\"; filename*=UTF-8''" +
         web::percent_encoded(messages.text("rsvps.export.file") + "-" + day + extension);
}

}  // namespace

Result<std::int64_t> write_answers(storage::ReadTx& tx, const web::Actor& actor, const Messages& messages, EditionId edition,
                                   const ListQuery& query, tables::FileType type, const std::filesystem::path& file) {
  TRYV(accounts::require(actor, web::kAdmin));
  std::vector<tables::Column> columns;
  for (const auto& [label, width, kind] : kColumns) {
    columns.push_back({.heading = messages.text(std::string("rsvps.field.") + label), .width = width, .kind = kind});
  }
  TRY(const auto writer, tables::Writer::create(file, type, messages.text("rsvps.export.file"), std::move(columns)));
  std::int64_t people = 0;
  TRYV(each_rsvp(tx, actor, edition, query, [&](const Listed& listed) -> Status {
    ++people;
    return writer->add(cells_of(messages, listed));
  }));
  TRYV(writer->finish());
  return people;
}

Result<std::variant<web::Response, web::Mutation>> hand_out(storage::ReadTx& tx, const web::Actor& actor, const Messages& messages,
                                                            const roster::ExportFiles& files, const Export& order) {
  TRYV(accounts::require(actor, web::kAdmin));
  if (!roster::check_purpose(order.purpose).empty()) return fail(ErrorCode::invalid, "rsvps.hand_out", "purpose: is not acceptable");
  TRYV(events::edition_of(tx, order.edition));
  TRY(const auto file, files.fresh(tx.random(), order.type));
  TRY(const auto people, write_answers(tx, actor, messages, order.edition, order.query, order.type, file));
  web::Response response;
  response.header("content-type", std::string(tables::content_type(order.type)));
  response.header("content-disposition", disposition(messages, tx.now(), order.type));
  response.header("cache-control", "no-store");
  response.body = file;
  return web::Mutation([actor, order, people, response](storage::WriteTx& writing) -> Result<web::Response> {
    TRYV(accounts::note_handout(writing, actor,
                                {.what = "rsvps." + std::string(enum_name(order.type)),
                                 .filter = filter_words(order),
                                 .purpose = std::string(text::trim(order.purpose)),
                                 .people = people}));
    return response;
  });
}

}  // namespace uke::server::rsvps

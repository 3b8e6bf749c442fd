// Desk records as files of JSON lines (wire::UploadItem each), as kiosks export them to a USB stick.
#include "server/accounts/rules.h"
#include "server/commands.h"
#include "server/commands_database.h"
#include "server/desk/store.h"
#include "server/desk/upload.h"
#include "server/events/store.h"
#include "shared/json/json.h"

#include <limits>
#include <sstream>

namespace uke::server {
namespace {

struct Tally {
  std::int64_t stored = 0;
  std::int64_t known = 0;
  std::int64_t parked = 0;
};

void count(Tally& tally, const wire::UploadAnswer& answer) {
  for (const auto& result : answer.results) {
    switch (result.outcome) {
      case wire::Outcome::stored: ++tally.stored; break;
      case wire::Outcome::already_stored: ++tally.known; break;
      case wire::Outcome::parked: ++tally.parked; break;
    }
  }
}

// A line that is no JSON cannot even be parked.
Result<std::vector<json::Raw>> lines_of(const std::string& text) {
  std::vector<json::Raw> lines;
  std::istringstream in(text);
  std::int64_t number = 0;
  for (std::string line; std::getline(in, line);) {
    ++number;
    if (line.empty()) continue;
    auto raw = json::parse<json::Raw>(line);
    if (!raw) return fail(ErrorCode::invalid, "commands.import_records", "line " + std::to_string(number) + ": is not JSON");
    lines.push_back(std::move(*raw));
  }
  return lines;
}

Result<Tally> take_all(uke::storage::Connection& connection, std::vector<json::Raw> lines) {
  Tally tally;
  for (std::size_t from = 0; from < lines.size(); from += wire::kRecordsPerBatch) {
    const auto to = std::min(lines.size(), from + wire::kRecordsPerBatch);
    wire::UploadRequest batch;
    batch.records.assign(lines.begin() + static_cast<std::ptrdiff_t>(from), lines.begin() + static_cast<std::ptrdiff_t>(to));
    const auto records = desk::read_delivered(std::move(batch));
    TRY(const auto answer,
        write_to(connection, [&](storage::WriteTx& tx) { return desk::take_import(tx, accounts::operator_of_this_machine(), records); }));
    count(tally, answer);
  }
  return tally;
}

Result<std::string> all_records(storage::ReadTx& tx, std::int64_t& number) {
  std::string out;
  TRY(const auto all, events::list_events(tx, EventId{}, std::numeric_limits<std::int32_t>::max()));
  for (const auto& event : all) {
    TRYV(desk::each_record_after(tx, event.id, 0, std::numeric_limits<std::int64_t>::max(), [&](desk::StoredRecord&& record) -> Status {
      TRY(const auto part, desk::find_private_part(tx, record.id));
      out += "{\"record\":";
      desk::write_record(out, record);
      if (part) {
        out += ",\"private_part\":";
        json::write(out, *part);
      }
      out += "}\n";
      ++number;
      return {};
    }));
  }
  TRY(const auto parked, desk::list_parked(tx));
  for (const auto& row : parked) {
    out += row.raw + "\n";
    ++number;
  }
  return out;
}

}  // namespace

int export_records(const Config& config, const std::filesystem::path& file, const Console& console) {
  auto connection = open_database(config, Database::must_exist);
  if (!connection) return console.fail("cli.no_database", {{"folder", config.data.string()}});
  std::int64_t number = 0;
  const auto text = connection->read([&](storage::ReadTx& tx) { return all_records(tx, number); });
  if (!text) return console.fail(text.error());
  if (const auto written = write_file(file, *text, Readable::by_owner); !written) return console.fail(written.error());
  console.say("cli.export.done", {{"count", number}, {"file", file.string()}});
  return 0;
}

int import_records(const Config& config, const std::filesystem::path& file, const Console& console) {
  auto connection = open_database(config, Database::must_exist);
  if (!connection) return console.fail("cli.no_database", {{"folder", config.data.string()}});
  const auto text = read_file(file);
  if (!text) return console.fail(text.error());
  auto lines = lines_of(*text);
  if (!lines) return console.fail("cli.import.unreadable", {{"file", file.string()}, {"what", lines.error().detail}});
  const auto tally = take_all(*connection, std::move(*lines));
  if (!tally) return console.fail(tally.error());
  console.say("cli.import.done", {{"stored", tally->stored}, {"known", tally->known}, {"parked", tally->parked}});
  return 0;
}

}  // namespace uke::server

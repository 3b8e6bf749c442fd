#include "server/tables/writer.h"
#include "shared/storage/connection.h"
#include "tests/bench/roster/rows.h"
#include "tests/support/process.h"

#include <fmt/format.h>

#include <cmath>
#include <sys/resource.h>

namespace uke::bench {
namespace {

using server::tables::FileType;

constexpr std::chrono::minutes kLongest{5};

Status write_list(const std::filesystem::path& file, FileType type, std::size_t members) {
  TRY(auto writer,
      server::tables::Writer::create(
          file, type, "名簿", {{.heading = "姓"}, {.heading = "名"}, {.heading = "ふりがな"}, {.heading = "メール"}, {.heading = "部署"}}));
  for (std::size_t i = 0; i < members; ++i) {
    const auto who = stranger(i);
    TRYV(writer->add({who.family, who.given, who.kana, who.email, who.department}));
  }
  return writer->finish();
}

// Milliseconds for as many rows in one transaction into one table without an index; 0 if it failed.
double plain_inserts(const RosterBench& bench) {
  auto connection = uke::storage::Connection::open({.file = bench.folder / "plain.db"});
  if (!connection) return 0;
  const test::Stopwatch watch;
  const auto written = connection->write([&](uke::storage::WriteTx& tx) -> Status {
    TRYV(tx.exec("create table people (family text, given text, kana text, email text, department text)"));
    for (std::size_t i = 0; i < bench.members; ++i) {
      const auto who = stranger(i);
      TRYV(tx.exec("insert into people values (:family, :given, :kana, :email, :department)", who.family, who.given, who.kana, who.email,
                   who.department));
    }
    return {};
  });
  return written ? watch.ms() : 0;
}

std::int64_t members_in(const std::filesystem::path& folder) {
  auto connection = uke::storage::Connection::open({.file = folder / "uketsuke.db"});
  if (!connection) return -1;
  std::int64_t count = -1;
  const auto read = connection->read([&](uke::storage::ReadTx& tx) -> Status {
    TRY(const auto found, tx.one<std::int64_t>("select count(*) from members"));
    count = found.value_or(-1);
    return {};
  });
  return read ? count : -1;
}

void import_one(RosterBench& bench, std::string_view what, FileType type, double reference_ms) {
  boost::json::object row;
  row["what"] = what;
  row["n"] = bench.members;
  const auto folder = bench.folder / what;
  std::filesystem::create_directory(folder);
  const auto list = folder / (type == FileType::csv ? "list.csv" : "list.xlsx");
  const auto failed = [&](const std::string& why) {
    row["failure"] = why;
    bench.failed = true;
    bench.report.add(std::move(row));
  };
  if (!make_roster(folder, 0) || !write_list(list, type, bench.members)) return failed("the list could not be made");
  const auto log = folder / "import.log";
  const test::Stopwatch watch;
  const int status =
      test::run({.words = {bench.program.string(), "import", "roster", list.string(), "--data", folder.string()}, .output = log}, kLongest);
  const double ms = watch.ms();
  if (status != 0) return failed(fmt::format("status {}: {}", status, test::read_file(log)));
  const auto members = members_in(folder);
  if (members != static_cast<std::int64_t>(bench.members)) return failed(fmt::format("{} members afterwards", members));
  row["members"] = members;
  row["ms_median"] = std::round(ms);
  row["per_s"] = static_cast<std::int64_t>(static_cast<double>(bench.members) / ms * 1000);
  row["reference"] = "plain_inserts";
  row["reference_ms_median"] = std::round(reference_ms);
  row["ratio"] = std::round(reference_ms / ms * 1000) / 1000;
  bench.report.add(std::move(row));
}

}  // namespace

void import_files(RosterBench& bench) {
  const double reference_ms = plain_inserts(bench);
  import_one(bench, "import_csv", FileType::csv, reference_ms);
  import_one(bench, "import_xlsx", FileType::xlsx, reference_ms);
  rusage children{};
  ::getrusage(RUSAGE_CHILDREN, &children);
  boost::json::object row;
  row["what"] = "import_rss_mb";  // the largest of the imports, which are all the programs that have ended by now
  row["rss_mb"] = std::round(static_cast<double>(children.ru_maxrss) / 1024);
  bench.report.add(std::move(row));
}

}  // namespace uke::bench

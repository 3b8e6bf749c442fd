#include "shared/storage/connection.h"

#include <system_error>

namespace uke::storage {

namespace {

// cell_size_check finds a damaged page when it is read instead of answering nonsense; temp_store keeps sorting off a full disk.
constexpr std::string_view kSettings = "pragma foreign_keys = on; pragma cell_size_check = on; pragma temp_store = memory;";
constexpr std::string_view kWriterSettings = "pragma journal_mode = wal; pragma synchronous = full;";
constexpr std::string_view kReaderSettings = "pragma query_only = on;";

}  // namespace

Result<Connection> Connection::open(const OpenOptions& options) {
  const bool reads_only = options.access == OpenOptions::Access::read_only;
  std::error_code ignored;
  if (reads_only && !std::filesystem::exists(options.file, ignored)) {
    return fail(ErrorCode::not_found, "storage.open", "there is no file " + options.file.filename().string());
  }
  TRY(auto session, Session::open(options.file, options.busy_timeout, *options.clock, *options.random));
  TRYV(session->run_script(kSettings));
  TRYV(session->run_script(reads_only ? kReaderSettings : kWriterSettings));
  Connection connection(std::move(session));
  // Opening is lazy: only a first read tells whether the file is a database at all.
  TRYV(connection.read([](ReadTx& tx) { return tx.one<std::int64_t>("select count(*) from sqlite_master"); }));
  return connection;
}

Status Connection::integrity_check() {
  TRY(const auto finding, read([](ReadTx& tx) { return tx.one<std::string>("pragma quick_check(1)"); }));
  const std::string first = finding.value_or("no answer");
  if (first == "ok") return {};
  return fail(ErrorCode::corrupt, "storage.check", first);
}

}  // namespace uke::storage

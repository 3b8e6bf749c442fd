// A database file in a folder of its own, gone at the end of the test.
#pragma once

#include "shared/storage/migrate.h"
#include "tests/support/catch.h"
#include "tests/support/fakes.h"

#include <cstdlib>
#include <filesystem>
#include <string>
#include <unistd.h>

namespace uke::storage::test {

class Folder {
 public:
  Folder() {
    std::string pattern = (std::filesystem::temp_directory_path() / "uke-storage-XXXXXX").string();
    path_ = mkdtemp(pattern.data());
  }
  ~Folder() {
    std::error_code ignored;
    std::filesystem::remove_all(path_, ignored);
  }
  Folder(const Folder&) = delete;
  Folder& operator=(const Folder&) = delete;
  [[nodiscard]] std::filesystem::path operator/(std::string_view name) const { return path_ / name; }

 private:
  std::filesystem::path path_;
};

template <class T>
T must(Result<T> result) {
  INFO((result ? "" : describe(result.error())));
  REQUIRE(result.has_value());
  if constexpr (!std::is_void_v<T>) return *std::move(result);
}

inline Connection open(const std::filesystem::path& file, OpenOptions::Access access = OpenOptions::Access::read_write) {
  OpenOptions options;
  options.file = file;
  options.access = access;
  options.busy_timeout = Millis{30};
  return must(Connection::open(options));
}

inline void script(Connection& connection, std::string_view sql) { must(connection.run_script(sql)); }

inline std::int64_t count(Connection& connection, std::string_view table) {
  const auto sql = "select count(*) from " + std::string(table);
  return must(connection.read([&](ReadTx& tx) { return tx.one<std::int64_t>(sql); })).value();
}

}  // namespace uke::storage::test

#include "shared/storage/migrate.h"

#include <fmt/format.h>

namespace uke::storage {

namespace {

constexpr std::string_view kTable =
    "create table if not exists schema_migrations ("
    "number bigint not null primary key, name text not null, applied_ms bigint not null)";

Status check_given(std::span<const Migration> migrations) {
  std::int64_t last = 0;
  for (const auto& migration : migrations) {
    if (migration.number <= last) {
      return fail(ErrorCode::internal, "storage.migrate", fmt::format("migration {} of the program is out of order", migration.number));
    }
    last = migration.number;
  }
  return {};
}

// What was applied must be the beginning of what the program has.
Status check_noted(WriteTx& tx, std::span<const Migration> migrations) {
  TRYV(tx.exec(kTable));
  TRY(const auto noted, tx.all<std::int64_t>("select number from schema_migrations order by number"));
  const std::int64_t newest = migrations.empty() ? 0 : migrations.back().number;
  if (!noted.empty() && noted.back() > newest) {
    return fail(ErrorCode::unsupported, "storage.migrate", fmt::format("the database is at {}, the program knows {}", noted.back(), newest),
                "This data was written by a newer version of the program. Please install that version.");
  }
  for (std::size_t i = 0; i < noted.size(); ++i) {
    if (noted[i] != migrations[i].number) {
      return fail(ErrorCode::corrupt, "storage.migrate", fmt::format("the database lacks migration {}", migrations[i].number));
    }
  }
  return {};
}

Status apply(Connection& connection, WriteTx& tx, const Migration& migration) {
  // Asked inside the transaction: another process may have done it meanwhile.
  TRY(const auto done, tx.one<std::int64_t>("select number from schema_migrations where number = :number", migration.number));
  if (done) return {};
  TRYV(connection.run_script(migration.sql));
  TRYV(tx.exec("insert into schema_migrations (number, name, applied_ms) values (:number, :name, :applied)", migration.number,
               migration.name, tx.now()));
  return {};
}

}  // namespace

Result<std::int64_t> migrations_done(ReadTx& tx) {
  TRY(const auto count, tx.one<std::int64_t>("select count(*) from schema_migrations"));
  return count.value_or(0);
}

Status migrate(Connection& connection, std::span<const Migration> migrations) {
  TRYV(check_given(migrations));
  TRYV(connection.write([&](WriteTx& tx) { return check_noted(tx, migrations); }));
  for (const auto& migration : migrations) {
    auto applied = connection.write([&](WriteTx& tx) { return apply(connection, tx, migration); });
    if (applied) continue;
    applied.error().op = fmt::format("storage.migrate {} {}", migration.number, migration.name);
    return applied;
  }
  return {};
}

}  // namespace uke::storage

#include "shared/storage/migrate.h"

#include <fmt/format.h>

namespace uke::storage {

namespace {

constexpr std::string_view kTable =
    "create table if not exists schema_migrations ("
    "number bigint not null primary key, name text not null, applied_ms bigint not null)";

Status check_given(std::span<const Migration> migrations) {
  for (std::size_t i = 0; i < migrations.size(); ++i) {
    if (migrations[i].number != static_cast<std::int64_t>(i) + 1) {
      return fail(ErrorCode::internal, "storage.migrate", fmt::format("migration {} of the program is out of order", i + 1));
    }
  }
  return {};
}

Status check_noted(WriteTx& tx, std::size_t known) {
  TRYV(tx.exec(kTable));
  TRY(const auto noted, tx.all<std::int64_t>("select number from schema_migrations order by number"));
  for (std::size_t i = 0; i < noted.size(); ++i) {
    if (noted[i] != static_cast<std::int64_t>(i) + 1) {
      return fail(ErrorCode::corrupt, "storage.migrate", fmt::format("the database lacks migration {}", i + 1));
    }
  }
  if (noted.size() <= known) return {};
  return fail(ErrorCode::unsupported, "storage.migrate", fmt::format("the database is at {}, the program knows {}", noted.size(), known),
              "This data was written by a newer version of the program. Please install that version.");
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

Status migrate(Connection& connection, std::span<const Migration> migrations) {
  TRYV(check_given(migrations));
  TRYV(connection.write([&](WriteTx& tx) { return check_noted(tx, migrations.size()); }));
  for (const auto& migration : migrations) {
    auto applied = connection.write([&](WriteTx& tx) { return apply(connection, tx, migration); });
    if (applied) continue;
    applied.error().op = fmt::format("storage.migrate {} {}", migration.number, migration.name);
    return applied;
  }
  return {};
}

}  // namespace uke::storage

#include "server/applications/checking_store.h"

namespace uke::server::applications {
namespace {

struct NameRow {
  std::string name;
  std::string folded;
  std::string other_folded;
};
BOOST_DESCRIBE_STRUCT(NameRow, (), (name, folded, other_folded))

}  // namespace

Result<Kept> keep_name(storage::WriteTx& tx, const CheckingName& name) {
  TRY(const auto known, tx.exec("update checking_names set pasted_ms = :now where folded = :folded", tx.now(), name.folded));
  if (known != 0) return Kept::known;
  TRYV(tx.exec("insert into checking_names (id, name, folded, other_folded, pasted_ms) values (:id, :name, :folded, :other, :now)",
               CheckingId::fresh(tx.clock(), tx.random()), name.name, name.folded, name.other_folded, tx.now()));
  return Kept::added;
}

Result<CheckingTotals> total_names(storage::ReadTx& tx) {
  TRY(const auto totals, tx.one<CheckingTotals>("select count(*), coalesce(min(pasted_ms), 0) from checking_names"));
  return totals.value_or(CheckingTotals{});
}

Result<std::vector<CheckingRow>> list_names(storage::ReadTx& tx, std::string_view folded_part, CheckingId after, std::int64_t limit) {
  if (folded_part.empty()) {
    return tx.all<CheckingRow>("select id, name, pasted_ms from checking_names where id > :after order by id limit :limit", after, limit);
  }
  return tx.all<CheckingRow>(  // folded text has letters and digits only: nothing that `like` would take for a sign
      "select id, name, pasted_ms from checking_names where id > :after and (folded like :part or other_folded like :again)"
      " order by id limit :limit",
      after, '%' + std::string(folded_part) + '%', '%' + std::string(folded_part) + '%', limit);
}

Result<std::vector<CheckingRow>> find_names(storage::ReadTx& tx, std::string_view folded) {
  return tx.all<CheckingRow>("select id, name, pasted_ms from checking_names where folded = :folded or other_folded = :again order by id",
                             folded, folded);
}

Status each_checking_name(storage::ReadTx& tx, const std::function<Status(CheckingName&&)>& visit) {
  const auto hand_on = [&](NameRow&& row) {
    return visit({.name = std::move(row.name), .folded = std::move(row.folded), .other_folded = std::move(row.other_folded)});
  };
  return tx.each<NameRow>("select name, folded, other_folded from checking_names order by folded", hand_on);
}

Result<std::int64_t> delete_all_names(storage::WriteTx& tx) { return tx.exec("delete from checking_names"); }

Result<std::int64_t> delete_old_names(storage::WriteTx& tx, Time before, std::int64_t limit) {
  return tx.exec(
      "delete from checking_names where id in (select id from checking_names where pasted_ms < :before order by pasted_ms limit :limit)",
      before, limit);
}

}  // namespace uke::server::applications

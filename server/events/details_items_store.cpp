// The things of an edition that stand in an order: fee categories, goods, programme.
#include "server/events/details_store.h"

namespace uke::server::events {

Result<std::vector<FeeCategory>> list_items(storage::ReadTx& tx, EditionId edition, std::type_identity<FeeCategory>) {
  return tx.all<FeeCategory>(
      "select id, position, name, name_en, amount, for_whom, retired, version from fee_categories where edition_id = :edition"
      " order by position, id",
      edition);
}

Result<std::vector<GoodsItem>> list_items(storage::ReadTx& tx, EditionId edition, std::type_identity<GoodsItem>) {
  return tx.all<GoodsItem>(
      "select id, position, name, name_en, price, retired, version from goods where edition_id = :edition order by position, id", edition);
}

Result<std::vector<ProgrammeItem>> list_items(storage::ReadTx& tx, EditionId edition, std::type_identity<ProgrammeItem>) {
  return tx.all<ProgrammeItem>(
      "select id, position, starts_ms, title, title_en, speaker, speaker_about, description, code, version from programme_items"
      " where edition_id = :edition order by position, id",
      edition);
}

Status insert_item(storage::WriteTx& tx, EditionId edition, const FeeCategory& item) {
  TRYV(
      tx.exec("insert into fee_categories (id, edition_id, position, name, name_en, amount, for_whom, retired, version)"
              " values (:id, :edition, :position, :name, :name_en, :amount, :whom, :retired, :version)",
              item.id, edition, item.position, item.name, item.name_en, item.amount, item.for_whom, item.retired, item.version));
  return {};
}

Status insert_item(storage::WriteTx& tx, EditionId edition, const GoodsItem& item) {
  TRYV(
      tx.exec("insert into goods (id, edition_id, position, name, name_en, price, retired, version)"
              " values (:id, :edition, :position, :name, :name_en, :price, :retired, :version)",
              item.id, edition, item.position, item.name, item.name_en, item.price, item.retired, item.version));
  return {};
}

Status insert_item(storage::WriteTx& tx, EditionId edition, const ProgrammeItem& item) {
  TRYV(
      tx.exec("insert into programme_items (id, edition_id, position, starts_ms, title, title_en, speaker, speaker_about, description,"
              " code, version) values (:id, :edition, :position, :starts, :title, :title_en, :speaker, :about, :description, :code,"
              " :version)",
              item.id, edition, item.position, item.starts_ms, item.title, item.title_en, item.speaker, item.speaker_about,
              item.description, item.code, item.version));
  return {};
}

Result<bool> update_item(storage::WriteTx& tx, EditionId edition, const FeeCategory& item) {
  TRY(const auto changed,
      tx.exec("update fee_categories set name = :name, name_en = :name_en, amount = :amount, for_whom = :whom, retired = :retired,"
              " version = version + 1 where id = :id and edition_id = :edition and version = :version",
              item.name, item.name_en, item.amount, item.for_whom, item.retired, item.id, edition, item.version));
  return changed == 1;
}

Result<bool> update_item(storage::WriteTx& tx, EditionId edition, const GoodsItem& item) {
  TRY(const auto changed, tx.exec("update goods set name = :name, name_en = :name_en, price = :price, retired = :retired,"
                                  " version = version + 1 where id = :id and edition_id = :edition and version = :version",
                                  item.name, item.name_en, item.price, item.retired, item.id, edition, item.version));
  return changed == 1;
}

Result<bool> update_item(storage::WriteTx& tx, EditionId edition, const ProgrammeItem& item) {
  TRY(const auto changed,
      tx.exec("update programme_items set starts_ms = :starts, title = :title, title_en = :title_en, speaker = :speaker,"
              " speaker_about = :about, description = :description, version = version + 1"
              " where id = :id and edition_id = :edition and version = :version",
              item.starts_ms, item.title, item.title_en, item.speaker, item.speaker_about, item.description, item.id, edition,
              item.version));
  return changed == 1;
}

Status delete_item(storage::WriteTx& tx, const FeeCategory& item) {
  TRYV(tx.exec("delete from fee_categories where id = :id", item.id));
  return {};
}
Status delete_item(storage::WriteTx& tx, const GoodsItem& item) {
  TRYV(tx.exec("delete from goods where id = :id", item.id));
  return {};
}
Status delete_item(storage::WriteTx& tx, const ProgrammeItem& item) {
  TRYV(tx.exec("delete from programme_items where id = :id", item.id));
  return {};
}

Status set_position(storage::WriteTx& tx, const FeeCategory& item) {
  TRYV(tx.exec("update fee_categories set position = :position where id = :id", item.position, item.id));
  return {};
}
Status set_position(storage::WriteTx& tx, const GoodsItem& item) {
  TRYV(tx.exec("update goods set position = :position where id = :id", item.position, item.id));
  return {};
}
Status set_position(storage::WriteTx& tx, const ProgrammeItem& item) {
  TRYV(tx.exec("update programme_items set position = :position where id = :id", item.position, item.id));
  return {};
}

Result<std::optional<CodeRow>> find_code(storage::ReadTx& tx, EventId event, std::string_view code) {
  return tx.one<CodeRow>(
      "select p.id, p.edition_id, p.speaker from programme_items p join editions e on e.id = p.edition_id"
      " where p.code = :code and e.event_id = :event",
      code, event);
}

}  // namespace uke::server::events

// Rows of event_details, edition_details, fee_categories, goods and programme_items. SQL and nothing else; called inside a transaction.
#pragma once

#include "server/events/details.h"
#include "server/storage/write_tx.h"

#include <optional>
#include <string>
#include <string_view>
#include <type_traits>
#include <vector>

namespace uke::server::events {

[[nodiscard]] Result<std::optional<EventDetails>> find_event_details(storage::ReadTx& tx, EventId id);
// `conflict` where the slug is taken or the event has a row already.
[[nodiscard]] Status insert_event_details(storage::WriteTx& tx, EventId id, const EventDetails& details);
// All but the version, which grows; false where the row has another version by now. `conflict` for a slug that is taken.
[[nodiscard]] Result<bool> update_event_details(storage::WriteTx& tx, EventId id, std::int64_t version, const EventDetails& details);
[[nodiscard]] Result<std::optional<EventId>> find_event_of_slug(storage::ReadTx& tx, std::string_view slug);
[[nodiscard]] Result<std::vector<EventId>> events_without_details(storage::ReadTx& tx, std::int64_t limit);
// The events that were copied from this one, oldest first.
[[nodiscard]] Result<std::vector<EventId>> copies_of(storage::ReadTx& tx, EventId id);

[[nodiscard]] Result<std::optional<EditionDetails>> find_edition_details(storage::ReadTx& tx, EditionId id);
[[nodiscard]] Status insert_edition_details(storage::WriteTx& tx, EditionId id, const EditionDetails& details);
[[nodiscard]] Result<bool> update_edition_details(storage::WriteTx& tx, EditionId id, std::int64_t version, const EditionDetails& details);
// Only when; nobody's version grows by it.
[[nodiscard]] Result<bool> set_edition_changed(storage::WriteTx& tx, EditionId id, std::int64_t changed_ms);

// --- things of an edition in an order ---
// Each kind has the same functions; `update_item` is false where the row has another version by now or is not that edition's.

// In order of their position.
[[nodiscard]] Result<std::vector<FeeCategory>> list_items(storage::ReadTx& tx, EditionId edition, std::type_identity<FeeCategory>);
[[nodiscard]] Result<std::vector<GoodsItem>> list_items(storage::ReadTx& tx, EditionId edition, std::type_identity<GoodsItem>);
[[nodiscard]] Result<std::vector<ProgrammeItem>> list_items(storage::ReadTx& tx, EditionId edition, std::type_identity<ProgrammeItem>);

[[nodiscard]] Status insert_item(storage::WriteTx& tx, EditionId edition, const FeeCategory& item);
[[nodiscard]] Status insert_item(storage::WriteTx& tx, EditionId edition, const GoodsItem& item);
// `conflict` for a code that is taken.
[[nodiscard]] Status insert_item(storage::WriteTx& tx, EditionId edition, const ProgrammeItem& item);

[[nodiscard]] Result<bool> update_item(storage::WriteTx& tx, EditionId edition, const FeeCategory& item);
[[nodiscard]] Result<bool> update_item(storage::WriteTx& tx, EditionId edition, const GoodsItem& item);
[[nodiscard]] Result<bool> update_item(storage::WriteTx& tx, EditionId edition, const ProgrammeItem& item);

// `conflict` where answers refer to it.
[[nodiscard]] Status delete_item(storage::WriteTx& tx, const FeeCategory& item);
[[nodiscard]] Status delete_item(storage::WriteTx& tx, const GoodsItem& item);
[[nodiscard]] Status delete_item(storage::WriteTx& tx, const ProgrammeItem& item);

// Writes `item.position`.
[[nodiscard]] Status set_position(storage::WriteTx& tx, const FeeCategory& item);
[[nodiscard]] Status set_position(storage::WriteTx& tx, const GoodsItem& item);
[[nodiscard]] Status set_position(storage::WriteTx& tx, const ProgrammeItem& item);

struct CodeRow {
  std::string item;
  EditionId edition;
  std::string speaker;
};
BOOST_DESCRIBE_STRUCT(CodeRow, (), (item, edition, speaker))
[[nodiscard]] Result<std::optional<CodeRow>> find_code(storage::ReadTx& tx, EventId event, std::string_view code);

}  // namespace uke::server::events

// Use cases of what stands in details.h. Called inside a transaction; every change is in the audit log and reaches the kiosks where it
// concerns them.
//
// Errors: as service.h; `conflict` for removing what answers refer to (retire it instead).
#pragma once

#include "server/events/details.h"
#include "server/events/store.h"
#include "server/storage/write_tx.h"
#include "server/web/route.h"

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace uke::server::events {

// `version` 0 = there was no row when the form was made.
[[nodiscard]] Result<EventDetails> change_event_details(storage::WriteTx& tx, const web::Actor& actor, EventId id, std::int64_t version,
                                                        const EventDetails& details);
[[nodiscard]] Result<EditionDetails> change_edition_details(storage::WriteTx& tx, const web::Actor& actor, EditionId id,
                                                            std::int64_t version, const EditionDetails& details);
// Draws a new slug: the old address leads nowhere from now on.
[[nodiscard]] Result<EventDetails> rotate_link(storage::WriteTx& tx, const web::Actor& actor, EventId id, std::int64_t version);

// An item without id is added at the end; with one it is changed (its version must fit). Returns it as it is stored.
[[nodiscard]] Result<FeeCategory> put_fee_category(storage::WriteTx& tx, const web::Actor& actor, EditionId edition,
                                                   const FeeCategory& item);
[[nodiscard]] Result<GoodsItem> put_goods(storage::WriteTx& tx, const web::Actor& actor, EditionId edition, const GoodsItem& item);
[[nodiscard]] Result<ProgrammeItem> put_programme_item(storage::WriteTx& tx, const web::Actor& actor, EditionId edition,
                                                       const ProgrammeItem& item);
[[nodiscard]] Status remove_fee_category(storage::WriteTx& tx, const web::Actor& actor, EditionId edition, std::string_view id);
[[nodiscard]] Status remove_goods(storage::WriteTx& tx, const web::Actor& actor, EditionId edition, std::string_view id);
[[nodiscard]] Status remove_programme_item(storage::WriteTx& tx, const web::Actor& actor, EditionId edition, std::string_view id);

// Next year's event after this one: same month and day a year later (20 February stays 20 February), every time of its editions moved by
// as many days at the same local time, texts, fees, goods and programme slots with it; no speakers, no answers, nothing cancelled, a new
// link. Last year's 申し送り is found through EventDetails::copied_from.
[[nodiscard]] Result<EventRow> copy_event(storage::WriteTx& tx, const web::Actor& actor, EventId from);

// The edition does not take place: no answers any more, kiosks refuse its tickets. Telling everybody is rsvps' (tell_all_of_edition).
[[nodiscard]] Result<EditionRow> cancel_edition(storage::WriteTx& tx, const web::Actor& actor, EditionId id, std::int64_t version);
[[nodiscard]] Result<EditionRow> restore_edition(storage::WriteTx& tx, const web::Actor& actor, EditionId id, std::int64_t version);

// --- for other rooms: no authorisation of their own ---

// With the values of details.h where nobody said anything.
[[nodiscard]] Result<EventDetails> event_details_of(storage::ReadTx& tx, EventId id);
[[nodiscard]] Result<EditionDetails> edition_details_of(storage::ReadTx& tx, EditionId id);
// Nothing for an address that does not exist (any more).
[[nodiscard]] Result<std::optional<EventRow>> event_of_slug(storage::ReadTx& tx, std::string_view slug);
// In order of their position, the retired ones too.
[[nodiscard]] Result<std::vector<FeeCategory>> fee_categories_of(storage::ReadTx& tx, EditionId edition);
[[nodiscard]] Result<std::vector<GoodsItem>> goods_items_of(storage::ReadTx& tx, EditionId edition);
[[nodiscard]] Result<std::vector<ProgrammeItem>> programme_of(storage::ReadTx& tx, EditionId edition);
// The item behind a speaker's link, if it belongs to that event.
struct Via {
  std::string item;
  EditionId edition;
  std::string speaker;
};
[[nodiscard]] Result<std::optional<Via>> via_of_code(storage::ReadTx& tx, EventId event, std::string_view code);

// When answers end: rsvp_closes_ms, else the doors' end.
[[nodiscard]] Time answers_end(const EditionRow& edition, const EditionDetails& details);

}  // namespace uke::server::events

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

// What rooms to the right do after a change here; each is a job, and its subject the id of the edition (of the goods, for the last).
inline constexpr std::string_view kTellCancelledJob = "rsvps.tell_cancelled";
inline constexpr std::string_view kTellChangedJob = "rsvps.tell_changed";
inline constexpr std::string_view kPromoteJob = "rsvps.promote";
inline constexpr std::string_view kGoodsRenamedJob = "rsvps.goods_renamed";

// `version` 0 = there was no row when the form was made. The slug and where it was copied from stay as they are; what says the same as
// before is not written again.
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
// Takes the place `position` (1 = first; beyond the end: last); the others move up or down. Positions never have gaps.
[[nodiscard]] Status place_fee_category(storage::WriteTx& tx, const web::Actor& actor, EditionId edition, std::string_view id,
                                        std::int64_t position);
[[nodiscard]] Status place_goods(storage::WriteTx& tx, const web::Actor& actor, EditionId edition, std::string_view id,
                                 std::int64_t position);
[[nodiscard]] Status place_programme_item(storage::WriteTx& tx, const web::Actor& actor, EditionId edition, std::string_view id,
                                          std::int64_t position);
[[nodiscard]] Status remove_fee_category(storage::WriteTx& tx, const web::Actor& actor, EditionId edition, std::string_view id);
[[nodiscard]] Status remove_goods(storage::WriteTx& tx, const web::Actor& actor, EditionId edition, std::string_view id);
[[nodiscard]] Status remove_programme_item(storage::WriteTx& tx, const web::Actor& actor, EditionId edition, std::string_view id);

// Next year's event after this one: the same month and day a year later (20 February stays 20 February, 29 February becomes the 28th), or
// as many years later as it takes to lie ahead; every time of its editions moved by as many days at the same local time; texts, fees, goods
// and programme slots with it; no speakers, no answers, no address of a meeting, nothing cancelled, a new link. Last year's 申し送り is
// found through EventDetails::copied_from. `conflict` where the new times would lie beyond the year 2100.
[[nodiscard]] Result<EventRow> copy_event(storage::WriteTx& tx, const web::Actor& actor, EventId from);

// The edition does not take place: no answers any more, kiosks refuse its tickets, and everybody is told (kTellCancelledJob). Restored: it
// does after all, and everybody is told that (kTellChangedJob).
[[nodiscard]] Result<EditionRow> cancel_edition(storage::WriteTx& tx, const web::Actor& actor, EditionId id, std::int64_t version);
[[nodiscard]] Result<EditionRow> restore_edition(storage::WriteTx& tx, const web::Actor& actor, EditionId id, std::int64_t version);

// --- for other rooms: no authorisation of their own ---

// With the values of details.h where nobody said anything. An edition's `changed_ms` is also when its name, times or place changed last.
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

// The events that were copied from this one, oldest first.
[[nodiscard]] Result<std::vector<EventRow>> copied_to(storage::ReadTx& tx, EventId id);
// Gives events from before there were links one, at most `limit`; how many there were.
[[nodiscard]] Result<std::int64_t> draw_missing_links(storage::WriteTx& tx, std::int64_t limit);

// When answers end: rsvp_closes_ms, else the doors' end.
[[nodiscard]] Time answers_end(const EditionRow& edition, const EditionDetails& details);

}  // namespace uke::server::events

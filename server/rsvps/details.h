// What is known of an answer beyond what the door needs (rsvps/store.h has that). One row beside each attendee; an older attendee without
// one has the values written here.
#pragma once

#include "server/rsvps/rules.h"
#include "server/storage/write_tx.h"
#include "shared/base/describe.h"
#include "shared/base/ids.h"
#include "shared/base/yen.h"
#include "shared/i18n/messages.h"

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace uke::server::rsvps {

struct Details {
  AttendeeId attendee;
  std::optional<std::string> secret_hash;  // of the personal link; none for companions
  std::int64_t secret_no = 0;
  std::optional<std::string> nonce;
  std::string former_name;
  bool show_former_name = false;
  std::string food;     // wishes and allergies; also goes to the door, in front of `note`
  std::string comment;  // 近況ひとこと
  bool comment_public = false;
  AfterParty after_party = AfterParty::unsaid;
  std::int64_t watching = 0;  // ご一緒にご覧になる方
  std::optional<std::string> fee_category;
  bool fee_by_hand = false;
  std::string language = "ja";
  std::optional<std::string> via;  // programme item
  std::int64_t waiting_since_ms = 0;
  bool held = false;                   // waits for approval (link_trust roster_only); its state is `waiting`
  std::optional<AttendeeId> doubt_of;  // 重複かもしれません
  std::int64_t cancelled_ms = 0;       // of a companion: left the answer on their own; 0 while they go where their holder goes
  bool ever_admitted = false;
  std::int64_t calendar_ms = 0;  // when what stands in a calendar changed last
  std::int64_t approved_ms = 0;  // an organizer let it count: it is not held again
  Yen cancel_fee;                // owed for leaving a place too late; fixed when that happened
  bool operator==(const Details&) const = default;
};
BOOST_DESCRIBE_STRUCT(Details, (),
                      (attendee, secret_hash, secret_no, nonce, former_name, show_former_name, food, comment, comment_public, after_party,
                       watching, fee_category, fee_by_hand, language, via, waiting_since_ms, held, doubt_of, cancelled_ms, ever_admitted,
                       calendar_ms, approved_ms, cancel_fee))

// SQL of these: details_store.cpp.
[[nodiscard]] Result<Details> details_of(storage::ReadTx& tx, AttendeeId id);  // the defaults where there is no row
[[nodiscard]] Status put_details(storage::WriteTx& tx, const Details& details);
[[nodiscard]] Result<std::optional<AttendeeId>> find_by_secret_hash(storage::ReadTx& tx, std::string_view hash);
[[nodiscard]] Result<std::optional<AttendeeId>> find_by_nonce(storage::ReadTx& tx, std::string_view nonce);

}  // namespace uke::server::rsvps

// The organizers' list of an edition's answers: search, filters, doubles, the line. Called inside a transaction.
#pragma once

#include "server/rsvps/details.h"
#include "server/rsvps/own.h"
#include "server/rsvps/service.h"
#include "server/web/route.h"

#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace uke::server::rsvps {

struct Listed {
  AttendeeRow row;
  Details details;
  std::string holder_name;   // of a companion: with whom they come
  std::string fee_category;  // its name
  bool has_come = false;
};

// All that is given must fit.
struct ListQuery {
  std::string text;  // words as typed: name, kana, variant kanji, former name, short code
  std::optional<desk::RsvpState> state;
  std::optional<desk::Mode> mode;
  enum class Money : std::uint8_t { any, open, paid } money = Money::any;
  enum class Only : std::uint8_t { all, held, doubtful, companions, food, late, no_mail, goods, photo_no, provisional } only = Only::all;
};
BOOST_DESCRIBE_ENUM(ListQuery::Money, any, open, paid)
BOOST_DESCRIBE_ENUM(ListQuery::Only, all, held, doubtful, companions, food, late, no_mail, goods, photo_no, provisional)

struct ListPage {
  std::vector<Listed> rows;  // gojūon order of the kana, companions right behind their holder
  std::int64_t total = 0;
  std::string next;  // cursor; "" at the end
};
[[nodiscard]] Result<ListPage> list_rsvps(storage::ReadTx& tx, const web::Actor& actor, EditionId edition, const ListQuery& query,
                                          std::string_view after, std::int64_t limit);
// Everybody that fits, in the same order: exports, letters, paper.
[[nodiscard]] Status each_rsvp(storage::ReadTx& tx, const web::Actor& actor, EditionId edition, const ListQuery& query,
                               const std::function<Status(const Listed&)>& visit);

// One figure for each state and mode, people (companions included).
struct Sums {
  std::int64_t onsite = 0;  // yes
  std::int64_t online = 0;
  std::int64_t waiting = 0;
  std::int64_t maybe = 0;
  std::int64_t no = 0;
  std::int64_t cancelled = 0;
  std::int64_t held = 0;      // answers
  std::int64_t doubtful = 0;  // answers
  std::int64_t came = 0;
  std::int64_t unpaid = 0;  // coming on site and owing
};
[[nodiscard]] Result<Sums> sums_of(storage::ReadTx& tx, const web::Actor& actor, EditionId edition);

// --- what organizers decide; audit log; errors as service.h ---
[[nodiscard]] Result<Rsvp> approve_held(storage::WriteTx& tx, const web::Actor& actor, AttendeeId id, std::int64_t version);
[[nodiscard]] Result<Rsvp> decline_held(storage::WriteTx& tx, const web::Actor& actor, AttendeeId id, std::int64_t version);
// 別の方です: no doubt any more. 同じ方です: `id` is cancelled, the earlier answer stays.
[[nodiscard]] Result<Rsvp> settle_doubt(storage::WriteTx& tx, const web::Actor& actor, AttendeeId id, std::int64_t version, bool is_same);
// Out of turn; over the capacity only with `over_capacity`.
[[nodiscard]] Result<Rsvp> promote_one(storage::WriteTx& tx, const web::Actor& actor, AttendeeId id, std::int64_t version,
                                       bool over_capacity);
// 入金済み: prepaid = fee; taken back: 0.
[[nodiscard]] Result<Rsvp> mark_paid(storage::WriteTx& tx, const web::Actor& actor, AttendeeId id, std::int64_t version, bool is_paid);
// A new personal link; the old one leads nowhere.
[[nodiscard]] Result<std::string> renew_link(storage::WriteTx& tx, const web::Actor& actor, AttendeeId id, std::int64_t version);
// The whole form of an answer, by an organizer: as in own.h, without deadlines and without the question whose it is.
struct ByOrganizer {
  OwnFields fields;
  std::string table;
  std::string note;        // for reception
  std::optional<Yen> fee;  // set by hand, e.g. waived; nothing: computed
  bool tells = true;       // the attendee gets a letter, if there is an address
  bool over_capacity = false;
};
// An answer that came by telephone or on paper, or somebody who stands at the door.
[[nodiscard]] Result<Rsvp> create_by_organizer(storage::WriteTx& tx, const web::Actor& actor, EditionId edition,
                                               const ByOrganizer& command);
[[nodiscard]] Result<Rsvp> change_by_organizer(storage::WriteTx& tx, const web::Actor& actor, AttendeeId id, std::int64_t version,
                                               const ByOrganizer& command);
// Taking back and bringing back, mode and edition, lateness, whose answer it is: change_rsvp() of service.h.

}  // namespace uke::server::rsvps

// The desk record: one immutable fact written at a desk. Pure data.
#pragma once

#include "shared/base/describe.h"
#include "shared/base/ids.h"
#include "shared/base/yen.h"
#include "shared/ticket/ticket.h"

#include <compare>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace uke::desk {

using ticket::TicketNo;

enum class Kind : std::uint8_t {
  admit,
  refuse,
  undo,
  exit,
  walk_in,
  payment,
  hand_over,
  gift,
  note,
  cash_count,
  link,
  unlink,
  reassign,
  resolve
};
BOOST_DESCRIBE_ENUM(Kind, admit, refuse, undo, exit, walk_in, payment, hand_over, gift, note, cash_count, link, unlink, reassign, resolve)

enum class By : std::uint8_t { self, staff, web, paper };
BOOST_DESCRIBE_ENUM(By, self, staff, web, paper)

// Whom a record is about: "a:<attendee>", "t:<ticket_no>" (a valid ticket that this desk does not know yet), "w:<uuid>" (a walk-in),
// or "d:<log>" for facts about the desk itself (a cash count).
struct Subject {
  std::string text;

  auto operator<=>(const Subject&) const = default;
  [[nodiscard]] std::string to_string() const { return text; }
  // Refuses everything but the four forms above, in lower case: one subject has one text.
  [[nodiscard]] static Result<Subject> parse(std::string_view text);
  [[nodiscard]] static Subject of(AttendeeId attendee);
  [[nodiscard]] static Subject of(TicketNo unlisted);
  [[nodiscard]] static Subject walk_in(Uuid id);
  [[nodiscard]] static Subject desk(LogId log);
  // The attendee of an `a:` subject.
  [[nodiscard]] std::optional<AttendeeId> attendee() const;
  [[nodiscard]] std::optional<TicketNo> unlisted() const;
};

enum class PayMethod : std::uint8_t { cash, bank, paypay, card, other, later };
BOOST_DESCRIBE_ENUM(PayMethod, cash, bank, paypay, card, other, later)

// What a kind needs beside the common members; members that a kind does not use stay empty.
//   admit      overrides (verdict names that reception set aside, e.g. "cancelled"), reason
//   refuse     verdict
//   payment    amount (negative: refund), method
//   hand_over  goods (its id), quantity · gift: amount?, text (what) · note: text · cash_count: text (JSON of denominations), amount (sum)
//   link       to (the subject it is joined with) · unlink: record's ref · reassign: ref, to · resolve: conflict, text (what was decided)
struct Payload {
  std::vector<std::string> overrides;
  std::optional<std::string> reason;
  std::optional<std::string> verdict;
  std::optional<Yen> amount;
  std::optional<PayMethod> method;
  std::optional<std::string> goods;
  std::optional<std::int64_t> quantity;
  std::optional<Subject> to;
  std::optional<std::string> conflict;
  std::optional<std::string> text;

  auto operator<=>(const Payload&) const = default;
};
BOOST_DESCRIBE_STRUCT(Payload, (), (overrides, reason, verdict, amount, method, goods, quantity, to, conflict, text))

struct DeskRecord {
  RecordId id;
  LogId log;
  std::int64_t seq = 0;  // 1, 2, 3 … without gaps within the log
  EditionId edition;     // where it was written
  Subject subject;
  std::int64_t step = 0;  // 1 + the highest step that the writer knew for this subject
  Kind kind = Kind::note;
  std::optional<RecordId> ref;
  Payload payload;
  std::int64_t at_ms = 0;  // the device's wall clock, which may be wrong
  std::string boot_id;
  std::int64_t uptime_ms = 0;
  By by = By::self;
  std::string desk;       // the desk's name as it was then, e.g. 受付2
  bool practice = false;  // written in 練習モード: never counts

  auto operator<=>(const DeskRecord&) const = default;
};
BOOST_DESCRIBE_STRUCT(DeskRecord, (),
                      (id, log, seq, edition, subject, step, kind, ref, payload, at_ms, boot_id, uptime_ms, by, desk, practice))

// The order of a subject's records, frozen at writing: (step, at_ms, log, seq, id).
[[nodiscard]] bool in_order(const DeskRecord& a, const DeskRecord& b);

// Far beyond any evening; below them no sum of many records overflows.
inline constexpr std::int64_t kStepMax = 1'000'000'000;
inline constexpr std::int64_t kSeqMax = 1'000'000'000'000;
inline constexpr Yen kAmountMax{1'000'000'000};
inline constexpr std::int64_t kQuantityMax = 1'000'000;
inline constexpr std::size_t kTextBytesMax = 1'000;
inline constexpr std::size_t kOverridesMax = 8;

// Whether a record makes sense by itself: seq and step ≥ 1, the members its kind needs, sizes within the limits above, a subject that the
// kind can be about (`d:` only for refuse, undo, gift, note, cash_count, unlink, reassign, resolve). The clock may say anything.
// `invalid`, and the detail begins with the member: "payload.amount: is missing". A record that fails is stored as parked, never dropped.
[[nodiscard]] Status validate(const DeskRecord& record);

}  // namespace uke::desk

// What the workers tell the core and the core asks of them, as plain values. No thread, no database, no window.
#pragma once

#include "shared/base/result.h"
#include "shared/base/time.h"
#include "shared/desk/conflict.h"
#include "shared/desk/headcount.h"
#include "shared/desk/record.h"
#include "shared/desk/roster.h"
#include "shared/desk/verdict.h"

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace uke::kiosk::app {

// Ties an answer to the question: an answer to an older question is dropped.
using RequestId = std::uint64_t;

enum class ScanSource : std::uint8_t { camera, wedge, typed };

// What came of a scan or of a touch of reception: the judgement and the records that are now durable.
struct DeskOutcome {
  desk::Decision decision;
  // The admit that made it green, or, of already_in, the earlier one that stands; `undo` names it. None with `admitted`: an unlisted
  // ticket that reception has to confirm. Nothing is green then.
  std::optional<RecordId> admit;
  std::vector<RecordId> companion_admits;
  std::optional<RecordId> payment;  // of the person; what companions paid in the same touch is recorded with their admits
  std::optional<RecordId> refusal;
  std::int64_t admitted_at_ms = 0;
};

// Reception's touch on a verdict or in the list: what to write, in one transaction.
struct AdmitOrder {
  desk::Subject subject;
  std::vector<std::string> overrides;  // verdicts set aside, by name
  std::optional<std::string> reason;
  std::optional<Yen> payment;  // for all of them together; recorded with each one's admit
  std::optional<desk::PayMethod> method;
  std::vector<AttendeeId> companions;  // admitted in the same touch
};

// 当日参加: a person who is on no list.
struct WalkInOrder {
  std::string kana;
  std::string name;
  std::optional<Yen> payment;
};

// A hit of the name search or a row of the staff list.
struct Person {
  desk::Attendee attendee;
  desk::Attendance attendance;
};

struct SearchAnswer {
  std::string query;
  std::vector<Person> hits;  // at most eight, grouped by reading
  bool more = false;         // there are further hits: type one more character
};

enum class Link : std::uint8_t { never, online, offline };  // with the server, for the freshness shown

// Everything about the state of this desk's data that screens show.
struct DeskStatus {
  bool paired = false;
  std::string kiosk_name;
  desk::Event event;
  desk::Edition edition;
  bool roster_whole = false;  // a first download has been completed
  std::int64_t roster_people = 0;
  Link link = Link::never;
  std::optional<std::int64_t> synced_at_ms;     // last time that an exchange with the server succeeded (this device's clock)
  std::int64_t unsent = 0;                      // records that the server has not acknowledged
  std::int64_t parked = 0;                      // records that the server put aside
  std::optional<std::int64_t> clock_offset_ms;  // server − device
  bool revoked = false;
  bool retired = false;
  bool practice = false;               // 練習モード: records are flagged and never count; a banner says so on every screen
  std::optional<std::string> trouble;  // i18n key of what is wrong with log or roster: "trouble.log_moved_aside", "trouble.disk_full" …

  bool operator==(const DeskStatus&) const = default;
};

// For the staff screen.
struct EditionCount {
  desk::Edition edition;
  desk::Headcount heads;
  bool names_known = false;  // only of this kiosk's own edition: others are counted from records and tickets
};
struct RecentRecord {
  desk::DeskRecord record;
  std::string name;  // as shown; "" where unknown
  bool undone = false;
  bool can_undo = false;
};
struct StaffFacts {
  std::vector<EditionCount> counts;
  std::vector<desk::Conflict> conflicts;    // unresolved first
  std::vector<std::string> conflict_names;  // same order: the person, "" for over_capacity
  std::vector<RecentRecord> recent;         // newest first, at most 50
  std::vector<std::string> parked;          // readable reasons
};

enum class CameraState : std::uint8_t { off, starting, running, lost };

enum class Sound : std::uint8_t { admitted, already_in, attention, payment, trouble };

}  // namespace uke::kiosk::app

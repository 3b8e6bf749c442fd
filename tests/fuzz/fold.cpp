// Any bytes as a list of records about few people: whatever the order, the fold agrees with itself and with the plain one.
#include "shared/desk/conflict.h"
#include "tests/fuzz/claim.h"
#include "tests/support/builders.h"
#include "tests/unit/shared/desk/plain_fold.h"

#include <algorithm>
#include <ranges>
#include <tuple>

using namespace uke;
using namespace uke::desk;
using namespace uke::test;

namespace {

constexpr std::size_t kBytesPerRecord = 5;
constexpr std::size_t kRecordsMax = 40;

Subject subject(unsigned n) {
  n %= 6;
  if (n < 3) return Subject::of(an_id<AttendeeId>(n + 1));
  return n < 5 ? Subject::of(TicketNo{n}) : Subject::walk_in(a_uuid(n));
}

// Record number `n`: kind and desk, subject and edition, step, and two bytes for what the kind refers to.
DeskRecord record(std::size_t n, const std::uint8_t* bytes) {
  const auto ref = an_id<RecordId>(1 + bytes[3] % kRecordsMax);
  const auto to = subject(bytes[4]);
  auto record = a_record();
  switch (bytes[0] % 9) {
    case 0: record.admit(); break;
    case 1: record.exit(); break;
    case 2: record.payment(bytes[4] - 100); break;
    case 3: record.hand_over("dorayaki", bytes[4]); break;
    case 4: record.undo(ref); break;
    case 5: record.link(to); break;
    case 6: record.unlink(ref); break;
    case 7: record.reassign(ref, to); break;
    default: record.resolve("c" + std::to_string(bytes[3] % 3)); break;
  }
  record.id(n + 1).about(subject(bytes[1])).desk(1 + bytes[0] / 64).seq(static_cast<std::int64_t>(n) + 1).step(1 + bytes[2] % 8);
  return record.at(an_id<EditionId>(1 + bytes[1] / 128)).minute(bytes[2]);
}

std::vector<std::string> conflicts_of(const EventFold& fold) {
  EventFacts facts{{}, {an_edition(1).capacity(1), an_edition(2)}};
  EventFacts::Person person;
  person.id = an_id<AttendeeId>(1);
  person.edition = an_id<EditionId>(1);
  person.state = RsvpState::cancelled;
  facts.people.push_back(person);
  std::vector<std::string> ids;
  for (const auto& conflict : find_conflicts(fold, facts)) ids.push_back(conflict.id + (conflict.resolved ? "-" : "+"));
  return ids;
}

void claim_same(const Attendance& a, const Attendance& b) {
  CLAIM(std::tie(a.presence, a.edition, a.paid, a.payments, a.handed_over, a.top_step) ==
        std::tie(b.presence, b.edition, b.paid, b.payments, b.handed_over, b.top_step));
  CLAIM(std::ranges::equal(a.admissions, b.admissions, {}, &Admission::record, &Admission::record));
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  std::vector<DeskRecord> records;
  for (std::size_t at = 0; at + kBytesPerRecord <= size && records.size() < kRecordsMax; at += kBytesPerRecord) {
    records.push_back(record(records.size(), data + at));
  }
  EventFold forth;
  EventFold back;
  for (const auto& one : records) {
    forth.add(one);
    static_cast<void>(forth.attendance(one.subject));
  }
  for (const auto& one : records | std::views::reverse) back.add(one);
  const PlainFold plain(records);
  for (unsigned n = 0; n < 6; ++n) {
    CLAIM(forth.person(subject(n)) == back.person(subject(n)));
    CLAIM(forth.person(subject(n)) == plain.person(subject(n)));
    claim_same(forth.attendance(subject(n)), back.attendance(subject(n)));
    claim_same(forth.attendance(subject(n)), plain.attendance(subject(n)));
  }
  CLAIM(forth.people() == back.people());
  CLAIM(conflicts_of(forth) == conflicts_of(back));
  return 0;
}

#include "tests/support/builders.h"

#include <atomic>

namespace uke::test {
namespace {

constexpr std::string_view kHost = "uketsuke.example";
constexpr std::uint32_t kEventNo = 2026;

desk::TicketNo a_ticket_no(std::uint64_t n) { return {0x9E37'79B9'7F4A'7C15ULL * (n + 1)}; }  // looks random, differs for every n

// Numbers for records that nobody numbered; far from those that tests choose.
std::uint64_t next_number() {
  static std::atomic<std::uint64_t> last = 1'000'000;
  return ++last;
}

}  // namespace

Uuid a_uuid(std::uint64_t n) {
  Uuid id;
  for (std::size_t i = 0; i < 8; ++i) id.bytes[15 - i] = static_cast<std::uint8_t>(n >> (8 * i));
  id.bytes[6] = 0x70;
  id.bytes[8] |= 0x80;
  return id;
}

ticket::SigningKey a_signing_key(std::uint64_t n) {
  ticket::SigningKey key;
  for (std::size_t i = 0; i < key.seed.size(); ++i) key.seed[i] = static_cast<std::uint8_t>(n * 31 + i);
  return key;
}

EventBuilder::EventBuilder(std::uint64_t n) {
  event_.id = an_id<EventId>(n);
  event_.event_no = kEventNo + static_cast<std::int64_t>(n);
  event_.name = "創立記念パーティー";
  event_.name_en = "Anniversary party";
  event_.date_ms = kEvening;
  event_.zone = "Asia/Tokyo";
  event_.keys = {{0, a_signing_key().public_key()}};
}
EventBuilder& EventBuilder::named(std::string_view name, std::string_view name_en) {
  event_.name = name;
  event_.name_en = name_en;
  return *this;
}
EventBuilder& EventBuilder::key(std::int64_t key_no, const ticket::SigningKey& key) {
  event_.keys.push_back({key_no, key.public_key()});
  return *this;
}
EventBuilder an_event(std::uint64_t n) { return EventBuilder(n); }

EditionBuilder::EditionBuilder(std::uint64_t n) {
  static constexpr const char* kNames[][2] = {{"東京会場", "Tokyo"}, {"大阪会場", "Osaka"}, {"福岡会場", "Fukuoka"}};
  edition_.id = an_id<EditionId>(n);
  edition_.hint = static_cast<std::int64_t>(n);
  edition_.name = n >= 1 && n <= 3 ? kNames[n - 1][0] : "会場" + std::to_string(n);
  edition_.name_en = n >= 1 && n <= 3 ? kNames[n - 1][1] : "Venue " + std::to_string(n);
  edition_.zone = "Asia/Tokyo";
  edition_.doors_open_ms = kEvening - 30 * kMinute;
  edition_.starts_ms = kEvening + 60 * kMinute;
  edition_.doors_close_ms = kEvening + 210 * kMinute;
  edition_.ends_ms = kEvening + 240 * kMinute;
}
EditionBuilder& EditionBuilder::named(std::string_view name, std::string_view name_en) {
  edition_.name = name;
  edition_.name_en = name_en;
  return *this;
}
EditionBuilder& EditionBuilder::doors(std::int64_t open_ms, std::int64_t close_ms) {
  edition_.doors_open_ms = open_ms;
  edition_.doors_close_ms = close_ms;
  return *this;
}
EditionBuilder& EditionBuilder::capacity(std::int64_t onsite) {
  edition_.capacity_onsite = onsite;
  return *this;
}
EditionBuilder& EditionBuilder::door_fee(std::int64_t yen) {
  edition_.door_fee = {yen};
  return *this;
}
EditionBuilder& EditionBuilder::unpaid(desk::UnpaidRule rule) {
  edition_.unpaid = rule;
  return *this;
}
EditionBuilder& EditionBuilder::exits_recorded() {
  edition_.exits_recorded = true;
  return *this;
}
EditionBuilder& EditionBuilder::cancelled() {
  edition_.cancelled = true;
  return *this;
}
EditionBuilder an_edition(std::uint64_t n) { return EditionBuilder(n); }

AttendeeBuilder::AttendeeBuilder(std::uint64_t n) {
  attendee_.id = an_id<AttendeeId>(n);
  attendee_.ticket = a_ticket_no(n);
  attendee_.edition = an_id<EditionId>(1);
  named("山田", "花子");
  kana("やまだ はなこ");
  attendee_.search = "山田 花子 やまだ はなこ";
}
AttendeeBuilder& AttendeeBuilder::named(std::string_view family, std::string_view given) {
  attendee_.family_name = family;
  attendee_.given_name = given;
  attendee_.shown_name = std::string(family) + " " + std::string(given);
  return *this;
}
AttendeeBuilder& AttendeeBuilder::kana(std::string_view kana) {
  attendee_.kana = kana;
  return *this;
}
AttendeeBuilder& AttendeeBuilder::search(std::string_view folded) {
  attendee_.search = folded;
  return *this;
}
AttendeeBuilder& AttendeeBuilder::department(std::string_view department) {
  attendee_.department = department;
  return *this;
}
AttendeeBuilder& AttendeeBuilder::at(EditionId edition) {
  attendee_.edition = edition;
  return *this;
}
AttendeeBuilder& AttendeeBuilder::state(desk::RsvpState state) {
  attendee_.state = state;
  return *this;
}
AttendeeBuilder& AttendeeBuilder::online() {
  attendee_.mode = desk::Mode::online;
  return *this;
}
AttendeeBuilder& AttendeeBuilder::fee(std::int64_t yen) {
  attendee_.fee = {yen};
  return *this;
}
AttendeeBuilder& AttendeeBuilder::prepaid(std::int64_t yen) {
  attendee_.prepaid = {yen};
  return *this;
}
AttendeeBuilder& AttendeeBuilder::orders(std::string_view goods, std::int64_t quantity) {
  attendee_.goods.push_back({std::string(goods), std::string(goods), quantity});
  return *this;
}
AttendeeBuilder& AttendeeBuilder::comes_with(AttendeeId holder) {
  attendee_.holder = holder;
  return *this;
}
AttendeeBuilder& AttendeeBuilder::table(std::string_view table) {
  attendee_.table = table;
  return *this;
}
AttendeeBuilder& AttendeeBuilder::note(std::string_view note) {
  attendee_.note = note;
  return *this;
}
AttendeeBuilder an_attendee(std::uint64_t n) { return AttendeeBuilder(n); }

RecordBuilder::RecordBuilder() {
  const auto n = next_number();
  record_.id = an_id<RecordId>(n);
  record_.seq = static_cast<std::int64_t>(n);
  record_.edition = an_id<EditionId>(1);
  record_.subject = desk::Subject::of(an_id<AttendeeId>(1));
  record_.step = 1;
  record_.at_ms = kEvening;
  record_.boot_id = "boot-1";
  record_.uptime_ms = kMinute;
  record_.by = desk::By::staff;
  desk(1);
  note("メモ");
}
RecordBuilder& RecordBuilder::id(std::uint64_t n) {
  record_.id = an_id<RecordId>(n);
  return *this;
}
RecordBuilder& RecordBuilder::about(const desk::Subject& subject) {
  record_.subject = subject;
  return *this;
}
RecordBuilder& RecordBuilder::about(const desk::Attendee& attendee) { return about(desk::Subject::of(attendee.id)); }
RecordBuilder& RecordBuilder::desk(std::uint64_t n) {
  record_.log = an_id<LogId>(n);
  record_.desk = "受付" + std::to_string(n);
  return *this;
}
RecordBuilder& RecordBuilder::seq(std::int64_t seq) {
  record_.seq = seq;
  return *this;
}
RecordBuilder& RecordBuilder::step(std::int64_t step) {
  record_.step = step;
  return *this;
}
RecordBuilder& RecordBuilder::at(EditionId edition) {
  record_.edition = edition;
  return *this;
}
RecordBuilder& RecordBuilder::minute(std::int64_t minutes_after_five) {
  record_.at_ms = kEvening + minutes_after_five * kMinute;
  return *this;
}
RecordBuilder& RecordBuilder::by(desk::By by) {
  record_.by = by;
  return *this;
}
RecordBuilder& RecordBuilder::practice() {
  record_.practice = true;
  return *this;
}
RecordBuilder& RecordBuilder::admit(std::vector<std::string> overrides) {
  become(desk::Kind::admit);
  record_.payload.overrides = std::move(overrides);
  return *this;
}
RecordBuilder& RecordBuilder::refuse(std::string_view verdict) {
  become(desk::Kind::refuse);
  record_.payload.verdict = verdict;
  return *this;
}
RecordBuilder& RecordBuilder::undo(RecordId ref) {
  become(desk::Kind::undo);
  record_.ref = ref;
  return *this;
}
RecordBuilder& RecordBuilder::exit() {
  become(desk::Kind::exit);

  return *this;
}
RecordBuilder& RecordBuilder::walk_in() {
  become(desk::Kind::walk_in);

  return *this;
}
RecordBuilder& RecordBuilder::payment(std::int64_t yen, desk::PayMethod method) {
  become(desk::Kind::payment);
  record_.payload.amount = Yen{yen};
  record_.payload.method = method;
  return *this;
}
RecordBuilder& RecordBuilder::hand_over(std::string_view goods, std::int64_t quantity) {
  become(desk::Kind::hand_over);
  record_.payload.goods = goods;
  record_.payload.quantity = quantity;
  return *this;
}
RecordBuilder& RecordBuilder::gift(std::int64_t yen) {
  become(desk::Kind::gift);
  record_.payload.amount = Yen{yen};
  return *this;
}
RecordBuilder& RecordBuilder::note(std::string_view text) {
  become(desk::Kind::note);
  record_.payload.text = text;
  return *this;
}
RecordBuilder& RecordBuilder::cash_count(std::int64_t yen) {
  become(desk::Kind::cash_count);
  record_.payload.amount = Yen{yen};
  record_.payload.text = "{}";
  record_.subject = desk::Subject::desk(record_.log);
  return *this;
}
RecordBuilder& RecordBuilder::link(const desk::Subject& to) {
  become(desk::Kind::link);
  record_.payload.to = to;
  return *this;
}
RecordBuilder& RecordBuilder::unlink(RecordId link) {
  become(desk::Kind::unlink);
  record_.ref = link;
  return *this;
}
RecordBuilder& RecordBuilder::reassign(RecordId ref, const desk::Subject& to) {
  become(desk::Kind::reassign);
  record_.ref = ref;
  record_.payload.to = to;
  return *this;
}
RecordBuilder& RecordBuilder::resolve(std::string_view conflict) {
  become(desk::Kind::resolve);
  record_.payload.conflict = conflict;
  return *this;
}
void RecordBuilder::become(desk::Kind kind) {
  record_.kind = kind;
  record_.ref.reset();
  record_.payload = {};
}
RecordBuilder a_record() { return {}; }

std::string ticket_text(const desk::Attendee& attendee, std::uint8_t hint) {
  return ticket_text({.event_no = kEventNo + 1, .no = attendee.ticket, .key_no = 0, .edition_hint = hint}, a_signing_key());
}
std::string ticket_text(const ticket::Payload& payload, const ticket::SigningKey& key) {
  return ticket::qr_text(kHost, ticket::sign(payload, key));
}

}  // namespace uke::test

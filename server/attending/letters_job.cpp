#include "server/attending/letters_job.h"

#include "server/attending/letters.h"
#include "server/events/store.h"
#include "server/rsvps/notices.h"
#include "server/tickets/qr.h"
#include "server/tickets/site.h"

#include <map>

namespace uke::server::attending {
namespace {

constexpr std::int64_t kStep = 25;      // letters a step: the door waits for each of them
constexpr std::int64_t kRemoved = 100;  // notices a step, where nothing is sent
constexpr int kPicturePx = 480;
constexpr Millis kHour{3600'000};
constexpr Millis kDay{24 * 3600'000LL};

// Pictures of QR codes by what the code says: they are drawn before the writer's turn comes.
using Pictures = std::map<std::string, std::string>;

Result<Mine> mine_of(storage::ReadTx& tx, AttendeeId holder) {
  Mine mine{.own = {}, .occasion = {}, .venue = {}};
  TRY(mine.own, rsvps::own_of(tx, holder));
  TRY(mine.occasion, occasion_of(tx, mine.row().event));
  TRY(mine.venue, venue_of(tx, mine.row().edition));
  return mine;
}

Result<std::string> ticket_text(storage::ReadTx& tx, const LetterParts& parts, const Mine& mine) {
  return rsvps::ticket_text_of(tx, mine.row(), tickets::host_of({.url = parts.url}, ""));
}

Status draw_picture(storage::ReadTx& tx, const LetterParts& parts, LetterKind kind, const Mine& mine, Pictures& pictures) {
  if (parts.url.empty() || !shows_ticket(kind, mine)) return {};
  TRY(const auto text, ticket_text(tx, parts, mine));
  if (pictures.contains(text)) return {};
  TRY(const auto modules, tickets::qr_modules(text));
  TRY(pictures[text], tickets::qr_png(modules, kPicturePx));
  return {};
}

// False where the answer changed since the pictures were drawn: its turn comes again.
Result<bool> queue_letter(storage::WriteTx& tx, const LetterParts& parts, LetterKind kind, const Mine& mine, const Pictures& pictures,
                          std::string key) {
  LetterGround ground{.url = parts.url, .qr_png = {}, .now = tx.now()};
  if (!parts.url.empty() && shows_ticket(kind, mine)) {
    TRY(const auto text, ticket_text(tx, parts, mine));
    const auto picture = pictures.find(text);
    if (picture == pictures.end()) return false;
    ground.qr_png = picture->second;
  }
  const auto language = enum_value<i18n::Language>(mine.own.details.language).value_or(i18n::Language::ja);
  const bool reminds = kind == LetterKind::reminder_week || kind == LetterKind::reminder_day;
  const mail::Outgoing letter{.key = std::move(key),
                              .to = mine.row().email.value_or(""),
                              .to_name = mine.row().shown_name,
                              .purpose = reminds ? mail::Purpose::notice : mail::Purpose::answer,
                              .kind = reminds ? "reminder" : std::string(enum_name(kind)),
                              .subject_id = mine.row().id.to_string(),
                              .letter = compose(parts.pages->messages(language), kind, mine, ground)};
  TRYV(mail::queue(tx, parts.mail, letter));
  return true;
}

Status drop_notices(jobs::Run& run) {
  bool more = true;
  while (more && !run.stopping()) {
    const auto dropped = run.write([&](storage::WriteTx& tx) -> Status {
      TRY(const auto notices, rsvps::waiting_notices(tx, kRemoved));
      for (const auto& notice : notices) TRYV(rsvps::remove_notice(tx, notice.id));
      more = std::ssize(notices) == kRemoved;
      return {};
    });
    TRYV(dropped);
  }
  return {};
}

Status write_some(storage::WriteTx& tx, const LetterParts& parts, const std::vector<rsvps::NoticeRow>& notices, const Pictures& pictures) {
  for (const auto& notice : notices) {
    const auto mine = mine_of(tx, notice.attendee);
    const bool is_gone = !mine && mine.error().code == ErrorCode::not_found;
    if (!mine && !is_gone) return std::unexpected(mine.error());
    if (mine && mine->row().email) {
      TRY(const bool written, queue_letter(tx, parts, kind_of(notice.kind), *mine, pictures, "notice:" + notice.id));
      if (!written) continue;
    }
    TRYV(rsvps::remove_notice(tx, notice.id));
  }
  return {};
}

// --- reminders ---

struct Reminder {
  LetterKind kind = LetterKind::reminder_day;
  events::EditionRow edition;
  Time from;  // since when it is due
};

// A week before, during a day; a day before, until it starts.
std::optional<Reminder> reminder_of(const events::EditionRow& edition, Time now) {
  if (edition.cancelled) return std::nullopt;
  const auto starts = from_ms(edition.starts_ms);
  const auto day = starts - kDay;
  const auto week = starts - 7 * kDay;
  if (now >= day && now < starts) return Reminder{.kind = LetterKind::reminder_day, .edition = edition, .from = day};
  if (now >= week && now < week + kDay) return Reminder{.kind = LetterKind::reminder_week, .edition = edition, .from = week};
  return std::nullopt;
}

Result<std::vector<Reminder>> reminders_due(storage::ReadTx& tx) {
  constexpr std::int64_t kEvents = 200;
  std::vector<Reminder> due;
  EventId after;
  while (true) {
    TRY(const auto events, events::list_events(tx, after, kEvents));
    for (const auto& event : events) {
      TRY(const auto editions, events::list_editions(tx, event.id));
      for (const auto& edition : editions) {
        if (auto reminder = reminder_of(edition, tx.now())) due.push_back(std::move(*reminder));
      }
    }
    if (std::ssize(events) < kEvents) return due;
    after = events.back().id;
  }
}

// When the answer was given: ids begin with the time.
Time made_at(AttendeeId id) {
  std::int64_t ms = 0;
  for (std::size_t i = 0; i < 6; ++i) ms = ms * 256 + id.uuid.bytes[i];
  return from_ms(ms);
}

Result<bool> wants(storage::ReadTx& tx, const Reminder& reminder, const rsvps::AttendeeRow& row) {
  const bool comes = row.state == desk::RsvpState::yes && !row.holder && row.email && !row.email->empty();
  if (!comes || made_at(row.id) >= reminder.from) return false;  // who answers now is told with the confirmation
  TRY(const bool unsubscribed, mail::is_unsubscribed(tx, *row.email));
  if (unsubscribed) return false;
  TRY(const auto told, mail::told(tx, row.id.to_string()));
  for (const auto& letter : told) {
    if (letter.kind == "reminder" && letter.at_ms >= to_ms(reminder.from)) return false;
  }
  return true;
}

struct Batch {
  std::vector<AttendeeId> people;
  Pictures pictures;
  AttendeeId last;
  bool is_end = false;
};

Status read_batch(storage::ReadTx& tx, const LetterParts& parts, const Reminder& reminder, Batch& batch) {
  TRY(const auto rows, rsvps::list_attendees(tx, reminder.edition.id, batch.last, kStep));
  batch.is_end = std::ssize(rows) < kStep;
  for (const auto& row : rows) {
    batch.last = row.id;
    TRY(const bool is_wanted, wants(tx, reminder, row));
    if (!is_wanted) continue;
    TRY(const auto mine, mine_of(tx, row.id));
    TRYV(draw_picture(tx, parts, reminder.kind, mine, batch.pictures));
    batch.people.push_back(row.id);
  }
  return {};
}

Status remind_edition(const LetterParts& parts, jobs::Run& run, const Reminder& reminder) {
  Batch batch;
  while (!batch.is_end && !run.stopping()) {
    batch.people.clear();
    batch.pictures.clear();
    TRYV(run.read([&](storage::ReadTx& tx) { return read_batch(tx, parts, reminder, batch); }));
    if (batch.people.empty()) continue;
    const auto written = run.write([&](storage::WriteTx& tx) -> Status {
      for (const auto id : batch.people) {
        TRY(const auto mine, mine_of(tx, id));
        const auto key = std::string(enum_name(reminder.kind)) + ":" + id.to_string() + ":" + std::to_string(mine.venue.edition.starts_ms);
        if (mine.is_coming()) TRYV(queue_letter(tx, parts, reminder.kind, mine, batch.pictures, key));
      }
      return {};
    });
    TRYV(written);
  }
  return {};
}

}  // namespace

Status write_letters(const LetterParts& parts, jobs::Run& run) {
  if (!parts.mail.on()) return drop_notices(run);
  std::vector<rsvps::NoticeRow> notices;
  do {
    Pictures pictures;
    const auto drawn = run.read([&](storage::ReadTx& tx) -> Status {
      TRY(notices, rsvps::waiting_notices(tx, kStep));
      for (const auto& notice : notices) {
        const auto mine = mine_of(tx, notice.attendee);
        if (mine) TRYV(draw_picture(tx, parts, kind_of(notice.kind), *mine, pictures));
      }
      return {};
    });
    TRYV(drawn);
    if (!notices.empty()) TRYV(run.write([&](storage::WriteTx& tx) { return write_some(tx, parts, notices, pictures); }));
  } while (!notices.empty() && !run.stopping());
  return {};
}

Status remind(const LetterParts& parts, jobs::Run& run) {
  if (!parts.mail.on()) return {};
  std::vector<Reminder> due;
  const auto found = run.read([&](storage::ReadTx& tx) -> Status {
    TRY(due, reminders_due(tx));
    return {};
  });
  TRYV(found);
  for (const auto& reminder : due) TRYV(remind_edition(parts, run, reminder));
  return {};
}

std::vector<jobs::Kind> job_kinds(const LetterParts& parts) {
  const auto shared = std::make_shared<const LetterParts>(parts);
  return {
      {.name = std::string(rsvps::kLettersJob),
       .work = [shared](jobs::Run& run, const jobs::JobRow&) { return write_letters(*shared, run); },
       .every = std::nullopt},
      {.name = "attending.remind", .work = [shared](jobs::Run& run, const jobs::JobRow&) { return remind(*shared, run); }, .every = kHour}};
}

}  // namespace uke::server::attending

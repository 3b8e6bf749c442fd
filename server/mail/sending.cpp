#include "server/mail/sending.h"

#include "server/mail/mime.h"
#include "server/mail/queue.h"
#include "server/mail/smtp.h"
#include "server/mail/store.h"
#include "server/mail/stored_letter.h"
#include "shared/assets/assets.h"

#include <algorithm>

namespace uke::server::mail {
namespace {

using namespace std::chrono_literals;

constexpr Millis kRunTime{10s};  // other jobs have their turn in between
constexpr Millis kMinute{60s};
constexpr Millis kRateStep{2s};                      // who has to wait for the rate waits at least so long
constexpr auto kKept = std::chrono::hours{24 * 30};  // text of letters
constexpr std::int64_t kEmptiedAtOnce = 200;
constexpr std::int64_t kPassedOverMost = 100;  // letters in one step that nobody wants any more

// What one step found.
struct Claim {
  std::optional<LetterRow> letter;
  std::string key;                 // of the queue
  std::optional<Time> look_again;  // without a letter: when there may be one
};

bool is_wanted(const AddressRow& to, Purpose purpose) {
  return to.refused_ms == 0 && (purpose == Purpose::answer || to.unsubscribed_ms == 0);
}

// The first due letter whose address takes it; others are refused on the way.
Result<std::optional<LetterRow>> next_wanted(storage::WriteTx& tx) {
  for (std::int64_t i = 0; i < kPassedOverMost; ++i) {
    TRY(auto letter, find_next_due(tx, tx.now()));
    if (!letter) return letter;
    TRY(const auto to, find_address(tx, letter->address));
    if (to && is_wanted(*to, letter->purpose)) return letter;
    letter->state = MailState::refused;
    letter->reason = to && to->refused_ms == 0 ? Reason::unsubscribed : Reason::address;
    letter->changed_ms = to_ms(tx.now());
    TRYV(update_letter(tx, *letter, MailState::waiting));
  }
  return std::optional<LetterRow>{};
}

Result<std::optional<Time>> rate_allows_at(storage::ReadTx& tx, std::int64_t per_minute) {
  TRY(const auto tried, nth_last_trial_ms(tx, std::max<std::int64_t>(per_minute, 1), tx.now() - kMinute));
  if (!tried) return std::optional<Time>{};
  return std::optional<Time>{std::max(from_ms(*tried) + kMinute, tx.now() + kRateStep)};
}

Result<Claim> claim(storage::WriteTx& tx, const Settings& settings) {
  TRY(const auto queue, queue_row(tx));
  Claim claim{.letter = {}, .key = queue.key, .look_again = {}};
  if (queue.paused_until_ms > to_ms(tx.now())) {
    claim.look_again = from_ms(queue.paused_until_ms);
    return claim;
  }
  TRY(claim.look_again, rate_allows_at(tx, settings.per_minute));
  if (claim.look_again) return claim;
  TRY(claim.letter, next_wanted(tx));
  if (!claim.letter) {
    TRY(const auto due, first_due_ms(tx));
    if (due) claim.look_again = std::max(from_ms(*due), tx.now());
    return claim;
  }
  claim.letter->state = MailState::sending;
  claim.letter->tried_ms = claim.letter->changed_ms = to_ms(tx.now());
  TRYV(update_letter(tx, *claim.letter, MailState::waiting));
  return claim;
}

// Of a letter that came back.
void put_off(LetterRow& letter, const Verdict& verdict, Time now) {
  ++letter.attempts;
  const auto wait = wait_after(letter.attempts);
  letter.state = wait ? MailState::waiting : MailState::refused;
  letter.reason = wait ? verdict.reason : Reason::gave_up;
  if (wait) letter.next_ms = to_ms(now + *wait);
}

Status mark_address(storage::WriteTx& tx, const LetterRow& letter) {
  TRY(auto address, find_address(tx, letter.address));
  if (!address) return {};
  address->refused_ms = to_ms(tx.now());
  address->refused_answer = letter.answer;
  TRYV(update_address(tx, *address));
  return refuse_waiting_to(tx, letter.address, Which::all, Reason::address);
}

Status rest(storage::WriteTx& tx, QueueRow queue, LetterRow& letter, const Verdict& verdict) {
  ++queue.pauses;
  const auto until = tx.now() + pause_after(queue.pauses);
  queue.paused_until_ms = to_ms(until);
  queue.reason = verdict.trouble;
  queue.answer = letter.answer;
  letter.state = MailState::waiting;
  letter.next_ms = to_ms(tx.now());  // behind the others: one letter must not hold them up for ever
  return update_queue(tx, queue);
}

Status go_on(storage::WriteTx& tx, QueueRow queue, bool was_sent) {
  if (queue.pauses == 0 && !was_sent) return {};
  queue.pauses = 0;
  queue.paused_until_ms = 0;
  queue.reason = Trouble::none;
  queue.answer.clear();
  if (was_sent) queue.last_sent_ms = to_ms(tx.now());
  return update_queue(tx, queue);
}

Status settle(storage::WriteTx& tx, LetterRow letter, const Conversation& said) {
  const auto verdict = verdict_of(said);
  TRY(const auto queue, queue_row(tx));
  using enum Verdict::Kind;
  letter.answer = verdict.kind == unclear ? std::string() : said.reply;  // 354 says nothing about the letter
  letter.changed_ms = to_ms(tx.now());
  switch (verdict.kind) {
    case sent:
      letter.state = MailState::sent;
      letter.reason = Reason::none;
      ++letter.attempts;
      break;
    case later: put_off(letter, verdict, tx.now()); break;
    case refused:
      letter.state = MailState::refused;
      letter.reason = verdict.reason;
      ++letter.attempts;
      if (verdict.marks_address) TRYV(mark_address(tx, letter));
      break;
    case unclear:
      letter.state = MailState::unclear;
      letter.reason = verdict.reason;
      break;
    case trouble: TRYV(rest(tx, queue, letter, verdict)); break;
    case interrupted: letter.state = MailState::waiting; break;
  }
  if (verdict.kind != trouble && verdict.kind != unclear && verdict.kind != interrupted) TRYV(go_on(tx, queue, verdict.kind == sent));
  TRYV(update_letter(tx, letter, MailState::sending));
  return {};
}

// What the letters are written with.
struct Desk {
  i18n::Messages ja;
  i18n::Messages en;
  Mailbox from;
  std::optional<Mailbox> reply_to;
};

Result<Desk> desk_of(const Settings& settings) {
  TRY(auto ja, i18n::Messages::load(assets::text("i18n/ja.json"), i18n::Language::ja));
  TRY(auto en, i18n::Messages::load(assets::text("i18n/en.json"), i18n::Language::en));
  TRY(auto from, parse_mailbox(settings.from));
  Desk desk{.ja = std::move(ja), .en = std::move(en), .from = std::move(from), .reply_to = {}};
  if (settings.reply_to.empty()) return desk;
  TRY(desk.reply_to, parse_mailbox(settings.reply_to));
  return desk;
}

Result<std::string> bytes_of(const LetterRow& row, const Address& to, const Desk& desk, const Office& office, std::string_view queue_key) {
  TRY(const auto letter, from_row(row.letter));
  Envelope envelope{.from = desk.from,
                    .reply_to = desk.reply_to,
                    .to = {.name = row.to_name, .address = to},
                    .message_id = message_id(queue_key, row.key, desk.from.address.domain),
                    .date = office.clock->now(),
                    .stop_url = {}};
  if (row.purpose == Purpose::notice) envelope.stop_url = stop_url(office.url, queue_key, row.address);
  return mime_letter(envelope, letter, letter.language == i18n::Language::en ? desk.en : desk.ja);
}

// A letter that cannot be made (its row is broken) must not stop the others.
Conversation hand_over(const LetterRow& row, const Claim& claim, const Desk& desk, const Office& office, const Deliver& deliver) {
  const auto to = parse_address(row.sent_to);
  const auto bytes = to ? bytes_of(row, *to, desk, office, claim.key) : Result<std::string>(std::unexpected(to.error()));
  if (!bytes) return {.step = Step::text, .breach = Breach::connection, .code = 554, .reply = {}};
  return deliver(desk.from.address, *to, *bytes);
}

}  // namespace

MakeDeliver by_smtp() {
  return [](const Settings& settings, std::function<bool()> stopping) -> Deliver {
    auto server = std::make_shared<MailServer>(settings, std::move(stopping));
    return [server](const Address& from, const Address& to, const std::string& bytes) { return server->send(from, to, bytes); };
  };
}

Status send_waiting(jobs::Run& run, const Office& office) {
  if (!office.settings.on()) return {};
  TRY(const auto desk, desk_of(office.settings));
  const auto deliver = office.make_deliver(office.settings, [&run] { return run.stopping(); });
  const auto begun = office.clock->uptime();
  Claim next;
  // Only this job sends, so whatever is `sending` now was being sent when the program ended.
  const auto begin = [&](storage::WriteTx& tx) -> Status {
    TRYV(all_sending_unclear(tx));
    TRY(next, claim(tx, office.settings));
    return {};
  };
  TRYV(run.write(begin));
  auto trouble = Trouble::none;
  while (next.letter) {
    const auto letter = *next.letter;
    const auto said = hand_over(letter, next, desk, office, deliver);
    trouble = verdict_of(said).trouble;
    const bool goes_on = !run.stopping() && office.clock->uptime() - begun < kRunTime;
    const auto settle_and_claim = [&](storage::WriteTx& tx) -> Status {
      TRYV(settle(tx, letter, said));
      next = Claim{.letter = {}, .key = next.key, .look_again = tx.now()};
      if (!goes_on) return {};
      TRY(next, claim(tx, office.settings));
      return {};
    };
    TRYV(run.write(settle_and_claim));
  }
  const auto order_next_run = [&](storage::WriteTx& tx) -> Status {
    if (next.look_again) TRYV(jobs::start_job_at(tx, kSendJob, "", *next.look_again));
    return {};
  };
  TRYV(run.write(order_next_run));
  if (trouble == Trouble::none) return {};
  return fail(ErrorCode::timeout, "mail.send", "the queue rests: " + std::string(enum_name(trouble)));
}

Status tidy_up(jobs::Run& run) {
  std::int64_t emptied = 1;
  const auto step = [&](storage::WriteTx& tx) -> Status {
    TRY(emptied, empty_ended_before(tx, tx.now() - kKept, kEmptiedAtOnce));
    return {};
  };
  while (emptied > 0 && !run.stopping()) TRYV(run.write(step));
  return {};
}

std::vector<jobs::Kind> job_kinds(const Settings& settings, const std::string& url, const Clock& clock) {
  const auto office = std::make_shared<const Office>(Office{.settings = settings, .url = url, .clock = &clock, .make_deliver = by_smtp()});
  return {{.name = std::string(kSendJob),
           .work = [office](jobs::Run& run, const jobs::JobRow&) { return send_waiting(run, *office); },
           .every = {}},
          {.name = "mail.tidy", .work = [](jobs::Run& run, const jobs::JobRow&) { return tidy_up(run); }, .every = Millis{24h}}};
}

}  // namespace uke::server::mail

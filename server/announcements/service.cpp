#include "server/announcements/service.h"

#include "server/accounts/history.h"
#include "server/accounts/rules.h"
#include "server/announcements/letters.h"
#include "server/events/service.h"
#include "server/jobs/jobs.h"
#include "server/roster/rules.h"
#include "shared/text/text.h"

#include <algorithm>
#include <chrono>

namespace uke::server::announcements {
namespace {

constexpr Millis kFarthest = std::chrono::hours{24 * 366};

Status acceptable(const MessageFields& fields) {
  const auto faults = check(fields);
  if (faults.empty()) return {};
  return fail(ErrorCode::invalid, "announcements.check", faults.front().field + ": is not acceptable");
}

std::unexpected<Error> not_now() { return fail(ErrorCode::conflict, "announcements.step", "the message's state does not allow that"); }

Result<MessageRow> load(storage::ReadTx& tx, const web::Actor& actor, MessageId id) {
  TRYV(accounts::require(actor, web::kAdmin));
  TRY(auto row, find_message(tx, id));
  if (!row) return fail(ErrorCode::not_found, "announcements.load", "no such message");
  return std::move(*row);
}

// The row that a step may go on from.
Result<MessageRow> load_for(storage::ReadTx& tx, const web::Actor& actor, MessageId id, std::int64_t version, MessageState from) {
  TRY(auto row, load(tx, actor, id));
  if (row.version != version) return fail(ErrorCode::stale, "announcements.step", "the message has another version");
  if (row.state != from) return not_now();
  return row;
}

Result<MessageRow> save(storage::WriteTx& tx, const web::Actor& actor, MessageRow row, std::string_view action,
                        const std::vector<accounts::Change>& changes) {
  row.changed_ms = to_ms(tx.now());
  row.changed_name = actor.name;
  TRY(const bool updated, update_message(tx, row));
  if (!updated) return fail(ErrorCode::stale, "announcements.save", "the message has another version");
  row.version += 1;
  TRYV(accounts::audit(tx, actor, action, {.kind = "message", .id = row.id.to_string()}, changes));
  return row;
}

Result<Message> counted(storage::ReadTx& tx, MessageRow row) {
  Message message{.row = std::move(row)};
  TRY(const auto counts, count_outcomes(tx, message.row.id));
  for (const auto& [outcome, count] : counts) {
    if (outcome == Outcome::queued) message.queued = count;
    if (outcome == Outcome::no_mail) message.no_mail = count;
    if (outcome == Outcome::not_wanted) message.not_wanted = count;
  }
  return message;
}

}  // namespace

Result<std::vector<Message>> get_messages(storage::ReadTx& tx, const web::Actor& actor, EditionId edition) {
  TRYV(accounts::require(actor, web::kAdmin));
  TRYV(events::edition_of(tx, edition));
  TRY(auto rows, list_messages(tx, edition));
  std::vector<Message> messages;
  for (auto& row : rows) {
    TRY(auto message, counted(tx, std::move(row)));
    messages.push_back(std::move(message));
  }
  return messages;
}

Result<Message> get_message(storage::ReadTx& tx, const web::Actor& actor, MessageId id) {
  TRY(auto row, load(tx, actor, id));
  return counted(tx, std::move(row));
}

Result<Audience> audience_of(storage::ReadTx& tx, const web::Actor& actor, EditionId edition, const Filter& filter) {
  TRYV(accounts::require(actor, web::kAdmin));
  Audience audience;
  TRYV(rsvps::each_rsvp(tx, actor, edition, query_of(filter), [&](const rsvps::Listed& listed) -> Status {
    if (!is_for(filter, listed)) return {};
    if (!listed.row.email.value_or("").empty()) {
      ++audience.with_mail;
      return {};
    }
    ++audience.without_mail;
    if (std::ssize(audience.names) < kNamesShown) audience.names.push_back(listed.row.shown_name);
    return {};
  }));
  return audience;
}

Result<MessageRow> create_message(storage::WriteTx& tx, const web::Actor& actor, EditionId edition, const MessageFields& fields,
                                  std::string_view nonce) {
  TRYV(accounts::require(actor, web::kAdmin));
  TRYV(acceptable(fields));
  TRYV(events::edition_of(tx, edition));
  if (!nonce.empty()) {
    TRY(auto made, find_by_nonce(tx, nonce));
    if (made && made->edition == edition) return std::move(*made);
  }
  MessageRow row;
  row.id = MessageId::fresh(tx.clock(), tx.random());
  row.edition = edition;
  set_fields(row, fields);
  row.created_ms = to_ms(tx.now());
  row.created_name = actor.name;
  row.changed_ms = row.created_ms;
  row.changed_name = actor.name;
  TRYV(insert_message(tx, row, nonce.empty() ? std::nullopt : std::optional(std::string(nonce))));
  TRYV(accounts::audit(tx, actor, "message.create", {.kind = "message", .id = row.id.to_string()}, {}));
  return row;
}

Result<MessageRow> change_message(storage::WriteTx& tx, const web::Actor& actor, MessageId id, std::int64_t version,
                                  const MessageFields& fields) {
  TRYV(acceptable(fields));
  TRY(auto row, load_for(tx, actor, id, version, MessageState::draft));
  const auto before = fields_of(row);
  if (before == fields) return row;
  set_fields(row, fields);
  return save(tx, actor, std::move(row), "message.change",
              {{"subject", before.subject, fields.subject}});  // the text itself is in the message
}

Result<MessageRow> schedule_message(storage::WriteTx& tx, const web::Actor& actor, const Post& post, MessageId id, std::int64_t version,
                                    std::int64_t at_ms) {
  TRY(auto row, load_for(tx, actor, id, version, MessageState::draft));
  if (!post.on()) return not_now();
  TRYV(acceptable(fields_of(row)));
  if (at_ms != 0 && from_ms(at_ms) > tx.now() + kFarthest) return fail(ErrorCode::invalid, "announcements.schedule", "at_ms: is too far");
  row.state = MessageState::scheduled;
  row.send_at_ms = std::max(at_ms, to_ms(tx.now()));
  const bool is_now = row.send_at_ms == to_ms(tx.now());
  const auto when = std::to_string(row.send_at_ms);
  if (is_now) TRYV(jobs::start_job(tx, kSendJob, id.to_string()));
  return save(tx, actor, std::move(row), "message.schedule", {{"send_at_ms", "", when}});
}

Result<MessageRow> unschedule_message(storage::WriteTx& tx, const web::Actor& actor, MessageId id, std::int64_t version) {
  TRY(auto row, load_for(tx, actor, id, version, MessageState::scheduled));
  row.state = MessageState::draft;
  row.send_at_ms = 0;
  return save(tx, actor, std::move(row), "message.unschedule", {});
}

Result<MessageRow> discard_message(storage::WriteTx& tx, const web::Actor& actor, MessageId id, std::int64_t version) {
  TRY(auto row, load_for(tx, actor, id, version, MessageState::draft));
  row.state = MessageState::discarded;
  return save(tx, actor, std::move(row), "message.discard", {});
}

Result<MessageRow> restore_message(storage::WriteTx& tx, const web::Actor& actor, MessageId id, std::int64_t version) {
  TRY(auto row, load_for(tx, actor, id, version, MessageState::discarded));
  row.state = MessageState::draft;
  return save(tx, actor, std::move(row), "message.restore", {});
}

Result<mail::Letter> sample_letter(storage::ReadTx& tx, const MessageRow& row, const i18n::Messages& messages, std::string_view url) {
  TRY(const auto occasion, occasion_of(tx, row.edition));
  const Receiver sample{.name = messages.text("announcement.sample_name"),
                        .link = std::string(url) + "/my/" + messages.text("announcement.sample_secret")};
  return letter_to(messages, occasion, row, sample);
}

Status send_test(storage::WriteTx& tx, const web::Actor& actor, const Post& post, MessageId id, std::string_view address,
                 const i18n::Messages& messages) {
  TRY(const auto row, load(tx, actor, id));
  if (!post.on()) return not_now();
  roster::MemberFields typed;
  typed.family_name = "-";
  typed.email = address;
  typed = roster::tidied(std::move(typed));
  if (typed.email.empty() || !roster::check(typed).empty()) return fail(ErrorCode::invalid, "announcements.send_test", "address: is none");
  TRY(auto letter, sample_letter(tx, row, messages, post.url));
  letter.subject = messages.text("announcement.test_subject", {{"subject", letter.subject}});
  TRY(const bool queued, mail::queue(tx, post.settings,
                                     {.key = "message-test:" + Uuid::v7(tx.clock(), tx.random()).to_string(),
                                      .to = typed.email,
                                      .to_name = actor.name,
                                      .purpose = mail::Purpose::answer,
                                      .kind = "message_test",
                                      .subject_id = actor.id,
                                      .letter = std::move(letter)}));
  if (!queued) return not_now();
  return accounts::audit(tx, actor, "message.test", {.kind = "message", .id = id.to_string()}, {});
}

}  // namespace uke::server::announcements

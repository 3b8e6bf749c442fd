// Use cases of messages. Admins only. Called inside a transaction; everything is noted in the audit log.
//
// Errors: `forbidden`, `not_found`, `stale` when somebody else changed the message first, `invalid` with the field, `conflict` for a step
// that its state does not allow, and for sending without a mail server.
#pragma once

#include "server/announcements/rules.h"
#include "server/announcements/store.h"
#include "server/mail/mail.h"
#include "server/storage/write_tx.h"
#include "server/web/route.h"

#include <string>
#include <string_view>
#include <vector>

namespace uke::server::announcements {

inline constexpr std::int64_t kNamesShown = 500;  // of people without mail
inline constexpr std::string_view kSendJob = "announcements.send";

// How mail leaves this server.
struct Post {
  mail::Settings settings;
  std::string url;  // how the outside names this server; "" = letters cannot hold links
  [[nodiscard]] bool on() const { return settings.on(); }
};

struct Message {
  MessageRow row;
  std::int64_t queued = 0;      // letters
  std::int64_t no_mail = 0;     // people without an address
  std::int64_t not_wanted = 0;  // unsubscribed, or refused by their server for good
};
[[nodiscard]] Result<std::vector<Message>> get_messages(storage::ReadTx& tx, const web::Actor& actor, EditionId edition);
[[nodiscard]] Result<Message> get_message(storage::ReadTx& tx, const web::Actor& actor, MessageId id);

// Whom the filter means now.
struct Audience {
  std::int64_t with_mail = 0;
  std::int64_t without_mail = 0;
  std::vector<std::string> names;  // of those without, at most kNamesShown
};
[[nodiscard]] Result<Audience> audience_of(storage::ReadTx& tx, const web::Actor& actor, EditionId edition, const Filter& filter);

// `nonce` of the form, "" for none: sent again, it is the same message.
[[nodiscard]] Result<MessageRow> create_message(storage::WriteTx& tx, const web::Actor& actor, EditionId edition,
                                                const MessageFields& fields, std::string_view nonce);
// Drafts only.
[[nodiscard]] Result<MessageRow> change_message(storage::WriteTx& tx, const web::Actor& actor, MessageId id, std::int64_t version,
                                                const MessageFields& fields);
// `at_ms` 0 = now. A draft becomes scheduled; the job sends it.
[[nodiscard]] Result<MessageRow> schedule_message(storage::WriteTx& tx, const web::Actor& actor, const Post& post, MessageId id,
                                                  std::int64_t version, std::int64_t at_ms);
// A scheduled one becomes a draft again; `conflict` once it is being sent.
[[nodiscard]] Result<MessageRow> unschedule_message(storage::WriteTx& tx, const web::Actor& actor, MessageId id, std::int64_t version);
// A draft that nobody wants, and back.
[[nodiscard]] Result<MessageRow> discard_message(storage::WriteTx& tx, const web::Actor& actor, MessageId id, std::int64_t version);
[[nodiscard]] Result<MessageRow> restore_message(storage::WriteTx& tx, const web::Actor& actor, MessageId id, std::int64_t version);

// How the letter looks, with a made-up person.
[[nodiscard]] Result<mail::Letter> sample_letter(storage::ReadTx& tx, const MessageRow& row, const i18n::Messages& messages,
                                                 std::string_view url);
// That letter to an address that the organizer typed. `invalid` for what is no address.
[[nodiscard]] Status send_test(storage::WriteTx& tx, const web::Actor& actor, const Post& post, MessageId id, std::string_view address,
                               const i18n::Messages& messages);

}  // namespace uke::server::announcements

// Letters as rows: what is known of each, and of the queue as a whole. For the rooms that show them (server/outbox).
#pragma once

#include "server/mail/mail.h"
#include "shared/base/ids.h"

namespace uke::server::mail {

using LetterId = Id<struct LetterTag>;
using AddressId = Id<struct MailAddressTag>;

// Why a letter is in its state.
enum class Reason : std::uint8_t {
  none,
  later,         // waits: the mail server wants to be asked again
  unsubscribed,  // refused: a notice, and the address wants none
  address,       // refused: the mail server does not know the address
  content,       // refused: the mail server does not take this letter
  gave_up,       // refused: it said "later" too often
  crash,         // unclear: the program ended while it was being sent
  no_answer      // unclear: the connection broke when all was said
};
BOOST_DESCRIBE_ENUM(Reason, none, later, unsubscribed, address, content, gave_up, crash, no_answer)

struct LetterRow {
  LetterId id;
  std::string key;
  AddressId address;
  std::string sent_to;  // "" once emptied
  std::string to_name;
  Purpose purpose = Purpose::answer;
  std::string kind;
  std::string subject_id;
  std::string letter;  // JSON; "" once emptied
  MailState state = MailState::waiting;
  Reason reason = Reason::none;
  std::string answer;
  std::int64_t attempts = 0;
  std::int64_t next_ms = 0;
  std::int64_t tried_ms = 0;
  std::int64_t created_ms = 0;
  std::int64_t changed_ms = 0;
};
BOOST_DESCRIBE_STRUCT(LetterRow, (),
                      (id, key, address, sent_to, to_name, purpose, kind, subject_id, letter, state, reason, answer, attempts, next_ms,
                       tried_ms, created_ms, changed_ms))

struct StateCount {
  MailState state = MailState::waiting;
  std::int64_t count = 0;
};
BOOST_DESCRIBE_STRUCT(StateCount, (), (state, count))

struct AddressRow {
  AddressId id;
  std::string address;
  std::int64_t unsubscribed_ms = 0;  // 0 = gets notices
  std::int64_t refused_ms = 0;       // 0 = nobody refused it
  std::string refused_answer;
};
BOOST_DESCRIBE_STRUCT(AddressRow, (), (id, address, unsubscribed_ms, refused_ms, refused_answer))

// What stops the whole queue.
enum class Trouble : std::uint8_t {
  none,
  unreachable,  // no such host, nobody listens, the connection breaks
  tls,          // no encryption where it is required, or a certificate that is not trusted
  sign_in,      // user or password refused
  sender,       // our own address is not accepted
  busy          // the mail server asks for patience
};
BOOST_DESCRIBE_ENUM(Trouble, none, unreachable, tls, sign_in, sender, busy)

struct QueueRow {
  std::string key;
  std::int64_t paused_until_ms = 0;  // 0 = not paused
  std::int64_t pauses = 0;           // in a row
  Trouble reason = Trouble::none;
  std::string answer;
  std::int64_t last_sent_ms = 0;
};
BOOST_DESCRIBE_STRUCT(QueueRow, (), (key, paused_until_ms, pauses, reason, answer, last_sent_ms))

}  // namespace uke::server::mail

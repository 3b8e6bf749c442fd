// What it means that the mail server answered as it did. Pure.
#pragma once

#include "server/mail/letters.h"

#include <string>

namespace uke::server::mail {

// How far the conversation came.
enum class Step : std::uint8_t {
  connecting,  // until the mail server has greeted, encrypted and let us in
  sender,      // MAIL FROM
  recipient,   // RCPT TO
  text,        // DATA and the letter itself
  end          // all was said: whether the letter was taken, the mail server alone knows
};
// Where that ended, if it did not end well.
enum class Breach : std::uint8_t { none, connection, encryption, sign_in, stopped };

struct Conversation {
  Step step = Step::connecting;
  Breach breach = Breach::none;  // what the line says; `answered` counts where there is a code
  int code = 0;                  // of the last reply; 0 = there was none to the last thing said
  std::string reply;             // its text
};

struct Verdict {
  enum class Kind : std::uint8_t { sent, later, refused, unclear, trouble, interrupted } kind = Kind::trouble;
  Reason reason = Reason::none;     // of later, refused, unclear
  Trouble trouble = Trouble::none;  // of trouble
  bool marks_address = false;       // the address itself is no good: nothing else is sent to it
};
[[nodiscard]] Verdict verdict_of(const Conversation& conversation);

// How long to wait after the n-th "later" (n > 0); nothing once that is enough.
[[nodiscard]] std::optional<Millis> wait_after(std::int64_t attempts);
// How long the queue rests after the n-th trouble in a row.
[[nodiscard]] Millis pause_after(std::int64_t pauses);

}  // namespace uke::server::mail

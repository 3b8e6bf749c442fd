#include "server/mail/verdict.h"

#include <algorithm>

namespace uke::server::mail {
namespace {

using namespace std::chrono_literals;

constexpr Millis kWaitFirst = 5min;
constexpr Millis kWaitMost = 24h;
constexpr std::int64_t kTriesMax = 9;  // about four days
constexpr Millis kPauseFirst = 30s;
constexpr Millis kPauseMost = 30min;

constexpr int kClosing = 421;  // "service not available, closing transmission channel": about the server, not the letter

Verdict trouble(Trouble what) { return {.kind = Verdict::Kind::trouble, .trouble = what}; }

// The second number of "5.1.1 …" (RFC 3463): 1 address, 2 mailbox, 7 policy; -1 where there is none.
int subject_of(std::string_view reply) {
  const auto at = reply.find("5.");
  if (at == reply.npos || at + 3 >= reply.size() || reply[at + 3] != '.' || reply[at + 2] < '0' || reply[at + 2] > '9') return -1;
  if (at > 0 && reply[at - 1] != ' ' && reply[at - 1] != '-') return -1;
  return reply[at + 2] - '0';
}

// A full mailbox empties again, and what a policy forbids says nothing about the address.
bool is_about_address(const Conversation& said) {
  const auto subject = subject_of(said.reply);
  return said.code != 552 && (subject == 1 || subject == -1);
}

Verdict refused(const Conversation& said) {
  switch (said.step) {
    case Step::connecting: return trouble(said.breach == Breach::sign_in ? Trouble::sign_in : Trouble::busy);
    case Step::sender: return trouble(Trouble::sender);
    case Step::recipient: {
      const bool known_bad = is_about_address(said);
      return {.kind = Verdict::Kind::refused, .reason = known_bad ? Reason::address : Reason::content, .marks_address = known_bad};
    }
    case Step::text:
    case Step::end: return {.kind = Verdict::Kind::refused, .reason = Reason::content};
  }
  return trouble(Trouble::busy);
}

Verdict put_off(const Conversation& said) {
  if (said.code == kClosing || said.step == Step::connecting || said.step == Step::sender) return trouble(Trouble::busy);
  return {.kind = Verdict::Kind::later, .reason = Reason::later};
}

}  // namespace

Verdict verdict_of(const Conversation& said) {
  if (said.step == Step::end) {
    if (said.breach == Breach::none) return {.kind = Verdict::Kind::sent};
    // 354 was the answer to DATA: about the letter nothing was said.
    if (said.code < 400) return {.kind = Verdict::Kind::unclear, .reason = Reason::no_answer};
  }
  if (said.breach == Breach::stopped) return {.kind = Verdict::Kind::interrupted};
  if (said.breach == Breach::encryption) return trouble(Trouble::tls);
  if (said.breach == Breach::sign_in) return trouble(Trouble::sign_in);
  if (said.code >= 500) return refused(said);
  if (said.code >= 400) return put_off(said);
  return trouble(Trouble::unreachable);
}

std::optional<Millis> wait_after(std::int64_t attempts) {
  if (attempts >= kTriesMax) return std::nullopt;
  auto wait = kWaitFirst;
  for (std::int64_t i = 1; i < attempts && wait < kWaitMost; ++i) wait *= 3;
  return std::min(wait, kWaitMost);
}

Millis pause_after(std::int64_t pauses) {
  return std::min(kPauseMost, kPauseFirst * (std::int64_t{1} << std::clamp<std::int64_t>(pauses - 1, 0, 10)));
}

}  // namespace uke::server::mail

// The job that sends what waits, letter by letter, so that nothing is sent twice: a letter is `sending` in the database before the mail
// server hears of it. Internal to this room; others use job_kinds().
#pragma once

#include "server/jobs/jobs.h"
#include "server/mail/address.h"
#include "server/mail/mail.h"
#include "server/mail/verdict.h"

#include <functional>
#include <memory>
#include <string>

namespace uke::server::mail {

// Hands a letter over; MailServer::send. A new one is made for each run of the job.
using Deliver = std::function<Conversation(const Address& from, const Address& to, const std::string& bytes)>;
using MakeDeliver = std::function<Deliver(const Settings& settings, std::function<bool()> stopping)>;

struct Office {
  Settings settings;
  std::string url;  // how the outside names this server; "" = notices have no link that stops them
  const Clock* clock = nullptr;
  MakeDeliver make_deliver;
};
// Over SMTP.
[[nodiscard]] MakeDeliver by_smtp();

// One run: sends for a while and orders the next run. Its error says why the queue rests.
[[nodiscard]] Status send_waiting(jobs::Run& run, const Office& office);
// Takes text and people out of what was sent long ago.
[[nodiscard]] Status tidy_up(jobs::Run& run);

}  // namespace uke::server::mail

// One mail server, through libcurl. Several letters go over one connection as long as the object lives. Not thread-safe; used by the
// job that sends. Blocks for at most kLetterTimeMax a letter.
#pragma once

#include "server/mail/address.h"
#include "server/mail/mail.h"
#include "server/mail/verdict.h"

#include <functional>
#include <memory>
#include <string>

namespace uke::server::mail {

inline constexpr std::chrono::seconds kLetterTimeMax{60};

class MailServer {
 public:
  // `stopping` is asked while a letter is on its way: true breaks off, unless all was said already.
  MailServer(const Settings& settings, std::function<bool()> stopping);
  ~MailServer();
  MailServer(const MailServer&) = delete;
  MailServer& operator=(const MailServer&) = delete;

  // `bytes`: mime_letter(). A connection that was kept and has died in the meantime is made anew, unless something may have arrived.
  [[nodiscard]] Conversation send(const Address& from, const Address& to, const std::string& bytes);

 private:
  struct Parts;
  std::unique_ptr<Parts> parts_;
};

}  // namespace uke::server::mail

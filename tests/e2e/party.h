// The demo's party with its real server: a database of made-up people, doors open now, a server on a free port of 127.0.0.1.
#pragma once

#include "tests/demo/person.h"
#include "tests/support/process.h"

#include <optional>
#include <string>
#include <vector>

namespace uke::e2e {

class Party {
 public:
  explicit Party(std::filesystem::path folder);

  [[nodiscard]] const std::string& url() const { return url_; }
  // Text of a fresh pairing code for that edition.
  [[nodiscard]] std::string pairing_text(const std::string& edition);
  // The staff's PIN, known since the first pairing code.
  [[nodiscard]] const std::string& pin() const { return pin_; }
  // Tickets and what a desk of that edition answers to them.
  [[nodiscard]] std::vector<demo::Ticket> tickets(const std::string& edition);
  // GET with the organizer's token; the body, or "" if the status is not 200.
  [[nodiscard]] std::string get(const std::string& path) const;

  void stop_server();   // as a power cut would
  void start_server();  // on the same port

 private:
  [[nodiscard]] std::string run_command(const std::vector<std::string>& words, const std::string& log);

  std::filesystem::path folder_;
  std::string url_;
  std::string pin_;
  std::string port_ = "0";
  std::optional<test::Process> server_;
};

// The first ticket whose first scan answers this verdict; fails by exception if there is none.
[[nodiscard]] demo::Ticket ticket_with(const std::vector<demo::Ticket>& tickets, const std::string& verdict);

}  // namespace uke::e2e

// A mail server that a test starts (tests/support/smtp_sink.py, of Debian's python3-aiosmtpd), and a second opinion on what it got.
#pragma once

#include "tests/support/process.h"

#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

namespace uke::test {

class MailSink {
 public:
  // Words of its command line, such as {"--auth", "kanji:geheim"}. Fails the test where it does not start.
  explicit MailSink(std::vector<std::string> words = {});

  [[nodiscard]] std::string url(std::string_view scheme = "smtp") const;
  [[nodiscard]] const std::filesystem::path& folder() const { return folder_.path(); }
  // A certificate for 127.0.0.1 that nobody signed, and its key; made once for each sink. For --tls.
  [[nodiscard]] static std::filesystem::path certificate(const std::filesystem::path& folder);

  // Messages in the order in which they came, all or those to that address: paths of their .eml files.
  [[nodiscard]] std::vector<std::filesystem::path> letters(std::string_view to = {}) const;
  // Waits until there are that many; false after ten seconds.
  [[nodiscard]] bool gets(std::size_t count, std::string_view to = {}) const;
  [[nodiscard]] std::string log() const { return read_file(folder_.path() / "log"); }
  [[nodiscard]] std::size_t connections() const;
  void be_down(bool down);  // 421 for every new connection

 private:
  TempFolder folder_;
  std::unique_ptr<Process> process_;
};

// A port of 127.0.0.1 that nobody listens on now.
[[nodiscard]] std::uint16_t free_port();

// What tests/support/check_mail.py finds in a message, as JSON. Fails the test with its complaint where it has one.
[[nodiscard]] std::string checked_mail(const std::filesystem::path& eml);

}  // namespace uke::test

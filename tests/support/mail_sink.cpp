#include "tests/support/mail_sink.h"

#include "tests/support/catch.h"

#include <algorithm>
#include <arpa/inet.h>
#include <fstream>
#include <sys/socket.h>
#include <thread>
#include <unistd.h>

namespace uke::test {
namespace {

using namespace std::chrono_literals;

constexpr const char* kPython = "/usr/bin/python3";  // Debian's: it has the packages

std::string script(const char* name) { return std::string(UKE_TEST_SUPPORT) + "/" + name; }

}  // namespace

MailSink::MailSink(std::vector<std::string> words) {
  Command command{.words = {kPython, script("smtp_sink.py"), folder_.path().string()}, .output = folder_.path() / "errors"};
  command.words.insert(command.words.end(), words.begin(), words.end());
  process_ = std::make_unique<Process>(command);
  for (int i = 0; i < 500 && !std::filesystem::exists(folder_.path() / "port"); ++i) std::this_thread::sleep_for(20ms);
  INFO(read_file(folder_.path() / "errors"));
  REQUIRE_FALSE(read_file(folder_.path() / "port").empty());
}

std::string MailSink::url(std::string_view scheme) const {
  return std::string(scheme) + "://127.0.0.1:" + read_file(folder_.path() / "port");
}

std::filesystem::path MailSink::certificate(const std::filesystem::path& folder) {
  const auto both = folder / "mail.pem";
  const auto key = folder / "mail.key";
  REQUIRE(
      run({.words = {"openssl", "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes", "-days", "2",
                     "-subj", "/CN=127.0.0.1", "-addext", "subjectAltName=IP:127.0.0.1", "-keyout", key.string(), "-out", both.string()},
           .output = folder / "openssl.log"},
          20s) == 0);
  std::ofstream(both, std::ios::app) << read_file(key);
  return both;
}

std::vector<std::filesystem::path> MailSink::letters(std::string_view to) const {
  std::vector<std::filesystem::path> all;
  for (const auto& entry : std::filesystem::directory_iterator(folder_.path())) {
    // The .json is written when the message is whole.
    const bool is_it = entry.path().extension() == ".json" &&
                       (to.empty() || read_file(entry.path()).find('"' + std::string(to) + '"') != std::string::npos);
    if (is_it) all.push_back(std::filesystem::path(entry.path()).replace_extension(".eml"));
  }
  std::ranges::sort(all);
  return all;
}

bool MailSink::gets(std::size_t count, std::string_view to) const {
  for (int i = 0; i < 500 && letters(to).size() < count; ++i) std::this_thread::sleep_for(20ms);
  return letters(to).size() >= count;
}

std::size_t MailSink::connections() const {
  std::size_t count = 0;
  const auto text = log();
  for (auto at = text.find("connected\n"); at != text.npos; at = text.find("connected\n", at + 1)) ++count;
  return count;
}

void MailSink::be_down(bool down) {
  if (down) {
    std::ofstream(folder_.path() / "down") << "";
  } else {
    std::filesystem::remove(folder_.path() / "down");
  }
}

std::uint16_t free_port() {
  const int fd = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
  sockaddr_in address{};
  address.sin_family = AF_INET;
  address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  socklen_t size = sizeof address;
  auto* const generic = reinterpret_cast<sockaddr*>(&address);
  REQUIRE(bind(fd, generic, size) == 0);
  REQUIRE(getsockname(fd, generic, &size) == 0);
  close(fd);
  return ntohs(address.sin_port);
}

std::string checked_mail(const std::filesystem::path& eml) {
  const TempFolder folder;
  const auto out = folder.path() / "facts";
  const int status = run({.words = {kPython, script("check_mail.py"), eml.string()}, .output = out}, 20s);
  const auto head = read_file(eml);
  INFO(read_file(out) << "\n" << head.substr(0, head.find("\r\n\r\n")));
  REQUIRE(status == 0);
  return read_file(out);
}

}  // namespace uke::test

#include "server/mail/smtp.h"

#include "server/mail/clean.h"

#include <curl/curl.h>

#include <algorithm>
#include <cstring>
#include <utility>

namespace uke::server::mail {
namespace {

constexpr std::size_t kReplyMax = 300;  // bytes of a reply that are kept
constexpr std::chrono::seconds kConnectTimeMax{15};
constexpr std::chrono::seconds kAnswerTimeMax{30};

struct FreeList {
  void operator()(curl_slist* list) const { curl_slist_free_all(list); }
};

// What happens during one letter, as libcurl's callbacks tell it.
struct Wire {
  std::string_view rest;  // of the letter
  bool all_said = false;
  bool has_quit = false;
  bool hears_end = false;  // a reply came after that
  Conversation said;
  const std::function<bool()>* stopping = nullptr;
  bool was_stopped = false;
};

std::size_t give(char* out, std::size_t size, std::size_t count, void* user) {
  auto& wire = *static_cast<Wire*>(user);
  const auto length = std::min(size * count, wire.rest.size());
  std::memcpy(out, wire.rest.data(), length);
  wire.rest.remove_prefix(length);
  if (length == 0) wire.all_said = true;  // asked for more than there is: all before was sent, and now comes the lone point
  return length;
}

int look_up(void* user, curl_off_t, curl_off_t, curl_off_t, curl_off_t) {
  auto& wire = *static_cast<Wire*>(user);
  if (wire.all_said || !(*wire.stopping)()) return 0;
  wire.was_stopped = true;
  return 1;
}

Step step_of(std::string_view command, Step before) {
  if (command.starts_with("MAIL FROM")) return Step::sender;
  if (command.starts_with("RCPT TO")) return Step::recipient;
  if (command.starts_with("DATA")) return Step::text;
  return before;
}

int code_of(std::string_view reply) {
  if (reply.size() < 3 || !std::ranges::all_of(reply.substr(0, 3), [](char c) { return c >= '0' && c <= '9'; })) return 0;
  return (reply[0] - '0') * 100 + (reply[1] - '0') * 10 + (reply[2] - '0');
}

void hear(Wire& wire, std::string_view text) {
  auto& said = wire.said;
  if (wire.all_said && !std::exchange(wire.hears_end, true)) said.reply.clear();  // the lone point was no command
  said.code = code_of(text);
  if (said.reply.size() >= kReplyMax) return;
  if (!said.reply.empty()) said.reply += ' ';
  said.reply += text.substr(0, text.find_first_of("\r\n"));
}

// libcurl's own protocol: our commands and the server's replies. What is said to sign in is not looked at; with QUIT all is over.
int listen(CURL*, curl_infotype type, char* data, std::size_t size, void* user) {
  auto& wire = *static_cast<Wire*>(user);
  const std::string_view text(data, size);
  if (wire.has_quit) return 0;
  if (type == CURLINFO_HEADER_IN) {
    hear(wire, text);
  } else if (type == CURLINFO_HEADER_OUT) {
    wire.has_quit = text.starts_with("QUIT");
    if (wire.has_quit) return 0;
    wire.said.step = step_of(text, wire.said.step);
    wire.said.code = 0;
    wire.said.reply.clear();
  }
  return 0;
}

Breach breach_of(CURLcode code, bool was_stopped) {
  if (was_stopped) return Breach::stopped;
  switch (code) {
    case CURLE_OK: return Breach::none;
    case CURLE_LOGIN_DENIED: return Breach::sign_in;
    case CURLE_USE_SSL_FAILED:
    case CURLE_SSL_CONNECT_ERROR:
    case CURLE_SSL_CERTPROBLEM:
    case CURLE_SSL_CIPHER:
    case CURLE_SSL_CACERT_BADFILE:
    case CURLE_PEER_FAILED_VERIFICATION: return Breach::encryption;
    default: return Breach::connection;
  }
}

long ssl_of(Settings::Tls tls) {
  switch (tls) {
    case Settings::Tls::required: return CURLUSESSL_ALL;
    case Settings::Tls::if_offered: return CURLUSESSL_TRY;
    case Settings::Tls::none: return CURLUSESSL_NONE;
  }
  return CURLUSESSL_ALL;
}

void start_curl() {
  static const auto kStarted = curl_global_init(CURL_GLOBAL_DEFAULT);
  (void)kStarted;
}

}  // namespace

struct MailServer::Parts {
  Settings settings;
  std::function<bool()> stopping;
  CURL* curl = nullptr;

  template <class T>
  void set(CURLoption option, T value) const {
    curl_easy_setopt(curl, option, value);
  }
  void prepare(const Address& from, Wire& wire) const;
  [[nodiscard]] Conversation say(const Address& from, const Address& to, const std::string& bytes, bool& was_kept);
};

MailServer::MailServer(const Settings& settings, std::function<bool()> stopping) : parts_(std::make_unique<Parts>()) {
  start_curl();
  parts_->settings = settings;
  parts_->stopping = std::move(stopping);
  parts_->curl = curl_easy_init();
}

MailServer::~MailServer() { curl_easy_cleanup(parts_->curl); }

void MailServer::Parts::prepare(const Address& from, Wire& wire) const {
  curl_easy_reset(curl);  // keeps the connection
  // The path is what we call ourselves: a name that everybody may know.
  set(CURLOPT_URL, (settings.smtp + (settings.smtp.ends_with('/') ? "" : "/") + from.domain).c_str());
  set(CURLOPT_PROTOCOLS_STR, "smtp,smtps");
  set(CURLOPT_USE_SSL, ssl_of(settings.tls));
  if (!settings.ca_file.empty()) set(CURLOPT_CAINFO, settings.ca_file.c_str());
  if (!settings.user.empty()) {
    set(CURLOPT_USERNAME, settings.user.c_str());
    set(CURLOPT_PASSWORD, settings.password.c_str());
  }
  set(CURLOPT_NOSIGNAL, 1L);
  set(CURLOPT_CONNECTTIMEOUT, static_cast<long>(kConnectTimeMax.count()));
  set(CURLOPT_SERVER_RESPONSE_TIMEOUT, static_cast<long>(kAnswerTimeMax.count()));
  set(CURLOPT_TIMEOUT, static_cast<long>(kLetterTimeMax.count()));
  set(CURLOPT_UPLOAD, 1L);
  set(CURLOPT_READFUNCTION, give);
  set(CURLOPT_READDATA, &wire);
  set(CURLOPT_NOPROGRESS, 0L);
  set(CURLOPT_XFERINFOFUNCTION, look_up);
  set(CURLOPT_XFERINFODATA, &wire);
  set(CURLOPT_VERBOSE, 1L);  // for `listen` only: nothing is printed
  set(CURLOPT_DEBUGFUNCTION, listen);
  set(CURLOPT_DEBUGDATA, &wire);
}

Conversation MailServer::Parts::say(const Address& from, const Address& to, const std::string& bytes, bool& was_kept) {
  Wire wire{.rest = bytes, .said = {}, .stopping = &stopping};
  prepare(from, wire);
  const auto sender = "<" + from.text() + ">";
  const std::unique_ptr<curl_slist, FreeList> recipients(curl_slist_append(nullptr, ("<" + to.text() + ">").c_str()));
  set(CURLOPT_MAIL_FROM, sender.c_str());
  set(CURLOPT_MAIL_RCPT, recipients.get());
  const auto code = curl_easy_perform(curl);
  long connections = 0;
  curl_easy_getinfo(curl, CURLINFO_NUM_CONNECTS, &connections);
  was_kept = connections == 0;
  wire.said.breach = breach_of(code, wire.was_stopped);
  if (wire.all_said) wire.said.step = Step::end;
  wire.said.reply = cleaned(std::string_view(wire.said.reply).substr(0, kReplyMax), Lines::one);
  return wire.said;
}

Conversation MailServer::send(const Address& from, const Address& to, const std::string& bytes) {
  bool was_kept = false;
  auto said = parts_->say(from, to, bytes, was_kept);
  const bool is_dead = was_kept && said.step != Step::end && verdict_of(said).kind == Verdict::Kind::trouble;
  if (!is_dead) return said;
  curl_easy_cleanup(parts_->curl);
  parts_->curl = curl_easy_init();
  return parts_->say(from, to, bytes, was_kept);
}

}  // namespace uke::server::mail

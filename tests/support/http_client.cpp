#include "tests/support/http_client.h"

#include <boost/json.hpp>

#include <algorithm>
#include <arpa/inet.h>
#include <cctype>
#include <cstdlib>
#include <fstream>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <poll.h>
#include <sys/socket.h>
#include <unistd.h>

namespace uke::test {
namespace {

std::string lower(std::string_view text) {
  std::string out(text);
  std::transform(out.begin(), out.end(), out.begin(), [](unsigned char c) { return static_cast<char>(std::tolower(c)); });
  return out;
}

std::string_view trimmed(std::string_view text) {
  while (text.starts_with(' ')) text.remove_prefix(1);
  while (text.ends_with(' ') || text.ends_with('\r')) text.remove_suffix(1);
  return text;
}

std::optional<HttpAnswer> parse_head(std::string_view head) {
  HttpAnswer answer;
  if (!head.starts_with("HTTP/1.1 ") || head.size() < 12) return std::nullopt;
  answer.status = std::atoi(std::string(head.substr(9, 3)).c_str());
  while (true) {
    const auto line_end = head.find("\r\n");
    if (line_end == std::string_view::npos) break;
    head.remove_prefix(line_end + 2);
    const auto line = head.substr(0, head.find("\r\n"));
    const auto colon = line.find(':');
    if (colon == std::string_view::npos) continue;
    const auto name = lower(line.substr(0, colon));
    auto& value = answer.headers[name];
    if (name == "set-cookie" && !value.empty()) {
      value += "\n";  // the only header that comes several times
    } else {
      value.clear();
    }
    value += trimmed(line.substr(colon + 1));
  }
  return answer;
}

// Bodies that are not text (gzip) are left out: they are checked by what the handler answers without compression.
std::string text_or_nothing(std::string_view body, const HttpAnswer& answer) {
  return answer.headers.contains("content-encoding") ? std::string() : std::string(body);
}

void record(std::string_view method, std::string_view path, std::string_view request_body, bool request_is_text, const HttpAnswer& answer) {
  const char* file = std::getenv("UKE_EXCHANGES");
  if (!file || !*file) return;
  const auto type = answer.headers.find("content-type");
  const boost::json::object line = {{"method", method},
                                    {"route", path},
                                    {"status", answer.status},
                                    {"request_body", request_is_text ? std::string(request_body) : std::string()},
                                    {"response_body", text_or_nothing(answer.body, answer)},
                                    {"content_type", type == answer.headers.end() ? std::string() : type->second}};
  std::ofstream(file, std::ios::app) << (boost::json::serialize(line) + "\n");
}

}  // namespace

HttpClient::HttpClient(HttpClient&& other) noexcept
    : patience(other.patience),
      port_(other.port_),
      fd_(std::exchange(other.fd_, -1)),
      token_(std::move(other.token_)),
      input_(std::move(other.input_)) {}

bool HttpClient::connect() {
  close();
  fd_ = ::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
  if (fd_ < 0) return false;
  sockaddr_in address{};
  address.sin_family = AF_INET;
  address.sin_port = htons(port_);
  address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  const int on = 1;
  ::setsockopt(fd_, IPPROTO_TCP, TCP_NODELAY, &on, sizeof on);
  if (::connect(fd_, reinterpret_cast<const sockaddr*>(&address), sizeof address) == 0) return true;
  close();
  return false;
}

bool HttpClient::send(std::string_view bytes) {
  while (!bytes.empty()) {
    const auto sent = ::send(fd_, bytes.data(), bytes.size(), MSG_NOSIGNAL);
    if (sent <= 0) return false;
    bytes.remove_prefix(static_cast<std::size_t>(sent));
  }
  return true;
}

bool HttpClient::fill() {
  pollfd waiting{fd_, POLLIN, 0};
  if (fd_ < 0 || ::poll(&waiting, 1, static_cast<int>(patience.count())) <= 0) return false;
  char bytes[16 * 1024];
  const auto got = ::recv(fd_, bytes, sizeof bytes, 0);
  if (got <= 0) return false;
  input_.append(bytes, static_cast<std::size_t>(got));
  return true;
}

std::optional<HttpAnswer> HttpClient::read_answer(Body body) {
  std::size_t end = 0;
  while ((end = input_.find("\r\n\r\n")) == std::string::npos) {
    if (!fill()) return std::nullopt;
  }
  auto answer = parse_head(std::string_view(input_).substr(0, end + 2));
  if (!answer) return std::nullopt;
  input_.erase(0, end + 4);
  const auto length = answer->headers.find("content-length");
  if (body == Body::none || length == answer->headers.end()) return answer;
  const auto bytes = static_cast<std::size_t>(std::strtoull(length->second.c_str(), nullptr, 10));
  while (input_.size() < bytes) {
    if (!fill()) return std::nullopt;
  }
  answer->body = input_.substr(0, bytes);
  input_.erase(0, bytes);
  return answer;
}

std::optional<HttpAnswer> HttpClient::request(std::string_view method, std::string_view path, std::string_view body,
                                              const std::vector<std::pair<std::string, std::string>>& headers) {
  std::string text = std::string(method) + " " + std::string(path) + " HTTP/1.1\r\nHost: 127.0.0.1\r\n";
  bool request_is_text = true;
  for (const auto& [name, value] : headers) {
    text += name + ": " + value + "\r\n";
    if (lower(name) == "content-encoding") request_is_text = false;
  }
  if (!token_.empty()) text += "Authorization: Bearer " + token_ + "\r\n";
  if (!body.empty() || method == "POST" || method == "PUT") text += "Content-Length: " + std::to_string(body.size()) + "\r\n";
  text += "\r\n";
  text += body;
  const bool reused = connected();
  if (!reused && !connect()) return std::nullopt;
  const auto kind = method == "HEAD" ? Body::none : Body::expected;
  auto answer = send(text) ? read_answer(kind) : std::nullopt;
  if (!answer && reused && closed_by_server() && connect() && send(text)) answer = read_answer(kind);
  if (!answer) return std::nullopt;
  if (answer->headers.contains("connection") && answer->headers["connection"] == "close") close();
  record(method, path, body, request_is_text, *answer);
  return answer;
}

bool HttpClient::closed_by_server() {
  while (true) {
    pollfd waiting{fd_, POLLIN, 0};
    if (fd_ < 0) return true;
    if (::poll(&waiting, 1, static_cast<int>(patience.count())) <= 0) return false;
    char bytes[4096];
    if (::recv(fd_, bytes, sizeof bytes, 0) <= 0) return true;
  }
}

void HttpClient::end_sending() { ::shutdown(fd_, SHUT_WR); }

void HttpClient::close() {
  if (fd_ >= 0) ::close(fd_);
  fd_ = -1;
  input_.clear();
}

}  // namespace uke::test

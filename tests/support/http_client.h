// A tiny blocking HTTP client over a raw socket: sends exactly the bytes that a test gives it, and reads one answer at a time.
// Not thread-safe: one object per thread.
#pragma once

#include <chrono>
#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace uke::test {

struct HttpAnswer {
  int status = 0;
  std::map<std::string, std::string> headers;  // names in lower case; several Set-Cookie are lines of one
  std::string body;
};

class HttpClient {
 public:
  explicit HttpClient(std::uint16_t port) : port_(port) {}
  ~HttpClient() { close(); }
  HttpClient(HttpClient&& other) noexcept;
  HttpClient(const HttpClient&) = delete;
  HttpClient& operator=(const HttpClient&) = delete;

  // A whole request and its answer; connects when not connected, again when the server closed an idle connection. Nothing when no
  // answer came within `patience`. While the environment names a file in UKE_EXCHANGES, appends the exchange to it as a line of JSON
  // {method, route, status, request_body, response_body, content_type}.
  [[nodiscard]] std::optional<HttpAnswer> request(std::string_view method, std::string_view path, std::string_view body = {},
                                                  const std::vector<std::pair<std::string, std::string>>& headers = {});
  [[nodiscard]] std::optional<HttpAnswer> get(std::string_view path) { return request("GET", path); }
  [[nodiscard]] std::optional<HttpAnswer> post(std::string_view path, std::string_view json) {
    return request("POST", path, json, {{"content-type", "application/json"}});
  }

  // Sent with every request().
  void set_token(std::string token) { token_ = std::move(token); }
  std::chrono::milliseconds patience{5000};

  // The raw parts. connect() and send() give false when the server refuses or has closed.
  bool connect();
  bool send(std::string_view bytes);
  // The next answer; `has_body` is false after HEAD.
  enum class Body { expected, none };
  [[nodiscard]] std::optional<HttpAnswer> read_answer(Body body = Body::expected);
  // Whether the server closes within `patience` (whatever it still sends is dropped).
  [[nodiscard]] bool closed_by_server();
  // Says "no more" to the server, but still reads.
  void end_sending();
  void close();
  [[nodiscard]] bool connected() const { return fd_ >= 0; }

 private:
  bool fill();

  std::uint16_t port_;
  int fd_ = -1;
  std::string token_;
  std::string input_;
};

}  // namespace uke::test

// A request and its answer as plain values: nothing here knows sockets, threads or Beast.
#pragma once

#include <cstdint>
#include <filesystem>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <variant>
#include <vector>

namespace uke::server::http {

enum class Method : std::uint8_t { get, head, post, put, patch, del, other };

struct Request {
  Method method = Method::get;
  std::string path;                                          // decoded once, always begins with "/"
  std::string query;                                         // as sent, without "?"
  std::vector<std::pair<std::string, std::string>> headers;  // names in lower case, in order of arrival
  std::string body;                                          // up to the route's limit; larger uploads are spooled: see body_file
  std::optional<std::filesystem::path> body_file;            // removed when the request ends
  std::string remote;                                        // the peer's address, without port

  // The first header of that lower-case name; "" if there is none.
  [[nodiscard]] std::string_view header(std::string_view name) const;
  // The value of the first cookie of that name, as sent; "" if there is none.
  [[nodiscard]] std::string_view cookie(std::string_view name) const;
};

// An answer's body: a string, bytes shared by many answers (cached snapshots, assets), or a file.
struct Response {
  int status = 200;
  std::vector<std::pair<std::string, std::string>> headers;  // Content-Length, Date and Connection are added by the connection
  std::variant<std::string, std::shared_ptr<const std::string>, std::filesystem::path> body;

  Response& header(std::string name, std::string value) {
    headers.emplace_back(std::move(name), std::move(value));
    return *this;
  }
  // The body's bytes where it is not a file; "" for a file.
  [[nodiscard]] std::string_view bytes() const;
};

}  // namespace uke::server::http

// Beast's parser, filling our Request directly. Only for connection.cpp (Beast is slow to compile).
#pragma once

#include "server/http/body_spool.h"
#include "server/http/server.h"
#include "server/http/target.h"

#include <boost/beast/http/basic_parser.hpp>

#include <cstdint>
#include <filesystem>
#include <string>

namespace uke::server::http {

// One request. Not reusable. `status()` says how a request that cannot go on is refused.
class RequestParser final : public boost::beast::http::basic_parser<true> {
  using error_code = boost::beast::error_code;
  using view = boost::beast::string_view;

 public:
  RequestParser(Request& request, BodySpool& body, const ServerOptions& options) : request_(request), body_(body), options_(options) {
    header_limit(static_cast<std::uint32_t>(options.header_bytes_max));
    body_limit(boost::none);  // ours, because it depends on the route
  }

  // Checks what the grammar does not, and asks for the route's limit. 0 when the request may go on, else the status to refuse it with.
  [[nodiscard]] int check_header();
  [[nodiscard]] int version() const { return version_; }  // 10 or 11
  [[nodiscard]] bool expects_continue() const { return expects_continue_; }
  // Why parsing failed; 400 unless something better is known.
  [[nodiscard]] int status(const error_code& error) const;

 private:
  void on_request_impl(boost::beast::http::verb, view method, view target, int version, error_code&) override {
    request_.method = method_of({method.data(), method.size()});
    target_.assign(target.data(), target.size());
    version_ = version;
  }
  void on_response_impl(int, view, int, error_code&) override {}
  void on_field_impl(boost::beast::http::field, view name, view value, error_code&) override {
    auto& field = request_.headers.emplace_back(std::string(name.data(), name.size()), std::string(value.data(), value.size()));
    for (char& c : field.first) {
      if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
    }
  }
  void on_header_impl(error_code&) override {}
  void on_body_init_impl(const boost::optional<std::uint64_t>&, error_code&) override {}
  std::size_t on_body_impl(view bytes, error_code& error) override { return keep({bytes.data(), bytes.size()}, error); }
  void on_chunk_header_impl(std::uint64_t, view, error_code&) override {}
  std::size_t on_chunk_body_impl(std::uint64_t, view bytes, error_code& error) override {
    return keep({bytes.data(), bytes.size()}, error);
  }
  void on_finish_impl(error_code&) override {}

  std::size_t keep(std::string_view bytes, error_code& error);
  [[nodiscard]] int check_host() const;

  Request& request_;
  BodySpool& body_;
  const ServerOptions& options_;
  std::string target_;
  int version_ = 11;
  BodyRule rule_;
  bool expects_continue_ = false;
  int failure_ = 0;
};

}  // namespace uke::server::http

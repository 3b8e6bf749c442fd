#include "server/http/request_parser.h"

#include <boost/beast/http/error.hpp>

#include <algorithm>

namespace uke::server::http {
namespace {

bool same_word(std::string_view a, std::string_view b) {
  return std::equal(a.begin(), a.end(), b.begin(), b.end(), [](char x, char y) { return (x | 0x20) == (y | 0x20); });
}

}  // namespace

int RequestParser::check_header() {
  if (const int refused = check_host()) return refused;
  auto target = http::parse_target(target_);
  if (!target) return 400;
  request_.path = std::move(target->path);
  request_.query = std::move(target->query);

  const auto coding = request_.header("transfer-encoding");
  if (!coding.empty() && !same_word(coding, "chunked")) return 501;
  if (!coding.empty() && version_ == 10) return 400;
  const auto length = content_length();
  if (coding.empty() && length.value_or(0) == 0) return 0;

  if (options_.body_rule) rule_ = options_.body_rule(request_.method, request_.path);
  if (length && *length > rule_.bytes_max) return 413;
  const auto expect = request_.header("expect");
  if (!expect.empty() && version_ == 11) {
    if (!same_word(expect, "100-continue")) return 417;
    expects_continue_ = true;
  }
  return 0;
}

int RequestParser::check_host() const {
  const auto hosts =
      std::count_if(request_.headers.begin(), request_.headers.end(), [](const auto& field) { return field.first == "host"; });
  if (hosts > 1 || (hosts == 0 && version_ == 11)) return 400;
  if (options_.hosts.empty() || hosts == 0) return 0;
  const auto name = host_name(request_.header("host"));
  return std::find(options_.hosts.begin(), options_.hosts.end(), name) == options_.hosts.end() ? 421 : 0;
}

std::size_t RequestParser::keep(std::string_view bytes, error_code& error) {
  const auto memory_max = rule_.keep == BodyRule::Keep::in_a_file ? 0 : options_.body_bytes_in_memory;
  if (bytes.size() > rule_.bytes_max - body_.size()) {
    failure_ = 413;
  } else if (!body_.append(bytes, memory_max, options_.spool_folder)) {
    failure_ = 503;
  } else {
    return bytes.size();
  }
  error = boost::beast::http::error::body_limit;
  return 0;
}

int RequestParser::status(const error_code& error) const {
  if (failure_ != 0) return failure_;
  if (error == boost::beast::http::error::header_limit) return 431;
  if (error == boost::beast::http::error::bad_version) return 505;
  return 400;
}

}  // namespace uke::server::http

#include "server/web/own_path.h"

#include <cstddef>

namespace uke::server::web {
namespace {

bool is_unreserved(char c) {
  return (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '-' || c == '.' || c == '_' || c == '~';
}

// "https://a.example:8443/x" → "a.example:8443"
std::string_view authority_of(std::string_view url) {
  const auto scheme = url.find("://");
  if (scheme == std::string_view::npos) return {};
  url.remove_prefix(scheme + 3);
  return url.substr(0, url.find('/'));
}

}  // namespace

bool is_own_path(std::string_view path) {
  constexpr std::size_t kPathMax = 500;
  if (!path.starts_with('/') || path.starts_with("//") || path.size() > kPathMax) return false;
  for (const char c : path) {
    if (static_cast<unsigned char>(c) <= 0x20 || c == 0x7f || c == '\\') return false;
  }
  return true;
}

std::string percent_encoded(std::string_view text, std::string_view keep) {
  constexpr std::string_view kDigits = "0123456789ABCDEF";
  std::string out;
  out.reserve(text.size());
  for (const char c : text) {
    if (is_unreserved(c) || keep.find(c) != std::string_view::npos) {
      out.push_back(c);
    } else {
      const auto byte = static_cast<unsigned char>(c);
      out.append({'%', kDigits[byte >> 4], kDigits[byte & 15]});
    }
  }
  return out;
}

std::string sign_in_path(const http::Request& request) {
  auto next = percent_encoded(request.path, "/");
  if (!request.query.empty()) next += "?" + request.query;
  if (!is_own_path(next) || next == "/") return "/sign-in";
  return "/sign-in?next=" + percent_encoded(next, "/");
}

bool is_from_own_page(const http::Request& request, std::string_view url) {
  const auto site = request.header("sec-fetch-site");
  if (!site.empty()) return site == "same-origin" || site == "none";
  const auto origin = request.header("origin");
  if (origin.empty()) return true;
  const auto from = authority_of(origin);
  return !from.empty() && (from == request.header("host") || from == authority_of(url));
}

bool same_secret(std::string_view a, std::string_view b) {
  if (a.empty() || a.size() != b.size()) return false;
  unsigned char differs = 0;
  for (std::size_t i = 0; i < a.size(); ++i) differs = static_cast<unsigned char>(differs | (a[i] ^ b[i]));
  return differs == 0;
}

}  // namespace uke::server::web

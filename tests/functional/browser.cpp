#include "tests/functional/browser.h"

#include <algorithm>

namespace uke::functional {
namespace {

std::string encoded(const std::string& text) {
  static constexpr char kHex[] = "0123456789ABCDEF";
  std::string out;
  for (const unsigned char c : text) {
    if (std::isalnum(c) != 0) {
      out += static_cast<char>(c);
    } else {
      out += {'%', kHex[c >> 4], kHex[c & 15]};
    }
  }
  return out;
}

}  // namespace

HttpAnswer Browser::send(const std::string& method, const std::string& path, const std::string& body) {
  std::string cookies;
  for (const auto& [name, value] : cookies_) cookies += (cookies.empty() ? "" : "; ") + name + "=" + value;
  std::vector<std::pair<std::string, std::string>> headers = {{"user-agent", user_agent}, {"accept", "text/html"}};
  if (!cookies.empty()) headers.emplace_back("cookie", cookies);
  if (method == "POST") headers.emplace_back("content-type", "application/x-www-form-urlencoded");
  auto answer = client_.request(method, path, body, headers);
  REQUIRE(answer.has_value());
  auto lines = answer->headers.contains("set-cookie") ? answer->headers.at("set-cookie") : std::string();
  while (!lines.empty()) {
    const auto line = lines.substr(0, lines.find('\n'));
    lines.erase(0, std::min(lines.size(), line.size() + 1));
    const auto pair = line.substr(0, line.find(';'));
    const auto equals = pair.find('=');
    if (line.find("Max-Age=0") != std::string::npos) {
      cookies_.erase(pair.substr(0, equals));
    } else {
      cookies_[pair.substr(0, equals)] = pair.substr(equals + 1);
    }
  }
  if (answer->status != 303) page_ = answer->body;
  return *answer;
}

HttpAnswer Browser::get(const std::string& path, int status) {
  INFO("GET " << path);
  return expect(send("GET", path, ""), status);
}

HttpAnswer Browser::post(const std::string& path, Fields fields, int status) {
  INFO("POST " << path);
  const bool has_csrf = std::ranges::any_of(fields, [](const auto& field) { return field.first == "csrf"; });
  if (!has_csrf) fields.emplace_back("csrf", hidden("csrf"));
  std::string body;
  for (const auto& [name, value] : fields) body += (body.empty() ? "" : "&") + encoded(name) + "=" + encoded(value);
  return expect(send("POST", path, body), status);
}

HttpAnswer Browser::submit(const std::string& path, Fields fields) { return get(post(path, std::move(fields)).headers.at("location")); }

HttpAnswer Browser::send_as_is(const std::string& method, const std::string& path) {
  return send(method, path, method == "POST" ? "csrf=" + encoded(hidden("csrf")) : "");
}

void Browser::sign_in(const std::string& login, const std::string& password) {
  get("/sign-in");
  get(post("/sign-in", {{"login", login}, {"password", password}}).headers.at("location"));
}

std::string Browser::hidden(const std::string& name) const {
  const auto mark = "name=\"" + name + "\" value=\"";
  auto at = page_.find(mark, std::min(page_.size(), page_.find("<main")));  // before it: the switch of the language
  if (at == std::string::npos) at = page_.find(mark);
  if (at == std::string::npos) return {};
  const auto begin = at + mark.size();
  return page_.substr(begin, page_.find('"', begin) - begin);
}

std::string Browser::cookie(const std::string& name) const {
  const auto found = cookies_.find(name);
  return found == cookies_.end() ? std::string() : found->second;
}

}  // namespace uke::functional

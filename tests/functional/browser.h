// A person's browser without a screen: keeps cookies, carries the csrf token of the page that it saw last, sends forms.
#pragma once

#include "tests/functional/running_server.h"

#include <map>
#include <string>
#include <utility>
#include <vector>

namespace uke::functional {

using Fields = std::vector<std::pair<std::string, std::string>>;

class Browser {
 public:
  explicit Browser(HttpClient client) : client_(std::move(client)) {}

  // Each fails the test unless the answer has that status. Redirects are not followed.
  HttpAnswer get(const std::string& path, int status = 200);
  HttpAnswer post(const std::string& path, Fields fields, int status = 303);
  // post(), and the page that it leads to.
  HttpAnswer submit(const std::string& path, Fields fields);

  // Whatever comes back. A POST carries the csrf token and nothing else.
  HttpAnswer send_as_is(const std::string& method, const std::string& path);

  void sign_in(const std::string& login, const std::string& password = "demo-demo-2027");

  // The value of the first <input> of that name in the page that was seen last, those of its frame at last; "" if
  // there is none.
  [[nodiscard]] std::string hidden(const std::string& name) const;
  [[nodiscard]] const std::string& page() const { return page_; }
  [[nodiscard]] std::string cookie(const std::string& name) const;
  void set_cookie(const std::string& name, const std::string& value) { cookies_[name] = value; }
  void forget_cookies() { cookies_.clear(); }
  std::string user_agent = "Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) Version/18.0 Mobile Safari/604.1";

 private:
  HttpAnswer send(const std::string& method, const std::string& path, const std::string& body);

  HttpClient client_;
  std::map<std::string, std::string> cookies_;
  std::string page_;
};

}  // namespace uke::functional

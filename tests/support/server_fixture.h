// A whole server in the test's process: on 127.0.0.1, a free port, a new database in a folder that vanishes with it.
#pragma once

#include "server/web/app.h"
#include "tests/support/fakes.h"
#include "tests/support/http_client.h"

#include <filesystem>
#include <memory>
#include <mutex>
#include <string>
#include <vector>

namespace uke::test {

class ServerFixture {
 public:
  // Fails the test where the server does not start. `options` may set anything but the file; without a clock of its own it gets `clock`.
  explicit ServerFixture(server::web::Routes routes, server::web::Authenticate authenticate = nobody_signs_in(),
                         server::web::AppOptions options = {});
  ~ServerFixture();
  ServerFixture(const ServerFixture&) = delete;
  ServerFixture& operator=(const ServerFixture&) = delete;

  FakeClock clock;  // what handlers see

  [[nodiscard]] server::web::App& app() { return *app_; }
  [[nodiscard]] HttpClient client() const { return HttpClient(app_->port()); }
  [[nodiscard]] const std::filesystem::path& folder() const { return folder_; }
  // What the server logged so far.
  [[nodiscard]] std::vector<std::string> log();
  // Ends the server; the database stays until the fixture goes.
  void stop() { app_->stop(); }

  static server::web::Authenticate nobody_signs_in();
  // "Bearer kiosk", "Bearer reception", "Bearer treasurer" and "Bearer admin" are who they say; any other token is unknown.
  static server::web::Authenticate by_role_name();

 private:
  std::filesystem::path folder_;
  std::mutex log_mutex_;
  std::vector<std::string> log_;
  std::unique_ptr<server::web::App> app_;
};

}  // namespace uke::test

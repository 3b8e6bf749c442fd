#include "tests/support/server_fixture.h"

#include "tests/support/catch.h"

#include <cstdlib>
#include <utility>

namespace uke::test {
namespace {

namespace web = server::web;

std::filesystem::path new_folder() {
  std::string name = (std::filesystem::temp_directory_path() / "uketsuke-test-XXXXXX").string();
  REQUIRE(::mkdtemp(name.data()) != nullptr);
  return name;
}

}  // namespace

ServerFixture::ServerFixture(web::Routes routes, web::Authenticate authenticate, web::AppOptions options) : folder_(new_folder()) {
  options.data_file = folder_ / "uketsuke.db";
  options.http.spool_folder = folder_;
  if (options.clock == &system_clock()) options.clock = &clock;
  options.log = [this](std::string_view line) {
    const std::lock_guard lock(log_mutex_);
    log_.emplace_back(line);
  };
  auto app = web::App::start(std::move(options), std::move(routes), std::move(authenticate));
  INFO((app ? std::string() : describe(app.error())));
  REQUIRE(app.has_value());
  app_ = std::move(*app);
}

ServerFixture::~ServerFixture() {
  app_.reset();
  std::error_code ignored;
  std::filesystem::remove_all(folder_, ignored);
}

std::vector<std::string> ServerFixture::log() {
  const std::lock_guard lock(log_mutex_);
  return log_;
}

web::Authenticate ServerFixture::nobody_signs_in() {
  return [](const server::http::Request&, web::ReadTx&) -> Result<web::Actor> { return web::Actor{}; };
}

web::Authenticate ServerFixture::by_role_name() {
  return [](const server::http::Request& request, web::ReadTx&) -> Result<web::Actor> {
    static constexpr std::pair<std::string_view, web::Access> kRoles[] = {{"Bearer kiosk", web::kKiosk},
                                                                          {"Bearer reception", web::kReception},
                                                                          {"Bearer treasurer", web::kTreasurer},
                                                                          {"Bearer admin", web::kAdmin}};
    const auto header = request.header("authorization");
    if (header.empty()) return web::Actor{};
    for (const auto& [name, access] : kRoles) {
      if (header == name) return web::Actor{.access = access, .id = std::string(name.substr(7)), .name = std::string(name.substr(7))};
    }
    return fail(ErrorCode::unauthorized, "test.authenticate", "unknown token");
  };
}

}  // namespace uke::test

// The commands of uketsuke-server. Each prints to the organizer's terminal and returns the exit code of the program: 0 done, 1 it could
// not be done (and why), 2 wrong usage.
#pragma once

#include "server/mail/mail.h"
#include "server/storage/write_tx.h"
#include "server/web/route.h"
#include "shared/base/result.h"
#include "shared/i18n/messages.h"
#include "shared/storage/connection.h"

#include <cstdint>
#include <filesystem>
#include <functional>
#include <optional>
#include <string>

namespace uke::server {

// From flags, environment (UKETSUKE_*), the TOML file and defaults, in this order.
struct Config {
  std::filesystem::path data = "data";
  std::string listen = "127.0.0.1";
  std::uint16_t port = 8420;
  std::string url;  // how the outside names this server; empty: see commands_database.h
  bool behind_proxy = false;
  std::string organization;      // name of the association, on pages and in letters
  mail::Settings mail;           // only from the file
  std::filesystem::path assets;  // while developing: read them from here

  [[nodiscard]] std::filesystem::path database() const { return data / "uketsuke.db"; }
};

// What a command says, and where.
class Console {
 public:
  explicit Console(i18n::Messages messages) : messages_(std::move(messages)) {}
  [[nodiscard]] const i18n::Messages& messages() const { return messages_; }
  void say(std::string_view key, std::initializer_list<i18n::Arg> args = {}) const;  // a line to stdout
  int fail(std::string_view key, std::initializer_list<i18n::Arg> args = {}) const;  // a line to stderr; returns 1
  int fail(const Error& error) const;                                                // what went wrong in words; returns 1

 private:
  i18n::Messages messages_;
};

// All routes of the server, its own (/healthz, /metrics) included.
[[nodiscard]] Result<web::Routes> all_routes(const std::string& url);

int serve(const Config& config, const Console& console);

struct InitFlags {
  std::string organizer;
  std::string event;
  std::string event_en;
  std::string date;  // 2027-02-20
  std::string edition;
  std::string edition_en;
  std::string place;
  std::string doors = "17:30";
  std::string starts = "18:00";
  std::string ends = "20:30";
  std::string zone = "Asia/Tokyo";
  std::int64_t fee = 0;
};
int init(const Config& config, const InitFlags& flags, const Console& console);

struct DemoFlags {
  enum class Doors : std::uint8_t { on_the_day, around_now } doors = Doors::on_the_day;
  bool fresh = false;
};
int demo(const Config& config, const DemoFlags& flags, const Console& console);

// A new link to set sign-in name and password, for an organizer who cannot get in; by name or sign-in name.
int organizer_link(const Config& config, const std::string& name, const Console& console);

int tickets_command(const Config& config, const std::string& edition, const std::filesystem::path& out, const Console& console);
int pair_command(const Config& config, const std::string& edition, const std::filesystem::path& png, const Console& console);
int verify(const Config& config, const Console& console);
int routes_command();
int export_records(const Config& config, const std::filesystem::path& file, const Console& console);
int import_records(const Config& config, const std::filesystem::path& file, const Console& console);

struct ImportFlags {
  std::filesystem::path file;
  std::string encoding;  // name of a tables::Encoding; "" = found out
  bool overwrite = false;
  bool dry_run = false;
};
// Members of somebody's list onto the roster, as the page /imports does.
int import_roster(const Config& config, const ImportFlags& flags, const Console& console);

int backup(const Config& config, const std::filesystem::path& file, const Console& console);
int restore(const Config& config, const std::filesystem::path& file, const Console& console);

}  // namespace uke::server

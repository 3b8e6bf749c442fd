// uketsuke-server: the server of Uketsuke and the organizer's commands around it.
#include "server/commands.h"
#include "server/config_mail.h"
#include "shared/assets/assets.h"

#include <CLI/CLI.hpp>
#include <fmt/format.h>
#include <toml++/toml.h>

#include <cstdlib>
#include <exception>
#include <sys/stat.h>

namespace uke::server {
namespace {

struct Options {
  Config config;
  std::string config_file;
  std::string language;
  InitFlags init;
  DemoFlags demo;
  ImportFlags import_flags;
  std::string doors_around;
  std::string edition;
  std::string out;
  std::string file;
  std::string png;
  std::string organizer;
  bool json = false;
};

std::string language_of_environment() {
  for (const char* name : {"LC_ALL", "LC_MESSAGES", "LANG"}) {
    const char* value = std::getenv(name);
    if (value != nullptr && *value != '\0') return std::string_view(value).starts_with("en") ? "en" : "ja";
  }
  return "ja";
}

Result<Console> console_of(const std::string& flag) {
  const auto word = flag.empty() ? language_of_environment() : flag;
  const auto language = word == "en" ? i18n::Language::en : i18n::Language::ja;
  TRY(auto messages, i18n::Messages::load(assets::text("i18n/" + word + ".json"), language));
  return Console(std::move(messages));
}

std::filesystem::path config_file_of(const Options& options) {
  return options.config_file.empty() ? options.config.data / "uketsuke.toml" : std::filesystem::path(options.config_file);
}

// What the file says wherever neither a flag nor the environment says something. Returns what is wrong with it; "" if nothing.
std::string read_config_file(const CLI::App& app, Options& options) {
  const bool named = !options.config_file.empty();
  const auto file = config_file_of(options);
  std::error_code error;
  if (!std::filesystem::exists(file, error)) return named ? file.string() : "";
  try {
    const auto table = toml::parse_file(file.string());
    const auto open = [&](const char* flag) { return app.get_option(flag)->count() == 0; };
    auto& config = options.config;
    if (open("--data")) config.data = table["data"].value_or(config.data.string());
    if (open("--listen")) config.listen = table["listen"].value_or(config.listen);
    if (open("--port")) config.port = table["port"].value_or(config.port);
    if (open("--url")) config.url = table["url"].value_or(config.url);
    if (open("--organization")) config.organization = table["organization"].value_or(config.organization);
    if (open("--behind-proxy")) config.behind_proxy = table["behind_proxy"].value_or(config.behind_proxy);
    return "";
  } catch (const toml::parse_error& e) {
    return fmt::format("{}: {}", file.string(), e.description());
  }
}

void describe_options(CLI::App& app, Options& options) {
  app.add_option("--data", options.config.data, "folder of the database")->envname("UKETSUKE_DATA");
  app.add_option("--config", options.config_file, "TOML file; default: uketsuke.toml in the data folder")->envname("UKETSUKE_CONFIG");
  app.add_option("--listen", options.config.listen, "address to listen on")->envname("UKETSUKE_LISTEN");
  app.add_option("--port", options.config.port, "port to listen on; 0: any free one")->envname("UKETSUKE_PORT");
  app.add_option("--url", options.config.url, "how the outside names this server, e.g. https://uketsuke.example.jp")
      ->envname("UKETSUKE_URL");
  app.add_option("--organization", options.config.organization, "name of the association, on pages and in letters")
      ->envname("UKETSUKE_ORGANIZATION");
  app.add_flag("--behind-proxy", options.config.behind_proxy, "trust X-Forwarded-For")->envname("UKETSUKE_BEHIND_PROXY");
  app.add_option("--assets", options.config.assets, "read sentences and the like from this folder (for developing)");
  app.add_option("--lang", options.language, "ja or en; default: LANG")->check(CLI::IsMember({"ja", "en"}));
}

void describe_init(CLI::App& command, InitFlags& flags) {
  command.add_option("--organizer", flags.organizer, "name of the first organizer")->required();
  command.add_option("--event", flags.event, "name of the event")->required();
  command.add_option("--event-en", flags.event_en, "its English name");
  command.add_option("--date", flags.date, "its day, e.g. 2027-02-20")->required();
  command.add_option("--edition", flags.edition, "name of the first edition, e.g. 大阪会場")->required();
  command.add_option("--edition-en", flags.edition_en, "its English name");
  command.add_option("--place", flags.place, "its venue and address");
  command.add_option("--doors", flags.doors, "doors open at")->capture_default_str();
  command.add_option("--starts", flags.starts, "it starts at")->capture_default_str();
  command.add_option("--ends", flags.ends, "it ends at")->capture_default_str();
  command.add_option("--zone", flags.zone, "time zone")->capture_default_str();
  command.add_option("--fee", flags.fee, "fee at the door in yen")->capture_default_str();
}

int run(int argc, char** argv) {
  CLI::App app("Uketsuke 受付: event check-in");
  app.set_version_flag("--version", UKE_VERSION);
  app.require_subcommand(1);
  app.fallthrough();
  Options options;
  describe_options(app, options);
  auto* const serve_command = app.add_subcommand("serve", "run the server");
  auto* const init_command = app.add_subcommand("init", "first organizer, first event and edition");
  describe_init(*init_command, options.init);
  auto* const demo_command = app.add_subcommand("demo", "a database with a made-up party, for trying everything out");
  demo_command->add_option("--doors-around", options.doors_around, "now: doors are open now")->check(CLI::IsMember({"now"}));
  demo_command->add_flag("--fresh", options.demo.fresh, "replace an earlier demo");
  auto* const tickets_cmd = app.add_subcommand("tickets", "write an edition's tickets as PNG files, one PDF and tickets.json");
  tickets_cmd->add_option("--edition", options.edition, "name of the edition")->required();
  tickets_cmd->add_option("--out", options.out, "folder to write to")->required();
  auto* const pair_cmd = app.add_subcommand("pair", "a code with which a kiosk joins an edition");
  pair_cmd->add_option("--edition", options.edition, "name of the edition")->required();
  pair_cmd->add_option("--png", options.png, "also write the QR code to this file");
  auto* const organizer_link_cmd = app.add_subcommand("organizer-link", "a new link to sign in for an organizer who is locked out");
  organizer_link_cmd->add_option("name", options.organizer, "the organizer's name or sign-in name")->required();
  auto* const verify_command = app.add_subcommand("verify", "check the database");
  auto* const routes_cmd = app.add_subcommand("routes", "list the routes of the REST API");
  routes_cmd->add_flag("--json", options.json, "as JSON")->required();
  auto* const export_command = app.add_subcommand("export-records", "write all desk records to a file, for another server");
  export_command->add_option("file", options.file, "file to write")->required();
  auto* const import_command = app.add_subcommand("import-records", "take in the desk records that a kiosk or another server exported");
  import_command->add_option("file", options.file, "file of JSON lines")->required()->check(CLI::ExistingFile);
  auto* const lists_command = app.add_subcommand("import", "take in lists of other programs");
  lists_command->require_subcommand(1);
  auto* const import_roster_command = lists_command->add_subcommand("roster", "members from a .csv, .tsv or .xlsx file");
  import_roster_command->add_option("file", options.import_flags.file, "the list")->required()->check(CLI::ExistingFile);
  import_roster_command->add_flag("--dry-run", options.import_flags.dry_run, "only say what would be written");
  import_roster_command->add_option("--encoding", options.import_flags.encoding, "of a text file; default: found out")
      ->check(CLI::IsMember({"utf8", "cp932", "utf16le", "utf16be"}));
  import_roster_command->add_flag("--overwrite", options.import_flags.overwrite, "also replace what is already known");
  auto* const backup_command = app.add_subcommand("backup", "copy the database to a new file, also while the server runs");
  backup_command->add_option("file", options.file, "file to write")->required();
  auto* const restore_command = app.add_subcommand("restore", "put a backup in place of the database");
  restore_command->add_option("file", options.file, "the backup")->required()->check(CLI::ExistingFile);
  try {
    app.parse(argc, argv);
  } catch (const CLI::ParseError& e) {
    return app.exit(e) == 0 ? 0 : 2;
  }
  if (!options.config.assets.empty()) {
    if (const auto set = assets::set_override(options.config.assets); !set) {
      fmt::print(stderr, "{}\n", describe(set.error()));
      return 2;
    }
  }
  const auto console = console_of(options.language);
  if (!console) {
    fmt::print(stderr, "{}\n", describe(console.error()));
    return 1;
  }
  const auto config_file = config_file_of(options);  // the file may name another data folder
  if (const auto wrong = read_config_file(app, options); !wrong.empty()) {
    console->fail("cli.config_unreadable", {{"what", wrong}});
    return 2;
  }
  if (!read_mail_settings(config_file, options.config.mail, *console)) return 2;
  if (!options.doors_around.empty()) options.demo.doors = DemoFlags::Doors::around_now;
  const auto& config = options.config;
  if (*serve_command) return serve(config, *console);
  if (*init_command) return init(config, options.init, *console);
  if (*demo_command) return demo(config, options.demo, *console);
  if (*tickets_cmd) return tickets_command(config, options.edition, options.out, *console);
  if (*pair_cmd) return pair_command(config, options.edition, options.png, *console);
  if (*organizer_link_cmd) return organizer_link(config, options.organizer, *console);
  if (*verify_command) return verify(config, *console);
  if (*routes_cmd) return routes_command();
  if (*export_command) return export_records(config, options.file, *console);
  if (*import_command) return import_records(config, options.file, *console);
  if (*import_roster_command) return import_roster(config, options.import_flags, *console);
  if (*backup_command) return backup(config, options.file, *console);
  if (*restore_command) return restore(config, options.file, *console);
  return 2;
}

}  // namespace
}  // namespace uke::server

int main(int argc, char** argv) {
  ::umask(0077);  // everything that this program writes holds personal data or keys
  try {
    return uke::server::run(argc, argv);
  } catch (const std::exception& e) {
    fmt::print(stderr, "{}\n", e.what());
    return 1;
  }
}

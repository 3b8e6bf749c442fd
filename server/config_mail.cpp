#include "server/config_mail.h"

#include "server/mail/settings.h"
#include "shared/text/text.h"

#include <toml++/toml.h>

#include <algorithm>
#include <array>
#include <fstream>
#include <iterator>

namespace uke::server {
namespace {

namespace fs = std::filesystem;

constexpr std::array<std::string_view, 9> kKeys = {"smtp",     "user", "password",   "password_file", "from",
                                                   "reply_to", "tls",  "per_minute", "ca_file"};

bool others_may_read(const fs::path& file) {
  std::error_code error;
  const auto mode = fs::status(file, error).permissions();
  return !error && (mode & (fs::perms::group_read | fs::perms::others_read)) != fs::perms::none;
}

void warn_if_readable(const fs::path& file, const Console& console) {
  if (others_may_read(file)) console.fail("cli.mail.readable", {{"file", file.string()}});
}

// A text of the section; false where it is something else.
bool take(const toml::table& section, std::string_view key, std::string& into) {
  const auto* const node = section.get(key);
  if (node == nullptr) return true;
  const auto text = node->value_exact<std::string>();
  if (text) into = *text;
  return text.has_value();
}

bool take_tls(const std::string& word, mail::Settings::Tls& into) {
  using enum mail::Settings::Tls;
  if (word == "required") into = required;
  if (word == "if_offered") into = if_offered;
  if (word == "none") into = none;
  return word == "required" || word == "if_offered" || word == "none";
}

// The file's first line, relative to the configuration's folder.
bool read_password(const fs::path& file, std::string& into) {
  std::ifstream in(file);
  std::string line;
  if (!std::getline(in, line)) return false;
  into = text::trim(line);
  return !into.empty();
}

class Reader {
 public:
  Reader(const fs::path& file, const toml::table& section, const Console& console) : file_(file), section_(section), console_(console) {}

  bool read(mail::Settings& settings) {
    for (const auto& [key, value] : section_) {
      if (std::ranges::find(kKeys, key.str()) == kKeys.end()) return wrong(key.str(), "cli.mail.unknown");
    }
    for (const auto& [key, into] : {std::pair{"smtp", &settings.smtp},
                                    {"user", &settings.user},
                                    {"password", &settings.password},
                                    {"from", &settings.from},
                                    {"reply_to", &settings.reply_to},
                                    {"ca_file", &settings.ca_file}}) {
      if (!take(section_, key, *into)) return wrong(key, "cli.mail.no_text");
    }
    return read_numbers(settings) && read_password_file(settings) && judge(settings);
  }

 private:
  bool read_numbers(mail::Settings& settings) {
    std::string tls = "required";
    if (!take(section_, "tls", tls) || !take_tls(tls, settings.tls)) return wrong("tls", "cli.mail.tls");
    if (const auto* const node = section_.get("per_minute")) {
      settings.per_minute = node->value_exact<std::int64_t>().value_or(0);  // 0 is refused
    }
    return true;
  }
  bool read_password_file(mail::Settings& settings) {
    std::string name;
    if (!take(section_, "password_file", name)) return wrong("password_file", "cli.mail.no_text");
    if (name.empty()) {
      if (!settings.password.empty()) warn_if_readable(file_, console_);
      return true;
    }
    if (!settings.password.empty()) return wrong("password_file", "cli.mail.two_passwords");
    const auto file = file_.parent_path() / name;
    warn_if_readable(file, console_);
    return read_password(file, settings.password) || wrong("password_file", "cli.mail.no_password");
  }
  bool judge(const mail::Settings& settings) {
    using enum mail::SettingsFault;
    switch (mail::fault_of(settings)) {
      case none: return true;
      case smtp: return wrong("smtp", "cli.mail.smtp");
      case from: return wrong("from", "cli.mail.from");
      case reply_to: return wrong("reply_to", "cli.mail.from");
      case per_minute: return wrong("per_minute", "cli.mail.per_minute");
      case password: return wrong("user", "cli.mail.password");
      case alone: return wrong("smtp", "cli.mail.alone");
    }
    return false;
  }
  bool wrong(std::string_view key, std::string_view sentence) {
    console_.fail("cli.mail.wrong", {{"file", file_.string()}, {"key", std::string(key)}, {"what", console_.messages().text(sentence)}});
    return false;
  }

  const fs::path& file_;
  const toml::table& section_;
  const Console& console_;
};

}  // namespace

bool read_mail_settings(const fs::path& file, mail::Settings& settings, const Console& console) {
  std::error_code error;
  if (!fs::exists(file, error)) return true;
  const auto all = toml::parse_file(file.string());
  const auto* const section = all["mail"].as_table();
  return section == nullptr || Reader(file, *section, console).read(settings);
}

}  // namespace uke::server

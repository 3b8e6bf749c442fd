#include "server/commands.h"

#include <fmt/format.h>

#include <cstdio>

namespace uke::server {

void Console::say(std::string_view key, std::initializer_list<i18n::Arg> args) const {
  fmt::print("{}\n", messages_.text(key, args));
  std::fflush(stdout);
}

int Console::fail(std::string_view key, std::initializer_list<i18n::Arg> args) const {
  fmt::print(stderr, "{}\n", messages_.text(key, args));
  return 1;
}

int Console::fail(const Error& error) const {
  fmt::print(stderr, "{}\n({})\n", messages_.text("cli.failed." + std::string(to_string(error.code))), describe(error));
  return 1;
}

}  // namespace uke::server

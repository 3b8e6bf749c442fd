// The section [mail] of the configuration.
#pragma once

#include "server/commands.h"

#include <filesystem>

namespace uke::server {

// Reads it into `settings`. What is wrong is said on the console; false then. Warns where others may read the file and a password is in it.
// Precondition: the file parses.
[[nodiscard]] bool read_mail_settings(const std::filesystem::path& file, mail::Settings& settings, const Console& console);

}  // namespace uke::server

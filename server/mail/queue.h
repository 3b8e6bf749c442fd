// The words of the queue that several files of this room use. Internal to it.
#pragma once

#include <string_view>

namespace uke::server::mail {

inline constexpr std::string_view kSendJob = "mail.send";
inline constexpr std::string_view kTidyJob = "mail.tidy";

}  // namespace uke::server::mail

// Secrets that nobody has to store: derived from a signing key. Pure; thread-safe.
#pragma once

#include "shared/ticket/ticket.h"

#include <string>
#include <string_view>

namespace uke::ticket {

// 128 bits of keyed BLAKE2b of purpose and subject as 26 characters of a–z and 2–7. Whoever has the key can say it again; nobody else can,
// and neither another purpose nor another subject has it. A signature made with the key says nothing about it: the purpose is separated
// from everything that is signed.
[[nodiscard]] std::string derived_secret(const SigningKey& key, std::string_view purpose, std::string_view subject);

}  // namespace uke::ticket

// Names of conflicts, for the files of this room.
#pragma once

#include "shared/desk/conflict.h"

#include <span>
#include <string>

namespace uke::desk {

// 32 hexadecimal digits, the same on every machine and in any order of `records`. Two FNV-1a hashes with a final mixing: it must
// tell the few conflicts of an event apart, not withstand an attacker.
[[nodiscard]] std::string conflict_id(ConflictKind kind, std::span<const RecordId> records);

}  // namespace uke::desk

// The fold itself, for the files of this room.
#pragma once

#include "shared/desk/attendance.h"

#include <span>

namespace uke::desk {

// `live` are one person's records without undone ones and repetitions, in order. top_step is the highest among them.
[[nodiscard]] Attendance fold_live(std::span<const DeskRecord* const> live);

}  // namespace uke::desk

// Which admissions of one person were made by desks that did not know of each other. For the files of this room.
#pragma once

#include "shared/desk/attendance.h"

#include <vector>

namespace uke::desk {

// Groups of live admits at one edition, each group in order and of at least two records. `person` is anybody of the person.
//
// A desk that knew would have answered `already_in`, so a second admit without an exit in between was made in ignorance, unless the
// steps prove otherwise. A record's step is 1 + the highest that its desk knew for the person. Where that is more than one above the
// desk's own records before it, the desk had heard of a record of another desk with exactly that step: if it can only be one whose
// writer knew, the desk knew. (That the step is higher proves nothing: a desk that had written a refusal is a step ahead of its
// neighbour without having heard of it.)
[[nodiscard]] std::vector<std::vector<const DeskRecord*>> double_admits(const EventFold& fold, const Subject& person);

}  // namespace uke::desk

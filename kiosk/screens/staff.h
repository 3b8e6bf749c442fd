#pragma once

#include "kiosk/screens/context.h"

namespace uke::kiosk::screens {

// Behind the PIN: headcount, conflicts, recent records, the machine.
void draw_staff(const Context& c, const app::StaffScreen& staff);

// The tabs (staff_tabs.cpp).
void draw_counts(const Context& c, look::Rect area, const app::StaffFacts& facts);
void draw_conflicts(const Context& c, look::Rect area, const app::StaffScreen& staff, const app::StaffFacts& facts);
void draw_recent(const Context& c, look::Rect area, const app::StaffScreen& staff, const app::StaffFacts& facts);
void draw_machine(const Context& c, look::Rect area, const app::StaffScreen& staff);

}  // namespace uke::kiosk::screens

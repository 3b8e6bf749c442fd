// What the pages of the accounts room show of the rooms to its right.
#pragma once

#include "server/accounts/pages.h"

#include <vector>

namespace uke::server {

[[nodiscard]] accounts::ShowThing show_thing();
[[nodiscard]] std::vector<accounts::WhatWaits> what_waits();

}  // namespace uke::server

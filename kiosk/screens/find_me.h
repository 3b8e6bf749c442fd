#pragma once

#include "kiosk/screens/context.h"

namespace uke::kiosk::screens {

// お名前で受付: the kana keyboard and at most eight hits.
void draw_find_me(const Context& c, const app::FindMeScreen& find);

// 「こちらでお間違いないですか」
void draw_confirm(const Context& c, const app::ConfirmScreen& confirm);

}  // namespace uke::kiosk::screens

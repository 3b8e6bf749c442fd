// The lists of the staff screen: headcount, conflicts, recent records.
#include "kiosk/screens/staff.h"

#include <algorithm>
#include <array>

namespace uke::kiosk::screens {

using look::Align;
using look::ButtonLook;
using look::Rect;
using look::TextStyle;
using look::VAlign;
using look::Weight;
namespace button = app::button;
namespace size = look::size;
namespace token = look::token;

namespace {

// The two lines of a row in a list.
const TextStyle kMain{
    .px = size::kText, .weight = Weight::bold, .valign = VAlign::middle, .line_height = 1.15F, .overflow = look::Overflow::ellipsis};
const TextStyle kSecond{.px = size::kSmall,
                        .color = look::token::kGray700,
                        .valign = VAlign::middle,
                        .line_height = 1.15F,
                        .overflow = look::Overflow::ellipsis};

void empty_state(const Context& c, Rect area, std::string_view key) {
  c.ui.text(area, c.text(key), {.px = size::kText, .color = look::theme().ink_second, .align = Align::center, .valign = VAlign::middle});
}

// A number with its word below.
void figure(const Context& c, Rect box, std::int64_t number, std::string_view label_key, float number_px) {
  const Rect label = box.cut_bottom(c.px(44), c.px(4));
  c.ui.text(box, format_thousands(number),
            {.px = number_px, .weight = Weight::bold, .align = Align::center, .valign = VAlign::bottom, .line_height = 1.1F});
  c.ui.text(label, c.text(label_key),
            {.px = size::kSmall, .color = look::theme().ink_second, .align = Align::center, .valign = VAlign::middle, .px_min = 24});
}

struct Figure {
  std::int64_t number = 0;
  std::string_view label_key;
};

std::vector<Figure> figures_of(const desk::Edition& edition, const desk::Headcount& heads, bool names_known) {
  std::vector<Figure> figures{{heads.arrived, "count.arrived"}};
  if (edition.exits_recorded) figures.push_back({heads.on_site_now, "count.on_site_now"});
  if (names_known) {
    figures.push_back({heads.expected_onsite, "count.expected"});
    figures.push_back({heads.not_come, "count.not_come"});
    figures.push_back({heads.expected_online, "count.online"});
  }
  figures.push_back({heads.walk_ins, "count.walk_ins"});
  return figures;
}

void edition_card(const Context& c, Rect card, const app::EditionCount& count, bool own) {
  c.ui.card(card, token::kWhite, own ? look::theme().accent : look::theme().border);
  Rect inside = card.inset(c.px(36), c.px(own ? 20 : 8));
  const auto& name = c.named(count.edition.name, count.edition.name_en);
  const TextStyle title{.px = size::kText, .weight = Weight::bold, .valign = VAlign::middle};
  if (own) {
    c.ui.text(inside.cut_top(c.px(56), c.px(8)), name, title);
  } else {
    c.ui.text(inside.cut_left(inside.w * 0.34F, c.px(16)), name, title);
  }
  const auto figures = figures_of(count.edition, count.heads, count.names_known);
  const int n = static_cast<int>(figures.size());
  const int columns = own && c.ui.portrait() ? 3 : n;
  for (int i = 0; i < n; ++i) {
    const auto& one = figures[static_cast<std::size_t>(i)];
    const Rect cell = inside.row(i / columns, (n + columns - 1) / columns, c.px(12)).column(i % columns, columns, c.px(12));
    figure(c, cell, one.number, one.label_key, own ? 80 : 56);
  }
}

// A row of a list with a place for a button at its right.
Rect list_row(const Context& c, Rect area, int i) {
  const Rect row = area.packed_row(i, app::kStaffRows, c.px(12), c.px(c.ui.portrait() ? 190 : 130));
  c.ui.card(row, token::kWhite, look::theme().border);
  return row.inset(c.px(28), c.px(8));
}

std::string places_of(const Context& c, const desk::Conflict& conflict) {
  std::string text;
  for (std::size_t i = 0; i < conflict.times_ms.size() && i < conflict.desks.size(); ++i) {
    if (i == 3) return text + " …";
    text += (text.empty() ? "" : " ・ |") + c.time(conflict.times_ms[i]) + " " + conflict.desks[i];
  }
  return text;
}

void conflict_row(const Context& c, Rect row, const desk::Conflict& conflict, const std::string& name) {
  const Rect act = row.cut_right(c.px(300), c.px(20));
  if (conflict.resolved) {
    c.ui.text(act, c.text("conflict.resolved"),
              {.px = size::kText, .color = token::kGreen800, .align = Align::center, .valign = VAlign::middle});
  } else {
    c.ui.button(act.centered({act.w, c.px(96)}), button::kResolve, c.text("button.resolve"), ButtonLook::secondary, conflict.id,
                size::kText);
  }
  const Rect lower = row.cut_bottom(row.h * 0.45F);
  const auto kind = c.text("conflict." + std::string(enum_name(conflict.kind)));
  c.ui.text(row, name.empty() ? kind : kind + "　|" + name, kMain);
  c.ui.text(lower, places_of(c, conflict), kSecond);
}

std::string what_of(const Context& c, const desk::DeskRecord& record) {
  const auto kind = c.text("record." + std::string(enum_name(record.kind)));
  if (record.kind == desk::Kind::payment && record.payload.amount) {
    return kind + " " + i18n::format_yen(c.messages, *record.payload.amount);
  }
  if (record.kind == desk::Kind::refuse && record.payload.verdict) {
    const auto verdict = enum_value<desk::Verdict>(*record.payload.verdict);
    if (verdict) return kind + ": " + c.text("verdict_short." + std::string(enum_name(*verdict)));
  }
  return kind;
}

void recent_row(const Context& c, Rect row, const app::RecentRecord& recent, bool asking) {
  const auto id = recent.record.id.to_string();
  const Rect act = row.cut_right(c.px(320), c.px(20));
  if (recent.undone) {
    c.ui.text(act, c.text("record.undone"),
              {.px = size::kText, .color = look::theme().ink_second, .align = Align::center, .valign = VAlign::middle});
  } else if (recent.can_undo) {
    const Rect place = act.centered({act.w, c.px(96)});
    if (asking) {
      c.ui.button(place, button::kUndoRecordSure, c.text("button.undo_sure"), ButtonLook::danger, id, size::kText);
    } else {
      c.ui.button(place, button::kUndoRecord, c.text("button.undo"), ButtonLook::quiet, id, size::kText);
    }
  }
  c.ui.text(row.cut_left(c.px(120), c.px(16)), c.time(recent.record.at_ms), {.px = size::kText, .valign = VAlign::middle});
  const Rect lower = row.cut_bottom(row.h * 0.45F);
  const auto what = what_of(c, recent.record);
  c.ui.text(row, recent.name.empty() ? what : recent.name, kMain);
  c.ui.text(lower, (recent.name.empty() ? "" : what + "　|") + recent.record.desk, kSecond);
}

}  // namespace

void draw_counts(const Context& c, Rect area, const app::StaffFacts& facts) {
  const auto own = std::ranges::find(facts.counts, true, &app::EditionCount::names_known);
  if (own != facts.counts.end()) edition_card(c, area.cut_top(c.px(c.ui.portrait() ? 420 : 240), c.px(20)), *own, true);
  constexpr int kOthersMax = 3;  // an event has few editions; the rest is on the web
  const int others = std::min(kOthersMax, static_cast<int>(facts.counts.size()) - (own != facts.counts.end() ? 1 : 0));
  int row = 0;
  for (const auto& count : facts.counts) {
    if (own != facts.counts.end() && &count == &*own) continue;
    if (row == others) return;
    edition_card(c, area.packed_row(row++, others, c.px(12), c.px(150)), count, false);
  }
}

void draw_conflicts(const Context& c, Rect area, const app::StaffScreen& staff, const app::StaffFacts& facts) {
  if (facts.conflicts.empty()) return empty_state(c, area, "conflict.none");
  for (int i = 0; i < app::kStaffRows; ++i) {
    const auto at = static_cast<std::size_t>(staff.page * app::kStaffRows + i);
    if (at >= facts.conflicts.size()) return;
    const auto name = at < facts.conflict_names.size() ? facts.conflict_names[at] : std::string();
    conflict_row(c, list_row(c, area, i), facts.conflicts[at], name);
  }
}

void draw_recent(const Context& c, Rect area, const app::StaffScreen& staff, const app::StaffFacts& facts) {
  if (facts.recent.empty()) return empty_state(c, area, "record.none");
  for (int i = 0; i < app::kStaffRows; ++i) {
    const auto at = static_cast<std::size_t>(staff.page * app::kStaffRows + i);
    if (at >= facts.recent.size()) return;
    const auto& recent = facts.recent[at];
    recent_row(c, list_row(c, area, i), recent, staff.asking_undo == recent.record.id);
  }
}

}  // namespace uke::kiosk::screens

// The last tab of the staff screen: how this machine stands and what can be done with it.
#include "kiosk/screens/staff.h"

#include <array>
#include <string>
#include <vector>

namespace uke::kiosk::screens {

using look::Align;
using look::ButtonLook;
using look::Rect;
using look::VAlign;
using look::Weight;
namespace button = app::button;
namespace size = look::size;
namespace token = look::token;

namespace {

struct Fact {
  std::string label;
  std::string value;
  bool worries = false;
};

std::string sync_text(const Context& c) {
  const auto& status = c.state.status;
  if (!status.synced_at_ms) return c.text("machine.sync.never");
  return c.text(status.link == app::Link::online ? "machine.sync.online" : "machine.sync.offline",
                {{"time", c.time(*status.synced_at_ms)}});
}

std::string camera_text(const Context& c) {
  switch (c.state.camera) {
    case app::CameraState::running: return c.text("machine.camera.running");
    case app::CameraState::starting: return c.text("machine.camera.starting");
    case app::CameraState::lost: return c.text("machine.camera.lost");
    case app::CameraState::off: break;
  }
  return c.text("machine.camera.off");
}

std::vector<Fact> facts_of(const Context& c, const app::StaffScreen& staff) {
  const auto& status = c.state.status;
  const auto seconds = status.clock_offset_ms.value_or(0) / 1000;
  std::vector<Fact> facts{{c.text("machine.name"), status.kiosk_name, false},
                          {c.text("machine.sync"), sync_text(c), status.link != app::Link::online},
                          {c.text("machine.unsent"), c.text("machine.records", {{"count", status.unsent}}),
                           status.unsent > 0 && status.link != app::Link::online},
                          {c.text("machine.parked"), c.text("machine.records", {{"count", status.parked}}), status.parked > 0},
                          {c.text("machine.roster"), c.text("machine.people", {{"count", status.roster_people}}), !status.roster_whole},
                          {c.text("machine.clock"), c.text("machine.seconds", {{"count", seconds}}), app::clock_is_wrong(status)},
                          {c.text("machine.camera"), camera_text(c), c.state.camera != app::CameraState::running}};
  if (staff.facts && !staff.facts->parked.empty()) facts[3].value += ": " + staff.facts->parked.front();
  return facts;
}

void fact_row(const Context& c, Rect row, const Fact& fact) {
  c.ui.text(row.cut_left(row.w * 0.36F, c.px(16)), fact.label, {.px = 34, .color = look::theme().ink_second, .valign = VAlign::middle});
  if (fact.worries) {
    const float side = c.px(34);
    c.ui.shape(row.cut_left(side, c.px(12)).centered({side, side}), look::Shape::triangle, token::kOrange800);
  }
  c.ui.text(row, fact.value,
            {.px = 34, .weight = Weight::bold, .valign = VAlign::middle, .line_height = 1.15F, .overflow = look::Overflow::ellipsis});
}

void modes(const Context& c, Rect area) {
  static constexpr std::array kModes{desk::DeskMode::staffed, desk::DeskMode::self_service, desk::DeskMode::unattended};
  for (int i = 0; i < 3; ++i) {
    const auto mode = kModes[static_cast<std::size_t>(i)];
    c.ui.button(area.column(i, 3, c.px(12)), button::kMode, c.text("mode." + std::string(enum_name(mode))),
                c.state.mode == mode ? ButtonLook::tab_chosen : ButtonLook::tab, enum_name(mode), size::kSmall);
  }
}

std::string export_text(const Context& c, const app::StaffScreen& staff) {
  if (staff.exporting != 0) return c.text("export.running");
  if (!staff.exported) return {};
  if (staff.exported->error) return c.text("export.failed");
  return c.text("export.done", {{"path", staff.exported->path}});
}

}  // namespace

void draw_machine(const Context& c, Rect area, const app::StaffScreen& staff) {
  const bool portrait = c.ui.portrait();
  const float gap = c.px(size::kGap);
  const auto facts = facts_of(c, staff);
  const int n = static_cast<int>(facts.size());
  const Rect card = portrait ? area.cut_top(c.px(40 + 76.0F * static_cast<float>(n)), gap) : area.cut_left(area.w * 0.55F, gap);
  c.ui.card(card, token::kWhite, look::theme().border);
  const Rect inside = card.inset(c.px(36), c.px(20));
  for (int i = 0; i < n; ++i) fact_row(c, inside.row(i, n, c.px(4)), facts[static_cast<std::size_t>(i)]);

  c.ui.text(area.cut_top(c.px(44), c.px(12)), c.text("mode.title"), {.px = size::kSmall, .weight = Weight::bold, .valign = VAlign::middle});
  modes(c, area.cut_top(c.px(100), gap));
  struct Deed {
    std::string_view id;
    std::string_view label_key;
    ButtonLook look;
  };
  static constexpr std::array kDeeds{
      Deed{button::kWalkIn, "button.walk_in", ButtonLook::secondary}, Deed{button::kSyncNow, "button.sync_now", ButtonLook::secondary},
      Deed{button::kExport, "button.export", ButtonLook::secondary}, Deed{button::kQuit, "button.quit", ButtonLook::quiet}};
  const auto said = export_text(c, staff);
  const Rect note = area.cut_bottom(c.px(108), c.px(8));
  if (!said.empty())
    c.ui.text(note, said, {.px = size::kSmall, .valign = VAlign::middle, .line_height = 1.15F, .overflow = look::Overflow::ellipsis});
  for (int i = 0; i < 4; ++i) {
    const Rect half = area.packed_row(i / 2, 2, c.px(16), c.px(136)).column(i % 2, 2, c.px(16));
    const auto& deed = kDeeds[static_cast<std::size_t>(i)];
    c.ui.button(half, deed.id, c.text(deed.label_key), deed.look, {}, size::kText);
  }
}

}  // namespace uke::kiosk::screens

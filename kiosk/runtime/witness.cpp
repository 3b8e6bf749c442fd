#include "kiosk/runtime/witness.h"

#include "shared/ticket/ticket.h"

#include <fmt/format.h>

#include <variant>

namespace uke::kiosk::runtime {
namespace {

constexpr std::size_t kAskedMax = 64;  // questions without an answer: forgotten from the oldest on
constexpr std::chrono::milliseconds kAfterFade{250};

double ms_between(Witness::Steady::time_point from, Witness::Steady::time_point to) {
  return std::chrono::duration<double, std::milli>(to - from).count();
}

std::string_view source_name(app::ScanSource source) {
  switch (source) {
    case app::ScanSource::camera: return "camera";
    case app::ScanSource::wedge: return "wedge";
    case app::ScanSource::typed: return "typed";
  }
  return "";
}

std::string_view link_name(app::Link link) {
  switch (link) {
    case app::Link::never: return "never";
    case app::Link::online: return "online";
    case app::Link::offline: return "offline";
  }
  return "";
}

std::string_view camera_name(app::CameraState state) {
  switch (state) {
    case app::CameraState::off: return "off";
    case app::CameraState::starting: return "starting";
    case app::CameraState::running: return "running";
    case app::CameraState::lost: return "lost";
  }
  return "";
}

std::vector<TraceButton> buttons_on(const Gui& gui) {
  std::vector<TraceButton> buttons;
  for (const auto& item : gui.items()) {
    if (item.kind != look::ItemKind::button) continue;
    buttons.push_back(
        {item.id, item.argument, static_cast<std::int64_t>(item.rect.center_x()), static_cast<std::int64_t>(item.rect.center_y())});
  }
  return buttons;
}

}  // namespace

Witness::Witness(const std::filesystem::path& trace, std::filesystem::path screenshots, Steady::time_point began)
    : trace_(trace), screenshots_(std::move(screenshots)), began_(began) {}

void Witness::write(TraceLine line) {
  line.t = ms_between(began_, Steady::now());
  trace_.write(line);
}

void Witness::ask(const app::Event& event, const app::Effect& effect) {
  const auto* scan = std::get_if<app::Scanned>(&event);
  const Seen seen{scan ? scan->seen : Steady::now(), std::string(scan ? source_name(scan->source) : "touch")};
  if (const auto* judge = std::get_if<app::JudgeScan>(&effect)) asked_[judge->request] = seen;
  if (const auto* judge = std::get_if<app::JudgePerson>(&effect)) asked_[judge->request] = seen;
  if (const auto* admit = std::get_if<app::Admit>(&effect)) asked_[admit->request] = seen;
  if (const auto* walk_in = std::get_if<app::WalkIn>(&effect)) asked_[walk_in->request] = seen;
  while (asked_.size() > kAskedMax) asked_.erase(asked_.begin());
}

void Witness::saw(const app::Event& event, const std::vector<app::Effect>& effects, const app::State& after) {
  if (!trace_.on() && screenshots_.empty()) return;
  for (const auto& effect : effects) ask(event, effect);
  if (const auto* judged = std::get_if<app::Judged>(&event)) {
    const auto asked = asked_.find(judged->request);
    const auto* screen = std::get_if<app::VerdictScreen>(&after.screen);
    if (asked != asked_.end() && screen) {
      if (shown_ && shown_->ms) write_line({}, {});  // replaced by the next scan before its picture was taken
      const auto& decision = judged->outcome->decision;
      shown_ = Shown{asked->second, decision.verdict, decision.ticket ? ticket::short_code(*decision.ticket) : "", {}, after.shown_at};
      screenshot_at_.reset();
    }
    if (asked != asked_.end()) asked_.erase(asked);
  }
  if (const auto* camera = std::get_if<app::CameraChanged>(&event)) {
    TraceLine line;
    line.what = "camera";
    line.state = std::string(camera_name(camera->state));
    write(std::move(line));
  }
  if (const auto* changed = std::get_if<app::StatusChanged>(&event)) {
    const auto& status = changed->status;
    TraceLine line;
    line.what = "status";
    line.unsent = status.unsent;
    line.parked = status.parked;
    line.link = std::string(link_name(status.link));
    line.roster = status.roster_people;
    line.state = status.paired ? "paired" : "unpaired";
    write(std::move(line));
  }
}

void Witness::drew(const app::State& state, const Gui& gui) {
  const auto now = Steady::now();
  const auto mark = [&](std::string what) {
    TraceLine line;
    line.what = std::move(what);
    line.ms = ms_between(began_, now);
    write(std::move(line));
  };
  if (!first_frame_) mark("first_frame");
  first_frame_ = true;
  if (!ready_ && !std::holds_alternative<app::StartingScreen>(state.screen)) {
    mark("ready");
    ready_ = true;
  }
  if (!shown_ || state.shown_at != shown_->shown_at) return;
  if (!shown_->ms) {
    shown_->ms = ms_between(shown_->seen.at, now);
    screenshot_at_ = now + kAfterFade;
  }
  if (screenshots_.empty() || keeping_) finish(state, gui);
}

void Witness::finish(const app::State& state, const Gui& gui) {
  std::optional<std::string> screenshot;
  if (!screenshots_.empty()) {
    std::string name = fmt::format("{:03}-{}-{}.png", ++screenshots_taken_, enum_name(shown_->verdict), enum_name(state.language));
    if (gui.save_picture(screenshots_ / name)) screenshot = std::move(name);
  }
  write_line(std::move(screenshot), buttons_on(gui));
}

void Witness::write_line(std::optional<std::string> screenshot, std::optional<std::vector<TraceButton>> buttons) {
  TraceLine line;
  line.what = "verdict";
  line.verdict = std::string(enum_name(shown_->verdict));
  line.source = shown_->seen.source;
  line.code = shown_->code;
  line.seen = ms_between(began_, shown_->seen.at);
  line.ms = shown_->ms;
  line.screenshot = std::move(screenshot);
  line.buttons = std::move(buttons);
  write(std::move(line));
  shown_.reset();
  screenshot_at_.reset();
}

bool Witness::wants_picture() {
  keeping_ = !screenshots_.empty() && screenshot_at_ && Steady::now() >= *screenshot_at_;
  return keeping_;
}

std::optional<Witness::Steady::time_point> Witness::wants_frame_at() const { return screenshot_at_; }

}  // namespace uke::kiosk::runtime

#include "kiosk/runtime/kiosk.h"

#include "kiosk/app/model.h"
#include "kiosk/app/update.h"
#include "kiosk/runtime/decode_thread.h"
#include "kiosk/runtime/effects.h"
#include "kiosk/runtime/gui.h"
#include "kiosk/runtime/newest.h"
#include "kiosk/runtime/witness.h"
#include "kiosk/screens/screens.h"

#include <algorithm>
#include <utility>

namespace uke::kiosk::runtime {
namespace {

using Steady = std::chrono::steady_clock;

constexpr int kFramesPerTouch = 3;  // ImGui settles a press within three frames

// What the screen shows of the status and the clock besides everything else: when this stays the same there is nothing to draw.
struct Passing {
  app::DeskStatus status;
  app::FreshnessShown fresh;
  std::int64_t minute = 0;

  static Passing of(const app::DeskStatus& status, Time now) {
    Passing passing{status, app::freshness(status, now), to_ms(now) / 60'000};
    passing.status.synced_at_ms.reset();  // every exchange moves it; people see `fresh`
    passing.status.clock_offset_ms = app::clock_is_wrong(status) ? 1 : 0;
    return passing;
  }
  bool operator==(const Passing&) const = default;
};

class Kiosk {
 public:
  Kiosk(const KioskOptions& options, Window& window, Gui& gui);
  void run();

 private:
  std::chrono::duration<double> time_to_wait() const;
  void take_keys();
  void note_passing_time();
  void take(app::Event event);
  void draw();

  Window& window_;
  Gui& gui_;
  Clock& clock_ = system_clock();
  app::State state_;
  EventQueue events_{Window::wake};
  Timers timers_;
  Witness witness_;
  Newest<camera::CameraFrame> preview_;
  int dirty_ = kFramesPerTouch;
  Passing passing_;
  // The workers: last made, first gone.
  StoreThread store_;
  SyncThread sync_;
  Effects effects_;
  DecodeThread decoder_{events_};
  camera::Camera camera_;
};

Kiosk::Kiosk(const KioskOptions& options, Window& window, Gui& gui)
    : window_(window),
      gui_(gui),
      state_(app::initial_state(options.mode)),
      witness_(options.trace, options.screenshots, options.began),
      store_({.folder = options.folder}, options.export_folder, events_,
             {.opened = [this](store::Store& store) { sync_.start(store); }, .wrote = [this] { sync_.records_written(); }}),
      sync_(events_, store_),
      effects_(store_, sync_, timers_, options.sound),
      camera_(
          options.camera,
          [this](const camera::CameraFrame& frame) {
            decoder_.put(frame.gray);
            preview_.put(frame);
            Window::wake();
          },
          [this](app::CameraState state) { events_.push(app::CameraChanged{state}); }) {}

void Kiosk::run() {
  store_.start();
  while (!effects_.quit_asked()) {
    window_.wait(time_to_wait());
    take_keys();
    for (auto& event : events_.drain()) take(std::move(event));
    for (const auto timer : timers_.due(Steady::now())) take(app::TimerFired{timer});
    if (auto frame = preview_.take()) {
      gui_.textures().upload_camera(*frame);
      if (gui_.shows_camera()) dirty_ = std::max(dirty_, 1);
    }
    if (window_.take_activity()) dirty_ = kFramesPerTouch;
    note_passing_time();
    if (const auto at = witness_.wants_frame_at(); at && *at <= Steady::now()) dirty_ = std::max(dirty_, 1);
    if (dirty_ > 0) draw();
  }
  events_.close();
  store_.stop();  // before sync_ goes, which its tasks speak to
}

void Kiosk::note_passing_time() {
  auto passing = Passing::of(state_.status, clock_.now());
  if (screens::is_fading(state_, clock_.now()) || passing != passing_) dirty_ = std::max(dirty_, 1);
  passing_ = std::move(passing);
}

std::chrono::duration<double> Kiosk::time_to_wait() const {
  if (dirty_ > 0) return {};
  auto until = Steady::now() + Millis{60'000 - to_ms(clock_.now()) % 60'000};  // the clock on the screen moves on
  for (const auto& next : {timers_.next(), window_.keys_deadline(), witness_.wants_frame_at()}) {
    if (next) until = std::min(until, *next);
  }
  return std::max<std::chrono::duration<double>>(until - Steady::now(), std::chrono::duration<double>::zero());
}

void Kiosk::take_keys() {
  for (auto& output : window_.take_keys()) {
    if (auto* scan = std::get_if<app::Wedge::Scan>(&output)) {
      take(app::Scanned{std::move(scan->text), app::ScanSource::wedge, scan->at});
    } else if (auto* hand = std::get_if<app::Wedge::Hand>(&output)) {
      take(app::Typed{std::move(hand->text)});
    }
  }
  if (window_.take_close_request()) take(app::CloseRequested{});
}

void Kiosk::take(app::Event event) {
  if (const auto* camera = std::get_if<app::CameraChanged>(&event); camera && camera->state != app::CameraState::running) {
    gui_.textures().forget_camera();
  }
  auto step = app::update(std::move(state_), event, clock_.now());
  state_ = std::move(step.state);
  witness_.saw(event, step.effects, state_);
  for (auto& effect : step.effects) effects_.carry_out(std::move(effect));
  if (!std::holds_alternative<app::StatusChanged>(event)) dirty_ = std::max(dirty_, kFramesPerTouch);
}

void Kiosk::draw() {
  --dirty_;
  const auto presses = gui_.draw(state_, clock_.now(), witness_.wants_picture() ? Gui::Keep::yes : Gui::Keep::no);
  witness_.drew(state_, gui_);
  for (const auto& press : presses) take(app::Pressed{press.id, press.argument});
}

}  // namespace

Status run_kiosk(const KioskOptions& options) {
  TRY(const auto window, Window::open(options.window));
  TRY(const auto gui, Gui::create(*window));
  Kiosk(options, *window, *gui).run();
  return {};
}

}  // namespace uke::kiosk::runtime

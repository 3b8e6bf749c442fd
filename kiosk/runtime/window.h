// The window: GLFW, OpenGL 3 and Dear ImGui's backends. GUI thread only, but for wake().
#pragma once

#include "kiosk/app/wedge.h"
#include "kiosk/look/geometry.h"
#include "shared/base/result.h"

#include <chrono>
#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace uke::kiosk::runtime {

struct WindowOptions {
  std::optional<std::pair<int, int>> size;                                       // a window of that size; none: the whole monitor
  std::string monitor;                                                           // name of the monitor; "" = the primary one
  enum class Pointer : std::uint8_t { shown, hidden } pointer = Pointer::shown;  // hidden on touch screens
};

// Opaque RGBA, top row first.
struct Picture {
  int width = 0;
  int height = 0;
  std::vector<std::uint8_t> rgba;
};

class Window {
 public:
  // `unavailable` without a display or without OpenGL 3.
  [[nodiscard]] static Result<std::unique_ptr<Window>> open(const WindowOptions& options);
  ~Window();
  Window(const Window&) = delete;
  Window& operator=(const Window&) = delete;

  // Waits until something happens, or `timeout` has passed; returns at once for a timeout of zero.
  void wait(std::chrono::duration<double> timeout);
  // Ends a wait() from any thread.
  static void wake();

  // What keyboard and scanner sent since the last call.
  [[nodiscard]] std::vector<app::Wedge::Output> take_keys();
  [[nodiscard]] std::optional<app::Wedge::Time> keys_deadline() const;
  // Mouse, touch, resize or exposure since the last call: something may have to be drawn anew.
  [[nodiscard]] bool take_activity();
  [[nodiscard]] bool take_close_request();
  [[nodiscard]] look::Size size() const;

  void begin_frame();
  // Draws what ImGui has collected; swap() shows it and returns after the swap.
  void render();
  void swap();
  // The picture just rendered. Between render() and swap(): what is in the front buffer afterwards is the driver's business.
  [[nodiscard]] Picture read_pixels() const;

 private:
  struct Impl;
  explicit Window(std::unique_ptr<Impl> impl);
  std::unique_ptr<Impl> impl_;
};

}  // namespace uke::kiosk::runtime

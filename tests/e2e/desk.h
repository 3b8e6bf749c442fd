// A desk as it stands in the foyer: an X server, the real kiosk in it, and a simulated camera. Everything ends with this object.
#pragma once

#include "tests/demo/hand.h"
#include "tests/demo/trace_reader.h"
#include "tests/support/process.h"

#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace uke::e2e {

// An Xvfb of its own, with a display number that it chose itself.
class Screen {
 public:
  explicit Screen(const std::filesystem::path& folder, const std::string& size = "1920x1080");
  [[nodiscard]] const std::string& display() const { return display_; }
  // xdotool with these words.
  [[nodiscard]] bool xdotool(const std::vector<std::string>& words) const;
  [[nodiscard]] bool click(std::int64_t x, std::int64_t y) const;
  // As a USB scanner types: characters 3 ms apart, then Enter.
  [[nodiscard]] bool scan_by_wedge(const std::string& text) const;
  // As a person types: slowly, then Enter.
  [[nodiscard]] bool type_by_hand(const std::string& text) const;

 private:
  std::filesystem::path folder_;
  std::string display_;
  test::Process process_;
};

enum class Sees : std::uint8_t { hand, nothing };

class Desk {
 public:
  // Starts the kiosk on `data`; its trace and screenshots go to `folder`. `Sees::nothing`: no camera.
  Desk(const Screen& screen, std::filesystem::path folder, std::filesystem::path data, Sees sees, std::vector<std::string> more_flags = {});

  [[nodiscard]] demo::Hand& hand() { return *hand_; }
  [[nodiscard]] demo::TraceReader& trace() { return trace_; }
  [[nodiscard]] test::Process& process() { return *process_; }
  [[nodiscard]] const std::filesystem::path& trace_file() const { return trace_file_; }
  // The simulated camera's cable.
  void unplug_camera() { hand_.reset(); }
  void plug_camera_in();
  // Kills the kiosk as a power cut would, and starts it again.
  void power_cut();

 private:
  void start();

  const Screen& screen_;
  std::filesystem::path folder_;
  std::filesystem::path data_;
  std::filesystem::path trace_file_;
  std::vector<std::string> flags_;
  std::unique_ptr<demo::Hand> hand_;
  demo::TraceReader trace_;
  std::optional<test::Process> process_;
};

// Where the product's programs lie in this build tree.
[[nodiscard]] std::filesystem::path kiosk_program();
[[nodiscard]] std::filesystem::path server_program();

}  // namespace uke::e2e

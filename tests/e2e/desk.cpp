#include "tests/e2e/desk.h"

#include <fmt/format.h>

#include <fstream>
#include <stdexcept>
#include <sys/stat.h>
#include <thread>

namespace uke::e2e {
namespace {

using namespace std::chrono_literals;

// Xvfb picks a free number and writes it to the file once it is ready.
test::Command xvfb(const std::filesystem::path& folder, const std::string& size) {
  const auto number = (folder / "display").string();
  return {{"sh", "-c", "exec Xvfb -displayfd 7 -screen 0 " + size + "x24 -nolisten tcp -noreset 7>" + number}, {}, folder / "xvfb.log"};
}

std::string wait_for_display(const std::filesystem::path& folder) {
  if (!test::wait_for_text(folder / "display", "\n", 20s)) throw std::runtime_error("Xvfb did not start");
  const std::string text = test::read_file(folder / "display");
  return ":" + text.substr(0, text.find('\n'));
}

}  // namespace

Screen::Screen(const std::filesystem::path& folder, const std::string& size) : folder_(folder), process_(xvfb(folder, size)) {
  display_ = wait_for_display(folder);
}

bool Screen::xdotool(const std::vector<std::string>& words) const {
  test::Command command{{"xdotool"}, {{"DISPLAY", display_}}, folder_ / "xdotool.log"};
  command.words.insert(command.words.end(), words.begin(), words.end());
  return test::run(command, 30s) == 0;
}

bool Screen::click(std::int64_t x, std::int64_t y) const {
  return xdotool({"mousemove", std::to_string(x), std::to_string(y), "sleep", "0.05", "mousedown", "1", "sleep", "0.08", "mouseup", "1"});
}

bool Screen::scan_by_wedge(const std::string& text) const {
  return xdotool({"type", "--delay", "3", "--args", "1", text, "key", "--delay", "3", "Return"});
}

bool Screen::type_by_hand(const std::string& text) const {
  return xdotool({"sleep", "0.5", "type", "--delay", "120", text}) && xdotool({"sleep", "0.2", "key", "Return"});
}

Desk::Desk(const Screen& screen, std::filesystem::path folder, std::filesystem::path data, Sees sees, std::vector<std::string> more_flags)
    : screen_(screen),
      folder_(std::move(folder)),
      data_(std::move(data)),
      trace_file_(folder_ / "trace.jsonl"),
      flags_(std::move(more_flags)),
      trace_(trace_file_) {
  std::filesystem::create_directories(folder_);
  flags_.insert(flags_.end(), {"--data", data_.string(), "--trace", trace_file_.string(), "--quiet"});
  if (sees == Sees::hand) {
    const auto pipe = folder_ / "camera";
    if (mkfifo(pipe.c_str(), 0600) != 0) throw std::runtime_error("cannot make the camera's pipe");
    hand_ = std::make_unique<demo::Hand>(pipe);
    flags_.insert(flags_.end(), {"--camera", fmt::format("pipeline:filesrc location={} ! rawvideoparse format=gray8 width=1280 height=720 "
                                                         "framerate=15/1",
                                                         pipe.string())});
  } else {
    flags_.insert(flags_.end(), {"--camera", "none"});
  }
  start();
}

void Desk::start() {
  test::Command command{
      {kiosk_program().string()}, {{"DISPLAY", screen_.display()}, {"LIBGL_ALWAYS_SOFTWARE", "1"}}, folder_ / "kiosk.log"};
  command.words.insert(command.words.end(), flags_.begin(), flags_.end());
  process_.emplace(command);
}

void Desk::plug_camera_in() { hand_ = std::make_unique<demo::Hand>(folder_ / "camera"); }

void Desk::power_cut() {
  process_->send(SIGKILL);
  (void)process_->wait(10s);
  process_.reset();
  start();
}

std::filesystem::path kiosk_program() { return UKE_KIOSK; }
std::filesystem::path server_program() { return UKE_SERVER; }

}  // namespace uke::e2e

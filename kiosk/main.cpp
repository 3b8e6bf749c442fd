// uketsuke-kiosk: reads its flags and runs the kiosk.
#include "kiosk/runtime/kiosk.h"
#include "shared/assets/assets.h"

#include <CLI/CLI.hpp>

#include <cstdio>
#include <cstdlib>
#include <malloc.h>
#include <map>

namespace {

using namespace uke;
using namespace uke::kiosk;

struct Flags {
  std::string folder;
  std::string export_folder;
  std::string camera = "auto";
  std::string window;
  std::string monitor;
  std::string assets;
  std::string trace;
  std::string screenshots;
  desk::DeskMode mode = desk::DeskMode::staffed;
  bool touch = false;
  bool quiet = false;
};

std::string default_folder() {
  if (const char* data = std::getenv("XDG_DATA_HOME"); data && *data) return std::string(data) + "/uketsuke-kiosk";
  if (const char* home = std::getenv("HOME"); home && *home) return std::string(home) + "/.local/share/uketsuke-kiosk";
  return "uketsuke-kiosk";
}

void describe(CLI::App& app, Flags& flags) {
  const std::map<std::string, desk::DeskMode> modes{
      {"staffed", desk::DeskMode::staffed}, {"self", desk::DeskMode::self_service}, {"unattended", desk::DeskMode::unattended}};
  app.add_option("--data", flags.folder, "受付簿と名簿を置くフォルダー / folder of the desk log and the roster")->capture_default_str();
  app.add_option("--export", flags.export_folder, "書き出し先 (USBメモリーなど) / where exports go (default: inside --data)");
  app.add_option("--camera", flags.camera, "auto, none, /dev/video0, pictures:FOLDER, pipeline:DESCRIPTION")->capture_default_str();
  app.add_option("--window", flags.window, "ウィンドウの大きさ 例 1920x1080 (省略すると全画面) / size; full screen without it");
  app.add_option("--monitor", flags.monitor, "モニターの名前 / name of the monitor");
  app.add_option("--mode", flags.mode, "staffed 係が操作, self ご自身で操作, unattended 無人受付")
      ->transform(CLI::CheckedTransformer(modes));
  app.add_flag("--touch", flags.touch, "マウスポインターを隠す / hide the pointer");
  app.add_flag("--quiet", flags.quiet, "音を出さない / no sound");
  app.add_option("--assets", flags.assets, "assets/ を読むフォルダー (開発用) / read assets from here while developing");
  app.add_option("--trace", flags.trace, "動作記録を書くファイル / file for a record of what happened, one JSON line each");
  app.add_option("--screenshots", flags.screenshots, "判定ごとの画面を保存するフォルダー / folder for a picture of each verdict");
}

// "1920x1080"; nothing for anything else.
std::optional<std::pair<int, int>> parse_size(const std::string& text) {
  int width = 0;
  int height = 0;
  char rest = 0;
  if (std::sscanf(text.c_str(), "%dx%d%c", &width, &height, &rest) != 2) return std::nullopt;
  if (width < 640 || height < 480 || width > 8192 || height > 8192) return std::nullopt;
  return std::pair{width, height};
}

int run(const Flags& flags, std::chrono::steady_clock::time_point began) {
  if (!flags.assets.empty()) {
    if (const auto set = assets::set_override(flags.assets); !set) {
      std::fprintf(stderr, "--assets: %s\n", set.error().detail.c_str());
      return 2;
    }
  }
  runtime::KioskOptions options;
  options.folder = flags.folder;
  options.export_folder = flags.export_folder.empty() ? options.folder / "export" : std::filesystem::path(flags.export_folder);
  options.camera.source = flags.camera;
  options.window.monitor = flags.monitor;
  if (!flags.window.empty()) {
    options.window.size = parse_size(flags.window);
    if (!options.window.size) {
      std::fprintf(stderr, "--window: 640x480 から 8192x8192 までで指定してください / give a size such as 1920x1080\n");
      return 2;
    }
  }
  options.window.pointer = flags.touch ? runtime::WindowOptions::Pointer::hidden : runtime::WindowOptions::Pointer::shown;
  options.sound = flags.quiet ? devices::Speaker::Output::off : devices::Speaker::Output::on;
  options.mode = flags.mode;
  options.trace = flags.trace;
  options.screenshots = flags.screenshots;
  options.began = began;
  if (const auto ended = runtime::run_kiosk(options); !ended) {
    std::fprintf(stderr, "受付画面を開けませんでした / cannot open the desk's screen\n%s\n", uke::describe(ended.error()).c_str());
    return 1;
  }
  return 0;
}

// Frames are allocated on one thread and freed on another; with glibc's own settings each thread keeps an arena of leftovers, and large
// blocks are kept, too. A kiosk runs all evening on a small machine.
void keep_memory_small() {
  mallopt(M_ARENA_MAX, 2);
  mallopt(M_MMAP_THRESHOLD, 256 * 1024);
  mallopt(M_TRIM_THRESHOLD, 256 * 1024);
}

}  // namespace

int main(int argc, char** argv) {
  const auto began = std::chrono::steady_clock::now();
  keep_memory_small();
  CLI::App app("受付端末 — Uketsuke kiosk");
  Flags flags;
  flags.folder = default_folder();
  describe(app, flags);
  CLI11_PARSE(app, argc, argv);
  try {
    return run(flags, began);
  } catch (const std::exception& error) {
    std::fprintf(stderr, "%s\n", error.what());
    return 1;
  }
}

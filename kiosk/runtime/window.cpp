#include "kiosk/runtime/window.h"

#include <GLFW/glfw3.h>
#include <imgui.h>

#include <backends/imgui_impl_glfw.h>
#include <backends/imgui_impl_opengl3.h>
#include <cstring>
#include <utility>

namespace uke::kiosk::runtime {
namespace {

using Steady = std::chrono::steady_clock;

std::string utf8(unsigned int codepoint) {
  std::string text;
  const auto put = [&](unsigned int byte) { text += static_cast<char>(byte); };
  if (codepoint < 0x80) {
    put(codepoint);
  } else if (codepoint < 0x800) {
    put(0xC0 | (codepoint >> 6));
    put(0x80 | (codepoint & 0x3F));
  } else if (codepoint < 0x10000) {
    put(0xE0 | (codepoint >> 12));
    put(0x80 | ((codepoint >> 6) & 0x3F));
    put(0x80 | (codepoint & 0x3F));
  } else {
    put(0xF0 | (codepoint >> 18));
    put(0x80 | ((codepoint >> 12) & 0x3F));
    put(0x80 | ((codepoint >> 6) & 0x3F));
    put(0x80 | (codepoint & 0x3F));
  }
  return text;
}

// Keys that send no character but mean something.
const char* control_character(int key) {
  switch (key) {
    case GLFW_KEY_ENTER:
    case GLFW_KEY_KP_ENTER: return "\n";
    case GLFW_KEY_TAB: return "\t";
    case GLFW_KEY_BACKSPACE: return "\b";
    case GLFW_KEY_ESCAPE: return "\x1b";
    default: return nullptr;
  }
}

GLFWmonitor* find_monitor(const std::string& name) {
  int count = 0;
  GLFWmonitor** monitors = glfwGetMonitors(&count);
  for (int i = 0; i < count; ++i) {
    if (name == glfwGetMonitorName(monitors[i])) return monitors[i];
  }
  return glfwGetPrimaryMonitor();
}

}  // namespace

struct Window::Impl {
  GLFWwindow* window = nullptr;
  app::Wedge wedge;
  std::vector<app::Wedge::Output> keys;
  Steady::duration busy{};                  // time that was spent elsewhere than in wait(), drawing above all
  Steady::time_point left = Steady::now();  // when wait() was left last
  bool activity = true;
  bool close_requested = false;

  // Keys that arrive while a frame is drawn are delivered after it, all at once. So the wedge's clock stands still meanwhile: on a slow
  // machine a burst with a frame in its middle would otherwise look like two, typed by hand.
  Steady::time_point keys_now() const { return Steady::now() - busy; }

  void take(std::vector<app::Wedge::Output> outputs) {
    for (auto& output : outputs) {
      if (auto* scan = std::get_if<app::Wedge::Scan>(&output)) scan->at += busy;
      keys.push_back(std::move(output));
    }
  }

  void type(std::string_view character) {
    take(wedge.feed(character, keys_now()));
    activity = true;
  }

  static Impl& of(GLFWwindow* window) { return *static_cast<Impl*>(glfwGetWindowUserPointer(window)); }

  // Installed before ImGui's own, which chain to them: through ImGui's key state most keys of a fast burst are lost (design 04).
  void install_callbacks() {
    glfwSetWindowUserPointer(window, this);
    glfwSetCharCallback(window, [](GLFWwindow* w, unsigned int codepoint) { of(w).type(utf8(codepoint)); });
    glfwSetKeyCallback(window, [](GLFWwindow* w, int key, int, int action, int) {
      const char* character = control_character(key);
      if (character && action != GLFW_RELEASE) of(w).type(character);
    });
    glfwSetCursorPosCallback(window, [](GLFWwindow* w, double, double) { of(w).activity = true; });
    glfwSetMouseButtonCallback(window, [](GLFWwindow* w, int, int, int) { of(w).activity = true; });
    glfwSetFramebufferSizeCallback(window, [](GLFWwindow* w, int, int) { of(w).activity = true; });
    glfwSetWindowRefreshCallback(window, [](GLFWwindow* w) { of(w).activity = true; });
    glfwSetWindowCloseCallback(window, [](GLFWwindow* w) {
      glfwSetWindowShouldClose(w, GLFW_FALSE);  // whether it closes is decided by the core, behind the PIN
      of(w).close_requested = true;
    });
  }
};

Result<std::unique_ptr<Window>> Window::open(const WindowOptions& options) {
  if (!glfwInit()) return fail(ErrorCode::unavailable, "window.open", "no display");
  glfwWindowHint(GLFW_CONTEXT_VERSION_MAJOR, 3);
  glfwWindowHint(GLFW_CONTEXT_VERSION_MINOR, 2);
  glfwWindowHint(GLFW_OPENGL_PROFILE, GLFW_OPENGL_CORE_PROFILE);
  glfwWindowHint(GLFW_AUTO_ICONIFY, GLFW_FALSE);
  GLFWmonitor* monitor = options.size ? nullptr : find_monitor(options.monitor);
  const GLFWvidmode* mode = monitor ? glfwGetVideoMode(monitor) : nullptr;
  const auto [width, height] = options.size.value_or(mode ? std::pair(mode->width, mode->height) : std::pair(1280, 720));
  auto impl = std::make_unique<Impl>();
  impl->window = glfwCreateWindow(width, height, "Uketsuke", monitor, nullptr);
  if (!impl->window) {
    glfwTerminate();
    return fail(ErrorCode::unavailable, "window.open", "no window with OpenGL 3.2");
  }
  glfwMakeContextCurrent(impl->window);
  glfwSwapInterval(1);
  if (options.pointer == WindowOptions::Pointer::hidden) glfwSetInputMode(impl->window, GLFW_CURSOR, GLFW_CURSOR_HIDDEN);
  impl->install_callbacks();
  IMGUI_CHECKVERSION();
  ImGui::CreateContext();
  ImGui::GetIO().IniFilename = nullptr;
  ImGui_ImplGlfw_InitForOpenGL(impl->window, true);
  ImGui_ImplOpenGL3_Init("#version 150");
  // Now and not at the first frame: there it would build the atlas a second time, after its pixels were given back.
  ImGui_ImplOpenGL3_CreateDeviceObjects();
  return std::unique_ptr<Window>(new Window(std::move(impl)));
}

Window::Window(std::unique_ptr<Impl> impl) : impl_(std::move(impl)) {}

Window::~Window() {
  ImGui_ImplOpenGL3_Shutdown();
  ImGui_ImplGlfw_Shutdown();
  ImGui::DestroyContext();
  glfwDestroyWindow(impl_->window);
  glfwTerminate();
}

void Window::wait(std::chrono::duration<double> timeout) {
  impl_->busy += Steady::now() - impl_->left;
  if (timeout.count() <= 0) {
    glfwPollEvents();
  } else {
    glfwWaitEventsTimeout(timeout.count());
  }
  impl_->left = Steady::now();
}

void Window::wake() { glfwPostEmptyEvent(); }

std::vector<app::Wedge::Output> Window::take_keys() {
  const auto now = impl_->keys_now();
  if (const auto deadline = impl_->wedge.deadline(); deadline && *deadline <= now) impl_->take(impl_->wedge.flush(now));
  return std::exchange(impl_->keys, {});
}

std::optional<app::Wedge::Time> Window::keys_deadline() const {
  const auto deadline = impl_->wedge.deadline();
  if (!deadline) return std::nullopt;
  return *deadline + impl_->busy + (Steady::now() - impl_->left);  // what has been spent since is counted when wait() is entered
}

bool Window::take_activity() { return std::exchange(impl_->activity, false); }

bool Window::take_close_request() { return std::exchange(impl_->close_requested, false); }

look::Size Window::size() const {
  int width = 0;
  int height = 0;
  glfwGetFramebufferSize(impl_->window, &width, &height);
  return {static_cast<float>(width), static_cast<float>(height)};
}

void Window::begin_frame() {
  ImGui_ImplOpenGL3_NewFrame();
  ImGui_ImplGlfw_NewFrame();
  ImGui::NewFrame();
}

void Window::render() {
  ImGui::Render();
  const look::Size area = size();
  glViewport(0, 0, static_cast<int>(area.w), static_cast<int>(area.h));
  glClearColor(1, 1, 1, 1);
  glClear(GL_COLOR_BUFFER_BIT);
  ImGui_ImplOpenGL3_RenderDrawData(ImGui::GetDrawData());
}

void Window::swap() { glfwSwapBuffers(impl_->window); }

Picture Window::read_pixels() const {
  Picture picture;
  glfwGetFramebufferSize(impl_->window, &picture.width, &picture.height);
  const auto row = static_cast<std::size_t>(picture.width) * 4;
  const auto rows = static_cast<std::size_t>(picture.height);
  std::vector<std::uint8_t> upside_down(row * rows);
  glPixelStorei(GL_PACK_ALIGNMENT, 4);
  glReadPixels(0, 0, picture.width, picture.height, GL_RGBA, GL_UNSIGNED_BYTE, upside_down.data());
  for (std::size_t i = 3; i < upside_down.size(); i += 4) upside_down[i] = 255;
  picture.rgba.resize(upside_down.size());
  for (std::size_t y = 0; y < rows; ++y) std::memcpy(picture.rgba.data() + y * row, upside_down.data() + (rows - 1 - y) * row, row);
  return picture;
}

}  // namespace uke::kiosk::runtime

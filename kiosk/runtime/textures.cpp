#include "kiosk/runtime/textures.h"

#include "shared/drawing/text.h"

#include <GLFW/glfw3.h>

#include <algorithm>

#ifndef GL_CLAMP_TO_EDGE
#define GL_CLAMP_TO_EDGE 0x812F  // OpenGL 1.2; the header that comes with GLFW may stop at 1.1
#endif

namespace uke::kiosk::runtime {
namespace {

constexpr std::size_t kLinesMax = 256;  // a list of forty names at three sizes fits twice

ImTextureID id_of(unsigned texture) { return reinterpret_cast<ImTextureID>(static_cast<std::uintptr_t>(texture)); }

drawing::TextSpec spec_of(const look::TextRequest& request) {
  return {.text = request.text,
          .size_px = request.size_px,
          .weight = request.weight == look::Weight::bold ? drawing::Weight::bold : drawing::Weight::regular,
          .color = {255, 255, 255, 255}};
}

unsigned make_texture(int width, int height, const void* rgba) {
  GLuint texture = 0;
  glGenTextures(1, &texture);
  glBindTexture(GL_TEXTURE_2D, texture);
  glTexParameteri(GL_TEXTURE_2D, GL_TEXTURE_MIN_FILTER, GL_LINEAR);
  glTexParameteri(GL_TEXTURE_2D, GL_TEXTURE_MAG_FILTER, GL_LINEAR);
  glTexParameteri(GL_TEXTURE_2D, GL_TEXTURE_WRAP_S, GL_CLAMP_TO_EDGE);
  glTexParameteri(GL_TEXTURE_2D, GL_TEXTURE_WRAP_T, GL_CLAMP_TO_EDGE);
  glPixelStorei(GL_UNPACK_ALIGNMENT, 4);
  glTexImage2D(GL_TEXTURE_2D, 0, GL_RGBA, width, height, 0, GL_RGBA, GL_UNSIGNED_BYTE, rgba);
  return texture;
}

// Cairo's colours are premultiplied, ImGui blends straight ones: white everywhere, the shape is in the alpha.
void make_white(std::vector<std::uint8_t>& rgba) {
  for (std::size_t i = 0; i + 3 < rgba.size(); i += 4) rgba[i] = rgba[i + 1] = rgba[i + 2] = 255;
}

}  // namespace

Textures::~Textures() {
  for (const auto& [request, line] : lines_) {
    if (line.texture) glDeleteTextures(1, &line.texture);
  }
  forget_camera();
}

Textures::Line& Textures::line(const look::TextRequest& request) {
  auto found = lines_.find(request);
  if (found == lines_.end()) {
    const auto metrics = drawing::measure_text(spec_of(request));
    Line fresh;
    fresh.extent = {static_cast<float>(metrics.width), static_cast<float>(metrics.height), static_cast<float>(metrics.baseline)};
    found = lines_.emplace(request, fresh).first;
  }
  found->second.used = ++uses_;
  return found->second;
}

look::TextExtent Textures::measure(const look::TextRequest& request) { return line(request).extent; }

// Made at once, 0.3 ms: ImGui only looks at textures when the frame is rendered, and a verdict without its name would cost a second frame.
ImTextureID Textures::text(const look::TextRequest& request) {
  Line& wanted = line(request);
  if (wanted.texture == 0) {
    auto picture = drawing::draw_text(spec_of(request));
    if (!picture || !picture->bitmap.valid()) return id_of(0);  // too wide for a texture: the rectangle stays empty
    make_white(picture->bitmap.rgba);
    wanted.texture = make_texture(picture->bitmap.width, picture->bitmap.height, picture->bitmap.rgba.data());
  }
  return id_of(wanted.texture);
}

void Textures::end_frame() {
  while (lines_.size() > kLinesMax) {
    const auto oldest = std::min_element(lines_.begin(), lines_.end(), [](auto& x, auto& y) { return x.second.used < y.second.used; });
    if (oldest->second.texture) glDeleteTextures(1, &oldest->second.texture);
    lines_.erase(oldest);
  }
}

ImTextureID Textures::camera() { return id_of(camera_texture_); }

look::Size Textures::camera_size() { return camera_size_; }

void Textures::upload_camera(const camera::CameraFrame& frame) {
  const look::Size size{static_cast<float>(frame.preview_width), static_cast<float>(frame.preview_height)};
  if (camera_texture_ && size.w == camera_size_.w && size.h == camera_size_.h) {
    glBindTexture(GL_TEXTURE_2D, camera_texture_);
    glTexSubImage2D(GL_TEXTURE_2D, 0, 0, 0, frame.preview_width, frame.preview_height, GL_RGBA, GL_UNSIGNED_BYTE, frame.preview->data());
    return;
  }
  forget_camera();
  camera_texture_ = make_texture(frame.preview_width, frame.preview_height, frame.preview->data());
  camera_size_ = size;
}

void Textures::forget_camera() {
  if (camera_texture_) glDeleteTextures(1, &camera_texture_);
  camera_texture_ = 0;
  camera_size_ = {};
}

}  // namespace uke::kiosk::runtime

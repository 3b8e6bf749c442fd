#include "tests/screens/raster.h"

#include <algorithm>
#include <array>
#include <cmath>

namespace uke::test {

using drawing::Bitmap;

namespace {

using Rgba = std::array<float, 4>;

Rgba sample(const Bitmap& texture, float u, float v) {
  const float x = std::clamp(u * static_cast<float>(texture.width) - 0.5F, 0.0F, static_cast<float>(texture.width - 1));
  const float y = std::clamp(v * static_cast<float>(texture.height) - 0.5F, 0.0F, static_cast<float>(texture.height - 1));
  const int x0 = static_cast<int>(x);
  const int y0 = static_cast<int>(y);
  const int x1 = std::min(x0 + 1, texture.width - 1);
  const int y1 = std::min(y0 + 1, texture.height - 1);
  const float fx = x - static_cast<float>(x0);
  const float fy = y - static_cast<float>(y0);
  const auto at = [&](int px, int py) {
    return texture.rgba.data() +
           (static_cast<std::size_t>(py) * static_cast<std::size_t>(texture.width) + static_cast<std::size_t>(px)) * 4;
  };
  const auto* a = at(x0, y0);
  const auto* b = at(x1, y0);
  const auto* c = at(x0, y1);
  const auto* d = at(x1, y1);
  Rgba out{};
  for (std::size_t i = 0; i < 4; ++i) {
    const float top = static_cast<float>(a[i]) + (static_cast<float>(b[i]) - static_cast<float>(a[i])) * fx;
    const float bottom = static_cast<float>(c[i]) + (static_cast<float>(d[i]) - static_cast<float>(c[i])) * fx;
    out[i] = (top + (bottom - top) * fy) / 255.0F;
  }
  return out;
}

Rgba unpack(ImU32 color) {
  const auto channel = [&](int shift) { return static_cast<float>((color >> shift) & 0xFF) / 255.0F; };
  return {channel(IM_COL32_R_SHIFT), channel(IM_COL32_G_SHIFT), channel(IM_COL32_B_SHIFT), channel(IM_COL32_A_SHIFT)};
}

double edge(const ImVec2& a, const ImVec2& b, double x, double y) {
  return (static_cast<double>(b.x) - a.x) * (y - a.y) - (static_cast<double>(b.y) - a.y) * (x - a.x);
}

// So that two triangles that share an edge do not both paint it.
bool is_top_left(const ImVec2& a, const ImVec2& b) { return (a.y == b.y && b.x > a.x) || b.y < a.y; }

void triangle(Bitmap& out, const ImVec4& clip, const Bitmap& texture, ImDrawVert v0, ImDrawVert v1, ImDrawVert v2) {
  double area = edge(v0.pos, v1.pos, v2.pos.x, v2.pos.y);
  if (area == 0) return;
  if (area < 0) {
    std::swap(v1, v2);
    area = -area;
  }
  const auto [x_min, x_max] = std::minmax({v0.pos.x, v1.pos.x, v2.pos.x});
  const auto [y_min, y_max] = std::minmax({v0.pos.y, v1.pos.y, v2.pos.y});
  const int left = static_cast<int>(std::floor(std::max({x_min, clip.x, 0.0F})));
  const int right = static_cast<int>(std::ceil(std::min({x_max, clip.z, static_cast<float>(out.width)})));
  const int top = static_cast<int>(std::floor(std::max({y_min, clip.y, 0.0F})));
  const int bottom = static_cast<int>(std::ceil(std::min({y_max, clip.w, static_cast<float>(out.height)})));
  const Rgba c0 = unpack(v0.col);
  const Rgba c1 = unpack(v1.col);
  const Rgba c2 = unpack(v2.col);
  const auto inside = [](double w, const ImVec2& a, const ImVec2& b) { return w > 0 || (w == 0 && is_top_left(a, b)); };
  for (int y = top; y < bottom; ++y) {
    for (int x = left; x < right; ++x) {
      const double px = x + 0.5;
      const double py = y + 0.5;
      const double w0 = edge(v1.pos, v2.pos, px, py);
      const double w1 = edge(v2.pos, v0.pos, px, py);
      const double w2 = edge(v0.pos, v1.pos, px, py);
      if (!inside(w0, v1.pos, v2.pos) || !inside(w1, v2.pos, v0.pos) || !inside(w2, v0.pos, v1.pos)) continue;
      const auto a = static_cast<float>(w0 / area);
      const auto b = static_cast<float>(w1 / area);
      const auto c = static_cast<float>(w2 / area);
      const auto texel = sample(texture, a * v0.uv.x + b * v1.uv.x + c * v2.uv.x, a * v0.uv.y + b * v1.uv.y + c * v2.uv.y);
      Rgba color{};
      for (std::size_t i = 0; i < 4; ++i) color[i] = (a * c0[i] + b * c1[i] + c * c2[i]) * texel[i];
      auto* pixel = out.rgba.data() + (static_cast<std::size_t>(y) * static_cast<std::size_t>(out.width) + static_cast<std::size_t>(x)) * 4;
      for (std::size_t i = 0; i < 3; ++i) {
        const float old = static_cast<float>(pixel[i]) / 255.0F;
        pixel[i] = static_cast<std::uint8_t>(std::lround((old + (color[i] - old) * color[3]) * 255.0F));
      }
    }
  }
}

}  // namespace

ImTextureID texture_id(const Bitmap& bitmap) { return reinterpret_cast<ImTextureID>(const_cast<Bitmap*>(&bitmap)); }

Bitmap rasterize(const ImDrawData& data, int width, int height) {
  Bitmap out{width, height, std::vector<std::uint8_t>(static_cast<std::size_t>(width) * static_cast<std::size_t>(height) * 4, 0)};
  for (std::size_t i = 3; i < out.rgba.size(); i += 4) out.rgba[i] = 255;
  for (int n = 0; n < data.CmdListsCount; ++n) {
    const ImDrawList& list = *data.CmdLists[n];
    for (const auto& cmd : list.CmdBuffer) {
      const auto* texture = reinterpret_cast<const Bitmap*>(cmd.GetTexID());
      if (!texture || !texture->valid()) continue;
      for (unsigned i = 0; i + 2 < cmd.ElemCount; i += 3) {
        const auto vertex = [&](unsigned k) {
          return list.VtxBuffer[static_cast<int>(cmd.VtxOffset + list.IdxBuffer[static_cast<int>(cmd.IdxOffset + i + k)])];
        };
        triangle(out, cmd.ClipRect, *texture, vertex(0), vertex(1), vertex(2));
      }
    }
  }
  return out;
}

}  // namespace uke::test

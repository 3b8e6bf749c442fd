#include "kiosk/scan/decoder.h"

#include "kiosk/scan/filters.h"

#include <algorithm>
#include <utility>

namespace uke::kiosk::scan {
namespace {

constexpr int kSharpenHalves = 5;      // 2.5, measured best with ZXing
constexpr std::size_t kFirstRare = 6;  // from here on the passes take turns in a scene that has not changed much
constexpr int kHalfSideMin = 200;      // pixels: halving smaller pictures loses more than it wins

Corner moved(Corner c, int factor_num, int factor_den, int dx, int dy) {
  return {c.x * factor_num / factor_den + dx, c.y * factor_num / factor_den + dy};
}

std::optional<Hit> moved(std::optional<Hit> hit, int factor_num, int factor_den, int dx, int dy) {
  if (hit) {
    for (Corner& corner : hit->corners) corner = moved(corner, factor_num, factor_den, dx, dy);
  }
  return hit;
}

}  // namespace

const std::array<Decoder::Pass, Decoder::kPasses> Decoder::kLadder{
    &Decoder::last_place,  &Decoder::whole_frame,    &Decoder::grid,          &Decoder::grid_guess, &Decoder::half_frame,
    &Decoder::sharp_frame, &Decoder::centre_doubled, &Decoder::one_threshold, &Decoder::inverted,
};

Decoder::Decoder(DecoderOptions options) : options_(std::move(options)), late_([this] { return options_.now() >= end_; }) {}

std::optional<std::string> Decoder::decode(const app::GrayFrame& frame) {
  if (!frame.valid()) {
    sighting_.reset();
    return std::nullopt;
  }
  end_ = options_.now() + options_.budget;
  const View view{frame.pixels->data(), frame.width, frame.height, frame.stride};
  const Change change = scene_.next(view);
  if (change == Change::none && (last_text_ || done_.all())) return last_text_;
  if (change != Change::none) begin(frame);
  auto hit = climb(change);
  last_text_.reset();
  place_ = {};
  if (!hit) {
    see();
    return std::nullopt;
  }
  sighting_.reset();
  remember_place(*hit);
  last_text_ = hit->bytes;
  return std::move(hit->bytes);
}

void Decoder::begin(const app::GrayFrame& frame) {
  held_ = frame;
  frame_ = {frame.pixels->data(), frame.width, frame.height, frame.stride};
  has_sharp_ = has_half_ = has_grid_ = has_half_grid_ = false;
  done_.reset();
  ++turn_;
}

std::optional<Hit> Decoder::climb(Change change) {
  for (std::size_t pass = 0; pass < kPasses; ++pass) {
    if (done_[pass] || !is_turn_of(pass, change)) continue;
    // The first two are always worth their time; of the others none is begun that would run over.
    if (pass > 1 && options_.now() + usual_[pass] > end_) {
      usual_[pass] -= usual_[pass] / 8;  // else one slow frame would shut a pass out for good
      continue;
    }
    done_.set(pass);
    if (auto hit = timed(pass)) return hit;
  }
  return std::nullopt;
}

// Keeps the older sighting when this frame was not looked at that closely.
void Decoder::see() {
  if (!has_grid_) return;
  sighting_ = grid_.sighting();
  if (sighting_ || !has_half_grid_) return;
  sighting_ = half_grid_.sighting();  // large and out of focus
  if (!sighting_) return;
  for (PointF& corner : sighting_->corners) corner = {2 * corner.x, 2 * corner.y};
  sighting_->px_per_module *= 2;
}

bool Decoder::is_turn_of(std::size_t pass, Change change) const {
  if (change == Change::much || change == Change::none || pass < 2) return true;
  if (pass >= kFirstRare) return pass - kFirstRare == turn_ % (kPasses - kFirstRare);
  if (change == Change::some || sighting_) return true;
  return pass == 2 + turn_ % (kFirstRare - 2);
}

// The usual time follows the slow frames at once and the fast ones slowly, because running over is worse than leaving out.
std::optional<Hit> Decoder::timed(std::size_t pass) {
  const auto begun = options_.now();
  auto hit = (this->*kLadder[pass])();
  const auto took = options_.now() - begun;
  usual_[pass] = std::max(took, usual_[pass] - (usual_[pass] - took) / 8);
  return hit;
}

void Decoder::remember_place(const Hit& hit) {
  int left = frame_.width, top = frame_.height, right = 0, bottom = 0;
  for (const Corner corner : hit.corners) {
    left = std::min(left, corner.x), right = std::max(right, corner.x);
    top = std::min(top, corner.y), bottom = std::max(bottom, corner.y);
  }
  const int margin = 24 + std::max(right - left, bottom - top) / 3;  // room for the hand to move within a frame
  place_ = {left - margin, top - margin, right - left + 2 * margin, bottom - top + 2 * margin};
}

View Decoder::sharp() {
  if (!std::exchange(has_sharp_, true)) unsharp(frame_, kSharpenHalves, sharp_);
  return sharp_.view();
}

View Decoder::half() {
  if (!std::exchange(has_half_, true)) half_size(frame_, half_);
  return half_.view();
}

std::optional<Hit> Decoder::last_place() {
  const View part = crop(frame_, place_);
  if (part.empty() || part.width * part.height > frame_.width * frame_.height / 2) return std::nullopt;
  const int dx = std::max(0, place_.x), dy = std::max(0, place_.y);
  if (auto hit = read_qr(part, Threshold::local_average)) return moved(std::move(hit), 1, 1, dx, dy);
  unsharp(part, kSharpenHalves, work_sharp_);
  return moved(place_grid_.read(part, work_sharp_.view(), late_), 1, 1, dx, dy);
}

std::optional<Hit> Decoder::whole_frame() { return read_qr(frame_, Threshold::local_average); }

std::optional<Hit> Decoder::grid() {
  has_grid_ = true;
  return grid_.read(frame_, sharp(), late_);
}

std::optional<Hit> Decoder::sharp_frame() { return read_qr(sharp(), Threshold::local_average); }

std::optional<Hit> Decoder::half_frame() {
  if (std::min(frame_.width, frame_.height) < kHalfSideMin) return std::nullopt;
  if (auto hit = read_qr(half(), Threshold::local_average)) return moved(std::move(hit), 2, 1, 0, 0);
  unsharp(half(), kSharpenHalves, half_sharp_);
  has_half_grid_ = true;
  return moved(half_grid_.read(half(), half_sharp_.view(), late_), 2, 1, 0, 0);
}

std::optional<Hit> Decoder::grid_guess() {
  if (!has_grid_) {
    if (auto hit = grid()) return hit;
  }
  return grid_.guess(late_);
}

std::optional<Hit> Decoder::centre_doubled() {
  const Rect centre{(frame_.width - 640) / 2, (frame_.height - 480) / 2, 640, 480};
  twice_size(crop(sharp(), centre), work_);
  return moved(read_qr(work_.view(), Threshold::local_average), 1, 2, std::max(0, centre.x), std::max(0, centre.y));
}

std::optional<Hit> Decoder::one_threshold() { return read_qr(frame_, Threshold::global_histogram); }

std::optional<Hit> Decoder::inverted() {
  invert(frame_, work_);
  if (auto hit = read_qr(work_.view(), Threshold::local_average)) return hit;
  unsharp(work_.view(), kSharpenHalves, work_sharp_);
  return inverted_grid_.read(work_.view(), work_sharp_.view(), late_);
}

}  // namespace uke::kiosk::scan

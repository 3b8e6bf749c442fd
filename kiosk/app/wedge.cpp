#include "kiosk/app/wedge.h"

#include "shared/ticket/ticket.h"

#include <utility>

namespace uke::kiosk::app {
namespace {

bool ends_burst(std::string_view character) { return character == "\n" || character == "\t"; }

bool is_editing(std::string_view character) { return character == "\b" || character == "\x1b"; }

}  // namespace

bool Wedge::is_scan() const { return characters_ >= kScanLengthMin && last_ - began_ <= kAverageMax * static_cast<int>(characters_); }

// What is still held, as typing.
std::optional<Wedge::Output> Wedge::release() {
  if (released_ >= run_.size()) return std::nullopt;
  Hand hand{run_.substr(released_)};
  released_ = run_.size();
  return hand;
}

void Wedge::begin_anew() {
  run_.clear();
  released_ = 0;
  characters_ = 0;
}

std::vector<Wedge::Output> Wedge::feed(std::string_view character, Time now) {
  std::vector<Output> out;
  if (now - last_ > kPause) out = flush(now);
  if (now - last_ > kStallMax) begin_anew();
  if (is_editing(character)) {
    if (auto held = release()) out.push_back(std::move(*held));
    begin_anew();
    out.push_back(Hand{std::string(character)});
  } else if (ends_burst(character)) {
    if (is_scan()) {
      out.push_back(Scan{run_, now});
    } else {
      if (auto held = release()) out.push_back(std::move(*held));
      out.push_back(Hand{std::string(character)});
    }
    begin_anew();
  } else {
    if (characters_ == 0) began_ = now;
    if (run_.size() + character.size() <= kHeldBytesMax) run_ += character;
    ++characters_;
  }
  last_ = now;
  return out;
}

std::vector<Wedge::Output> Wedge::flush(Time now) {
  std::vector<Output> out;
  if (released_ >= run_.size()) return out;
  // Without an end mark only one of our own tokens is a scan: a person may well type six letters quickly.
  if (is_scan() && ticket::find_token(run_)) {
    out.push_back(Scan{run_, now});
    begin_anew();
  } else if (auto held = release()) {
    out.push_back(std::move(*held));
  }
  return out;
}

std::optional<Wedge::Time> Wedge::deadline() const {
  if (released_ >= run_.size()) return std::nullopt;
  return last_ + kPause;
}

}  // namespace uke::kiosk::app

#include "kiosk/app/wedge.h"

#include "shared/ticket/ticket.h"

#include <utility>

namespace uke::kiosk::app {
namespace {

bool ends_burst(std::string_view character) { return character == "\n" || character == "\t"; }

bool is_editing(std::string_view character) { return character == "\b" || character == "\x1b"; }

}  // namespace

bool Wedge::is_scan() const { return characters_ >= kScanLengthMin && last_ - began_ <= kAverageMax * static_cast<int>(characters_); }

// What is still held, as typing: one key after another, however they arrived.
void Wedge::release(std::vector<Output>& out) {
  while (released_ < run_.size()) {
    std::size_t end = released_ + 1;
    while (end < run_.size() && (static_cast<unsigned char>(run_[end]) & 0xC0) == 0x80) ++end;  // the rest of a UTF-8 character
    out.push_back(Hand{run_.substr(released_, end - released_)});
    released_ = end;
  }
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
    release(out);
    begin_anew();
    out.push_back(Hand{std::string(character)});
  } else if (ends_burst(character)) {
    if (is_scan()) {
      out.push_back(Scan{run_, now});
    } else {
      release(out);
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
  } else {
    release(out);
  }
  return out;
}

std::optional<Wedge::Time> Wedge::deadline() const {
  if (released_ >= run_.size()) return std::nullopt;
  return last_ + kPause;
}

}  // namespace uke::kiosk::app

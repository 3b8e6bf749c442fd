#include "kiosk/app/wedge.h"

#include "shared/ticket/ticket.h"

#include <utility>

namespace uke::kiosk::app {
namespace {

bool ends_burst(std::string_view character) { return character == "\n" || character == "\t"; }

bool is_editing(std::string_view character) { return character == "\b" || character == "\x1b"; }

}  // namespace

std::optional<Wedge::Output> Wedge::release(Time now, bool ended) {
  if (held_.empty()) return std::nullopt;
  std::string text = std::exchange(held_, {});
  const std::size_t characters = std::exchange(characters_, 0);
  // Without an end mark only one of our own tokens is a scan: a person may well type six letters quickly.
  const bool scan = ended ? characters >= kScanLengthMin : ticket::find_token(text).has_value();
  if (scan) return Scan{std::move(text), now};
  return Hand{std::move(text)};
}

std::vector<Wedge::Output> Wedge::feed(std::string_view character, Time now) {
  std::vector<Output> out;
  if (!held_.empty() && now - last_ > kPause) out = flush(now);
  last_ = now;
  if (is_editing(character)) {
    if (auto held = release(now, false)) out.push_back(std::move(*held));
    out.push_back(Hand{std::string(character)});
  } else if (ends_burst(character)) {
    auto held = release(now, true);
    const bool scan = held && std::holds_alternative<Scan>(*held);
    if (held) out.push_back(std::move(*held));
    if (!scan) out.push_back(Hand{std::string(character)});
  } else {
    if (held_.size() + character.size() <= kHeldBytesMax) held_ += character;
    ++characters_;
  }
  return out;
}

std::vector<Wedge::Output> Wedge::flush(Time now) {
  std::vector<Output> out;
  if (auto held = release(now, false)) out.push_back(std::move(*held));
  return out;
}

std::optional<Wedge::Time> Wedge::deadline() const {
  if (held_.empty()) return std::nullopt;
  return last_ + kPause;
}

}  // namespace uke::kiosk::app

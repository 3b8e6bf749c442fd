#include "shared/desk/conflict_id.h"

#include <algorithm>
#include <vector>

namespace uke::desk {
namespace {

class Hash {
 public:
  explicit Hash(std::uint64_t basis) : state_(basis) {}
  void take(std::uint8_t byte) { state_ = (state_ ^ byte) * 0x0000'0100'0000'01B3ULL; }  // FNV-1a, 64 bits
  [[nodiscard]] std::uint64_t value() const {                                            // mixed so that the last bytes reach every bit
    std::uint64_t x = state_;
    x = (x ^ (x >> 33)) * 0xFF51'AFD7'ED55'8CCDULL;
    x = (x ^ (x >> 33)) * 0xC4CE'B9FE'1A85'EC53ULL;
    return x ^ (x >> 33);
  }

 private:
  std::uint64_t state_;
};

void append_hex(std::string& text, std::uint64_t value) {
  for (int shift = 60; shift >= 0; shift -= 4) text += "0123456789abcdef"[value >> shift & 15];
}

}  // namespace

std::string conflict_id(ConflictKind kind, std::span<const RecordId> records) {
  std::vector<RecordId> sorted(records.begin(), records.end());
  std::ranges::sort(sorted);
  Hash first(0xCBF2'9CE4'8422'2325ULL);
  Hash second(0x8422'2325'CBF2'9CE4ULL);
  const auto take = [&](std::uint8_t byte) {
    first.take(byte);
    second.take(byte);
  };
  for (const char c : enum_name(kind)) take(static_cast<std::uint8_t>(c));
  take(0);
  for (const auto& record : sorted) {
    for (const auto byte : record.uuid.bytes) take(byte);
  }
  std::string id;
  append_hex(id, first.value());
  append_hex(id, second.value());
  return id;
}

}  // namespace uke::desk

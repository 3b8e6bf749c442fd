// Money: whole yen, never a fraction, never a float.
#pragma once

#include <compare>
#include <cstdint>
#include <string>

namespace uke {

struct Yen {
  std::int64_t value = 0;

  auto operator<=>(const Yen&) const = default;
  friend constexpr Yen operator+(Yen a, Yen b) { return {a.value + b.value}; }
  friend constexpr Yen operator-(Yen a, Yen b) { return {a.value - b.value}; }
  constexpr Yen operator-() const { return {-value}; }
  constexpr Yen& operator+=(Yen other) {
    value += other.value;
    return *this;
  }
};

// "138,500" with thousands separators and a leading minus where negative; the unit is the caller's.
[[nodiscard]] std::string format_thousands(std::int64_t value);

}  // namespace uke

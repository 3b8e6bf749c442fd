// Numbers that look like chance and are the same on every machine and library (splitmix64).
#pragma once

#include <cstdint>

namespace uke::test {

class Chance {
 public:
  explicit Chance(std::uint64_t seed) : state_(seed) {}

  std::uint64_t next() {
    std::uint64_t z = (state_ += 0x9e3779b97f4a7c15U);
    z = (z ^ (z >> 30)) * 0xbf58476d1ce4e5b9U;
    z = (z ^ (z >> 27)) * 0x94d049bb133111ebU;
    return z ^ (z >> 31);
  }
  double between(double low, double high) { return low + (high - low) * static_cast<double>(next() >> 11) * 0x1p-53; }
  int below(int bound) { return static_cast<int>(next() % static_cast<std::uint64_t>(bound)); }

  // About normal with mean 0 and deviation 1: the sum of four 16-bit uniforms.
  double normal() {
    const std::uint64_t r = next();
    const auto sum = static_cast<double>((r & 0xffff) + ((r >> 16) & 0xffff) + ((r >> 32) & 0xffff) + (r >> 48));
    return (sum - 2.0 * 65535.0) / (65535.0 * 0.57735);
  }

 private:
  std::uint64_t state_;
};

}  // namespace uke::test

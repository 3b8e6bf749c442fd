// Token buckets per remote address: how often somebody may guess. Thread-safe.
#pragma once

#include "shared/base/clock.h"

#include <cstddef>
#include <mutex>
#include <string>
#include <string_view>
#include <unordered_map>

namespace uke::server::web {

struct RateLimitOptions {
  double burst = 20;
  double per_second = 0.2;
  std::size_t addresses_max = 10'000;  // more at once share what is left: see spend()
};

class RateLimit {
 public:
  RateLimit(const Clock& clock, RateLimitOptions options) : clock_(clock), options_(options) {}

  // Whether the address has a guess left. Takes none.
  [[nodiscard]] bool has_guess(const std::string& address);
  // Takes a guess; false when there was none left. While the table is full of addresses that guess, a new one has none: with that many
  // at once it is an attack, and memory is bounded.
  bool spend(const std::string& address);

 private:
  struct Bucket {
    double tokens = 0;
    Millis at{0};
  };
  [[nodiscard]] double tokens_of(const Bucket& bucket, Millis now) const;
  void forget_full_buckets(Millis now);

  const Clock& clock_;
  const RateLimitOptions options_;
  std::mutex mutex_;
  std::unordered_map<std::string, Bucket> buckets_;  // an address without a bucket has a full one
};

}  // namespace uke::server::web

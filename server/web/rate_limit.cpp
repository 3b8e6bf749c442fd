#include "server/web/rate_limit.h"

#include <algorithm>

namespace uke::server::web {

double RateLimit::tokens_of(const Bucket& bucket, Millis now) const {
  const double seconds = std::chrono::duration<double>(now - bucket.at).count();
  return std::min(options_.burst, bucket.tokens + seconds * options_.per_second);
}

bool RateLimit::has_guess(const std::string& address) {
  const std::lock_guard lock(mutex_);
  const auto bucket = buckets_.find(address);
  return bucket == buckets_.end() || tokens_of(bucket->second, clock_.uptime()) >= 1;
}

bool RateLimit::spend(const std::string& address) {
  const std::lock_guard lock(mutex_);
  const auto now = clock_.uptime();
  auto bucket = buckets_.find(address);
  if (bucket == buckets_.end()) {
    if (buckets_.size() >= options_.addresses_max) forget_full_buckets(now);
    if (buckets_.size() >= options_.addresses_max) return false;
    bucket = buckets_.emplace(address, Bucket{options_.burst, now}).first;
  }
  const double tokens = tokens_of(bucket->second, now);
  bucket->second = {tokens < 1 ? tokens : tokens - 1, now};
  return tokens >= 1;
}

void RateLimit::forget_full_buckets(Millis now) {
  std::erase_if(buckets_, [&](const auto& entry) { return tokens_of(entry.second, now) >= options_.burst; });
}

}  // namespace uke::server::web

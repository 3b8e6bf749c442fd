// gzip (RFC 1952) of bodies. Pure functions, except for the cache.
#pragma once

#include "shared/base/result.h"

#include <array>
#include <cstddef>
#include <memory>
#include <mutex>
#include <string>
#include <string_view>

namespace uke::server::web {

// `too_large` once more than `bytes_max` came out (so a bomb costs no more than that), `invalid` for anything that is not exactly one
// whole gzip member.
[[nodiscard]] Result<std::string> gunzip(std::string_view packed, std::size_t bytes_max);

// Level 1: on snapshots 20 % larger than level 6, in 40 % of its time (design 08).
[[nodiscard]] std::string gzip(std::string_view plain);

// Whether an Accept-Encoding header takes gzip.
[[nodiscard]] bool accepts_gzip(std::string_view accept_encoding);

// Packed versions of bytes that many answers share, for as long as those bytes live. Thread-safe.
class GzipCache {
 public:
  [[nodiscard]] std::shared_ptr<const std::string> packed(const std::shared_ptr<const std::string>& plain);

 private:
  struct Entry {
    std::weak_ptr<const std::string> plain;
    std::shared_ptr<const std::string> packed;
  };
  std::mutex mutex_;
  std::array<Entry, 16> entries_;
  std::size_t oldest_ = 0;
};

}  // namespace uke::server::web

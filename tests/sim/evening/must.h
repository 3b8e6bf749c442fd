// What cannot fail in a simulation unless the program is broken.
#pragma once

#include "shared/base/result.h"

#include <stdexcept>
#include <string>
#include <utility>

namespace uke::sim {

struct Broken : std::runtime_error {
  using std::runtime_error::runtime_error;
};

inline void must(const Status& status) {
  if (!status) throw Broken(describe(status.error()));
}
template <class T>
[[nodiscard]] T must(Result<T> result) {
  if (!result) throw Broken(describe(result.error()));
  return std::move(*result);
}
inline void require(bool holds, const std::string& what) {
  if (!holds) throw Broken(what);
}

}  // namespace uke::sim

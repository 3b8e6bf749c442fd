// A value that is durable on disk. Only the store can make one, so whatever takes a Committed<T> cannot be shown too early:
// nothing turns green before it is written.
#pragma once

#include <utility>

namespace uke::kiosk::store {
class Store;
}

namespace uke::kiosk::app {

template <class T>
class Committed {
 public:
  [[nodiscard]] const T& operator*() const { return value_; }
  [[nodiscard]] const T* operator->() const { return &value_; }

  // For tests of screens and of the core, which have no store.
  [[nodiscard]] static Committed for_test(T value) { return Committed(std::move(value)); }

 private:
  explicit Committed(T value) : value_(std::move(value)) {}
  friend class uke::kiosk::store::Store;
  T value_;
};

}  // namespace uke::kiosk::app

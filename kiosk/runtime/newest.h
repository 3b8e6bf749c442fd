// A slot for one value between two threads: the newest wins, older ones are thrown away.
#pragma once

#include <condition_variable>
#include <mutex>
#include <optional>
#include <utility>

namespace uke::kiosk::runtime {

// Thread-safe.
template <class T>
class Newest {
 public:
  void put(T value) {
    {
      const std::lock_guard lock(mutex_);
      value_ = std::move(value);
    }
    filled_.notify_one();
  }
  // The newest value, if one came since the last take.
  [[nodiscard]] std::optional<T> take() {
    const std::lock_guard lock(mutex_);
    return std::exchange(value_, std::nullopt);
  }
  // Waits for a value; nothing once closed.
  [[nodiscard]] std::optional<T> wait() {
    std::unique_lock lock(mutex_);
    filled_.wait(lock, [this] { return closed_ || value_.has_value(); });
    if (closed_) return std::nullopt;
    return std::exchange(value_, std::nullopt);
  }
  void close() {
    {
      const std::lock_guard lock(mutex_);
      closed_ = true;
    }
    filled_.notify_all();
  }

 private:
  std::mutex mutex_;
  std::condition_variable filled_;
  std::optional<T> value_;
  bool closed_ = false;
};

}  // namespace uke::kiosk::runtime

// An Executor that is one thread of its own.
#pragma once

#include "shared/base/executor.h"

#include <memory>
#include <string>

namespace uke {

// Owns its thread. The destructor finishes the task that is running, drops the rest, and joins.
class ThreadExecutor final : public Executor {
 public:
  // `name` shows in the system's list of threads; at most 15 bytes of it are kept (pthread_setname_np).
  explicit ThreadExecutor(const std::string& name);
  ~ThreadExecutor() override;
  void post(std::function<void()> task) override;
  void post_after(Millis delay, std::function<void()> task) override;

 private:
  struct Impl;
  std::unique_ptr<Impl> impl_;
};

}  // namespace uke

// An Executor that is one thread of its own.
#pragma once

#include "shared/base/executor.h"

#include <memory>
#include <string>

namespace uke {

// Owns its thread. The destructor does what stop() does.
class ThreadExecutor final : public Executor {
 public:
  // `name` shows in the system's list of threads; at most 15 bytes of it are kept (pthread_setname_np).
  explicit ThreadExecutor(const std::string& name);
  ~ThreadExecutor() override;
  // Finishes the task that is running, drops the rest, and joins; what is posted afterwards is dropped. Not from a task of its own.
  void stop();
  void post(std::function<void()> task) override;
  void post_after(Millis delay, std::function<void()> task) override;

 private:
  struct Impl;
  std::unique_ptr<Impl> impl_;
};

}  // namespace uke

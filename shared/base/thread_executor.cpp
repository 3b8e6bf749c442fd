#include "shared/base/thread_executor.h"

#include <condition_variable>
#include <cstdint>
#include <map>
#include <mutex>
#include <pthread.h>
#include <thread>
#include <utility>

namespace uke {

struct ThreadExecutor::Impl {
  using Due = std::chrono::steady_clock::time_point;

  std::mutex mutex;
  std::condition_variable wake;
  std::map<std::pair<Due, std::uint64_t>, std::function<void()>> tasks;  // by due time, then order of posting
  std::uint64_t next = 0;
  bool stopping = false;
  std::thread thread;

  void add(Due due, std::function<void()> task) {
    {
      const std::lock_guard lock(mutex);
      if (stopping) return;
      tasks.emplace(std::pair{due, next++}, std::move(task));
    }
    wake.notify_one();
  }

  void run() {
    std::unique_lock lock(mutex);
    while (!stopping) {
      if (tasks.empty()) {
        wake.wait(lock);
        continue;
      }
      const Due due = tasks.begin()->first.first;
      if (due > std::chrono::steady_clock::now()) {
        wake.wait_until(lock, due);
        continue;
      }
      auto task = std::move(tasks.begin()->second);
      tasks.erase(tasks.begin());
      lock.unlock();
      task();
      task = nullptr;  // what it captured is released outside the lock
      lock.lock();
    }
  }
};

ThreadExecutor::ThreadExecutor(const std::string& name) : impl_(std::make_unique<Impl>()) {
  impl_->thread = std::thread([this] { impl_->run(); });
  pthread_setname_np(impl_->thread.native_handle(), name.substr(0, 15).c_str());
}

ThreadExecutor::~ThreadExecutor() { stop(); }

void ThreadExecutor::stop() {
  {
    const std::lock_guard lock(impl_->mutex);
    impl_->stopping = true;
  }
  impl_->wake.notify_one();
  if (impl_->thread.joinable()) impl_->thread.join();
}

void ThreadExecutor::post(std::function<void()> task) { impl_->add(std::chrono::steady_clock::now(), std::move(task)); }

void ThreadExecutor::post_after(Millis delay, std::function<void()> task) {
  impl_->add(std::chrono::steady_clock::now() + delay, std::move(task));
}

}  // namespace uke

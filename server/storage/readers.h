// Threads that read, each with a connection of its own and therefore a snapshot of its own. The server has two such pools: readers for
// handlers that only read, and workers for what takes long (hashing, inflating, parsing an upload).
#pragma once

#include "shared/base/result.h"
#include "shared/storage/connection.h"

#include <atomic>
#include <condition_variable>
#include <cstddef>
#include <deque>
#include <functional>
#include <memory>
#include <mutex>
#include <string>
#include <thread>
#include <vector>

namespace uke::server::storage {

struct ReadersOptions {
  std::string name = "reader";  // of the threads
  std::size_t threads = 2;
  std::size_t queue_max = 4096;
};

// Thread-safe.
class Readers {
 public:
  using Job = std::function<void(uke::storage::Connection&)>;

  // Errors: those of Connection::open. The database must exist.
  [[nodiscard]] static Result<std::unique_ptr<Readers>> start(const uke::storage::OpenOptions& database, ReadersOptions options);
  // Finishes the jobs that run; the others are dropped.
  ~Readers();
  Readers(const Readers&) = delete;
  Readers& operator=(const Readers&) = delete;

  // False when the queue is full; then the job is dropped. A job must not throw.
  [[nodiscard]] bool post(Job job);
  [[nodiscard]] std::size_t depth() const;

 private:
  explicit Readers(ReadersOptions options) : options_(std::move(options)) {}
  void run(uke::storage::Connection connection);

  const ReadersOptions options_;
  mutable std::mutex mutex_;  // guards the two below
  std::deque<Job> jobs_;
  bool stopping_ = false;
  std::condition_variable wake_;
  std::vector<std::thread> threads_;
};

}  // namespace uke::server::storage

// The server's only writer. Mutations that arrive while a batch is being committed form the next batch: one transaction, one fsync
// and one delivery of answers for all of them. There is no artificial delay; under load the batches grow by themselves.
//
// A mutation that fails undoes its own writes and nobody else's. Where the database gives up the whole transaction (disk full), or the
// commit fails, all mutations of the batch fail and none of them is stored.
#pragma once

#include "server/storage/write_tx.h"
#include "shared/base/executor.h"
#include "shared/storage/connection.h"

#include <atomic>
#include <cstddef>
#include <functional>
#include <memory>
#include <mutex>
#include <set>
#include <string>
#include <vector>

namespace uke::server::storage {

// One unit of work. run() may be called on the writer only; finish() exactly once, after the commit or instead of it.
class Write {
 public:
  virtual ~Write() = default;
  // Writes rows and nothing else. An error undoes what it wrote; it is handed to finish().
  [[nodiscard]] virtual Status run(WriteTx& tx) = 0;
  // Ok: what run() wrote is durable.
  virtual void finish(const Status& status) = 0;
};

struct BatchReport {
  std::size_t writes = 0;
  double commit_ms = 0;          // begin to end of commit
  Status status;                 // an error: none of the batch was stored
  std::set<std::string> topics;  // touched by the stored ones
};

struct WriteQueueOptions {
  std::size_t batch_max = 256;
  std::size_t queue_max = 4096;
  // On the writer, after the finish() of all of a batch.
  std::function<void(const BatchReport&)> after_batch = {};
};

class WriteQueue {
 public:
  // Everything runs on `executor`, which must have ended before the queue is destroyed.
  WriteQueue(Executor& executor, uke::storage::Connection connection, WriteQueueOptions options);
  // Those that never ran finish with `unavailable`.
  ~WriteQueue();
  WriteQueue(const WriteQueue&) = delete;
  WriteQueue& operator=(const WriteQueue&) = delete;

  // Any thread. False when the queue is full: `write` is untouched and will not run.
  [[nodiscard]] bool post(std::unique_ptr<Write>& write);
  // Any thread but the writer's: runs `body` through the queue and waits for its commit. `busy` when the queue is full.
  [[nodiscard]] Status write_and_wait(std::function<Status(WriteTx&)> body);
  // Waiting or being written now. Any thread.
  [[nodiscard]] std::size_t depth() const { return depth_.load(std::memory_order_relaxed); }

 private:
  using Batch = std::vector<std::unique_ptr<Write>>;

  void work();
  [[nodiscard]] bool take_waiting();
  void run_batch(std::span<std::unique_ptr<Write>> batch);
  [[nodiscard]] Status write_all(std::span<std::unique_ptr<Write>> batch, std::vector<Status>& outcomes, std::set<std::string>& topics);

  Executor& executor_;
  uke::storage::Connection connection_;
  const WriteQueueOptions options_;
  std::atomic<std::size_t> depth_ = 0;
  std::mutex mutex_;  // guards the two below
  Batch waiting_;
  bool working_ = false;  // a work() is posted or running
  Batch taken_;           // writer only
};

}  // namespace uke::server::storage

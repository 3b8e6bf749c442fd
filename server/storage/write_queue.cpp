#include "server/storage/write_queue.h"

#include <condition_variable>
#include <span>

namespace uke::server::storage {
namespace {

using SteadyClock = std::chrono::steady_clock;

// After such an error the database may have undone the whole transaction (SQLITE_FULL does), so nothing of the batch is kept.
bool ends_batch(const Error& error) { return error.code == ErrorCode::disk_full; }

}  // namespace

WriteQueue::WriteQueue(Executor& executor, uke::storage::Connection connection, WriteQueueOptions options)
    : executor_(executor), connection_(std::move(connection)), options_(std::move(options)) {}

WriteQueue::~WriteQueue() {
  const Status stopped = fail(ErrorCode::unavailable, "storage.write_queue", "the server is stopping");
  for (auto& write : taken_) {
    if (write) write->finish(stopped);
  }
  for (auto& write : waiting_) write->finish(stopped);
}

bool WriteQueue::post(std::unique_ptr<Write>& write) {
  if (depth_.fetch_add(1) >= options_.queue_max) {
    depth_.fetch_sub(1);
    return false;
  }
  bool wake = false;
  {
    const std::lock_guard lock(mutex_);
    waiting_.push_back(std::move(write));
    wake = !working_;
    working_ = true;
  }
  if (wake) executor_.post([this] { work(); });
  return true;
}

Status WriteQueue::write_and_wait(std::function<Status(WriteTx&)> body) {
  struct Waiter {
    std::mutex mutex;
    std::condition_variable changed;
    std::optional<Status> outcome;
  } waiter;
  struct Waited final : Write {
    Waited(std::function<Status(WriteTx&)> b, Waiter& w) : body(std::move(b)), waiter(w) {}
    Status run(WriteTx& tx) override { return body(tx); }
    void finish(const Status& status) override {
      const std::lock_guard lock(waiter.mutex);
      waiter.outcome = status;
      waiter.changed.notify_one();
    }
    std::function<Status(WriteTx&)> body;
    Waiter& waiter;
  };
  std::unique_ptr<Write> write = std::make_unique<Waited>(std::move(body), waiter);
  if (!post(write)) return fail(ErrorCode::busy, "storage.write_queue", "the queue is full");
  std::unique_lock lock(waiter.mutex);
  waiter.changed.wait(lock, [&] { return waiter.outcome.has_value(); });
  return *waiter.outcome;
}

void WriteQueue::work() {
  while (take_waiting()) {
    for (std::size_t at = 0; at < taken_.size(); at += options_.batch_max) {
      const auto count = std::min(options_.batch_max, taken_.size() - at);
      run_batch(std::span(taken_).subspan(at, count));
    }
    taken_.clear();
  }
}

bool WriteQueue::take_waiting() {
  const std::lock_guard lock(mutex_);
  std::swap(waiting_, taken_);
  working_ = !taken_.empty();
  return working_;
}

void WriteQueue::run_batch(std::span<std::unique_ptr<Write>> batch) {
  BatchReport report;
  report.writes = batch.size();
  std::vector<Status> outcomes;
  outcomes.reserve(batch.size());
  const auto begun = SteadyClock::now();
  report.status = write_all(batch, outcomes, report.topics);
  report.commit_ms = std::chrono::duration<double, std::milli>(SteadyClock::now() - begun).count();
  if (!report.status) report.topics.clear();
  for (std::size_t i = 0; i < batch.size(); ++i) {
    batch[i]->finish(report.status ? outcomes[i] : report.status);
    batch[i].reset();
  }
  depth_.fetch_sub(batch.size());
  if (options_.after_batch) options_.after_batch(report);
}

Status WriteQueue::write_all(std::span<std::unique_ptr<Write>> batch, std::vector<Status>& outcomes, std::set<std::string>& topics) {
  TRYV(connection_.begin_immediate());
  WriteTx tx(connection_.write_tx(), Numbering::at_end);
  const auto give_up = [&](Error error) -> Status {
    connection_.rollback();
    return std::unexpected(std::move(error));
  };
  for (auto& write : batch) {
    bool ran = false;
    auto outcome = tx.savepoint([&]() -> Status {
      ran = true;
      return write->run(tx);
    });
    if (!outcome && (!ran || ends_batch(outcome.error()))) return give_up(std::move(outcome.error()));
    if (outcome) {
      tx.numbers().keep();
      topics.insert(tx.topics().begin(), tx.topics().end());
    } else {
      tx.numbers().give_back();
    }
    tx.forget_topics();
    outcomes.push_back(std::move(outcome));
  }
  if (auto numbered = tx.numbers().flush(tx); !numbered) return give_up(std::move(numbered.error()));
  return connection_.commit();
}

}  // namespace uke::server::storage

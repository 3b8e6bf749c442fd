#include "server/jobs/store.h"

#include <fmt/format.h>

#include <algorithm>
#include <condition_variable>
#include <mutex>
#include <thread>

namespace uke::server::jobs {
namespace {

using namespace std::chrono_literals;

constexpr Millis kLookAgain = 5s;  // for jobs that other processes start: nobody wakes us for those
constexpr Millis kBackoffFirst = 1s;
constexpr Millis kBackoffMost = 5min;
constexpr auto kKept = std::chrono::hours{24 * 30};  // rows of ended jobs
constexpr std::int64_t kDueAtOnce = 100;

Millis backoff(std::int64_t attempts) {
  return std::min(kBackoffMost, kBackoffFirst * (std::int64_t{1} << std::clamp<std::int64_t>(attempts - 1, 0, 12)));
}

bool worth_trying_again(ErrorCode code) { return code == ErrorCode::busy || code == ErrorCode::unavailable; }

}  // namespace

struct Runner::Parts {
  std::vector<Kind> kinds;
  Access access;
  const Clock* clock = nullptr;
  std::function<void(std::string_view)> log;
  std::atomic<bool> stopping = false;
  std::mutex mutex;  // guards the next
  bool woken = false;
  std::condition_variable wake;
  std::thread thread;

  [[nodiscard]] const Kind* kind_named(std::string_view name) const {
    const auto found = std::ranges::find(kinds, name, &Kind::name);
    return found == kinds.end() ? nullptr : &*found;
  }
  [[nodiscard]] Status begin();
  void work();
  void rest();
  [[nodiscard]] Result<bool> run_one();
  [[nodiscard]] Result<std::optional<JobRow>> take();
  [[nodiscard]] Status end(JobRow job, const Kind& kind, const Status& outcome, bool interrupted);
  void note(std::string_view what, const Error& error) const { log(fmt::format("{}: {}", what, describe(error))); }
};

namespace {

class OneRun final : public Run {
 public:
  OneRun(const Access& access, const std::atomic<bool>& stop, JobRow& job) : access_(access), stop_(stop), job_(job) {}

  Status write(const std::function<Status(storage::WriteTx&)>& step) override {
    return access_.write([&](storage::WriteTx& tx) -> Status {
      TRYV(step(tx));
      return set_progress(tx, job_.id, job_.done, job_.total);
    });
  }
  Status read(const std::function<Status(storage::ReadTx&)>& body) override { return access_.read(body); }
  void progress(std::int64_t done, std::int64_t total) override {
    job_.done = done;
    job_.total = total;
  }
  bool stopping() const override {
    if (stop_.load()) was_told_ = true;
    return was_told_;
  }
  // The work knows that it should stop: what it returns then is no end.
  [[nodiscard]] bool was_told() const { return was_told_; }

 private:
  const Access& access_;
  const std::atomic<bool>& stop_;
  JobRow& job_;
  mutable bool was_told_ = false;
};

}  // namespace

Status Runner::Parts::begin() {
  return access.write([this](storage::WriteTx& tx) -> Status {
    TRYV(all_running_wait(tx));
    for (const auto& kind : kinds) {
      if (kind.every) TRYV(start_job(tx, kind.name, ""));
    }
    return {};
  });
}

Result<std::optional<JobRow>> Runner::Parts::take() {
  std::optional<JobRow> job;
  TRYV(access.read([&](storage::ReadTx& tx) -> Status {
    TRY(const auto due, list_due(tx, clock->now(), kDueAtOnce));
    const auto ours = std::ranges::find_if(due, [this](const JobRow& row) { return kind_named(row.kind) != nullptr; });
    if (ours != due.end()) job = *ours;
    return {};
  }));
  if (!job) return job;
  job->state = JobState::running;
  ++job->attempts;
  bool taken = false;
  TRYV(access.write([&](storage::WriteTx& tx) -> Status {
    TRY(taken, update_job(tx, *job, JobState::waiting));
    return {};
  }));
  return taken ? job : std::nullopt;
}

Result<bool> Runner::Parts::run_one() {
  TRY(auto job, take());
  if (!job) return false;
  const auto& kind = *kind_named(job->kind);
  OneRun run(access, stopping, *job);
  const auto outcome = kind.work(run, *job);
  if (!outcome && !run.was_told()) note(job->kind + " " + job->subject, outcome.error());
  TRYV(end(std::move(*job), kind, outcome, run.was_told()));
  return true;
}

Status Runner::Parts::end(JobRow job, const Kind& kind, const Status& outcome, bool interrupted) {
  const auto now = clock->now();
  job.error = outcome ? "" : std::string(to_string(outcome.error().code));
  if (interrupted) {
    job.state = JobState::waiting;
    --job.attempts;
  } else if (!outcome && worth_trying_again(outcome.error().code)) {
    job.state = JobState::waiting;
    job.run_at_ms = to_ms(now + backoff(job.attempts));
  } else if (kind.every) {
    job.state = JobState::waiting;  // the same row again: schedules leave none behind
    job.run_at_ms = to_ms(now + *kind.every);
    job.attempts = 0;
  } else {
    job.state = outcome ? JobState::done : JobState::failed;
  }
  return access.write([job, now, scheduled = kind.every.has_value()](storage::WriteTx& tx) -> Status {
    TRYV(update_job(tx, job, JobState::running));
    tx.touch(std::string(kTopic));
    if (scheduled) TRYV(delete_ended_before(tx, now - kKept));
    return {};
  });
}

void Runner::Parts::work() {
  while (!stopping) {
    const auto ran = run_one();
    if (!ran) note("jobs", ran.error());
    if (!ran || !*ran) rest();
  }
}

void Runner::Parts::rest() {
  auto until = kLookAgain;
  (void)access.read([&](storage::ReadTx& tx) -> Status {
    TRY(const auto due, next_due_ms(tx, clock->now()));
    if (due) until = std::clamp(Millis{*due - to_ms(clock->now())}, Millis{20}, kLookAgain);
    return {};
  });
  std::unique_lock lock(mutex);
  wake.wait_for(lock, until, [this] { return woken || stopping; });
  woken = false;
}

Runner::Runner(std::unique_ptr<Parts> parts) : parts_(std::move(parts)) {}

Result<std::unique_ptr<Runner>> Runner::start(std::vector<Kind> kinds, Access access, const Clock& clock,
                                              std::function<void(std::string_view)> log) {
  std::unique_ptr<Runner> runner(new Runner(std::make_unique<Parts>()));
  auto* const parts = runner->parts_.get();
  parts->kinds = std::move(kinds);
  parts->access = std::move(access);
  parts->clock = &clock;
  parts->log = std::move(log);
  TRYV(parts->begin());
  parts->thread = std::thread([parts] { parts->work(); });
  return runner;
}

Runner::~Runner() {
  parts_->stopping = true;
  wake();
  if (parts_->thread.joinable()) parts_->thread.join();
}

void Runner::wake() {
  {
    const std::lock_guard lock(parts_->mutex);
    parts_->woken = true;
  }
  parts_->wake.notify_all();
}

}  // namespace uke::server::jobs

#include "server/jobs/jobs.h"
#include "tests/support/catch.h"
#include "tests/support/server_fixture.h"

#include <atomic>
#include <condition_variable>
#include <mutex>
#include <thread>

namespace uke::server::jobs {
namespace {

using namespace std::chrono_literals;

// A server without routes whose writer and readers the runner uses, with a clock of its own.
class Workshop {
 public:
  Workshop() : server_({}) {}

  std::unique_ptr<Runner> start(std::vector<Kind> kinds) {
    auto runner = Runner::start(std::move(kinds), access(), server_.clock, [this](std::string_view line) {
      const std::lock_guard lock(mutex_);
      log_.emplace_back(line);
    });
    REQUIRE(runner.has_value());
    return std::move(*runner);
  }
  JobId order(std::string_view kind, std::string_view subject) {
    JobId id;
    REQUIRE(server_.app().write([&](storage::WriteTx& tx) -> Status {
      TRY(id, start_job(tx, kind, subject));
      return {};
    }));
    return id;
  }
  JobRow row(JobId id) {
    JobRow row;
    REQUIRE(server_.app().read([&](storage::ReadTx& tx) -> Status {
      TRY(const auto found, find_job(tx, id));
      REQUIRE(found.has_value());
      row = *found;
      return {};
    }));
    return row;
  }
  std::vector<JobRow> all() {
    std::vector<JobRow> rows;
    REQUIRE(server_.app().read([&](storage::ReadTx& tx) -> Status {
      TRY(rows, list_jobs(tx, 100));
      return {};
    }));
    return rows;
  }
  bool becomes(JobId id, JobState state) {
    for (int i = 0; i < 500; ++i) {
      if (row(id).state == state) return true;
      std::this_thread::sleep_for(10ms);
    }
    return false;
  }
  std::size_t log_lines() {
    const std::lock_guard lock(mutex_);
    return log_.size();
  }
  test::FakeClock& clock() { return server_.clock; }
  Status write(const std::function<Status(storage::WriteTx&)>& body) { return server_.app().write(body); }

 private:
  Access access() {
    return {.read = [this](const std::function<Status(storage::ReadTx&)>& body) { return server_.app().read(body); },
            .write = [this](std::function<Status(storage::WriteTx&)> body) { return server_.app().write(std::move(body)); }};
  }

  test::ServerFixture server_;
  std::mutex mutex_;
  std::vector<std::string> log_;
};

Kind kind(std::string name, Work work, std::optional<Millis> every = {}) { return {std::move(name), std::move(work), every}; }

template <class Condition>
bool eventually(Condition condition) {
  for (int i = 0; i < 500; ++i) {
    if (condition()) return true;
    std::this_thread::sleep_for(10ms);
  }
  return false;
}

}  // namespace

TEST_CASE("a_job_runs_and_says_how_far_it_is") {
  Workshop shop;
  const auto id = shop.order("count", "x");
  const auto runner = shop.start({kind("count", [](Run& run, const JobRow& job) -> Status {
    CHECK(job.subject == "x");
    run.progress(3, 4);
    return run.write([](storage::WriteTx&) -> Status { return {}; });
  })});
  REQUIRE(shop.becomes(id, JobState::done));
  CHECK(shop.row(id).done == 3);
  CHECK(shop.row(id).total == 4);
}

TEST_CASE("a_second_waiting_job_of_the_same_kind_and_subject_is_the_first") {
  Workshop shop;
  CHECK(shop.order("a", "x") == shop.order("a", "x"));
  CHECK_FALSE(shop.order("a", "x") == shop.order("a", "y"));
}

TEST_CASE("a_woken_runner_runs_one_job_after_another_in_their_order") {
  Workshop shop;
  std::atomic<int> at_once = 0;
  std::vector<std::string> order;
  const auto runner = shop.start({kind("a", [&](Run&, const JobRow& job) -> Status {
    CHECK(++at_once == 1);
    order.push_back(job.subject);
    std::this_thread::sleep_for(5ms);
    --at_once;
    return {};
  })});
  for (const auto* subject : {"1", "2"}) {
    shop.order("a", subject);
    shop.clock().advance(1ms);
  }
  const auto last = shop.order("a", "3");
  runner->wake();
  REQUIRE(shop.becomes(last, JobState::done));
  CHECK(order == std::vector<std::string>{"1", "2", "3"});
}

TEST_CASE("what_is_busy_is_tried_again_later_and_ever_more_rarely") {
  Workshop shop;
  std::atomic<int> times = 0;
  const auto id = shop.order("a", "");
  const auto runner = shop.start({kind("a", [&](Run&, const JobRow&) -> Status {
    if (++times < 3) return fail(ErrorCode::busy, "test", "");
    return {};
  })});
  const auto begin = to_ms(shop.clock().now());
  REQUIRE(eventually([&] { return shop.row(id).run_at_ms == begin + 1000; }));
  shop.clock().advance(1s);
  runner->wake();
  REQUIRE(eventually([&] { return shop.row(id).run_at_ms == begin + 3000; }));
  shop.clock().advance(2s);
  runner->wake();
  REQUIRE(shop.becomes(id, JobState::done));
  CHECK(shop.row(id).error.empty());
}

TEST_CASE("any_other_error_fails_the_job_and_is_logged") {
  Workshop shop;
  const auto id = shop.order("a", "");
  const auto runner = shop.start({kind("a", [](Run&, const JobRow&) -> Status { return fail(ErrorCode::corrupt, "test", "bad"); })});
  REQUIRE(shop.becomes(id, JobState::failed));
  CHECK(shop.row(id).error == "corrupt");
  CHECK(eventually([&] { return shop.log_lines() == 1; }));
}

TEST_CASE("a_failed_step_writes_nothing_and_no_progress") {
  Workshop shop;
  const auto id = shop.order("a", "");
  const auto runner = shop.start({kind("a", [](Run& run, const JobRow&) -> Status {
    run.progress(5, 5);
    return run.write([](storage::WriteTx& tx) -> Status {
      TRYV(start_job(tx, "b", "from a failed step"));
      return fail(ErrorCode::conflict, "test", "");
    });
  })});
  REQUIRE(shop.becomes(id, JobState::failed));
  CHECK(shop.all().size() == 1);
}

TEST_CASE("a_job_that_was_told_to_stop_begins_again_after_the_next_start") {
  Workshop shop;
  const auto id = shop.order("long", "");
  std::atomic<bool> begun = false;
  {
    const auto runner = shop.start({kind("long", [&](Run& run, const JobRow&) -> Status {
      begun = true;
      while (!run.stopping()) std::this_thread::sleep_for(1ms);
      return {};
    })});
    REQUIRE(eventually([&] { return begun.load(); }));
  }
  CHECK(shop.row(id).state == JobState::waiting);
  const auto runner = shop.start({kind("long", [](Run&, const JobRow&) -> Status { return {}; })});
  CHECK(shop.becomes(id, JobState::done));
}

TEST_CASE("a_job_that_was_running_when_the_process_died_begins_again") {
  Workshop shop;
  const auto id = shop.order("a", "");
  REQUIRE(shop.write([&](storage::WriteTx& tx) -> Status {
    TRYV(tx.exec("update jobs set state = 'running' where id = :id", id));
    return {};
  }));
  const auto runner = shop.start({kind("a", [](Run&, const JobRow&) -> Status { return {}; })});
  CHECK(shop.becomes(id, JobState::done));
}

TEST_CASE("a_schedule_is_one_row_that_runs_again_and_again") {
  Workshop shop;
  std::atomic<int> times = 0;
  const auto work = [&](Run&, const JobRow&) -> Status {
    if (++times == 1) return fail(ErrorCode::corrupt, "test", "once");
    return {};
  };
  {
    const auto runner = shop.start({kind("tick", work, Millis{60'000})});
    REQUIRE(eventually([&] { return times == 1; }));
    REQUIRE(eventually([&] { return shop.all().at(0).run_at_ms == to_ms(shop.clock().now()) + 60'000; }));
    CHECK(shop.all().at(0).error == "corrupt");
    shop.clock().advance(1min);
    runner->wake();
    REQUIRE(eventually([&] { return times == 2; }));
  }
  const auto again = shop.start({kind("tick", work, Millis{60'000})});
  CHECK(shop.all().size() == 1);
}

TEST_CASE("jobs_of_unknown_kinds_wait_for_a_program_that_knows_them") {
  Workshop shop;
  const auto unknown = shop.order("of a later version", "");
  const auto known = shop.order("a", "");
  const auto runner = shop.start({kind("a", [](Run&, const JobRow&) -> Status { return {}; })});
  REQUIRE(shop.becomes(known, JobState::done));
  CHECK(shop.row(unknown).state == JobState::waiting);
}

}  // namespace uke::server::jobs

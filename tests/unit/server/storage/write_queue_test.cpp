#include "tests/unit/server/storage/queue_fixture.h"

#include <thread>

using namespace uke;
using namespace uke::server::storage;
using namespace uke::test;

namespace {

struct HandQueue {
  explicit HandQueue(WriteQueueOptions options = {}) {
    options.after_batch = [this](const BatchReport& report) { reports.push_back(report); };
    queue = std::make_unique<WriteQueue>(executor, database.connect(), options);
  }
  bool post(TestWrite::Body body) {
    std::unique_ptr<Write> write = std::make_unique<TestWrite>(std::move(body), outcomes);
    return queue->post(write);
  }

  Database database;
  HandExecutor executor;
  std::vector<Status> outcomes;
  std::vector<BatchReport> reports;
  std::unique_ptr<WriteQueue> queue;
};

// Nothing fits any more beyond what the file holds already.
Status fill_disk(WriteTx& tx) {
  TRY(const auto pages, tx.one<std::int64_t>("pragma page_count"));
  TRYV(tx.one<std::int64_t>("pragma max_page_count = " + std::to_string(*pages)));
  return {};
}

}  // namespace

TEST_CASE("commits_everything_that_waits_at_once") {
  HandQueue hand;
  for (int i = 0; i < 100; ++i) REQUIRE(hand.post(insert(i)));
  CHECK(hand.outcomes.empty());
  CHECK(hand.queue->depth() == 100);
  hand.executor.run_all();
  CHECK(hand.outcomes.size() == 100);
  REQUIRE(hand.reports.size() == 1);
  CHECK(hand.reports[0].writes == 100);
  CHECK(hand.queue->depth() == 0);
  CHECK(hand.database.things() == 100);
}

TEST_CASE("a_batch_has_at_most_256_writes_and_keeps_their_order") {
  HandQueue hand;
  std::vector<int> order;
  for (int i = 0; i < 600; ++i) {
    REQUIRE(hand.post([&order, i](WriteTx&) -> Status {
      order.push_back(i);
      return {};
    }));
  }
  hand.executor.run_all();
  REQUIRE(hand.reports.size() == 3);
  CHECK(hand.reports[0].writes == 256);
  CHECK(hand.reports[2].writes == 88);
  CHECK(std::is_sorted(order.begin(), order.end()));
  CHECK(order.size() == 600);
}

TEST_CASE("writes_that_arrive_during_a_commit_form_the_next_batch") {
  HandQueue hand;
  REQUIRE(hand.post([&](WriteTx&) -> Status {
    for (int i = 0; i < 5; ++i) REQUIRE(hand.post(insert(i)));
    return {};
  }));
  hand.executor.run_all();
  REQUIRE(hand.reports.size() == 2);
  CHECK(hand.reports[1].writes == 5);
}

TEST_CASE("a_failing_write_undoes_itself_and_harms_nobody") {
  HandQueue hand;
  REQUIRE(hand.post(insert(1)));
  REQUIRE(hand.post([](WriteTx& tx) -> Status {
    TRYV(insert(2)(tx));
    tx.touch("never");
    return fail(ErrorCode::stale, "test", "changed my mind");
  }));
  REQUIRE(hand.post(insert(1)));  // violates the primary key
  REQUIRE(hand.post(insert(3)));
  hand.executor.run_all();
  REQUIRE(hand.outcomes.size() == 4);
  CHECK(hand.outcomes[0]);
  CHECK(hand.outcomes[1].error().code == ErrorCode::stale);
  CHECK(hand.outcomes[2].error().code == ErrorCode::conflict);
  CHECK(hand.outcomes[3]);
  CHECK(hand.reports[0].topics.empty());
  CHECK(hand.database.things() == 2);
}

TEST_CASE("disk_full_fails_the_whole_batch_and_stores_nothing_of_it") {
  HandQueue hand;
  REQUIRE(hand.post(fill_disk));
  hand.executor.run_all();
  REQUIRE(hand.outcomes.size() == 1);
  REQUIRE(hand.outcomes[0]);

  const std::string large(20'000, 'x');
  REQUIRE(hand.post(insert(1)));
  REQUIRE(hand.post(insert(2, large)));
  REQUIRE(hand.post(insert(3)));
  hand.executor.run_all();
  REQUIRE(hand.outcomes.size() == 4);
  for (std::size_t i = 1; i < 4; ++i) {
    REQUIRE_FALSE(hand.outcomes[i]);
    CHECK(hand.outcomes[i].error().code == ErrorCode::disk_full);
  }
  CHECK(hand.database.things() == 0);

  REQUIRE(hand.post(insert(4)));  // the queue goes on
  hand.executor.run_all();
  CHECK(hand.outcomes.back());
  CHECK(hand.database.things() == 1);
}

TEST_CASE("a_write_that_swallows_disk_full_cannot_save_its_batch") {
  HandQueue hand;
  REQUIRE(hand.post(fill_disk));
  hand.executor.run_all();
  REQUIRE(hand.post(insert(1)));
  REQUIRE(hand.post([](WriteTx& tx) -> Status {
    const auto ignored = insert(2, std::string(20'000, 'x'))(tx);
    CHECK_FALSE(ignored);
    return {};
  }));
  hand.executor.run_all();
  CHECK_FALSE(hand.outcomes[1]);
  CHECK_FALSE(hand.outcomes[2]);
  CHECK(hand.database.things() == 0);
}

TEST_CASE("another_writer_makes_a_batch_fail_as_busy") {
  HandQueue hand;
  auto options = hand.database.options();
  options.busy_timeout = Millis{20};
  auto impatient = uke::storage::Connection::open(options);
  REQUIRE(impatient);
  hand.queue = std::make_unique<WriteQueue>(hand.executor, std::move(*impatient), WriteQueueOptions{});
  auto other = hand.database.connect();
  REQUIRE(other.begin_immediate());
  REQUIRE(hand.post(insert(1)));
  hand.executor.run_all();
  CHECK(hand.outcomes.back().error().code == ErrorCode::busy);
  other.rollback();
  REQUIRE(hand.post(insert(1)));
  hand.executor.run_all();
  CHECK(hand.outcomes.back());
}

TEST_CASE("refuses_what_exceeds_the_queue_and_keeps_the_write") {
  HandQueue hand({.queue_max = 3});
  for (int i = 0; i < 3; ++i) REQUIRE(hand.post(insert(i)));
  std::unique_ptr<Write> write = std::make_unique<TestWrite>(insert(9), hand.outcomes);
  CHECK_FALSE(hand.queue->post(write));
  CHECK(write);
  hand.executor.run_all();
  CHECK(hand.queue->post(write));
  hand.executor.run_all();
  CHECK(hand.database.things() == 4);
}

TEST_CASE("what_never_ran_is_told_so_at_the_end") {
  HandQueue hand;
  REQUIRE(hand.post(insert(1)));
  hand.queue.reset();
  REQUIRE(hand.outcomes.size() == 1);
  CHECK(hand.outcomes[0].error().code == ErrorCode::unavailable);
  CHECK(hand.database.things() == 0);
}

TEST_CASE("topics_of_stored_writes_are_reported_once") {
  HandQueue hand;
  for (int i = 0; i < 3; ++i) {
    REQUIRE(hand.post([](WriteTx& tx) -> Status {
      tx.touch("a");
      return {};
    }));
  }
  hand.executor.run_all();
  CHECK(hand.reports[0].topics == std::set<std::string>{"a"});
}

TEST_CASE("many_threads_write_through_one_queue_and_none_is_lost") {
  Database database;
  std::atomic<int> batches = 0;
  {
    ThreadExecutor executor("writer");
    WriteQueueOptions options;
    options.after_batch = [&](const BatchReport&) { ++batches; };
    // The queue must outlive the executor's tasks, so it is destroyed by hand after the executor.
    auto queue = std::make_unique<WriteQueue>(executor, database.connect(), options);
    std::vector<std::thread> threads;
    std::atomic<int> failed = 0;
    for (int t = 0; t < 8; ++t) {
      threads.emplace_back([&, t] {
        for (int i = 0; i < 50; ++i) {
          if (!queue->write_and_wait(insert(t * 1000 + i))) ++failed;
        }
      });
    }
    for (auto& thread : threads) thread.join();
    CHECK(failed == 0);
    CHECK(queue->write_and_wait([](WriteTx&) -> Status { return {}; }));
    std::atomic<bool> ended = false;
    executor.post([&] { ended = true; });
    while (!ended) std::this_thread::sleep_for(Millis{1});
  }
  CHECK(database.things() == 400);
  CHECK(batches < 401);
}

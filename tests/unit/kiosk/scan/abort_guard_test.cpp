#include "kiosk/scan/abort_guard.h"
#include "tests/support/catch.h"

#include <cstdlib>
#include <thread>
#include <vector>

namespace uke::kiosk::scan {
namespace {

TEST_CASE("work_that_ends_well_ends_well") {
  int done = 0;
  CHECK(survive_abort([&] { ++done; }));
  CHECK(done == 1);
}

TEST_CASE("an_abort_ends_the_work_and_not_the_program") {
  for (int i = 0; i < 3; ++i) {
    bool after = false;
    CHECK(!survive_abort([&] {
      std::abort();
      after = true;
    }));
    CHECK(!after);
  }
  CHECK(survive_abort([] {}));
}

TEST_CASE("each_thread_survives_its_own_abort") {
  std::vector<std::thread> threads;
  std::vector<int> survived(4, 0);
  for (std::size_t i = 0; i < survived.size(); ++i) {
    threads.emplace_back([&survived, i] {
      for (int round = 0; round < 5; ++round) survived[i] += survive_abort([] { std::abort(); }) ? 0 : 1;
    });
  }
  for (auto& thread : threads) thread.join();
  for (const int count : survived) CHECK(count == 5);
}

}  // namespace
}  // namespace uke::kiosk::scan

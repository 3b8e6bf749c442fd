// Closed-loop HTTP load from one thread: each connection sends its next request when it has the answer to the last one. Bounded in time.
#pragma once

#include "tests/support/bench.h"

#include <cstddef>
#include <cstdint>
#include <functional>
#include <string>

namespace uke::bench {

struct Load {
  std::uint16_t port = 0;
  std::size_t connections = 1;
  double seconds = 1;
  double warm_up_seconds = 0.2;  // not counted
  // The bytes of a connection's next request; called once per request.
  std::function<std::string(std::size_t connection)> next_request;
  // Sees each answer's body; may be empty.
  std::function<void(std::size_t connection, std::string_view body)> on_answer = {};
};

struct LoadResult {
  std::size_t answers = 0;  // with status 2xx
  std::size_t failures = 0;
  double per_s = 0;
  test::Percentiles ms;
  std::size_t body_bytes = 0;  // of the last answer
  int last_failure = 0;        // its status; 0: the connection broke
};

[[nodiscard]] LoadResult run_load(const Load& load);

}  // namespace uke::bench

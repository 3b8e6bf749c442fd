#include "tests/sim/evening/network.h"

namespace uke::sim {
namespace {

using Done = std::function<void(Result<HttpAnswer>)>;

// The caller is answered once, by whatever comes first.
struct Waiting {
  Done done;
  void answer(Result<HttpAnswer> answer) {
    if (auto once = std::exchange(done, nullptr)) once(std::move(answer));
  }
};

}  // namespace

void Network::send(HttpCall call, Done done) {
  const auto waiting = std::make_shared<Waiting>(Waiting{std::move(done)});
  timeline_.at(timeline_.now() + call.timeout,
               [waiting] { waiting->answer(fail(ErrorCode::timeout, "sim.network", "no answer in time")); });
  if (cut_) {
    timeline_.at(timeline_.now() + some_time(500), [waiting] { waiting->answer(fail(ErrorCode::unavailable, "sim.network", "cut")); });
    return;
  }
  if (chance_of(5)) return;  // the request is lost
  const int copies = chance_of(8) ? 2 : 1;
  for (int copy = 0; copy < copies; ++copy) {
    // Some requests stay somewhere for minutes and reach the server long after the kiosk gave up.
    const auto delay = chance_of(6) ? some_time(400'000) : some_time(healthy_ ? 20 : 300);
    const bool answer_lost = chance_of(8);
    timeline_.at(timeline_.now() + delay, [this, call, waiting, answer_lost] {
      server_.handle(call, [this, waiting, answer_lost](Result<HttpAnswer> answer) {
        if (answer_lost || cut_) return;
        timeline_.at(timeline_.now() + some_time(healthy_ ? 20 : 300), [waiting, answer = std::move(answer)] { waiting->answer(answer); });
      });
    });
  }
}

}  // namespace uke::sim

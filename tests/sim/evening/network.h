// The venue's network between one kiosk and the server: it loses, delays, repeats and reorders, and can be cut.
#pragma once

#include "kiosk/sync/ports.h"
#include "tests/sim/evening/server.h"
#include "tests/sim/virtual_time.h"
#include "tests/support/chance.h"

#include <functional>
#include <memory>

namespace uke::sim {

class Network final : public kiosk::sync::Transport {
 public:
  Network(test::Timeline& timeline, Server& server, std::uint64_t seed) : timeline_(timeline), server_(server), chance_(seed) {}
  void send(HttpCall call, std::function<void(Result<HttpAnswer>)> done) override;

  void cut(bool is_cut) { cut_ = is_cut; }
  [[nodiscard]] bool is_cut() const { return cut_; }
  // From now on nothing goes wrong any more (what is under way already still may).
  void heal() {
    cut_ = false;
    healthy_ = true;
  }

 private:
  [[nodiscard]] bool chance_of(int percent) { return !healthy_ && chance_.below(100) < percent; }
  [[nodiscard]] Millis some_time(int ms_max) { return Millis{1 + chance_.below(ms_max)}; }

  test::Timeline& timeline_;
  Server& server_;
  test::Chance chance_;
  bool cut_ = false;
  bool healthy_ = false;
};

}  // namespace uke::sim

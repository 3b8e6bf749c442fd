// One kiosk of the simulation: a real store in a folder, a real engine, and somebody who scans tickets.
#pragma once

#include "kiosk/store/store.h"
#include "kiosk/sync/engine.h"
#include "tests/sim/evening/network.h"
#include "tests/sim/virtual_time.h"
#include "tests/support/fakes.h"

#include <filesystem>
#include <map>
#include <memory>
#include <optional>
#include <string>

namespace uke::sim {

class Kiosk final : public kiosk::sync::DeskAccess {
 public:
  Kiosk(test::Timeline& timeline, Server& server, std::filesystem::path folder, std::uint64_t seed);

  void pair(const wire::PairAnswer& answer);
  void start();
  // The program ends in the middle of whatever it was doing. What its threads had before them is never done.
  void kill();
  // A second machine with a copy of this one's disk, as it is now. This one must be dead while it is copied.
  void copy_disk_to(const std::filesystem::path& folder) const;
  [[nodiscard]] bool is_running() const { return store_.has_value(); }

  void run(std::function<void(kiosk::sync::Desk&)> task) override;

  // Nothing when the desk cannot write.
  [[nodiscard]] std::optional<kiosk::app::DeskOutcome> scan(const Guest& guest);
  [[nodiscard]] bool undo(RecordId record);
  [[nodiscard]] bool walk_in(int number);
  void sync_now() { engine_->now(); }

  [[nodiscard]] kiosk::store::Store& store() { return *store_; }
  [[nodiscard]] Network& network() { return network_; }
  [[nodiscard]] test::MachineClock& clock() { return clock_; }
  [[nodiscard]] const std::filesystem::path& folder() const { return folder_; }

 private:
  test::Timeline& timeline_;
  std::filesystem::path folder_;
  test::MachineClock clock_;
  test::SeededRandom random_;
  Network network_;
  int boots_ = 1;
  std::optional<kiosk::store::Store> store_;
  std::unique_ptr<test::TimelineExecutor> store_thread_;
  std::unique_ptr<test::TimelineExecutor> sync_thread_;
  std::unique_ptr<kiosk::sync::Engine> engine_;
};

}  // namespace uke::sim

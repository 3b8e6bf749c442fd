#include "tests/sim/evening/evening.h"

#include "tests/sim/evening/kiosk.h"
#include "tests/sim/evening/must.h"
#include "tests/support/chance.h"
#include "tests/unit/kiosk/store/full_disk.h"

#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <memory>
#include <set>
#include <vector>

namespace uke::sim {
namespace {

using desk::Verdict;
using kiosk::store::test::FullDisk;

constexpr int kGuests = 60;
constexpr int kKiosks = 3;
constexpr int kSteps = 400;

class Evening {
 public:
  Evening(std::uint64_t seed, const std::filesystem::path& folder, std::string* log)
      : seed_(seed), folder_(folder), log_(log), chance_(seed), server_(timeline_, folder / "server", seed * 31 + 7) {}

  Tally run() {
    prepare();
    for (int step = 0; step < kSteps; ++step) {
      timeline_.run_for(Millis{chance_.below(4'000)});
      something_happens();
    }
    calm_down();
    check();
    return tally_;
  }

 private:
  void say(const std::string& what) {
    if (log_ != nullptr) *log_ += fmt::format("{:>8} ms  {}\n", timeline_.now().count(), what);
  }

  void prepare() {
    for (int i = 0; i < kGuests; ++i) guests_.push_back(server_.add_guest(i));
    for (int i = 0; i < kKiosks; ++i) {
      auto& kiosk = add_kiosk();
      kiosk.pair(server_.pair());
      kiosk.start();
    }
    timeline_.run_for(Millis{3'000});
    server_.back_up();
  }

  Kiosk& add_kiosk() {
    const auto number = kiosks_.size();
    return *kiosks_.emplace_back(
        std::make_unique<Kiosk>(timeline_, server_, folder_ / fmt::format("kiosk{}", number), seed_ * 100 + number));
  }
  Kiosk& some_kiosk() { return *kiosks_[static_cast<std::size_t>(chance_.below(static_cast<int>(kiosks_.size())))]; }
  std::string name(const Kiosk& kiosk) { return kiosk.folder().filename().string(); }

  void something_happens() {
    auto& kiosk = some_kiosk();
    const int what = chance_.below(100);
    if (!kiosk.is_running()) return start(kiosk);
    if (what < 62) return scan(kiosk);
    if (what < 68) return undo(kiosk);
    if (what < 71) return walk_in(kiosk);
    ++tally_.faults;
    if (what < 79) return cut(kiosk);
    if (what < 86) return kill(kiosk);
    if (what < 90) return wrong_clock(kiosk);
    if (what < 94) return fill_disk(kiosk);
    if (what < 96) return late_guest();
    if (what < 98) return clone(kiosk);
    if (what < 99) return back_up();
    restore();
  }

  void scan(Kiosk& kiosk) {
    const auto number = static_cast<std::size_t>(chance_.below(static_cast<int>(guests_.size())));
    const auto outcome = kiosk.scan(guests_[number]);
    if (!outcome) return;
    say(fmt::format("{} scans guest {}: {}", name(kiosk), number, enum_name(outcome->decision.verdict)));
    require(outcome->decision.verdict == Verdict::admitted || outcome->decision.verdict == Verdict::already_in,
            fmt::format("guest {} is judged {}", number, enum_name(outcome->decision.verdict)));
    if (outcome->decision.verdict != Verdict::admitted) return;
    ++tally_.greens;
    greens_[number].insert(*outcome->admit);
    last_admit_ = *outcome->admit;
    last_guest_ = number;
  }

  void undo(Kiosk& kiosk) {
    if (!last_admit_ || !kiosk.undo(*last_admit_)) return;
    say(fmt::format("{} undoes the last green, of guest {}", name(kiosk), last_guest_));
    greens_[last_guest_].erase(*last_admit_);
    last_admit_.reset();
  }

  void walk_in(Kiosk& kiosk) {
    if (kiosk.walk_in(walk_ins_)) ++walk_ins_;
  }

  void cut(Kiosk& kiosk) {
    kiosk.network().cut(!kiosk.network().is_cut());
    say(fmt::format("{} is {}", name(kiosk), kiosk.network().is_cut() ? "cut off" : "connected again"));
    if (!kiosk.network().is_cut()) kiosk.sync_now();
  }

  void start(Kiosk& kiosk) {
    kiosk.start();
    say(name(kiosk) + " starts");
  }
  void kill(Kiosk& kiosk) {
    kiosk.kill();
    say(name(kiosk) + " is killed");
  }

  void wrong_clock(Kiosk& kiosk) {
    constexpr std::int64_t kYear = 365LL * 24 * 3'600'000;
    const auto error = Millis{(chance_.below(21) - 10) * kYear};
    kiosk.clock().set_wrong_by(chance_.below(3) == 0 ? Millis{0} : error);
    say(name(kiosk) + "'s clock jumps");
  }

  void fill_disk(Kiosk& kiosk) {
    say(name(kiosk) + "'s disk is full for a while");
    const FullDisk full(kiosk.folder());
    timeline_.run_for(Millis{chance_.below(20'000)});
    for (int i = 0; i < 3; ++i) {
      const auto outcome = kiosk.scan(guests_[static_cast<std::size_t>(chance_.below(static_cast<int>(guests_.size())))]);
      require(!outcome || outcome->decision.verdict != Verdict::admitted, "green on a full disk");
    }
  }

  // Answers are not what a restored server gets back from kiosks: a copy is made with each.
  void late_guest() {
    guests_.push_back(server_.add_guest(static_cast<int>(guests_.size())));
    server_.back_up();
    say(fmt::format("guest {} gets a ticket", guests_.size() - 1));
  }

  // Two machines go on with the same disk, log and token.
  void clone(Kiosk& kiosk) {
    if (kiosks_.size() >= kKiosks + 2) return;
    kiosk.kill();
    kiosk.copy_disk_to(folder_ / fmt::format("kiosk{}", kiosks_.size()));
    say(fmt::format("{} is cloned as kiosk{}", name(kiosk), kiosks_.size()));
    kiosk.start();
    add_kiosk().start();
  }

  void back_up() {
    server_.back_up();
    say("the server is backed up");
  }
  void restore() {
    server_.restore();
    say("the server is restored from its last copy");
  }

  [[nodiscard]] bool all_delivered() {
    return std::ranges::all_of(kiosks_, [](const auto& kiosk) { return kiosk->store().status().unsent == 0; });
  }

  void calm_down() {
    say("everything is well again");
    for (const auto& kiosk : kiosks_) {
      kiosk->network().heal();
      kiosk->clock().set_wrong_by(Millis{0});
      if (!kiosk->is_running()) kiosk->start();
      kiosk->sync_now();
    }
    // Requests that were delayed before may still arrive; then everybody needs some polls to hear of everything.
    for (int minute = 0; minute < 20 && (minute < 10 || !all_delivered()); ++minute) timeline_.run_for(Millis{60'000});
    timeline_.run_for(Millis{120'000});
  }

  void check() {
    for (const auto& kiosk : kiosks_) {
      require(kiosk->store().status().unsent == 0, name(*kiosk) + " still has unsent records; parked: " + server_.why_parked());
    }
    desk::EventFold fold;
    for (const auto& record : server_.records()) fold.add(record);
    check_greens(fold);
    const auto heads = server_.headcount();
    std::set<std::string> conflicts;
    for (const auto& conflict : server_.conflicts()) conflicts.insert(conflict.id);
    require(heads.arrived == tally_.arrived, fmt::format("{} arrived, {} counted", tally_.arrived, heads.arrived));
    for (const auto& kiosk : kiosks_) check_agreement(*kiosk, heads, conflicts);
    tally_.conflicts = static_cast<int>(conflicts.size());
  }

  // Whoever saw green, and was not taken back, is counted, once; nobody else is.
  void check_greens(const desk::EventFold& fold) {
    tally_.arrived = walk_ins_;
    for (std::size_t number = 0; number < guests_.size(); ++number) {
      std::set<RecordId> live;
      for (const auto& admission : fold.attendance(desk::Subject::of(guests_[number].id)).admissions) live.insert(admission.record);
      for (const auto& green : greens_[number]) {
        if (!live.contains(green)) say("the server lacks the green " + green.to_string());
      }
      require(live == greens_[number],
              fmt::format("guest {} saw {} greens, the server knows {}", number, greens_[number].size(), live.size()));
      if (!live.empty()) ++tally_.arrived;
    }
  }

  void check_agreement(Kiosk& kiosk, const desk::Headcount& heads, const std::set<std::string>& conflicts) {
    const auto facts = must(kiosk.store().staff_facts());
    require(facts.counts.size() == 1, name(kiosk) + " does not know its edition");
    require(facts.counts[0].heads == heads,
            fmt::format("{} counts {} arrived, the server {}", name(kiosk), facts.counts[0].heads.arrived, heads.arrived));
    std::set<std::string> own;
    for (const auto& conflict : facts.conflicts) own.insert(conflict.id);
    for (const auto& conflict : facts.conflicts) {
      if (!conflicts.contains(conflict.id)) say(name(kiosk) + " alone sees " + json::to_text(conflict));
    }
    require(own == conflicts, fmt::format("{} sees {} conflicts, the server {}", name(kiosk), own.size(), conflicts.size()));
  }

  std::uint64_t seed_;
  std::filesystem::path folder_;
  std::string* log_;
  test::Chance chance_;
  test::Timeline timeline_;
  Server server_;
  std::vector<std::unique_ptr<Kiosk>> kiosks_;
  std::vector<Guest> guests_;
  std::map<std::size_t, std::set<RecordId>> greens_;  // what each guest saw and reception did not take back
  std::optional<RecordId> last_admit_;
  std::size_t last_guest_ = 0;
  int walk_ins_ = 0;
  Tally tally_;
};

}  // namespace

Tally run_evening(std::uint64_t seed, const std::filesystem::path& folder, std::string* log) { return Evening(seed, folder, log).run(); }

}  // namespace uke::sim

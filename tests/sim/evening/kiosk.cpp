#include "tests/sim/evening/kiosk.h"

#include "tests/sim/evening/must.h"

namespace uke::sim {

using kiosk::store::Store;

Kiosk::Kiosk(test::Timeline& timeline, Server& server, std::filesystem::path folder, std::uint64_t seed)
    : timeline_(timeline), folder_(std::move(folder)), clock_(timeline), random_(seed), network_(timeline, server, seed + 1'000) {
  store_.emplace(must(Store::open({.folder = folder_, .clock = &clock_, .random = &random_})));
}

void Kiosk::pair(const wire::PairAnswer& answer) {
  must(store_->save_pairing({.server = "https://uketsuke.example", .token = answer.token, .answer = answer}));
}

void Kiosk::start() {
  if (!store_) {
    clock_.reboot("boot-" + std::to_string(++boots_));
    store_.emplace(must(Store::open({.folder = folder_, .clock = &clock_, .random = &random_})));
  }
  const auto pairing = store_->pairing();
  require(pairing.has_value(), "the kiosk forgot its pairing");
  store_thread_ = std::make_unique<test::TimelineExecutor>(timeline_);
  sync_thread_ = std::make_unique<test::TimelineExecutor>(timeline_);
  engine_ = std::make_unique<kiosk::sync::Engine>(kiosk::sync::EngineOptions{.server = pairing->server,
                                                                             .token = pairing->token,
                                                                             .kiosk = pairing->answer.kiosk,
                                                                             .transport = &network_,
                                                                             .desk = this,
                                                                             .executor = sync_thread_.get(),
                                                                             .clock = &clock_,
                                                                             .random = &random_,
                                                                             .desk_changed = [] {}});
  engine_->start();
}

void Kiosk::kill() {
  engine_.reset();
  sync_thread_.reset();
  store_thread_.reset();
  store_.reset();
}

void Kiosk::copy_disk_to(const std::filesystem::path& folder) const {
  require(!is_running(), "a disk is copied while nobody writes on it");
  std::filesystem::copy(folder_, folder, std::filesystem::copy_options::recursive);
}

void Kiosk::run(std::function<void(kiosk::sync::Desk&)> task) {
  store_thread_->post([this, task = std::move(task)] {
    kiosk::sync::DeskOf<Store> desk(*store_);
    task(desk);
  });
}

std::optional<kiosk::app::DeskOutcome> Kiosk::scan(const Guest& guest) {
  auto outcome = store_->judge(guest.ticket, kiosk::app::ScanSource::camera, desk::DeskMode::staffed);
  if (!outcome) {
    require(outcome.error().code == ErrorCode::disk_full, describe(outcome.error()));
    return std::nullopt;
  }
  const auto& shown = (*outcome)->decision;
  if (shown.verdict == desk::Verdict::admitted && !(*outcome)->admit) {  // on no list here: reception confirms
    kiosk::app::AdmitOrder order;
    order.subject = *shown.subject;
    order.overrides = {"unlisted"};
    outcome = store_->admit(order, desk::Decision(shown));
    if (!outcome) {
      require(outcome.error().code == ErrorCode::disk_full, describe(outcome.error()));
      return std::nullopt;
    }
  }
  engine_->records_written();
  return **outcome;
}

bool Kiosk::undo(RecordId record) {
  const auto undone = store_->undo(record);
  if (undone) engine_->records_written();
  return undone.has_value();
}

bool Kiosk::walk_in(int number) {
  const auto outcome = store_->walk_in({.kana = "とうじつ" + std::to_string(number), .name = "", .payment = Yen{1000}});
  if (outcome) engine_->records_written();
  return outcome.has_value();
}

}  // namespace uke::sim

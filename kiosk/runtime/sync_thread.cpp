#include "kiosk/runtime/sync_thread.h"

#include "kiosk/sync/pairing.h"

#include <array>
#include <unistd.h>
#include <utility>

namespace uke::kiosk::runtime {
namespace {

std::string machine_name() {
  std::array<char, 256> name{};
  if (gethostname(name.data(), name.size() - 1) != 0) return "";
  return name.data();
}

}  // namespace

SyncThread::SyncThread(EventQueue& events, StoreThread& store) : events_(events), store_(store), executor_("sync") {}

void SyncThread::start(store::Store& store) {
  if (const auto pairing = store.pairing()) run_engine(*pairing);
}

void SyncThread::run_engine(const store::Pairing& pairing) {
  executor_.post([this, pairing] {
    engine_ = std::make_unique<sync::Engine>(sync::EngineOptions{.server = pairing.server,
                                                                 .token = pairing.token,
                                                                 .kiosk = pairing.answer.kiosk,
                                                                 .transport = &transport_,
                                                                 .desk = this,
                                                                 .executor = &executor_,
                                                                 .desk_changed = [this] { store_.tell_status(); }});
    engine_->start();
  });
}

void SyncThread::records_written() {
  executor_.post([this] {
    if (engine_) engine_->records_written();
  });
}

void SyncThread::now() {
  executor_.post([this] {
    if (engine_) engine_->now();
  });
}

void SyncThread::run(std::function<void(sync::Desk&)> task) {
  store_.run([task = std::move(task)](store::Store& store) {
    sync::DeskOf<store::Store> desk(store);
    task(desk);
  });
}

void SyncThread::pair(app::Pair effect) {
  store_.run([this, effect = std::move(effect)](store::Store& store) { redeem(store, effect); });
}

void SyncThread::redeem(store::Store& store, const app::Pair& effect) {
  const auto nonce = store.pairing_nonce();
  if (!nonce) {
    events_.push(app::PairingEnded{effect.request, nonce.error()});
    return;
  }
  const sync::PairingCall call{.server = effect.server, .code = effect.code, .nonce = *nonce, .name = machine_name()};
  sync::pair(transport_, call, [this, effect](Result<wire::PairAnswer> answer) {
    store_.run([this, effect, answer = std::move(answer)](store::Store& open_store) { save(open_store, effect, answer); });
  });
}

void SyncThread::save(store::Store& store, const app::Pair& effect, Result<wire::PairAnswer> answer) {
  if (!answer) {
    events_.push(app::PairingEnded{effect.request, answer.error()});
    return;
  }
  const store::Pairing pairing{sync::tidy_url(effect.server), answer->token, *answer};
  const auto saved = store.save_pairing(pairing);
  events_.push(app::PairingEnded{effect.request, saved ? std::nullopt : std::optional(saved.error())});
  if (!saved) return;
  store_.tell_status();
  run_engine(pairing);
}

}  // namespace uke::kiosk::runtime

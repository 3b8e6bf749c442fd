// A kiosk without a window, for tests: real store, real engine, real HTTP. It pairs if it must, scans tickets at random as fast as it is
// told, and prints a line for each green after the record is durable. On SIGUSR1 it stops scanning, goes on synchronising, and prints
// what it counts four times a second. It ends when it is killed.
//
//   green <record>            undone <record>            status <unsent> <arrived> <conflict ids>
#include "kiosk/store/store.h"
#include "kiosk/sync/curl_transport.h"
#include "kiosk/sync/engine.h"
#include "kiosk/sync/pairing.h"
#include "shared/base/thread_executor.h"
#include "tests/support/chance.h"

#include <CLI/CLI.hpp>
#include <fmt/core.h>

#include <algorithm>
#include <atomic>
#include <csignal>
#include <fstream>
#include <future>
#include <optional>
#include <string>
#include <thread>
#include <unistd.h>
#include <vector>

namespace uke::kiosk {
namespace {

std::atomic<bool> scanning = true;

// One write() a line, so that a killed program leaves no half line and no line in a buffer.
void tell(const std::string& line) {
  const auto text = line + "\n";
  if (::write(STDOUT_FILENO, text.data(), text.size()) < 0) std::_Exit(1);
}

struct Options {
  std::filesystem::path folder;
  std::string server;
  std::string code;
  std::filesystem::path tickets;
  std::uint64_t seed = 1;
  int every_ms = 20;
};

Result<store::Pairing> redeem(sync::Transport& transport, store::Store& store, const Options& options) {
  TRY(const auto nonce, store.pairing_nonce());
  std::promise<Result<wire::PairAnswer>> promise;
  sync::pair(transport, {.server = options.server, .code = options.code, .nonce = nonce, .name = "test"},
             [&](Result<wire::PairAnswer> answer) { promise.set_value(std::move(answer)); });
  TRY(auto answer, promise.get_future().get());
  store::Pairing pairing{.server = options.server, .token = answer.token, .answer = answer};
  TRYV(store.save_pairing(pairing));
  return pairing;
}

class HeadlessKiosk final : public sync::DeskAccess {
 public:
  HeadlessKiosk(store::Store store, const Options& options) : store_(std::move(store)), options_(options), chance_(options.seed) {}

  Status start() {
    auto pairing = store_.pairing();
    if (!pairing) {
      TRY(pairing, redeem(transport_, store_, options_));
    }
    std::ifstream in(options_.tickets);
    for (std::string line; std::getline(in, line);) tickets_.push_back(line);
    engine_.emplace(sync::EngineOptions{.server = pairing->server,
                                        .token = pairing->token,
                                        .kiosk = pairing->answer.kiosk,
                                        .transport = &transport_,
                                        .desk = this,
                                        .executor = &sync_thread_});
    engine_->start();
    tell("started");
    next();
    return {};
  }

  void run(std::function<void(sync::Desk&)> task) override {
    store_thread_.post([this, task = std::move(task)] {
      sync::DeskOf<store::Store> desk(store_);
      task(desk);
    });
  }

 private:
  void next() {
    const bool scans = scanning && !tickets_.empty();
    store_thread_.post_after(Millis{scans ? options_.every_ms : 250}, [this, scans] {
      if (scans) {
        scan();
      } else {
        tell_status();
      }
      next();
    });
  }

  void scan() {
    const auto& ticket = tickets_[static_cast<std::size_t>(chance_.below(static_cast<int>(tickets_.size())))];
    auto outcome = store_.judge(ticket, app::ScanSource::camera, desk::DeskMode::staffed);
    if (outcome && (*outcome)->decision.verdict == desk::Verdict::pay_first) outcome = take_payment((*outcome)->decision);
    if (!outcome) return tell("failed " + describe(outcome.error()));
    const auto admit = (*outcome)->admit;
    if (!admit || (*outcome)->decision.verdict != desk::Verdict::admitted) return;
    tell("green " + admit->to_string());
    // Reception takes some back, so that there is always somebody left to admit.
    if (chance_.below(2) == 0 && store_.undo(*admit)) tell("undone " + admit->to_string());
    engine_->records_written();
  }

  Result<app::Committed<app::DeskOutcome>> take_payment(const desk::Decision& decision) {
    app::AdmitOrder order;
    order.subject = *decision.subject;
    order.overrides = {"pay_first"};
    order.payment = decision.due;
    return store_.admit(order, decision);
  }

  void tell_status() {
    const auto facts = store_.staff_facts();
    if (!facts) return tell("failed " + describe(facts.error()));
    std::vector<std::string> conflicts;
    std::int64_t arrived = 0;
    for (const auto& count : facts->counts) arrived += count.heads.arrived;
    for (const auto& conflict : facts->conflicts) conflicts.push_back(conflict.id);
    std::ranges::sort(conflicts);
    std::string ids;
    for (const auto& id : conflicts) ids += id.substr(0, 8) + ",";
    tell(fmt::format("status {} {} {}", store_.status().unsent, arrived, ids.empty() ? "-" : ids));
  }

  store::Store store_;
  Options options_;
  test::Chance chance_;
  std::vector<std::string> tickets_;
  sync::CurlTransport transport_;
  std::optional<sync::Engine> engine_;
  ThreadExecutor store_thread_{"store"};
  ThreadExecutor sync_thread_{"sync"};
};

int run(const Options& options) {
  auto store = store::Store::open({.folder = options.folder});
  if (!store) {
    tell("failed " + describe(store.error()));
    return 1;
  }
  HeadlessKiosk kiosk(std::move(*store), options);
  if (const auto started = kiosk.start(); !started) {
    tell("failed " + describe(started.error()));
    return 1;
  }
  for (;;) ::pause();
}

}  // namespace
}  // namespace uke::kiosk

int main(int argc, char** argv) {
  uke::kiosk::Options options;
  CLI::App app{"A kiosk without a window, for tests."};
  app.add_option("--folder", options.folder)->required();
  app.add_option("--server", options.server)->required();
  app.add_option("--code", options.code);
  app.add_option("--tickets", options.tickets, "file with one QR text a line");
  app.add_option("--seed", options.seed);
  app.add_option("--every-ms", options.every_ms);
  CLI11_PARSE(app, argc, argv);
  std::signal(SIGUSR1, [](int) { uke::kiosk::scanning = false; });
  return uke::kiosk::run(options);
}

// What both loops of the engine share. Lives on the engine's executor; internal to kiosk/sync.
#pragma once

#include "kiosk/sync/engine.h"
#include "kiosk/sync/server_clock.h"

#include <functional>
#include <memory>
#include <utility>

namespace uke::kiosk::sync {

class Context {
 public:
  explicit Context(EngineOptions options) : options_(std::move(options)), server_clock_(*options_.clock) {}

  // Continuations run only as long as `owner` lives.
  void live_with(std::weak_ptr<void> owner) { owner_ = std::move(owner); }

  void post(std::function<void()> task) { options_.executor->post(guarded(std::move(task))); }
  void post_after(Millis delay, std::function<void()> task) { options_.executor->post_after(delay, guarded(std::move(task))); }

  // `done` runs on the engine's executor, with the uptime at which the call was sent.
  void send(HttpCall call, std::function<void(Result<HttpAnswer>, Millis sent)> done);

  // Runs `work` on the store's thread and `then`, with its result, on the engine's executor.
  template <class Work, class Then>
  void ask_desk(Work work, Then then) {
    auto back = [this, owner = owner_](std::function<void()> task) {
      if (const auto alive = owner.lock()) post(std::move(task));
    };
    options_.desk->run([work = std::move(work), then = std::move(then), back](Desk& desk) {
      auto result = std::make_shared<decltype(work(desk))>(work(desk));
      back([result, then] { then(std::move(*result)); });
    });
  }
  // The same for a change of the desk's memory that shows in its status.
  template <class Work, class Then>
  void change_desk(Work work, Then then) {
    ask_desk(
        [work = std::move(work), changed = options_.desk_changed](Desk& desk) {
          auto result = work(desk);
          changed();
          return result;
        },
        std::move(then));
  }

  void heard_time(std::int64_t server_time_ms, Millis sent) { server_clock_.heard(server_time_ms, sent); }
  // Tells the desk that the server answered, or did not.
  void note(app::Link link);
  // The server revoked this kiosk: names go, at most once.
  void revoked();

  [[nodiscard]] const EngineOptions& options() const { return options_; }

 private:
  [[nodiscard]] std::function<void()> guarded(std::function<void()> task) const;

  EngineOptions options_;
  ServerClock server_clock_;
  std::weak_ptr<void> owner_;
  bool wiped_ = false;
};

}  // namespace uke::kiosk::sync

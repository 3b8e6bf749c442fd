#include "kiosk/sync/context.h"

namespace uke::kiosk::sync {

std::function<void()> Context::guarded(std::function<void()> task) const {
  return [owner = owner_, task = std::move(task)] {
    if (const auto alive = owner.lock()) task();
  };
}

void Context::send(HttpCall call, std::function<void(Result<HttpAnswer>, Millis sent)> done) {
  call.bearer = options_.token;
  const auto sent = options_.clock->uptime();
  options_.transport->send(std::move(call), [this, owner = owner_, done = std::move(done), sent](Result<HttpAnswer> answer) {
    if (const auto alive = owner.lock()) post([done, sent, answer = std::move(answer)] { done(answer, sent); });
  });
}

void Context::note(app::Link link) {
  const auto time = link == app::Link::online ? server_clock_.now_ms() : std::nullopt;
  change_desk(
      [time, link](Desk& desk) {
        desk.note_exchange(time, link);
        return true;
      },
      [](bool) {});
}

void Context::revoked() {
  if (std::exchange(wiped_, true)) return;
  change_desk([](Desk& desk) { return desk.wipe_personal_data(); }, [this](const Status& status) { wiped_ = status.has_value(); });
}

}  // namespace uke::kiosk::sync

#include "kiosk/sync/engine.h"

#include "kiosk/sync/context.h"
#include "kiosk/sync/downloader.h"
#include "kiosk/sync/uploader.h"

namespace uke::kiosk::sync {

struct Engine::State {
  explicit State(EngineOptions options)
      : context(std::move(options)), uploader(context), downloader(context, [this] { uploader.wake(); }) {}

  Context context;
  Uploader uploader;
  Downloader downloader;
};

Engine::Engine(EngineOptions options) : state_(std::make_shared<State>(std::move(options))) { state_->context.live_with(state_); }

Engine::~Engine() = default;

void Engine::start() {
  state_->context.post([state = state_.get()] {
    state->downloader.start();
    state->uploader.wake();
  });
}

void Engine::records_written() {
  state_->context.post([state = state_.get()] { state->uploader.wake(); });
}

void Engine::now() {
  state_->context.post([state = state_.get()] {
    state->uploader.now();
    state->downloader.now();
  });
}

}  // namespace uke::kiosk::sync

// Keeps the roster as the server has it: the whole of it first, then what changes, by long polls. Lives on the engine's executor.
#pragma once

#include "kiosk/sync/backoff.h"
#include "kiosk/sync/context.h"

#include <cstddef>
#include <cstdint>
#include <functional>
#include <memory>
#include <string>

namespace uke::kiosk::sync {

class Downloader {
 public:
  // `may_upload` is called when an answer may have made records unsent again.
  Downloader(Context& context, std::function<void()> may_upload) : context_(context), may_upload_(std::move(may_upload)) {}

  void start() { begin(); }
  // Tries at once, unless an exchange is under way.
  void now();

 private:
  struct Wish {
    bool wanted = false;
    std::string cursor;
  };
  using Answer = std::shared_ptr<const wire::ChangesAnswer>;
  void begin();
  void send();
  void answered(const Result<HttpAnswer>& answer, Millis sent);
  void take(const std::string& body, Millis sent);
  void start_over();
  void apply(Answer answer, std::size_t from);
  void applied(const Answer& answer);
  void finished(const Answer& answer);
  void retry_later();
  void wait(Millis delay);

  Context& context_;
  std::function<void()> may_upload_;
  Backoff backoff_;
  std::string from_;   // what was asked for
  std::string built_;  // how far the snapshot under way has come
  bool building_ = false;
  bool whole_again_ = false;  // the cursor is worth nothing any more: download everything
  bool busy_ = false;
  Millis asked_{0};
  std::uint64_t wait_ = 0;  // which wait counts: an older timer does nothing
};

}  // namespace uke::kiosk::sync

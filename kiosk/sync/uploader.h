// Sends what the desk wrote, batch after batch, until the server has all of it. Lives on the engine's executor.
#pragma once

#include "kiosk/sync/backoff.h"
#include "kiosk/sync/context.h"

#include <cstddef>
#include <cstdint>
#include <vector>

namespace uke::kiosk::sync {

class Uploader {
 public:
  explicit Uploader(Context& context) : context_(context) {}

  // There may be something to send. While the server does not answer, the next attempt waits for its time.
  void wake();
  // Tries at once.
  void now();

 private:
  using Batch = std::vector<json::Raw>;
  void begin();
  void send(Batch batch);
  void answered(const Batch& batch, const Result<HttpAnswer>& answer, Millis sent);
  void stored(const Batch& batch, const std::string& body, Millis sent);
  void refused(const Batch& batch, std::string_view reason);
  void acknowledge(std::vector<wire::UploadResult> results, wire::Have have);
  void rest();
  void retry_later();

  Context& context_;
  Backoff backoff_;
  std::size_t records_max_ = wire::kRecordsPerBatch;  // less after a 413
  bool busy_ = false;                                 // asking the desk or the server
  bool again_ = false;                                // woken while busy
  bool waiting_ = false;                              // for the back-off
  std::uint64_t wait_ = 0;                            // which wait counts: an older timer does nothing
};

}  // namespace uke::kiosk::sync

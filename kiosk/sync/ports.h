// What synchronisation needs of the world: HTTP and the desk's memory. Real ones and simulated ones.
#pragma once

#include "kiosk/app/facts.h"
#include "shared/base/result.h"
#include "shared/base/time.h"
#include "shared/wire/messages.h"

#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <vector>

namespace uke::kiosk::sync {

struct HttpCall {
  enum class Method : std::uint8_t { get, post };
  enum class Body : std::uint8_t { plain, gzip };
  Method method = Method::get;
  std::string url;
  std::string bearer;  // "" = none
  std::string body;    // JSON, packed already where `packing` says so
  Body packing = Body::plain;
  Millis timeout{20'000};
  std::size_t answer_bytes_max = 4 * 1024 * 1024;  // inflated
};

struct HttpAnswer {
  int status = 0;
  std::string body;
};

class Transport {
 public:
  virtual ~Transport() = default;
  // Thread-safe. Calls `done` once, on any thread: with the answer, whatever its status; or with `unavailable`, `timeout` or `too_large`.
  // Calls are under way at the same time. A transport that ends drops what is under way without calling.
  virtual void send(HttpCall call, std::function<void(Result<HttpAnswer>)> done) = 0;
};

// The desk's memory, as kiosk/store has it (which see). All on the store's thread.
class Desk {
 public:
  virtual ~Desk() = default;
  [[nodiscard]] virtual Result<std::vector<json::Raw>> unsent(std::size_t records_max, std::size_t bytes_max) = 0;
  [[nodiscard]] virtual Status mark_sent(const std::vector<wire::UploadResult>& results, const wire::Have& have) = 0;
  // The server lost something: whatever is held here is unsent again.
  [[nodiscard]] virtual Status offer_everything() = 0;
  [[nodiscard]] virtual bool wants_roster() const = 0;
  [[nodiscard]] virtual std::string cursor() const = 0;
  [[nodiscard]] virtual Status begin_snapshot() = 0;
  [[nodiscard]] virtual Status apply_changes(const std::vector<wire::Change>& changes, const std::string& cursor_after) = 0;
  [[nodiscard]] virtual Status finish_snapshot(const std::string& cursor_after) = 0;
  [[nodiscard]] virtual Status wipe_personal_data() = 0;
  virtual void note_exchange(std::optional<std::int64_t> server_time_ms, app::Link link) = 0;
};

class DeskAccess {
 public:
  virtual ~DeskAccess() = default;
  // Runs `task` on the store's thread, behind what waits there already: scans go first. Thread-safe. When the store has ended the task
  // is dropped.
  virtual void run(std::function<void(Desk&)> task) = 0;
};

// A Desk in front of an object with the same methods, which kiosk/store's Store is; this room does not know that one.
template <class Store>
class DeskOf final : public Desk {
 public:
  explicit DeskOf(Store& store) : store_(store) {}
  Result<std::vector<json::Raw>> unsent(std::size_t records_max, std::size_t bytes_max) override {
    return store_.unsent(records_max, bytes_max);
  }
  Status mark_sent(const std::vector<wire::UploadResult>& results, const wire::Have& have) override {
    return store_.mark_sent(results, have);
  }
  Status offer_everything() override { return store_.offer_everything(); }
  bool wants_roster() const override { return store_.wants_roster(); }
  std::string cursor() const override { return store_.cursor(); }
  Status begin_snapshot() override { return store_.begin_snapshot(); }
  Status apply_changes(const std::vector<wire::Change>& changes, const std::string& cursor_after) override {
    return store_.apply_changes(changes, cursor_after);
  }
  Status finish_snapshot(const std::string& cursor_after) override { return store_.finish_snapshot(cursor_after); }
  Status wipe_personal_data() override { return store_.wipe_personal_data(); }
  void note_exchange(std::optional<std::int64_t> server_time_ms, app::Link link) override { store_.note_exchange(server_time_ms, link); }

 private:
  Store& store_;
};

}  // namespace uke::kiosk::sync

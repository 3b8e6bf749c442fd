// The change numbers that one transaction takes from the events' counters. Internal to this room: rooms use changes.h.
#pragma once

#include "shared/base/ids.h"
#include "shared/storage/tx.h"

#include <cstdint>
#include <string>
#include <vector>

namespace uke::server::storage {

// When the counters are written: with each number, or once by flush() at the end of a batch of many mutations.
enum class Numbering : std::uint8_t { at_once, at_end };

class FeedNumbers {
 public:
  explicit FeedNumbers(Numbering numbering) : numbering_(numbering) {}

  [[nodiscard]] Result<std::int64_t> next(uke::storage::WriteTx& tx, EventId event);
  // What the mutation since the last call took is kept, or given back because its writes were undone.
  void keep();
  void give_back();
  // Writes the counters and a tag for the batch of each event that kept a number.
  [[nodiscard]] Status flush(uke::storage::WriteTx& tx);

 private:
  struct Taken {
    EventId event;
    std::int64_t before = 0;  // the counter when the transaction began
    std::int64_t kept = 0;
    std::int64_t last = 0;
    std::string tag;
  };
  [[nodiscard]] static Status write(uke::storage::WriteTx& tx, const Taken& taken);

  Numbering numbering_;
  std::vector<Taken> events_;  // few: most batches touch one event
};

}  // namespace uke::server::storage

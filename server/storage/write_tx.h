// What a mutation of the server writes through: a transaction that also notes which topics it touched and numbers the kiosk feed.
#pragma once

#include "server/storage/feed_numbers.h"
#include "shared/storage/tx.h"

#include <set>
#include <string>
#include <string_view>
#include <utility>

namespace uke::server::storage {

using uke::storage::ReadTx;

// One mutation inside a batch. The batch commits many mutations at once; an error returned by the mutation undoes only its own writes.
// Not thread-safe: it lives on the writer's thread. Outside of the write queue (commands, tests) make one from a connection's write().
class WriteTx : public uke::storage::WriteTx {
 public:
  explicit WriteTx(uke::storage::WriteTx tx, Numbering numbering = Numbering::at_once) : uke::storage::WriteTx(tx), numbers_(numbering) {}

  // After the commit everybody who watches this topic looks again. Lost if the mutation fails.
  void touch(std::string topic) { topics_.insert(std::move(topic)); }
  [[nodiscard]] const std::set<std::string>& topics() const { return topics_; }
  void forget_topics() { topics_.clear(); }

  // Of changes.h and the write queue.
  [[nodiscard]] FeedNumbers& numbers() { return numbers_; }

 private:
  std::set<std::string> topics_;
  FeedNumbers numbers_;
};

}  // namespace uke::server::storage

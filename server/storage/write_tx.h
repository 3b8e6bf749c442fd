// What a mutation of the server writes through: a transaction that also notes which topics it touched and numbers the kiosk feed.
#pragma once

#include "shared/storage/tx.h"

#include <set>
#include <string>
#include <string_view>

namespace uke::server::storage {

using uke::storage::ReadTx;

// One mutation inside a batch. The batch commits many mutations at once; an error returned by the mutation undoes only its own writes.
// Not thread-safe: it lives on the writer's thread.
class WriteTx : public uke::storage::WriteTx {
 public:
  explicit WriteTx(uke::storage::WriteTx tx) : uke::storage::WriteTx(tx) {}

  // After the commit everybody who watches this topic looks again. Lost if the mutation fails.
  void touch(std::string topic) { topics_.insert(std::move(topic)); }
  [[nodiscard]] const std::set<std::string>& topics() const { return topics_; }
  void forget_topics() { topics_.clear(); }

 private:
  std::set<std::string> topics_;
};

}  // namespace uke::server::storage

#include "server/desk/around.h"

#include "server/desk/store.h"

#include <set>
#include <vector>

namespace uke::server::desk {
namespace {

class Gathering {
 public:
  Gathering(storage::ReadTx& tx, EventId event) : tx_(tx), event_(event) {}

  // Links, unlinks and reassigns are few: all of them are taken, and whom they concern is worked out from there.
  Status take_joinings() {
    TRYV(each_joining_record(tx_, event_, [&](StoredRecord&& row) { return keep(std::move(row)); }));
    for (const auto& record : joinings_) {
      if (record.kind == Kind::reassign && record.ref) TRYV(each_record_with_id(tx_, *record.ref, keeping()));
    }
    return {};
  }

  Status take_subjects(std::span<const Subject> subjects) {
    std::set<Subject> wanted(subjects.begin(), subjects.end());
    for (std::size_t before = 0; before != wanted.size();) {
      before = wanted.size();
      for (const auto& record : joinings_) {
        const auto& to = record.payload.to;
        if (record.kind != Kind::link || !to || (!wanted.contains(record.subject) && !wanted.contains(*to))) continue;
        wanted.insert(record.subject);
        wanted.insert(*to);
      }
    }
    for (const auto& subject : wanted) TRYV(each_record_of_subject(tx_, event_, subject, keeping()));
    return {};
  }

  // An undo counts whatever subject it was written about.
  Status take_undos() {
    const auto ids = ids_;
    for (const auto& id : ids) TRYV(each_undo_of(tx_, id, keeping()));
    return {};
  }

  [[nodiscard]] EventFold&& fold() { return std::move(fold_); }

 private:
  std::function<Status(StoredRecord&&)> keeping() {
    return [this](StoredRecord&& row) { return keep(std::move(row)); };
  }
  Status keep(StoredRecord&& row) {
    TRY(auto record, to_desk_record(std::move(row)));
    fold_.add(record);
    ids_.insert(record.id);
    const bool joins = record.kind == Kind::link || record.kind == Kind::unlink || record.kind == Kind::reassign;
    if (joins) joinings_.push_back(std::move(record));
    return {};
  }

  storage::ReadTx& tx_;
  EventId event_;
  EventFold fold_;
  std::set<RecordId> ids_;
  std::vector<DeskRecord> joinings_;
};

}  // namespace

Result<EventFold> fold_around(storage::ReadTx& tx, EventId event, std::span<const Subject> subjects) {
  Gathering gathering(tx, event);
  TRYV(gathering.take_joinings());
  TRYV(gathering.take_subjects(subjects));
  TRYV(gathering.take_undos());
  return gathering.fold();
}

}  // namespace uke::server::desk

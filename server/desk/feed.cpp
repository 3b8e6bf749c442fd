#include "server/desk/feed.h"

#include "server/desk/pairing.h"
#include "server/desk/store.h"
#include "server/desk/upload.h"
#include "server/events/service.h"
#include "server/rsvps/service.h"
#include "server/storage/changes.h"
#include "shared/json/json.h"

#include <algorithm>
#include <limits>

namespace uke::server::desk {
namespace {

constexpr std::size_t kPackEvery = 256 * 1024;

template <class T>
wire::Change present(wire::ChangeKind kind, std::string key, const T& value) {
  return {.kind = kind, .key = std::move(key), .deleted = false, .data = json::Raw{json::to_text(value)}};
}
wire::Change gone(wire::ChangeKind kind, std::string key) { return {.kind = kind, .key = std::move(key), .deleted = true, .data = {}}; }

Result<std::optional<wire::KioskSettings>> settings_of(storage::ReadTx& tx, KioskId kiosk) {
  TRY(auto row, find_kiosk(tx, kiosk));
  if (!row) return std::optional<wire::KioskSettings>{};
  TRY(auto pin_hash, find_pin_hash(tx, row->edition));
  return std::optional{wire::KioskSettings{
      .name = std::move(row->name), .pin_hash = pin_hash.value_or(""), .retired = row->state != accounts::TokenState::active}};
}

// The current state of one noted row, as this kiosk may see it.
class Describer {
 public:
  Describer(storage::ReadTx& tx, const FeedQuery& query) : tx_(tx), query_(query) {}

  [[nodiscard]] Status describe(const storage::NotedChange& noted, std::vector<wire::Change>& out) {
    switch (noted.kind) {
      case wire::ChangeKind::event: return event(noted.key, out);
      case wire::ChangeKind::edition: return edition(noted.key, out);
      case wire::ChangeKind::attendee:
      case wire::ChangeKind::other_ticket: return attendee(noted.key, out);
      case wire::ChangeKind::kiosk: return kiosk(noted.key, out);
      case wire::ChangeKind::record: break;  // records carry their own number
    }
    return {};
  }

 private:
  Status event(const std::string& key, std::vector<wire::Change>& out) {
    TRY(const auto id, EventId::parse(key));
    TRY(const auto found, events::event_for_desk(tx_, id));
    out.push_back(found ? present(wire::ChangeKind::event, key, *found) : gone(wire::ChangeKind::event, key));
    return {};
  }

  Status edition(const std::string& key, std::vector<wire::Change>& out) {
    TRY(const auto id, EditionId::parse(key));
    TRY(const auto found, events::find_edition(tx_, id));
    out.push_back(found ? present(wire::ChangeKind::edition, key, events::for_desk(*found)) : gone(wire::ChangeKind::edition, key));
    return {};
  }

  // Names only of the own edition; somebody who moved away is deleted here and known by ticket only.
  Status attendee(const std::string& key, std::vector<wire::Change>& out) {
    TRY(const auto id, AttendeeId::parse(key));
    TRY(const auto found, rsvps::attendee_for_desk(tx_, id));
    const bool here = found && found->edition == query_.edition;
    const bool elsewhere = found && !here;
    out.push_back(here ? present(wire::ChangeKind::attendee, key, *found) : gone(wire::ChangeKind::attendee, key));
    const auto ticket = [&] { return OtherTicket{.ticket = found->ticket, .id = id, .edition = found->edition, .state = found->state}; };
    out.push_back(elsewhere ? present(wire::ChangeKind::other_ticket, key, ticket()) : gone(wire::ChangeKind::other_ticket, key));
    return {};
  }

  Status kiosk(const std::string& key, std::vector<wire::Change>& out) {
    if (key != query_.kiosk.to_string()) return {};
    TRY(const auto settings, settings_of(tx_, query_.kiosk));
    if (settings) out.push_back(present(wire::ChangeKind::kiosk, key, *settings));
    return {};
  }

  storage::ReadTx& tx_;
  const FeedQuery& query_;
};

struct Page {
  std::vector<storage::NotedChange> noted;
  std::vector<StoredRecord> records;
  std::int64_t to = 0;
  bool more = false;
};

// The next `limit` numbers of both kinds of changes. Every number belongs to one change, so a page can end after any of them.
Result<Page> page_after(storage::ReadTx& tx, EventId event, std::int64_t after, std::int64_t newest, std::int64_t limit) {
  Page page;
  TRY(page.noted, storage::changes_after(tx, event, after, limit + 1));
  const auto keep = [&](StoredRecord&& row) -> Status {
    page.records.push_back(std::move(row));
    return {};
  };
  TRYV(each_record_after(tx, event, after, limit + 1, keep));
  std::vector<std::int64_t> numbers;
  for (const auto& change : page.noted) numbers.push_back(change.number);
  for (const auto& record : page.records) numbers.push_back(record.change_no);
  std::ranges::sort(numbers);
  page.more = std::ssize(numbers) > limit;
  page.to = page.more ? numbers[static_cast<std::size_t>(limit - 1)] : newest;
  std::erase_if(page.noted, [&](const auto& change) { return change.number > page.to; });
  std::erase_if(page.records, [&](const auto& record) { return record.change_no > page.to; });
  return page;
}

// Writes changes as they come, each with a comma before it.
class Sink {
 public:
  template <class T>
  Status add(wire::ChangeKind kind, std::string_view key, const T& value) {
    begin(kind, key);
    json::write(text_, value);
    return end();
  }
  Status add(const StoredRecord& record) {
    begin(wire::ChangeKind::record, record.id.to_string());
    write_record(text_, record);
    return end();
  }
  [[nodiscard]] PackedPart finish() {
    packer_.add(text_);
    return packer_.finish();
  }

 private:
  void begin(wire::ChangeKind kind, std::string_view key) {
    text_ += ",{\"kind\":";
    json::write(text_, kind);
    text_ += ",\"key\":";
    json::write(text_, key);
    text_ += ",\"deleted\":false,\"data\":";
  }
  Status end() {
    text_ += '}';
    if (text_.size() >= kPackEvery) {
      packer_.add(text_);
      text_.clear();
    }
    return {};
  }

  std::string text_;
  Packer packer_;
};

Result<PackedPart> everything(storage::ReadTx& tx, const FeedQuery& query) {
  Sink sink;
  TRY(const auto all_events, events::events_for_desk(tx));
  for (const auto& event : all_events) TRYV(sink.add(wire::ChangeKind::event, event.id.to_string(), event));
  TRY(const auto editions, events::list_editions(tx, query.event));
  for (const auto& edition : editions) TRYV(sink.add(wire::ChangeKind::edition, edition.id.to_string(), events::for_desk(edition)));
  TRYV(rsvps::each_for_desk(tx, query.edition, [&](const Attendee& attendee) {
    return sink.add(wire::ChangeKind::attendee, attendee.id.to_string(), attendee);
  }));
  TRYV(rsvps::each_other_ticket(tx, query.event, query.edition, [&](OtherTicket&& other) {
    return sink.add(wire::ChangeKind::other_ticket, other.id.to_string(), other);
  }));
  TRYV(each_record_after(tx, query.event, 0, std::numeric_limits<std::int64_t>::max(),
                         [&](StoredRecord&& record) { return sink.add(record); }));
  return sink.finish();
}

}  // namespace

Result<wire::ChangesAnswer> changes_since(storage::ReadTx& tx, const FeedQuery& query) {
  TRY(const auto cursor, parse_cursor(query.after));
  TRYV(storage::check_cursor(tx, query.event, {.number = cursor.number, .tag = cursor.tag}));
  TRY(const auto newest, storage::newest_cursor(tx, query.event));
  wire::ChangesAnswer answer;
  answer.from = query.after;
  answer.to = query.after;
  TRY(answer.have, have_of_kiosk(tx, query.kiosk.to_string()));
  answer.server_time_ms = to_ms(tx.now());
  if (newest.number == cursor.number) return answer;
  TRY(auto page, page_after(tx, query.event, cursor.number, newest.number, query.limit));
  Describer describer(tx, query);
  for (const auto& noted : page.noted) TRYV(describer.describe(noted, answer.changes));
  for (const auto& record : page.records) {
    json::Raw data;
    write_record(data.text, record);
    answer.changes.push_back({.kind = wire::ChangeKind::record, .key = record.id.to_string(), .deleted = false, .data = std::move(data)});
  }
  TRY(const auto to, storage::cursor_at(tx, query.event, page.to));
  answer.to = cursor_text(to.number, to.tag);
  answer.more = page.more;
  return answer;
}

Result<std::string> Snapshots::whole(storage::ReadTx& tx, const FeedQuery& query, Packing packing) {
  TRY(const auto newest, storage::newest_cursor(tx, query.event));
  const auto cursor = cursor_text(newest.number, newest.tag);
  std::shared_ptr<const PackedPart> part;
  {
    const std::lock_guard lock(mutex_);
    const auto found = kept_.find(query.edition);
    if (found != kept_.end() && found->second.cursor == cursor) part = found->second.part;
  }
  if (!part) {  // two kiosks at the same time may each build it: better than one waiting with a reader
    TRY(auto fresh, everything(tx, query));
    part = std::make_shared<const PackedPart>(std::move(fresh));
    const std::lock_guard lock(mutex_);
    kept_.insert_or_assign(query.edition, Kept{.cursor = cursor, .part = part});
  }
  TRY(const auto settings, settings_of(tx, query.kiosk));
  TRY(const auto have, have_of_kiosk(tx, query.kiosk.to_string()));
  const auto own = present(wire::ChangeKind::kiosk, query.kiosk.to_string(), settings.value_or(wire::KioskSettings{}));
  const auto head = "{\"from\":\"\",\"to\":" + json::to_text(cursor) + ",\"more\":false,\"changes\":[" + json::to_text(own);
  const auto tail = "],\"have\":" + json::to_text(have) + ",\"server_time_ms\":" + std::to_string(to_ms(tx.now())) + "}";
  if (packing == Packing::gzip) return gzip_of(head, *part, tail);
  return head + plain_of(*part) + tail;
}

}  // namespace uke::server::desk

#include "kiosk/store/roster.h"

#include "kiosk/store/migrations.h"
#include "kiosk/store/roster_rows.h"
#include "kiosk/store/words.h"

#include <algorithm>

namespace uke::kiosk::store {
namespace {

using storage::Connection;

Result<std::optional<desk::Attendee>> attendee_of(const std::optional<std::string>& body) {
  if (!body) return std::optional<desk::Attendee>{};
  auto attendee = json::parse<desk::Attendee>(*body);
  if (!attendee) return fail(ErrorCode::corrupt, "store.roster", attendee.error().detail);
  return std::optional(std::move(*attendee));
}

template <class T>
Result<std::vector<T>> bodies(ReadTx& tx, std::string_view sql) {
  TRY(const auto texts, tx.all<std::string>(sql));
  std::vector<T> values;
  for (const auto& text : texts) {
    auto value = json::parse<T>(text);
    if (!value) return fail(ErrorCode::corrupt, "store.roster", value.error().detail);
    values.push_back(std::move(*value));
  }
  return values;
}

Result<std::optional<std::string>> meta_of(ReadTx& tx, std::string_view name) {
  return tx.one<std::string>("select value from meta where name = :name", name);
}

// The least text above everything that begins with `prefix` (U+10FFFF sorts last in UTF-8).
std::string past(const std::string& prefix) { return prefix + "\xF4\x8F\xBF\xBF"; }

// Ids of people found, best first, without repetition.
Result<std::vector<AttendeeId>> find_ids(ReadTx& tx, const std::string& query, std::size_t limit) {
  std::vector<AttendeeId> ids;
  const auto add = [&](AttendeeId id) {
    if (std::ranges::find(ids, id) == ids.end()) ids.push_back(id);
  };
  if (const auto code = ticket::parse_short_code(query)) {
    TRY(const auto hits, tx.all<AttendeeId>("select id from attendees where short_code = :code limit :limit", *code, limit));
    std::ranges::for_each(hits, add);
  }
  const auto word = fold_query(query);
  for (const std::int64_t place : {0, 1}) {
    if (word.empty() || ids.size() >= limit) break;
    // A person may be found by several words: twice the limit is enough, because words of one person that begin alike are rare.
    TRY(const auto hits,
        tx.all<AttendeeId>(
            "select attendee_id from words where place = :place and word >= :first and word < :past order by word limit :limit", place,
            word, past(word), 2 * limit));
    std::ranges::for_each(hits, add);
  }
  if (ids.size() > limit) ids.resize(limit);
  return ids;
}

}  // namespace

Result<Roster> Roster::open(const std::filesystem::path& file, const Clock& clock, Random& random) {
  TRY(auto db, Connection::open({.file = file, .clock = &clock, .random = &random}));
  TRYV(storage::migrate(db, roster_migrations()));
  Roster roster(std::move(db));
  TRYV(roster.load());
  return roster;
}

Result<Roster> Roster::begin(const std::filesystem::path& file, const Clock& clock, Random& random) {
  TRY(auto roster, open(file, clock, random));
  // Words arrive in no order, so every chunk touches many pages: they are written once and not to a log first, nothing waits for the
  // disk, and none is read again as with the usual 2 MB of cache.
  TRYV(roster.db_.run_script("pragma journal_mode = memory; pragma synchronous = off; pragma cache_size = -65536;"));
  roster.building_ = true;
  return roster;
}

// From here on a power cut may come: writing the cursor with `full` brings the whole file to the disk.
Status Roster::settle(const std::string& cursor_after) {
  TRYV(db_.run_script("pragma synchronous = full; pragma cache_size = -2000;"));
  TRYV(db_.write([&](WriteTx& tx) { return store::set_meta(tx, "cursor", cursor_after); }));
  TRYV(db_.run_script("pragma journal_mode = wal;"));
  building_ = false;
  return load();
}

Status Roster::load() {
  return db_.read([&](ReadTx& tx) -> Status {
    TRY(const auto cursor, meta_of(tx, "cursor"));
    TRY(const auto whole, meta_of(tx, "whole"));
    TRY(const auto settings, meta_of(tx, "kiosk"));
    TRY(const auto people, tx.one<std::int64_t>("select count(*) from attendees"));
    cursor_ = cursor.value_or("");
    whole_ = whole.has_value();
    people_ = people.value_or(0);
    if (settings) {
      TRY(settings_, json::parse<wire::KioskSettings>(*settings));
    }
    TRY(auto events, bodies<desk::Event>(tx, "select body from events"));
    events_.clear();
    for (auto& event : events) events_.insert_or_assign(event.event_no, std::move(event));
    TRY(auto editions, bodies<desk::Edition>(tx, "select body from editions"));
    editions_.clear();
    for (auto& edition : editions) editions_.insert_or_assign(edition.id, std::move(edition));
    return {};
  });
}

Status Roster::apply(std::span<const wire::Change> changes, const std::string& cursor_after) {
  std::int64_t passed_over = 0;
  const auto written = db_.write([&](WriteTx& tx) -> Status {
    for (const auto& change : changes) {
      const auto applied = apply_change(tx, change);
      if (applied) continue;
      if (applied.error().code != ErrorCode::invalid) return applied;
      ++passed_over;
    }
    return store::set_meta(tx, "cursor", cursor_after);
  });
  if (!written) return written;
  passed_over_ += passed_over;
  return building_ ? Status{} : load();
}

Status Roster::finish(const std::string& cursor_after) {
  if (building_) TRYV(settle(cursor_after));
  const auto written = db_.write([&](WriteTx& tx) -> Status {
    TRYV(store::set_meta(tx, "whole", "1"));
    return store::set_meta(tx, "cursor", cursor_after);
  });
  if (!written) return written;
  whole_ = true;
  cursor_ = cursor_after;
  return {};
}

Result<std::optional<desk::Attendee>> Roster::by_ticket(desk::TicketNo ticket) {
  TRY(const auto body,
      db_.read([&](ReadTx& tx) { return tx.one<std::string>("select body from attendees where ticket = :ticket", ticket); }));
  return attendee_of(body);
}

Result<std::optional<desk::Attendee>> Roster::find(AttendeeId id) {
  TRY(const auto body, db_.read([&](ReadTx& tx) { return tx.one<std::string>("select body from attendees where id = :id", id); }));
  return attendee_of(body);
}

Result<std::optional<desk::OtherTicket>> Roster::other_ticket(desk::TicketNo ticket) {
  return db_.read([&](ReadTx& tx) {
    return tx.one<desk::OtherTicket>("select ticket, id, edition_id, state from other_tickets where ticket = :ticket", ticket);
  });
}

Result<std::vector<desk::Attendee>> Roster::companions_of(AttendeeId holder) {
  TRY(const auto bodies,
      db_.read([&](ReadTx& tx) { return tx.all<std::string>("select body from attendees where holder = :holder order by id", holder); }));
  std::vector<desk::Attendee> companions;
  for (const auto& body : bodies) {
    TRY(auto attendee, attendee_of(body));
    companions.push_back(std::move(*attendee));
  }
  return companions;
}

Result<Roster::Hits> Roster::search(const std::string& query, std::size_t limit) {
  Hits hits;
  const auto looked = db_.read([&](ReadTx& tx) -> Status {
    TRY(auto ids, find_ids(tx, query, limit + 1));
    hits.more = ids.size() > limit;
    if (hits.more) ids.pop_back();
    for (const auto id : ids) {
      TRY(const auto body, tx.one<std::string>("select body from attendees where id = :id", id));
      TRY(auto attendee, attendee_of(body));
      if (attendee) hits.people.push_back(std::move(*attendee));
    }
    return {};
  });
  if (!looked) return std::unexpected(looked.error());
  return hits;
}

Result<std::vector<Answered>> Roster::answered() {
  return db_.read([](ReadTx& tx) { return tx.all<Answered>("select id, edition_id, state, mode, fee, prepaid, goods from attendees"); });
}

Result<std::vector<desk::OtherTicket>> Roster::other_tickets() {
  return db_.read([](ReadTx& tx) { return tx.all<desk::OtherTicket>("select ticket, id, edition_id, state from other_tickets"); });
}

Result<std::optional<std::string>> Roster::meta(std::string_view name) {
  return db_.read([&](ReadTx& tx) { return meta_of(tx, name); });
}

Status Roster::set_meta(std::string_view name, std::string_view value) {
  return db_.write([&](WriteTx& tx) { return store::set_meta(tx, name, value); });
}

}  // namespace uke::kiosk::store

#include "server/storage/changes.h"
#include "tests/unit/server/storage/queue_fixture.h"

using namespace uke;
using namespace uke::server::storage;
using namespace uke::test;

namespace {

const EventId kEvent{Uuid{{1}}};
const EventId kOther{Uuid{{2}}};

struct Feed {
  Database database;
  uke::storage::Connection connection = database.connect();

  // One commit of a connection's own, as commands make it.
  template <class Body>
  void commit(Body body) {
    REQUIRE(connection.write([&](uke::storage::WriteTx& plain) -> Status {
      WriteTx tx(plain);
      return body(tx);
    }));
  }
  void note(EventId event, std::string key) {
    commit([&](WriteTx& tx) { return note_change(tx, event, wire::ChangeKind::attendee, key); });
  }
  template <class Body>
  auto read(Body body) {
    return connection.read(body);
  }
  std::string listed(std::int64_t after, std::int64_t limit = 100) {
    const auto rows = read([&](ReadTx& tx) { return changes_after(tx, kEvent, after, limit); });
    REQUIRE(rows);
    std::string out;
    for (const auto& row : *rows) out += std::to_string(row.number) + row.key + " ";
    return out;
  }
  Cursor newest(EventId event = kEvent) {
    const auto cursor = read([&](ReadTx& tx) { return newest_cursor(tx, event); });
    REQUIRE(cursor);
    return *cursor;
  }
  bool accepts(const Cursor& cursor) {
    const auto status = read([&](ReadTx& tx) { return check_cursor(tx, kEvent, cursor); });
    if (!status) CHECK(status.error().code == ErrorCode::conflict);
    return status.has_value();
  }
};

}  // namespace

TEST_CASE("feed_keeps_the_latest_change_of_each_row_in_order") {
  Feed feed;
  for (const std::string key : {"a", "b", "a", "c"}) feed.note(kEvent, key);
  CHECK(feed.listed(0) == "2b 3a 4c ");
  CHECK(feed.listed(2) == "3a 4c ");
  CHECK(feed.listed(0, 2) == "2b 3a ");
  CHECK(feed.listed(4).empty());
}

TEST_CASE("each_event_counts_for_itself") {
  Feed feed;
  feed.note(kEvent, "a");
  feed.note(kEvent, "b");
  feed.note(kOther, "a");
  CHECK(feed.newest().number == 2);
  CHECK(feed.newest(kOther).number == 1);
}

TEST_CASE("an_event_without_changes_is_at_its_beginning") {
  Feed feed;
  CHECK(feed.newest().number == 0);
  CHECK(feed.newest().tag.empty());
  CHECK(feed.accepts({0, ""}));
  CHECK_FALSE(feed.accepts({0, "00000000"}));
}

TEST_CASE("a_cursor_is_good_only_with_the_tag_of_its_batch") {
  Feed feed;
  feed.note(kEvent, "a");
  const auto first = feed.newest();
  feed.note(kEvent, "b");
  const auto second = feed.newest();
  CHECK(first.tag.size() == 8);
  CHECK(first.tag != second.tag);
  CHECK(feed.accepts(first));
  CHECK(feed.accepts(second));
  CHECK_FALSE(feed.accepts({first.number, second.tag}));
  CHECK_FALSE(feed.accepts({3, second.tag}));
  CHECK_FALSE(feed.accepts({-1, first.tag}));
}

TEST_CASE("a_restored_server_refuses_cursors_of_the_lost_history") {
  Feed feed;
  feed.note(kEvent, "a");
  const auto kept = feed.newest();
  feed.note(kEvent, "lost");
  const auto lost = feed.newest();
  REQUIRE(feed.connection.write([](uke::storage::WriteTx& tx) -> Status {  // yesterday's backup
    TRYV(tx.exec("update feed_counters set number = 1"));
    TRYV(tx.exec("delete from feed_batches where first_number > 1"));
    TRYV(tx.exec("delete from feed_changes where number > 1"));
    return {};
  }));
  CHECK_FALSE(feed.accepts(lost));
  feed.note(kEvent, "b");
  CHECK_FALSE(feed.accepts(lost));
  CHECK(feed.accepts(kept));
}

TEST_CASE("numbers_of_one_commit_share_a_tag_and_cursors_in_its_middle_are_good") {
  Feed feed;
  feed.commit([](WriteTx& tx) -> Status {
    for (const std::string key : {"a", "b", "c"}) TRYV(note_change(tx, kEvent, wire::ChangeKind::attendee, key));
    return {};
  });
  const auto middle = feed.read([](ReadTx& tx) { return cursor_at(tx, kEvent, 2); });
  REQUIRE(middle);
  CHECK(middle->tag == feed.newest().tag);
  CHECK(feed.accepts(*middle));
}

TEST_CASE("noting_touches_the_topic_of_the_event") {
  Feed feed;
  feed.commit([](WriteTx& tx) -> Status {
    TRYV(note_change(tx, kEvent, wire::ChangeKind::edition, "e"));
    CHECK(tx.topics() == std::set<std::string>{feed_topic(kEvent)});
    return {};
  });
}

TEST_CASE("the_queue_gives_numbers_of_failed_writes_to_the_next") {
  Database database;
  HandExecutor executor;
  std::vector<Status> outcomes;
  WriteQueue queue(executor, database.connect(), {});
  const auto post = [&](TestWrite::Body body) {
    std::unique_ptr<Write> write = std::make_unique<TestWrite>(std::move(body), outcomes);
    REQUIRE(queue.post(write));
  };
  std::vector<std::int64_t> numbers;
  for (int i = 0; i < 4; ++i) {
    post([&, i](WriteTx& tx) -> Status {
      TRY(const auto number, next_change(tx, kEvent));
      numbers.push_back(number);
      TRYV(note_change(tx, kEvent, wire::ChangeKind::attendee, std::to_string(i)));
      return i == 1 ? fail(ErrorCode::stale, "test", "no") : Status{};
    });
  }
  executor.run_all();
  CHECK(numbers == std::vector<std::int64_t>{1, 3, 3, 5});
  auto connection = database.connect();
  const auto cursor = connection.read([](ReadTx& tx) { return newest_cursor(tx, kEvent); });
  REQUIRE(cursor);
  CHECK(cursor->number == 6);

  post([](WriteTx& tx) -> Status {
    TRYV(next_change(tx, kEvent));
    return fail(ErrorCode::stale, "test", "no");
  });
  executor.run_all();
  CHECK(connection.read([](ReadTx& tx) { return newest_cursor(tx, kEvent); })->number == 6);
  CHECK(connection.read([](ReadTx& tx) { return newest_cursor(tx, kEvent); })->tag == cursor->tag);
}

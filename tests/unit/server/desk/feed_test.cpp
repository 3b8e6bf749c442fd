// What kiosks download, on a real database.
#include "server/web/gzip.h"
#include "tests/unit/server/desk/door.h"

#include <map>

namespace uke::server::desk {
namespace {

// kind + key → data ("" = deleted), as a kiosk keeps it.
using Roster = std::map<std::string, std::string>;

void keep(Roster& roster, const std::vector<wire::Change>& changes) {
  for (const auto& change : changes) {
    const auto key = std::string(enum_name(change.kind)) + " " + change.key;
    if (change.deleted) {
      roster.erase(key);
    } else {
      roster[key] = change.data->text;
    }
  }
}

std::size_t of_kind(const Roster& roster, std::string_view kind) {
  std::size_t count = 0;
  for (const auto& [key, data] : roster) count += key.starts_with(kind) ? 1 : 0;
  return count;
}

}  // namespace

TEST_CASE("pages_from_the_beginning_give_the_same_roster_as_the_whole_snapshot") {
  Door door;
  for (int i = 0; i < 7; ++i) door.person(i % 2 == 0 ? door.osaka.id : door.fukuoka.id, std::to_string(i));
  door.upload({Door::item(door.record(1)), Door::item(door.record(2))});
  Snapshots snapshots;
  const auto whole = must(json::parse<wire::ChangesAnswer>(door.snapshot(snapshots, Snapshots::Packing::plain)));
  Roster from_whole;
  keep(from_whole, whole.changes);
  Roster paged;
  std::string cursor;
  for (bool more = true; more;) {
    const auto page = door.changes(cursor, 3);
    CHECK(page.from == cursor);
    keep(paged, page.changes);
    cursor = page.to;
    more = page.more;
  }
  CHECK(paged == from_whole);
  CHECK(cursor == whole.to);
  CHECK(of_kind(paged, "attendee ") == 4);
  CHECK(of_kind(paged, "other_ticket ") == 3);
  CHECK(of_kind(paged, "record ") == 2);
  CHECK(of_kind(paged, "edition ") == 2);
  CHECK(of_kind(paged, "kiosk ") == 1);
}

TEST_CASE("names_of_other_editions_are_never_sent") {
  Door door;
  door.person(door.fukuoka.id, "秘密");
  Snapshots snapshots;
  CHECK(door.snapshot(snapshots, Snapshots::Packing::plain).find("秘密") == std::string::npos);
  CHECK(json::to_text(door.changes("")).find("秘密") == std::string::npos);
}

TEST_CASE("the_packed_snapshot_is_one_gzip_member_with_the_same_text") {
  Door door;
  for (int i = 0; i < 50; ++i) door.person(door.osaka.id, std::to_string(i));
  Snapshots snapshots;
  const auto plain = door.snapshot(snapshots, Snapshots::Packing::plain);
  const auto packed = door.snapshot(snapshots, Snapshots::Packing::gzip);
  CHECK(must(web::gunzip(packed, 10'000'000)) == plain);
  CHECK(packed.size() < plain.size() / 3);
}

TEST_CASE("a_snapshot_is_never_older_than_the_newest_change") {
  Door door;
  Snapshots snapshots;
  CHECK(door.snapshot(snapshots, Snapshots::Packing::plain).find("花子") == std::string::npos);
  door.person(door.osaka.id, "花子");
  CHECK(door.snapshot(snapshots, Snapshots::Packing::plain).find("花子") != std::string::npos);
}

TEST_CASE("nothing_new_is_an_empty_answer_at_the_same_cursor") {
  Door door;
  const auto cursor = door.changes("").to;
  const auto again = door.changes(cursor);
  CHECK(again.changes.empty());
  CHECK(again.from == cursor);
  CHECK(again.to == cursor);
  CHECK_FALSE(again.more);
}

TEST_CASE("who_moves_to_another_edition_leaves_a_ticket_without_a_name") {
  Door door;
  const auto person = door.person(door.osaka.id);
  Roster roster;
  const auto first = door.changes("");
  keep(roster, first.changes);
  CHECK(of_kind(roster, "attendee ") == 1);
  rsvps::RsvpChange move;
  move.edition = door.fukuoka.id;
  must(door.database.write([&](storage::WriteTx& tx) { return rsvps::change_rsvp(tx, an_admin(), person.id, 1, move); }));
  keep(roster, door.changes(first.to).changes);
  CHECK(of_kind(roster, "attendee ") == 0);
  const auto ticket = must(json::parse<OtherTicket>(roster.at("other_ticket " + person.id.to_string())));
  CHECK(ticket.edition == door.fukuoka.id);
  CHECK(ticket.ticket == person.ticket);
}

TEST_CASE("a_cursor_of_another_history_is_a_conflict_and_rubbish_is_invalid") {
  Door door;
  const auto ask = [&](const std::string& after) {
    FeedQuery query{.kiosk = {}, .edition = door.osaka.id, .event = door.event.id, .after = after, .limit = 10};
    return door.database.read([&](uke::storage::ReadTx& tx) { return changes_since(tx, query); });
  };
  CHECK(ask("1.wrong").error().code == ErrorCode::conflict);
  CHECK(ask("999999.x").error().code == ErrorCode::conflict);
  for (const char* rubbish : {"x", "1", ".", "-1.a", "99999999999999999999.a"}) CHECK(ask(rubbish).error().code == ErrorCode::invalid);
}

TEST_CASE("a_record_comes_back_exactly_as_it_was_sent") {
  Door door;
  auto record = door.record(1);
  record.payload.overrides = {"cancelled", "over"};
  record.payload.reason = "幹事の\"了解\"済み";
  door.upload({Door::item(record)});
  for (const auto& change : door.changes("").changes) {
    if (change.kind == wire::ChangeKind::record) CHECK(must(json::parse<DeskRecord>(change.data->text)) == record);
  }
}

}  // namespace uke::server::desk

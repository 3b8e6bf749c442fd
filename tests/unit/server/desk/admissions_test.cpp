// Whoever a kiosk lets in has taken a place.
#include "server/rsvps/details.h"
#include "server/rsvps/places.h"
#include "tests/unit/server/desk/door.h"

namespace uke::server::desk {

TEST_CASE("an_uploaded_admission_takes_a_place_and_nothing_else_does") {
  Door door;
  const auto occupied = [&](EditionId edition) {
    return must(door.database.read([&](uke::storage::ReadTx& tx) { return rsvps::places_of(tx, edition, Mode::onsite); })).occupied;
  };
  const auto guest = door.person(door.osaka.id);
  CHECK(occupied(door.osaka.id) == 1);
  auto admit = door.record(1);
  admit.subject = Subject::of(guest.id);
  auto practice = door.record(2);
  practice.id = an_id<RecordId>(702);
  practice.subject = Subject::walk_in(a_uuid(7));
  practice.practice = true;
  DeskRecord walk_in = a_record().about(Subject::walk_in(a_uuid(8))).at(door.osaka.id).seq(3).walk_in();
  walk_in.log = admit.log;
  auto walked = door.record(4);
  walked.id = an_id<RecordId>(704);
  walked.subject = Subject::walk_in(a_uuid(8));
  for (const auto& record : {admit, practice, walk_in}) door.upload({door.item(record)});
  CHECK(occupied(door.osaka.id) == 1);
  door.upload({door.item(walked)});
  door.upload({door.item(walked)});
  CHECK(occupied(door.osaka.id) == 2);
  CHECK(must(door.database.read([&](uke::storage::ReadTx& tx) { return rsvps::details_of(tx, guest.id); })).ever_admitted);
}

}  // namespace uke::server::desk

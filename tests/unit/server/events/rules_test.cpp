#include "server/events/rules.h"
#include "tests/support/builders.h"
#include "tests/support/catch.h"

using namespace uke;
using namespace uke::server::events;

namespace {

EventFields a_party() { return {"創立記念パーティー2027", "Anniversary Party 2027", uke::test::kEvening, "Asia/Tokyo"}; }

EditionFields a_venue() {
  EditionFields fields;
  fields.name = "大阪会場";
  fields.zone = "Asia/Tokyo";
  fields.starts_ms = uke::test::kEvening;
  fields.doors_open_ms = uke::test::kEvening - 30 * uke::test::kMinute;
  fields.doors_close_ms = uke::test::kEvening + 180 * uke::test::kMinute;
  fields.ends_ms = uke::test::kEvening + 240 * uke::test::kMinute;
  return fields;
}

std::vector<std::string> fields_of(const std::vector<wire::FieldError>& errors) {
  std::vector<std::string> names;
  for (const auto& error : errors) names.push_back(error.field);
  return names;
}

using Names = std::vector<std::string>;

}  // namespace

TEST_CASE("an_ordinary_event_and_edition_are_acceptable") {
  CHECK(check(a_party()).empty());
  CHECK(check(a_venue()).empty());
}

TEST_CASE("every_wrong_field_of_an_event_is_named_at_once") {
  CHECK(fields_of(check(EventFields{})) == Names{"name", "date_ms", "zone"});
  auto fields = a_party();
  fields.name = std::string(201, 'x');
  fields.zone = "Mars/Olympus";
  CHECK(fields_of(check(fields)) == Names{"name", "zone"});
}

TEST_CASE("doors_close_after_they_open_and_an_edition_ends_after_it_starts") {
  auto fields = a_venue();
  fields.doors_close_ms = fields.doors_open_ms;
  fields.ends_ms = fields.starts_ms - 1;
  CHECK(fields_of(check(fields)) == Names{"doors_close_ms", "ends_ms"});
}

TEST_CASE("capacity_and_fee_are_not_negative_and_not_absurd") {
  auto fields = a_venue();
  fields.capacity_onsite = -1;
  fields.capacity_online = 100'001;
  fields.door_fee = Yen{-1};
  CHECK(fields_of(check(fields)) == Names{"capacity_onsite", "capacity_online", "door_fee"});
}

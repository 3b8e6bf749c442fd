#include "shared/i18n/dates.h"
#include "tests/support/catch.h"

namespace uke::i18n {
namespace {

constexpr std::string_view kTokyo = "Asia/Tokyo";
constexpr std::string_view kBerlin = "Europe/Berlin";

std::int64_t ms_of(std::string_view date, std::string_view time, std::string_view zone) {
  const auto at = parse_local(date, time, zone);
  REQUIRE(at);
  return to_ms(*at);
}

TEST_CASE("dates_read_as_people_write_them") {
  const auto party = from_ms(1803114120000);  // 2027-02-20T09:02Z
  CHECK(format_date(party, kTokyo, Language::ja) == "2027年2月20日(土)");
  CHECK(format_date(party, kTokyo, Language::en) == "Sat 20 Feb 2027");
  CHECK(format_date_short(party, kTokyo, Language::ja) == "2月20日(土)");
  CHECK(format_date_short(party, kTokyo, Language::en) == "Sat 20 Feb");
  CHECK(format_time(party, kTokyo) == "18:02");
  CHECK(format_time(party, kBerlin) == "10:02");
  CHECK(format_date(from_ms(1803140000000), kTokyo, Language::ja) == "2027年2月21日(日)");
  CHECK(format_time(party, "Nowhere/Else") == "09:02");
}

TEST_CASE("local_times_become_instants_and_back") {
  CHECK(ms_of("2027-02-20", "18:02", kTokyo) == 1803114120000);
  CHECK(ms_of("2027-02-20", "10:02", kBerlin) == 1803114120000);
  CHECK(ms_of("1970-01-01", "09:00", kTokyo) == 0);
  CHECK(typed_date(from_ms(1803140000000), kTokyo) == "2027-02-21");
  CHECK(typed_date(from_ms(1803140000000), kBerlin) == "2027-02-20");
  CHECK(ms_of("2028-02-29", "00:00", "UTC") == 1835395200000);
  // Clocks in Berlin go back on 31 October 2027: 02:30 happens twice, the first time in summer time.
  CHECK(ms_of("2027-10-31", "02:30", kBerlin) == ms_of("2027-10-31", "00:30", "UTC"));
}

TEST_CASE("refuses_days_and_times_that_do_not_exist") {
  const auto refused = [](std::string_view date, std::string_view time, std::string_view zone = kTokyo) {
    const auto at = parse_local(date, time, zone);
    return !at && at.error().code == ErrorCode::invalid;
  };
  CHECK(refused("2027-02-29", "18:00"));
  CHECK(refused("2027-13-01", "18:00"));
  CHECK(refused("2027-00-10", "18:00"));
  CHECK(refused("0000-01-01", "18:00"));
  CHECK(refused("2027-02-20", "24:00"));
  CHECK(refused("2027-02-20", "18:60"));
  CHECK(refused("2027-2-20", "18:00"));
  CHECK(refused("2027-02-20", "6:00"));
  CHECK(refused("2027-02-20", "1８:0"));
  CHECK(refused("", ""));
  CHECK(refused("2027-02-20", "18:00", "Asia/Tokio"));
  CHECK(refused("2027-02-20", "18:00", ""));
  CHECK(refused("2027-03-28", "02:30", kBerlin));  // clocks go forward
}

TEST_CASE("zones_are_known_by_their_iana_names") {
  CHECK(is_known_zone(kTokyo));
  CHECK(is_known_zone("UTC"));
  CHECK(!is_known_zone("Tokyo"));
  CHECK(!is_known_zone(""));
}

}  // namespace
}  // namespace uke::i18n

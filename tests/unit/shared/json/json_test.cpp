#include "shared/base/ids.h"
#include "shared/json/json.h"
#include "tests/support/catch.h"
#include "tests/support/fakes.h"

#include <limits>

namespace uke::json {
namespace {

enum class Kind { admit, refuse, undo };
BOOST_DESCRIBE_ENUM(Kind, admit, refuse, undo)

struct Inner {
  Kind kind = Kind::admit;
  std::optional<std::string> note;
  bool operator==(const Inner&) const = default;
};
BOOST_DESCRIBE_STRUCT(Inner, (), (kind, note))

struct Everything {
  EventId id;
  std::string name;
  bool paid = false;
  std::int64_t big = 0;
  std::uint64_t huge = 0;
  std::uint8_t small = 0;
  double share = 0;
  Yen fee;
  Time at;
  std::vector<Inner> records;
  std::map<std::string, std::int64_t> have;
  std::optional<Inner> extra;
  std::optional<Raw> data;
  bool operator==(const Everything&) const = default;
};
BOOST_DESCRIBE_STRUCT(Everything, (), (id, name, paid, big, huge, small, share, fee, at, records, have, extra, data))

Everything sample() {
  uke::test::SeededRandom random(1);
  Everything all;
  all.id = EventId::fresh(uke::test::FakeClock(), random);
  all.name = "𠮷田 花子 \"\\/\b\f\n\r\t\x01\x7f </script>";
  all.paid = true;
  all.big = std::numeric_limits<std::int64_t>::min();
  all.huge = std::numeric_limits<std::uint64_t>::max();
  all.small = 255;
  all.share = 0.1;
  all.fee = Yen{-5000};
  all.at = from_ms(1803110400123);
  all.records = {{Kind::admit, std::nullopt}, {Kind::undo, ""}};
  all.have = {{"", 0}, {"log \"1\"", 7}};
  all.extra = Inner{Kind::refuse, "x"};
  all.data = Raw{R"({"z":[1,2.5,{}],"a":{"b":null},"t":"\u0001\"é"})"};
  return all;
}

struct Batch {
  std::vector<Inner> records;
};
BOOST_DESCRIBE_STRUCT(Batch, (), (records))

std::string detail_of(const auto& result) {
  REQUIRE(!result);
  CHECK(result.error().code == ErrorCode::invalid);
  return result.error().detail;
}

template <class T>
std::string complaint(std::string_view text) {
  return detail_of(parse<T>(text));
}

TEST_CASE("what_is_written_is_read_back") {
  const auto all = sample();
  const auto text = to_text(all);
  const auto again = parse<Everything>(text);
  REQUIRE(again);
  CHECK(*again == all);
  CHECK(to_text(*again) == text);
}

TEST_CASE("empty_optionals_are_omitted_and_may_be_missing_or_null") {
  CHECK(to_text(Inner{}) == R"({"kind":"admit"})");
  CHECK(parse<Inner>(R"({"kind":"admit"})") == Inner{});
  CHECK(parse<Inner>(R"({"note":null,"kind":"admit"})") == Inner{});
  CHECK(to_text(std::vector<std::optional<int>>{1, std::nullopt}) == "[1,null]");
}

TEST_CASE("unknown_members_are_passed_over_and_the_last_of_two_counts") {
  CHECK(parse<Inner>(R"({"kind":"admit","kind":"undo","new":{"deep":[1]}})") == Inner{Kind::undo, std::nullopt});
}

TEST_CASE("any_json_is_written_without_described_members_too") {
  CHECK(to_text(std::map<std::string, std::vector<bool>>{{"a", {true, false}}, {"b", {}}}) == R"({"a":[true,false],"b":[]})");
  CHECK(to_text(std::string_view("é")) == "\"é\"");
  CHECK(to_text(std::numeric_limits<double>::infinity()) == "null");
  CHECK(to_text(Raw{}) == "null");
}

TEST_CASE("the_error_names_the_field") {
  struct Case {
    std::string_view text, detail;
  };
  const auto c = GENERATE(Case{R"({"records":[{"kind":"admit"},{"kind":"x"}]})", "records[1].kind: is not one of: admit, refuse, undo"},
                          Case{R"({"records":[{}]})", "records[0].kind: is missing"},
                          Case{R"({"records":[{"kind":3}]})", "records[0].kind: must be text"},
                          Case{R"({"records":[{"kind":null}]})", "records[0].kind: must be text"},
                          Case{R"({"records":[7]})", "records[0]: must be an object"}, Case{R"({"records":{}})", "records: must be a list"},
                          Case{R"({})", "records: is missing"}, Case{R"([])", "document: must be an object"},
                          Case{R"({"records":[{"kind":"admit","note":"a\u0000b"}]})", "records[0].note: must not contain NUL"});
  CHECK(complaint<Batch>(c.text) == c.detail);
}

TEST_CASE("numbers_are_whole_and_in_range") {
  CHECK(complaint<std::int64_t>("9223372036854775808") == "document: is out of range");
  CHECK(complaint<std::int64_t>("1.5") == "document: must be a whole number");
  CHECK(complaint<std::int64_t>("\"1\"") == "document: must be a whole number");
  CHECK(complaint<std::uint64_t>("-1") == "document: is out of range");
  CHECK(complaint<std::uint8_t>("256") == "document: is out of range");
  CHECK(complaint<std::map<std::string, std::int8_t>>(R"({"log":-129})") == "log: is out of range");
  CHECK(complaint<std::map<std::string, int>>(R"({"a\u0000":1})") == "document: must not contain NUL");
  CHECK(complaint<bool>("1") == "document: must be true or false");
  CHECK(complaint<double>("\"1\"") == "document: must be a number");
  CHECK(complaint<std::vector<Yen>>("[1,2.0]") == "[1]: must be a whole number");
  CHECK(complaint<std::vector<std::vector<Time>>>("[[],[1,null]]") == "[1][1]: must be a whole number");
  CHECK(complaint<EventId>("\"x\"") == "document: is not well formed");
  CHECK(parse<double>("3") == 3.0);
}

TEST_CASE("refuses_what_is_not_json") {
  using namespace std::string_view_literals;
  const auto text = GENERATE(""sv, " "sv, "{"sv, "[1,]"sv, "{\"a\":1,}"sv, "nul"sv, "1 2"sv, "01"sv, "'a'"sv, "\"\xff\""sv,
                             "\"\xed\xa0\x80\""sv, "\"\\ud800\""sv, "\"a\nb\""sv, "\"a\0b\""sv, "NaN"sv, "[1]\0"sv, "/**/1"sv);
  INFO(text);
  CHECK(complaint<Raw>(text).starts_with("document: is not JSON"));
}

TEST_CASE("nesting_is_limited") {
  const auto nested = [](std::size_t depth) { return std::string(depth, '[') + std::string(depth, ']'); };
  CHECK(parse<Raw>(nested(32)));
  CHECK(complaint<Raw>(nested(33)).starts_with("document: is not JSON"));
  CHECK(complaint<Raw>(std::string(1'000'000, '[')).starts_with("document: is not JSON"));
}

TEST_CASE("raw_json_keeps_its_meaning") {
  const auto text = GENERATE(as<std::string>(), "null", "true", "-0.25", "18446744073709551615", "-9223372036854775808", "\"\\u0000\"",
                             "{}", R"([{"b":1,"a":[]},"\\"])");
  CHECK(parse<Raw>(text) == Raw{text});
  CHECK(parse<Raw>(R"( { "a" : [ 1 , "\u3042" ] } )") == Raw{R"({"a":[1,"あ"]})"});
}

// Damaged messages: whatever happens, it is a value or `invalid`.
TEST_CASE("survives_every_cut_and_flipped_byte") {
  const auto good = to_text(sample());
  std::size_t refused = 0;
  for (std::size_t i = 0; i < good.size(); ++i) {
    CHECK(!parse<Everything>(std::string_view(good).substr(0, i)));
    for (const unsigned char flip : {0x01, 0x20, 0x80}) {
      auto bad = good;
      bad[i] = static_cast<char>(bad[i] ^ flip);
      const auto result = parse<Everything>(bad);
      if (result) {
        CHECK(parse<Everything>(to_text(*result)) == *result);
      } else {
        ++refused;
        CHECK(result.error().code == ErrorCode::invalid);
      }
    }
  }
  CHECK(refused > good.size());
}

}  // namespace
}  // namespace uke::json

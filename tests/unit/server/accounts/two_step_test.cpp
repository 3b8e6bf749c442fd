// Codes of authenticator apps and recovery codes.
#include "server/accounts/two_step.h"
#include "tests/support/catch.h"
#include "tests/support/fakes.h"

#include <chrono>
#include <set>

namespace uke::server::accounts {
namespace {

const std::string kKey = "GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ";  // "12345678901234567890"
Time at(std::int64_t seconds) { return from_ms(seconds * 1000); }

}  // namespace

TEST_CASE("codes_are_those_of_rfc_6238") {
  // Appendix B, SHA-1: the last six of its eight digits.
  const std::pair<std::int64_t, const char*> vectors[] = {{59, "287082"},         {1111111109, "081804"}, {1111111111, "050471"},
                                                          {1234567890, "005924"}, {2000000000, "279037"}, {20000000000, "353130"}};
  for (const auto& [seconds, code] : vectors) {
    INFO(seconds);
    CHECK(totp_code(kKey, at(seconds)) == code);
    CHECK(step_of_code(kKey, code, at(seconds), 0) == seconds / 30);
  }
}

TEST_CASE("a_code_counts_half_a_minute_early_and_late_and_no_longer") {
  const auto code = totp_code(kKey, at(1'000'000'020));
  const auto step = 1'000'000'020 / 30;
  CHECK(step_of_code(kKey, code, at(1'000'000'020 - 30), 0) == step);
  CHECK(step_of_code(kKey, code, at(1'000'000'020 + 30), 0) == step);
  CHECK_FALSE(step_of_code(kKey, code, at(1'000'000'020 - 60), 0));
  CHECK_FALSE(step_of_code(kKey, code, at(1'000'000'020 + 60), 0));
}

TEST_CASE("a_code_that_was_used_or_is_older_than_one_that_was_counts_no_more") {
  const auto code = totp_code(kKey, at(3'000'000));
  CHECK(step_of_code(kKey, code, at(3'000'000), 99'999) == 100'000);
  CHECK_FALSE(step_of_code(kKey, code, at(3'000'000), 100'000));
  CHECK_FALSE(step_of_code(kKey, totp_code(kKey, at(3'000'000 - 30)), at(3'000'000), 100'000));
}

TEST_CASE("nonsense_is_no_code") {
  for (const char* text : {"", "28708", "2870821", "abcdef", "28 70 8", "９４２８７０"}) {
    INFO(text);
    CHECK_FALSE(step_of_code(kKey, text, at(59), 0));
  }
  CHECK(step_of_code(kKey, "287 082", at(59), 0));
  CHECK_FALSE(step_of_code("", "287082", at(59), 0));
  CHECK_FALSE(step_of_code("not base32!", "287082", at(59), 0));
}

TEST_CASE("a_fresh_key_has_160_bits_and_is_written_so_that_apps_and_people_can_read_it") {
  test::SeededRandom random{1};
  const auto key = fresh_totp_key(random);
  CHECK(key.size() == 32);
  CHECK(key != fresh_totp_key(random));
  CHECK(spaced_key("ABCDEFGHIJ") == "ABCD EFGH IJ");
  CHECK(totp_uri("ABCD", "受付 会", "a@b") ==
        "otpauth://totp/%E5%8F%97%E4%BB%98%20%E4%BC%9A:a%40b?secret=ABCD&issuer=%E5%8F%97%E4%BB%98%20%E4%BC%9A");
}

TEST_CASE("recovery_codes_differ_and_are_known_however_they_are_typed") {
  test::SeededRandom random{1};
  const auto codes = fresh_recovery_codes(random);
  CHECK(codes.size() == 10);
  CHECK(std::set(codes.begin(), codes.end()).size() == 10);
  CHECK(codes[0].size() == 11);
  CHECK(codes[0][5] == '-');
  CHECK(recovery_hash("a1", "3K7QX-M2R1D") == recovery_hash("a1", " 3k7qx m2rld "));
  CHECK(recovery_hash("a1", "3K7QX-M2R1D") != recovery_hash("a2", "3K7QX-M2R1D"));
}

}  // namespace uke::server::accounts

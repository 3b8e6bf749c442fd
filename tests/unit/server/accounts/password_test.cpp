// Which passwords are taken, and what is kept of them.
#include "server/accounts/password.h"
#include "tests/support/catch.h"

namespace uke::server::accounts {
namespace {

// The word for what is wrong; "" if nothing.
std::string wrong(std::string_view password, const std::vector<std::string>& names = {}) {
  const auto faults = check_password("password", password, names);
  return faults.empty() ? "" : std::string(enum_name(faults.front().what));
}

}  // namespace

TEST_CASE("a_password_has_ten_characters_of_any_script_and_no_more_than_can_be_hashed_in_time") {
  CHECK(wrong("kaki-no-ki") == "");
  CHECK(wrong("kaki-no-k") == "too_short");
  CHECK(wrong("柿の木坂の上の赤い家") == "");
  CHECK(wrong("柿の木坂の上の赤い") == "too_short");
  CHECK(wrong(std::string(10'000, 'x')) == "too_long");
  CHECK(wrong("") == "required");
  CHECK(wrong("\xff\xfe kaki no ki") == "not_text");
  CHECK_FALSE(can_be_a_password(std::string(10'000, 'x')));
  CHECK_FALSE(can_be_a_password(""));
}

TEST_CASE("what_everybody_tries_first_is_refused") {
  for (const char* common :
       {"password12", "Password2027", "p@ssw0rd123", "passwordpassword", "1234567890", "0987654321", "qwertyuiop", "qwertyuiop123",
        "aaaaaaaaaaaa", "abababababab", "iloveyou2027", "0312345678", "2027-02-20", "uketsuke2027", "administrator1", "1qaz2wsx3edc"}) {
    INFO(common);
    CHECK(wrong(common) == "too_common");
  }
  for (const char* good : {"correct horse battery staple", "sakura no hana mo chirinuru", "8Kf2-mm3Q-zz71", "yamanote-densha-29eki"}) {
    INFO(good);
    CHECK(wrong(good) == "");
  }
}

TEST_CASE("a_password_does_not_contain_the_name_of_who_has_it") {
  CHECK(wrong("xx-Hanada-77-yy", {"hanada", "花田 幸子"}) == "too_common");
  CHECK(wrong("これは花田 幸子です", {"hanada", "花田 幸子"}) == "too_common");
  CHECK(wrong("kaki-no-ki-77", {"ki", ""}) == "");
}

TEST_CASE("only_the_right_password_fits_its_hash_and_no_password_fits_none") {
  const auto hash = password_hash("kaki-no-ki");
  REQUIRE(hash);
  CHECK(hash->starts_with("$argon2id$v=19$m=19456,t=2,p=1$"));
  CHECK(password_fits("kaki-no-ki", *hash));
  CHECK_FALSE(password_fits("kaki-no-kj", *hash));
  CHECK_FALSE(password_fits("nobody's password", ""));
  CHECK_FALSE(password_fits("kaki-no-ki", "nonsense"));
}

TEST_CASE("a_hash_of_other_costs_is_made_anew") {
  CHECK_FALSE(needs_rehash(*password_hash("kaki-no-ki")));
  CHECK(needs_rehash("$argon2id$v=19$m=8192,t=1,p=1$c29tZXNhbHRzb21lc2FsdA$P8GkV0Yd4tl4o7zY6vE0C1zH3L4G2M0nqnJk2v1xW1s"));
  CHECK(needs_rehash("nonsense"));
}

}  // namespace uke::server::accounts

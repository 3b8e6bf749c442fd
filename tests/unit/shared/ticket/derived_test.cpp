#include "shared/ticket/derived.h"
#include "tests/support/catch.h"
#include "tests/support/fakes.h"

#include <set>

namespace uke::ticket {

TEST_CASE("a_derived_secret_is_said_again_by_its_key_and_is_one_of_26_characters") {
  test::SeededRandom random(1);
  const auto key = SigningKey::generate(random);
  const auto secret = derived_secret(key, "personal link", "somebody");
  CHECK(secret.size() == 26);
  CHECK(secret.find_first_not_of("abcdefghijklmnopqrstuvwxyz234567") == std::string::npos);
  CHECK(derived_secret(key, "personal link", "somebody") == secret);
}

TEST_CASE("another_key_purpose_or_subject_has_another_secret") {
  test::SeededRandom random(2);
  const auto key = SigningKey::generate(random);
  const auto other = SigningKey::generate(random);
  std::set<std::string> secrets;
  for (const auto& one : {key, other}) {
    // Where one part ends and the next begins is part of it.
    for (const auto& [purpose, subject] :
         {std::pair{"ab", "c"}, std::pair{"a", "bc"}, std::pair{"abc", ""}, std::pair{"", "abc"}, std::pair{"ab", "d"}}) {
      secrets.insert(derived_secret(one, purpose, subject));
    }
  }
  CHECK(secrets.size() == 10);
}

// Links that are in letters already must go on leading somewhere.
TEST_CASE("the_secret_of_a_given_key_never_changes") {
  SigningKey key;
  for (std::size_t i = 0; i < key.seed.size(); ++i) key.seed[i] = static_cast<std::uint8_t>(i);
  CHECK(derived_secret(key, "personal link", "subject 0") == "gvkavicfz4nql2z3uwgl322qg4");
}

}  // namespace uke::ticket

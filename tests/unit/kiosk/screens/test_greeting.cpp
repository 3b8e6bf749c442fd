#include "kiosk/screens/verdict_words.h"
#include "tests/support/catch.h"

using uke::kiosk::screens::take_apart;

TEST_CASE("a greeting is taken apart into the name and the rest") {
  CHECK(take_apart("{name}さん、おかえりなさい", "鈴木 花子").name == "鈴木 花子さん");
  CHECK(take_apart("{name}さん、おかえりなさい", "鈴木 花子").rest == "おかえりなさい");
  CHECK(take_apart("Welcome back, {name}!", "Hanako").name == "Hanako");
  CHECK(take_apart("Welcome back, {name}!", "Hanako").rest == "Welcome back");
  CHECK(take_apart("{name}", "鈴木").rest.empty());
}

TEST_CASE("a name that looks like a placeholder is only a name") { CHECK(take_apart("{name}さん、どうぞ", "{name}").name == "{name}さん"); }

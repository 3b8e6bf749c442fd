#include "shared/i18n/messages.h"
#include "shared/i18n/pattern.h"
#include "shared/json/json.h"
#include "tests/support/catch.h"

#include <array>
#include <fstream>
#include <map>
#include <sstream>
#include <thread>
#include <vector>

namespace uke::i18n {
namespace {

using Patterns = std::map<std::string, std::string>;

Messages messages(const Patterns& patterns, Language language = Language::en) {
  auto loaded = Messages::load(json::to_text(patterns), language);
  REQUIRE(loaded);
  return *std::move(loaded);
}

std::string file_of(Language language) {
  std::ostringstream text;
  text << std::ifstream(UKE_ASSETS "/i18n/" + std::string(enum_name(language)) + ".json").rdbuf();
  return text.str();
}

Patterns patterns_of(Language language) {
  const auto patterns = json::parse<Patterns>(file_of(language));
  REQUIRE(patterns);
  return *patterns;
}

TEST_CASE("every_sentence_parses_and_takes_the_same_arguments_in_both_languages") {
  const auto ja = patterns_of(Language::ja);
  const auto en = patterns_of(Language::en);
  for (const auto& [key, pattern] : ja) {
    INFO(key << ": " << pattern);
    const auto names = argument_names(pattern, Language::ja);
    REQUIRE(names);
    const auto other = en.find(key);
    REQUIRE(other != en.end());
    INFO(other->second);
    CHECK(argument_names(other->second, Language::en) == *names);
  }
  for (const auto& [key, pattern] : en) {
    INFO(key);
    CHECK(ja.contains(key));
  }
}

TEST_CASE("fills_in_named_arguments") {
  const auto m = messages({{"hello", "Welcome back, {name}!"},
                           {"people", "{n, plural, =0 {nobody} one {# person} other {# people}}"},
                           {"plain", "Nothing to fill in"},
                           {"quoted", "It''s '{'here'}' {n}"}});
  CHECK(m.text("hello", {{"name", "{n} 𠮷田 'x'"}}) == "Welcome back, {n} 𠮷田 'x'!");
  CHECK(m.text("people", {{"n", 0}}) == "nobody");
  CHECK(m.text("people", {{"n", 1}}) == "1 person");
  CHECK(m.text("people", {{"n", 12345LL}}) == "12,345 people");
  CHECK(m.text("plain") == "Nothing to fill in");
  CHECK(m.text("quoted", {{"n", std::string("there")}}) == "It's {here} there");
  CHECK(m.text("hello") == "Welcome back, {name}!");
}

TEST_CASE("shows_what_is_missing_or_wrong_instead_of_crashing") {
  const auto m = messages({{"bad", "{n, plural, one {x}"}, {"worse", "{n, nonsense}"}, {"number", "{n, number}"}});
  CHECK(m.text("nowhere") == "⟦nowhere⟧");
  CHECK(m.text("bad", {{"n", 1}}) == "⟦bad⟧");
  CHECK(m.text("bad", {{"n", 1}}) == "⟦bad⟧");
  CHECK(m.text("worse", {{"n", 1}}) == "⟦worse⟧");
  CHECK(m.text("number", {{"n", "five"}}) == "⟦number⟧");
  CHECK(!argument_names("{n, plural, one {x}", Language::en));
  CHECK(!Messages::load("[]", Language::ja));
  CHECK(!Messages::load(R"({"a":{"nested":"x"}})", Language::ja));
}

TEST_CASE("yen_are_whole_with_thousands_separators") {
  const auto ja = Messages::load(file_of(Language::ja), Language::ja);
  const auto en = Messages::load(file_of(Language::en), Language::en);
  REQUIRE(ja);
  REQUIRE(en);
  CHECK(format_yen(*ja, Yen{5000}) == "5,000円");
  CHECK(format_yen(*en, Yen{5000}) == "5,000 yen");
  CHECK(format_yen(*ja, Yen{-1234567}) == "-1,234,567円");
  CHECK(format_yen(*en, Yen{0}) == "0 yen");
}

TEST_CASE("threads_share_messages") {
  const auto m = messages({{"people", "{n, plural, one {# person} other {# people}} {name}"}});
  const auto work = [&m] {
    for (int i = 2; i < 500; ++i) {
      if (m.text("people", {{"n", i}, {"name", "x"}}) != std::to_string(i) + " people x") return false;
    }
    return true;
  };
  std::array<bool, 4> good{};
  std::vector<std::thread> threads;
  for (auto& result : good) threads.emplace_back([&] { result = work(); });
  for (auto& thread : threads) thread.join();
  CHECK(good == std::array{true, true, true, true});
}

}  // namespace
}  // namespace uke::i18n

// Templates: what is checked when the program starts, what is strict when a page is made, and that nothing typed becomes markup.
#include "server/render/templates.h"
#include "shared/assets/assets.h"
#include "tests/support/catch.h"

using namespace uke;
using namespace uke::server::render;

namespace {

const i18n::Messages& words() {
  static const auto messages = i18n::Messages::load(
      R"({"a.plain": "Tea & <cake> \"now\"", "a.argument": "{count, number} people", "a.quoted": "it''s"})", i18n::Language::en);
  return *messages;
}

using Files = std::map<std::string, std::string, std::less<>>;

TemplateSource source_of(const Files& files) {
  return [files](std::string_view name) -> std::optional<std::string_view> {
    const auto found = files.find(name);
    if (found == files.end()) return std::nullopt;
    return std::string_view(found->second);
  };
}

std::string fault_of(const Files& files) {
  const auto text = expanded("page", source_of(files), words());
  REQUIRE_FALSE(text.has_value());
  CHECK(text.error().code == ErrorCode::internal);
  return text.error().detail;
}

std::string shown(const std::string& text, DataMap view, DataMap frame = {}) {
  const Files files = {{"page", text}};
  auto templates = Templates::load({"page"}, source_of(files), words());
  REQUIRE(templates);
  auto out = templates->render("page", Data{std::move(view)}, Data{std::move(frame)});
  INFO((out ? std::string() : describe(out.error())));
  REQUIRE(out);
  return *out;
}

struct Person {
  std::string name;
  std::optional<std::string> kana;
  std::vector<std::string> tags;
};
BOOST_DESCRIBE_STRUCT(Person, (), (name, kana, tags))
struct List {
  std::vector<Person> people;
  bool empty = false;
  std::int64_t count = 0;
};
BOOST_DESCRIBE_STRUCT(List, (), (people, empty, count))

}  // namespace

TEST_CASE("sentences_are_burnt_in_and_escaped") {
  const Files files = {{"page", "<p>{{t a.plain}}</p>{{> parts/more}}{{! left out }}"}, {"parts/more", "<i>{{t a.quoted}}</i>{{name}}"}};
  const auto text = expanded("page", source_of(files), words());
  REQUIRE(text);
  CHECK(*text == "<p>Tea &amp; &lt;cake&gt; &quot;now&quot;</p><i>it&#39;s</i>{{name}}");
}

TEST_CASE("what_is_wrong_with_a_template_is_found_before_anybody_asks_for_it") {
  CHECK(fault_of({}).find("no such template") != std::string::npos);
  CHECK(fault_of({{"page", "{{> parts/none}}"}}).find("parts/none") != std::string::npos);
  CHECK(fault_of({{"page", "{{t a.missing}}"}}).find("a.missing") != std::string::npos);
  CHECK(fault_of({{"page", "{{t a.argument}}"}}).find("a.argument") != std::string::npos);
  CHECK(fault_of({{"page", "{{> page}}"}}).find("without end") != std::string::npos);
  for (const std::string text : {"{{{name}}}", "{{&name}}", "{{& name}}", "{{=<% %>=}}", "{{name", "{{a b}}", "{{}}", "{{#a}}", "{{/a}}",
                                 "{{#a}}{{/b}}", "{{#a}}{{#b}}{{/a}}{{/b}}", "{{>}}"}) {
    INFO(text);
    CHECK_FALSE(fault_of({{"page", text}}).empty());
  }
  // A section that a part leaves open does not close in the page that uses it.
  CHECK(fault_of({{"page", "{{> parts/open}}{{/a}}"}, {"parts/open", "{{#a}}"}}).find("parts/open") != std::string::npos);
}

TEST_CASE("a_name_that_the_data_lacks_is_an_error") {
  const Files files = {{"page", "{{name}}{{#rows}}{{missing}}{{/rows}}"}};
  auto templates = Templates::load({"page"}, source_of(files), words());
  REQUIRE(templates);
  const auto none = templates->render("page", Data{DataMap{{"name", {std::string("x")}}, {"rows", {DataList{}}}}}, Data{DataMap{}});
  CHECK(none);  // nothing asked for it
  const auto one =
      templates->render("page", Data{DataMap{{"name", {std::string("x")}}, {"rows", {DataList{Data{DataMap{}}}}}}}, Data{DataMap{}});
  REQUIRE_FALSE(one);
  CHECK(one.error().detail == "page: nothing is called missing");
  CHECK_FALSE(templates->render("other", Data{DataMap{}}, Data{DataMap{}}));
}

TEST_CASE("while_somebody_works_on_a_template_its_defect_is_its_own") {
  const Files files = {{"page", "{{t a.missing}}"}, {"other", "whole"}};
  CHECK_FALSE(Templates::load({"page", "other"}, source_of(files), words()));
  const auto templates = Templates::load({"page", "other"}, source_of(files), words(), Templates::Defects::kept);
  REQUIRE(templates);
  CHECK(templates->render("other", Data{DataMap{}}, Data{DataMap{}}) == "whole");
  const auto broken = templates->render("page", Data{DataMap{}}, Data{DataMap{}});
  REQUIRE_FALSE(broken);
  CHECK(broken.error().detail == "page: there is no such sentence: a.missing");
}

TEST_CASE("structs_show_themselves_by_their_members") {
  const List list{.people = {{"佐藤", "さとう", {"a", "b"}}, {"田中", std::nullopt, {}}}, .empty = false, .count = 0};
  CHECK(shown("{{#people}}[{{name}}{{#kana}} {{kana}}{{/kana}}{{^kana}} -{{/kana}}{{#tags}} "
              "{{.}}{{/tags}}]{{/people}}{{#empty}}!{{/empty}}{{count}}",
              std::get<DataMap>(data_of(list).value)) == "[佐藤 さとう a b][田中 -]0");
}

TEST_CASE("the_page_is_looked_at_before_the_frame") {
  CHECK(shown("{{a}}{{b}}{{#rows}}{{a}}{{b}}{{/rows}}",
              {{"a", {std::string("1")}}, {"rows", {DataList{Data{DataMap{{"a", {std::string("3")}}}}}}}},
              {{"a", {std::string("x")}}, {"b", {std::string("2")}}}) == "1232");
}

TEST_CASE("an_empty_text_is_false_and_a_number_is_true") {
  CHECK(shown("{{#a}}yes{{/a}}{{^a}}no{{/a}}{{a}}", {{"a", {std::string()}}}) == "no");
  CHECK(shown("{{#a}}yes{{/a}}", {{"a", data_of(0)}}) == "yes");
}

TEST_CASE("nothing_that_was_typed_becomes_markup") {
  const std::string evil = "\"><script>alert('1')</script>&amp;{{csrf}}";
  const std::string safe = "&quot;&gt;&lt;script&gt;alert(&#39;1&#39;)&lt;/script&gt;&amp;amp;{{csrf}}";
  const auto text = GENERATE(as<std::string>(), "{{x}}", "<p>{{x}}</p>", "<a href=\"{{x}}\">", "<a title='{{x}}'>",
                             "<textarea>\n{{x}}</textarea>", "{{#rows}}{{.}}{{/rows}}", "{{#rows}}{{x}}{{/rows}}", "<!-- {{x}} -->");
  INFO(text);
  const auto out = shown(text, {{"x", {evil}}, {"rows", {DataList{Data{evil}}}}, {"csrf", {std::string("secret")}}});
  CHECK(out.find("<script") == std::string::npos);
  CHECK(out.find(safe) != std::string::npos);
  CHECK(out.find("secret") == std::string::npos);
}

TEST_CASE("markup_is_shown_as_it_is_and_no_text_can_pretend_to_be_markup") {
  CHECK(shown("{{x}}", {{"x", {Html{"<b>1</b>"}}}}) == "<b>1</b>");
  CHECK(shown("{{#x}}{{x}}{{/x}}{{^x}}none{{/x}}", {{"x", {Html{""}}}}) == "none");
  CHECK(shown("{{x}}", {{"x", {std::string("\0<b>1</b>", 9)}}}) == "&lt;b&gt;1&lt;/b&gt;");
}

TEST_CASE("every_template_of_the_program_is_whole_in_both_languages") {
  for (const auto language : {i18n::Language::ja, i18n::Language::en}) {
    const auto file = "i18n/" + std::string(enum_name(language)) + ".json";
    const auto messages = i18n::Messages::load(assets::text(file), language);
    REQUIRE(messages);
    const auto templates = Templates::load(*messages);
    INFO((templates ? std::string() : describe(templates.error())));
    CHECK(templates);
  }
}

TEST_CASE("no_template_has_what_the_policy_of_the_pages_forbids") {
  for (const auto name : assets::names()) {
    if (!name.starts_with("web/templates/")) continue;
    INFO(name);
    const auto text = std::string(assets::text(name));
    for (const std::string forbidden :
         {" style=", "<style", " onclick=", " onload=", " onsubmit=", " onchange=", "javascript:", "http://", "https://"}) {
      INFO(forbidden);
      CHECK(text.find(forbidden) == std::string::npos);
    }
    for (auto at = text.find("<script"); at != std::string::npos; at = text.find("<script", at + 1)) {
      CHECK(text.substr(at).starts_with("<script type=\"module\" src=\""));
    }
  }
}

TEST_CASE("every_form_that_changes_something_carries_the_csrf") {
  for (const auto name : assets::names()) {
    if (!name.starts_with("web/templates/")) continue;
    INFO(name);
    const auto text = std::string(assets::text(name));
    for (auto at = text.find("<form"); at != std::string::npos; at = text.find("<form", at + 1)) {
      const auto form = text.substr(at, text.find("</form>", at) - at);
      INFO(form);
      if (form.find("method=\"get\"") != std::string::npos) continue;  // filters that name nobody
      CHECK(form.find("method=\"post\"") != std::string::npos);
      CHECK(form.find("name=\"csrf\" value=\"{{csrf}}\"") != std::string::npos);
    }
  }
}

// Forms, plots, messages to the next page and the stylesheet, each by itself.
#include "server/render/flash.h"
#include "server/render/form.h"
#include "server/render/parts.h"
#include "server/render/plot.h"
#include "server/render/stylesheet.h"
#include "shared/assets/assets.h"
#include "tests/support/catch.h"

using namespace uke;
using namespace uke::server::render;
using uke::server::web::What;

namespace {

i18n::Messages words(i18n::Language language) {
  auto messages = i18n::Messages::load(assets::text("i18n/" + std::string(enum_name(language)) + ".json"), language);
  REQUIRE(messages);
  return std::move(*messages);
}

const Data& at(const Data& data, std::string_view name) {
  const auto& map = std::get<DataMap>(data.value);
  const auto found = map.find(name);
  REQUIRE(found != map.end());
  return found->second;
}
std::string text_at(const Data& data, std::string_view name) { return std::get<std::string>(at(data, name).value); }
bool flag_at(const Data& data, std::string_view name) { return std::get<bool>(at(data, name).value); }

}  // namespace

TEST_CASE("every_fault_has_a_sentence_in_both_languages") {
  for (const auto language : {i18n::Language::ja, i18n::Language::en}) {
    const auto messages = words(language);
    boost::mp11::mp_for_each<boost::describe::describe_enumerators<What>>([&](auto what) {
      INFO(what.name);
      const auto sentence = sentence_of({"x", what.value, 100}, messages);
      CHECK_FALSE(sentence.starts_with("⟦"));
      CHECK(sentence.find('{') == std::string::npos);
    });
    CHECK(sentence_of({"x", What::too_long, 100}, messages).find("100") != std::string::npos);
  }
}

TEST_CASE("a_fault_stands_beside_its_field_and_any_other_on_top") {
  FormView form{.action = "/x",
                .submit = "保存",
                .fields = {{.name = "kana", .label = "ふりがな", .hint = "ひらがなで"}, {.name = "email", .label = "メール"}}};
  const auto messages = words(i18n::Language::ja);
  CHECK_FALSE(show_faults(form, {}, messages));
  CHECK_FALSE(flag_at(view_data(form), "has_errors"));
  CHECK(show_faults(form, {{"kana", What::not_kana, 0}, {"kana", What::required, 0}, {"elsewhere", What::taken, 0}}, messages));
  CHECK(form.fields[0].error == "ひらがなかカタカナで入力してください。");  // the first one
  CHECK(form.fields[1].error.empty());
  CHECK_FALSE(form.error.empty());
  const auto data = view_data(form);
  CHECK(flag_at(data, "has_errors"));
  const auto& summary = std::get<DataList>(at(data, "summary").value);
  REQUIRE(summary.size() == 1);
  CHECK(text_at(summary[0], "id") == "f-kana");
  const auto& fields = std::get<DataList>(at(data, "fields").value);
  CHECK(text_at(fields[0], "described") == "f-kana-hint f-kana-error");
  CHECK(text_at(fields[1], "described").empty());
}

TEST_CASE("a_password_is_never_sent_back") {
  const FormView form{.action = "/x",
                      .submit = "x",
                      .fields = {{.kind = FieldKind::password, .name = "p", .label = "p", .value = "secret"},
                                 {.kind = FieldKind::text, .name = "t", .label = "t", .value = "shown"}}};
  const auto data = view_data(form);
  const auto& fields = std::get<DataList>(at(data, "fields").value);
  CHECK_FALSE(flag_at(fields[0], "value"));
  CHECK(text_at(fields[1], "value") == "shown");
}

TEST_CASE("what_stands_on_a_button_is_part_of_its_name") {
  CHECK(text_at(view_data(PostButton{.action = "/x", .label = "Approve", .says = "Approve Hanako"}), "says") == "Approve Hanako");
  CHECK(text_at(view_data(PostButton{.action = "/x", .label = "Approve", .says = "Let Hanako in"}), "says") == "Approve: Let Hanako in");
  CHECK(text_at(view_data(PostButton{.action = "/x", .label = "Approve"}), "says").empty());
}

TEST_CASE("a_plot_has_a_name_direct_labels_and_no_style_of_its_own") {
  const auto plot = make_plot("50代が<半分>です", "年代", "人数", {{"50代", 1500}, {"60代 & more", 1500}, {"none", 0}});
  const auto& svg = plot.picture.text;
  CHECK(svg.find("role=\"img\" aria-label=\"50代が&lt;半分&gt;です\"") != std::string::npos);
  CHECK(svg.find(">60代 &amp; more</text>") != std::string::npos);
  CHECK(svg.find(">1,500</text>") != std::string::npos);
  CHECK(svg.find("style=") == std::string::npos);
  REQUIRE(plot.rows.size() == 3);
  CHECK(plot.rows[0].value == "1,500");
  CHECK(plot.rows[0].share == "50.0%");
  CHECK(plot.rows[2].share == "0.0%");
  CHECK(bar_plot("nothing", {}).text.starts_with("<svg"));
  CHECK(make_plot("zero", "a", "b", {{"x", 0}}).rows[0].share.empty());
}

TEST_CASE("a_message_to_the_next_page_comes_back_as_it_was") {
  const Flash flash{.key = "flash.x", .args = {{"name", "佐藤; 花子=\"&\""}, {"count", "2"}}, .undo = "/members/1/undo"};
  const auto cookie = flash_cookie(flash);
  CHECK(cookie.find_first_of("; ,\"\\") == std::string::npos);
  const auto back = read_flash(cookie);
  REQUIRE(back);
  CHECK(back->key == flash.key);
  CHECK(back->args == flash.args);
  CHECK(back->undo == flash.undo);
  const auto cut = read_flash(flash_cookie({.key = "flash.x", .args = {{"name", std::string(300, 'x')}}}));
  REQUIRE(cut);
  CHECK(cut->args[0].second.size() == 100);
}

TEST_CASE("a_forged_message_says_and_undoes_nothing") {
  const auto cookie = GENERATE(as<std::string>(), "", "k", "k=ui.save", "k=flash.x&u=//evil.example/undo", "k=flash.x&u=/members/1/delete",
                               "k=flash.x&u=https://evil.example/undo", "k=flash.x&a.name=%FF", "k=flash.x&a.name=%00",
                               "k=flash.x&a.name=%", "k=flash.x&a.a=&a.b=&a.c=&a.d=&a.e=&a.f=&a.g=");
  INFO(cookie);
  CHECK_FALSE(read_flash(cookie).has_value());
  CHECK(sentence_of(Flash{.key = "flash.no_such_sentence", .args = {}}, words(i18n::Language::ja)).empty());
}

TEST_CASE("the_stylesheet_takes_the_tokens_that_it_uses_and_no_others") {
  const std::string_view tokens = ":root {\n  --a: 1px;\n  --b: var(--a);\n  --c: 3px;\n}";
  const auto sheet = stylesheet(tokens, ".x { --own: 1; margin: var(--b); padding: var( --own ) }");
  REQUIRE(sheet);
  CHECK(sheet->find("--a: 1px;") != std::string::npos);
  CHECK(sheet->find("--b: var(--a);") != std::string::npos);
  CHECK(sheet->find("--c") == std::string::npos);
  CHECK(sheet->ends_with(".x { --own: 1; margin: var(--b); padding: var( --own ) }"));
  const auto missing = stylesheet(tokens, ".x { margin: var(--d) }");
  REQUIRE_FALSE(missing);
  CHECK(missing.error().detail == "nothing defines --d");
}

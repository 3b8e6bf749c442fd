#include "server/rsvps/names.h"
#include "server/rsvps/rules.h"
#include "tests/support/catch.h"

namespace uke::server::rsvps {
namespace {

std::vector<std::string> fields_of(const std::vector<wire::FieldError>& errors) {
  std::vector<std::string> names;
  for (const auto& error : errors) names.push_back(error.field);
  return names;
}
using Names = std::vector<std::string>;

}  // namespace

TEST_CASE("one_of_the_two_names_is_enough") {
  RsvpFields fields;
  CHECK(fields_of(check(fields)) == Names{"family_name"});
  fields.given_name = "ジョー";
  CHECK(check(fields).empty());
}

TEST_CASE("old_carrier_addresses_are_accepted_and_nonsense_is_not") {
  RsvpFields fields;
  fields.family_name = "山田";
  fields.email = "ab..c.@docomo.ne.jp";
  CHECK(check(fields).empty());
  for (const char* wrong : {"", "abc", "@x", "x@", "a@b@c", "a b@c", "a@b,c@d"}) {
    INFO(wrong);
    fields.email = wrong;
    CHECK(fields_of(check(fields)) == Names{"email"});
  }
}

TEST_CASE("wrong_goods_and_companions_are_named_with_their_place") {
  RsvpFields fields;
  fields.family_name = "山田";
  fields.goods = std::vector<GoodsOrder>{{"a", 1}, {"b", 0}};
  fields.companions = std::vector<CompanionFields>(6);
  (*fields.companions)[2].kana = std::string(201, 'x');
  CHECK(fields_of(check(fields)) == Names{"goods[1].quantity", "companions", "companions[2].kana"});
}

TEST_CASE("a_person_is_found_by_folded_name_kana_and_former_name") {
  CHECK(whole_name("山田", "花子") == "山田 花子");
  CHECK(whole_name("林", "") == "林");
  CHECK(search_text("髙橋", "", "ﾀｶﾊｼ", "") == search_text("高橋", "", "たかはし", ""));
  CHECK(search_text("鈴木", "花子", "すずき はなこ", "田中").find("田中") != std::string::npos);
}

}  // namespace uke::server::rsvps

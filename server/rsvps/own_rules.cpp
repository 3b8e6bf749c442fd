// What attendees may type.
#include "server/roster/rules.h"
#include "server/roster/rules_characters.h"
#include "server/rsvps/own.h"
#include "shared/base/utf8.h"
#include "shared/text/text.h"

#include <algorithm>

namespace uke::server::rsvps {
namespace {

using web::What;

constexpr std::int64_t kFoodMax = 200;  // characters
constexpr std::int64_t kCommentMax = 500;
constexpr std::int64_t kWatchingMax = 99;
constexpr std::int64_t kQuantityMax = 100;

roster::MemberFields names_of(const OwnFields& fields) {
  roster::MemberFields names;
  names.family_name = fields.family_name;
  names.given_name = fields.given_name;
  names.kana = fields.kana;
  names.former_name = fields.former_name;
  names.email = fields.email;
  names.department = fields.department;
  names.note = fields.comment;
  return names;
}

// One line: roster::tidied knows how, whatever the field means there.
std::string one_line(const std::string& text) {
  roster::MemberFields fields;
  fields.site = text;
  return roster::tidied(std::move(fields)).site;
}

bool is_fit_text(std::string_view text, bool breaks) {
  return is_valid_utf8(text) && std::ranges::none_of(roster::characters_of(text), [&](char32_t c) {
           return roster::is_control(c) && !(breaks && (c == U'\n' || c == U'\t'));
         });
}

void check_text(web::Faults& faults, std::string_view field, std::string_view text, std::int64_t most, bool breaks = false) {
  if (!is_fit_text(text, breaks)) {
    faults.push_back({std::string(field), What::not_text, 0});
  } else if (roster::count_characters(text) > most) {
    faults.push_back({std::string(field), What::too_long, most});
  }
}

bool is_for(const events::FeeCategory& category, events::ForWhom whom) {
  return category.for_whom == events::ForWhom::anybody || category.for_whom == whom;
}

void check_category(web::Faults& faults, std::string field, const std::string& id, const std::vector<events::FeeCategory>& categories,
                    events::ForWhom whom) {
  if (id.empty()) return;
  const auto found = std::ranges::find(categories, id, &events::FeeCategory::id);
  if (found == categories.end() || !is_for(*found, whom)) faults.push_back({std::move(field), What::unknown_choice, 0});
}

void check_companion(web::Faults& faults, const OwnCompanion& companion, const std::string& path,
                     const std::vector<events::FeeCategory>& categories) {
  roster::MemberFields names;
  names.family_name = companion.family_name;
  names.given_name = companion.given_name;
  names.kana = companion.kana;
  for (auto fault : roster::check(names)) {
    if (fault.what == What::required) continue;  // nobody has to say whom they bring
    fault.field = path + fault.field;
    faults.push_back(std::move(fault));
  }
  check_category(faults, path + "fee_category", companion.fee_category, categories, events::ForWhom::companion);
}

void check_goods(web::Faults& faults, const std::vector<GoodsOrder>& orders, const std::vector<events::GoodsItem>& goods) {
  for (const auto& order : orders) {
    const bool known = std::ranges::find(goods, order.goods, &events::GoodsItem::id) != goods.end();
    if (!known) faults.push_back({"goods", What::unknown_choice, 0});
    const auto field = "goods." + order.goods;
    if (known && (order.quantity < 1 || order.quantity > kQuantityMax)) faults.push_back({field, What::out_of_range, kQuantityMax});
  }
}

}  // namespace

OwnFields tidied(OwnFields fields) {
  const auto names = roster::tidied(names_of(fields));
  fields.family_name = names.family_name;
  fields.given_name = names.given_name;
  fields.kana = names.kana;
  fields.former_name = names.former_name;
  fields.email = names.email;
  fields.department = names.department;
  fields.comment = names.note;
  fields.years = one_line(fields.years);
  fields.food = one_line(fields.food);
  for (auto& companion : fields.companions) {
    roster::MemberFields typed;
    typed.family_name = companion.family_name;
    typed.given_name = companion.given_name;
    typed.kana = companion.kana;
    typed = roster::tidied(std::move(typed));
    companion.family_name = typed.family_name;
    companion.given_name = typed.given_name;
    companion.kana = typed.kana;
  }
  std::erase_if(fields.goods, [](const auto& order) { return order.quantity == 0; });
  if (fields.mode == desk::Mode::onsite) fields.watching = 0;
  return fields;
}

web::Faults check(const OwnFields& fields, const events::EditionDetails& edition, const std::vector<events::FeeCategory>& categories,
                  const std::vector<events::GoodsItem>& goods) {
  using enum desk::RsvpState;
  web::Faults faults;
  if (fields.state != yes && fields.state != no && fields.state != maybe) faults.push_back({"state", What::unknown_choice, 0});
  auto names = names_of(fields);
  names.note.clear();
  for (auto& fault : roster::check(names)) faults.push_back(std::move(fault));
  check_text(faults, "years", fields.years, roster::kTextMax);
  check_text(faults, "food", fields.food, kFoodMax);
  check_text(faults, "comment", fields.comment, kCommentMax, true);
  if (fields.watching < 0 || fields.watching > kWatchingMax) faults.push_back({"watching", What::out_of_range, kWatchingMax});
  check_category(faults, "fee_category", fields.fee_category, categories, events::ForWhom::attendee);
  check_goods(faults, fields.goods, goods);
  if (std::ssize(fields.companions) > edition.companions_max) {
    faults.push_back({"companions", What::out_of_range, edition.companions_max});
  }
  for (std::size_t i = 0; i < fields.companions.size(); ++i) {
    check_companion(faults, fields.companions[i], "companions." + std::to_string(i) + ".", categories);
  }
  return faults;
}

}  // namespace uke::server::rsvps

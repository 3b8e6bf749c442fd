// Any bytes as what an attendee typed: tidying is done once, what was found acceptable is text of the promised length and stays acceptable.
#include "server/roster/rules_characters.h"
#include "server/rsvps/own.h"
#include "shared/base/utf8.h"
#include "tests/fuzz/claim.h"

#include <algorithm>
#include <vector>

using namespace uke;
using namespace uke::server;

namespace {

constexpr std::size_t kTexts = 9;  // before the goods and the companions

std::vector<std::string> split(std::string_view input) {
  std::vector<std::string> texts;
  while (true) {
    const auto end = input.find('\x1f');
    texts.emplace_back(input.substr(0, end));
    if (end == std::string_view::npos) break;
    input.remove_prefix(end + 1);
  }
  texts.resize(std::max(texts.size(), kTexts + 1));
  return texts;
}

rsvps::OwnFields typed_from(std::string_view input) {
  const auto at = [&](std::size_t i) { return i < input.size() ? static_cast<std::uint8_t>(input[i]) : std::uint8_t{0}; };
  const auto texts = split(input.substr(std::min<std::size_t>(2, input.size())));
  rsvps::OwnFields f;
  f.state = static_cast<desk::RsvpState>(at(0) % 5);
  f.mode = at(1) % 2 == 0 ? desk::Mode::onsite : desk::Mode::online;
  f.watching = at(1) - 100;
  f.family_name = texts[0];
  f.given_name = texts[1];
  f.kana = texts[2];
  f.former_name = texts[3];
  f.department = texts[4];
  f.years = texts[5];
  f.email = texts[6];
  f.food = texts[7];
  f.comment = texts[8];
  f.goods.push_back({.goods = texts[9], .quantity = at(0) - 100});
  for (std::size_t i = kTexts + 1; i + 2 < texts.size(); i += 3) {
    f.companions.push_back({.family_name = texts[i], .given_name = texts[i + 1], .kana = texts[i + 2], .fee_category = texts[0]});
  }
  return f;
}

std::vector<std::string> texts_of(const rsvps::OwnFields& f) {
  std::vector<std::string> texts = {f.family_name, f.given_name, f.kana, f.former_name, f.department, f.years, f.email, f.food};
  for (const auto& c : f.companions) texts.insert(texts.end(), {c.family_name, c.given_name, c.kana});
  return texts;
}

void is_text(std::string_view text, std::int64_t most, bool breaks) {
  CLAIM(is_valid_utf8(text));
  CLAIM(roster::count_characters(text) <= most);
  for (const auto c : roster::characters_of(text)) CLAIM(c >= 0x20 || (breaks && (c == U'\n' || c == U'\t')));
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const auto fields = rsvps::tidied(typed_from({reinterpret_cast<const char*>(data), size}));
  const auto again = rsvps::tidied(fields);
  CLAIM(texts_of(again) == texts_of(fields) && again.comment == fields.comment);
  const events::EditionDetails edition;
  events::FeeCategory category;
  category.id = "a";
  events::GoodsItem goods;
  goods.id = "a";
  const auto faults = rsvps::check(fields, edition, {category}, {goods});
  for (const auto& fault : faults) CLAIM(!fault.field.empty());
  if (!faults.empty()) return 0;
  CLAIM(!fields.family_name.empty());
  CLAIM(std::ssize(fields.companions) <= edition.companions_max);
  for (const auto& text : texts_of(fields)) is_text(text, 1000, false);
  is_text(fields.comment, 1000, true);
  CLAIM(fields.email.find(' ') == std::string::npos);
  CLAIM(rsvps::check(again, edition, {category}, {goods}).empty());
  return 0;
}

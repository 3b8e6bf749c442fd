#include "server/roster/pages_form.h"

#include "server/roster/pages_words.h"
#include "server/roster/rules_characters.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <type_traits>

namespace uke::server::roster {
namespace {

constexpr std::size_t kShownBytesMax = 16 * 1024;  // of one field that comes back because it is too long

// As the mail order forms of the country list them; 海外 is abroad.
constexpr std::array<std::string_view, 48> kRegions = {
    "北海道", "青森県",   "岩手県", "宮城県", "秋田県", "山形県",   "福島県", "茨城県", "栃木県", "群馬県",   "埼玉県", "千葉県",
    "東京都", "神奈川県", "新潟県", "富山県", "石川県", "福井県",   "山梨県", "長野県", "岐阜県", "静岡県",   "愛知県", "三重県",
    "滋賀県", "京都府",   "大阪府", "兵庫県", "奈良県", "和歌山県", "鳥取県", "島根県", "岡山県", "広島県",   "山口県", "徳島県",
    "香川県", "愛媛県",   "高知県", "福岡県", "佐賀県", "長崎県",   "熊本県", "大分県", "宮崎県", "鹿児島県", "沖縄県", "海外"};

bool read(std::string_view raw, std::string& value) {
  value = raw;
  return true;
}
bool read(std::string_view raw, bool& value) {
  value = !raw.empty();
  return true;
}
bool read(std::string_view raw, std::vector<std::string>& value) {
  value.clear();
  while (!raw.empty()) {
    const auto end = std::min(raw.find('\n'), raw.size());
    value.emplace_back(raw.substr(0, end));
    raw.remove_prefix(std::min(end + 1, raw.size()));
  }
  return true;
}
bool read(std::string_view raw, std::int64_t& value) {
  const auto digits = narrow_ascii(raw);
  const auto begin = digits.find_first_not_of(' ');
  if (begin == digits.npos) {
    value = 0;
    return true;
  }
  const auto end = digits.find_last_not_of(' ') + 1;
  std::int64_t number = 0;
  const auto [stop, error] = std::from_chars(digits.data() + begin, digits.data() + end, number);
  if (error != std::errc() || stop != digits.data() + end) return false;
  value = number;
  return true;
}
template <DescribedEnum E>
bool read(std::string_view raw, E& value) {
  const auto found = raw.empty() ? E{} : enum_value<E>(raw);
  if (!found) return false;
  value = *found;
  return true;
}

class FormMaker {
 public:
  FormMaker(const i18n::Messages& messages, const RawOf& raw) : messages_(messages), raw_(raw) {}

  void group(std::string_view name) { group_ = messages_.text("roster.group." + std::string(name)); }

  render::Field& text(std::string name, std::string_view hint = {}) {
    const auto value = raw_(name);
    auto& field = add({.name = name, .label = field_label(messages_, name), .value = value, .length_max = kTextMax});
    if (!hint.empty()) field.hint = messages_.text(std::string(hint));
    return field;
  }
  render::Field& of_kind(render::FieldKind kind, std::string name, std::string_view hint = {}) {
    auto& field = text(std::move(name), hint);
    field.kind = kind;
    field.length_max = 0;
    return field;
  }
  void flag(std::string name) {
    auto& field = of_kind(render::FieldKind::checkbox, std::move(name));
    field.ticked = !field.value.empty();
    field.value = "1";
  }
  template <DescribedEnum E>
  void choice(std::string name, std::string_view prefix) {
    auto& field = of_kind(render::FieldKind::select, std::move(name));
    const auto chosen = enum_value<E>(field.value).value_or(E{});
    boost::mp11::mp_for_each<boost::describe::describe_enumerators<E>>(
        [&](auto each) { field.choices.push_back({each.name, messages_.text(std::string(prefix) + each.name), chosen == each.value}); });
  }
  void decades() {
    auto& field = of_kind(render::FieldKind::select, "age_decade");
    field.choices.push_back({"", messages_.text("roster.choose"), field.value.empty()});
    for (std::int64_t decade = 10; decade <= kDecadeLast; decade += 10) {
      const auto digits = std::to_string(decade);
      field.choices.push_back({digits, decade_word(messages_, decade), field.value == digits});
    }
  }
  // One that was imported in other words stays possible.
  void region() {
    auto& field = of_kind(render::FieldKind::select, "region");
    field.choices.push_back({"", messages_.text("roster.choose"), field.value.empty()});
    if (!field.value.empty() && std::ranges::find(kRegions, field.value) == kRegions.end()) {
      field.choices.push_back({field.value, field.value, true});
    }
    for (const auto region : kRegions) field.choices.push_back({std::string(region), std::string(region), field.value == region});
  }
  [[nodiscard]] std::vector<render::Field> take() { return std::move(fields_); }

 private:
  render::Field& add(render::Field field) {
    field.begins_group = !group_.empty();
    field.group = std::exchange(group_, {});
    field.autocomplete = "off";  // somebody else's data: the browser knows only the organizer's own
    return fields_.emplace_back(std::move(field));
  }

  const i18n::Messages& messages_;
  const RawOf& raw_;
  std::vector<render::Field> fields_;
  std::string group_;
};

}  // namespace

RawOf raw_of(const MemberFields& fields) {
  return [fields](std::string_view name) { return raw_value(fields, name); };
}

RawOf raw_of(const web::Form& form) {
  return [&form](std::string_view name) {
    auto raw = std::string(form.text(name));
    if (raw.size() <= kShownBytesMax) return raw;
    auto end = kShownBytesMax;
    while (end > 0 && (static_cast<unsigned char>(raw[end]) & 0xC0) == 0x80) --end;
    raw.resize(end);
    return raw;
  };
}

std::vector<render::Field> form_fields(const i18n::Messages& messages, const RawOf& raw) {
  using render::FieldKind;
  FormMaker form(messages, raw);
  form.group("name");
  form.text("family_name", "roster.hint.family_name");
  form.text("given_name");
  form.text("kana", "roster.hint.kana");
  form.text("former_name", "roster.hint.former_name");
  form.flag("show_former_name");
  form.text("display_name", "roster.hint.display_name");
  form.of_kind(FieldKind::textarea, "aliases", "roster.hint.aliases");
  form.group("contact");
  form.of_kind(FieldKind::email, "email").length_max = kTextMax;
  form.region();
  form.group("work");
  form.text("site");
  form.text("department");
  form.of_kind(FieldKind::number, "joined_year", "roster.hint.year");
  form.of_kind(FieldKind::number, "left_year", "roster.hint.year");
  form.choice<Employment>("employment", "member.employment.");
  form.group("now");
  form.choice<Occupation>("occupation", "member.occupation.");
  form.decades();
  form.group("office");
  form.text("introduced_by");
  form.of_kind(FieldKind::textarea, "note", "roster.hint.note").length_max = kNoteMax;
  return form.take();
}

TypedFields typed_fields(const web::Form& form) {
  TypedFields typed;
  for (const auto& name : field_names()) {
    if (set_field(typed.fields, name, form.text(name))) continue;
    const bool is_year = name == "joined_year" || name == "left_year";
    typed.faults.push_back({name, is_year ? web::What::not_number : web::What::unknown_choice});
  }
  typed.fields = tidied(std::move(typed.fields));
  auto faults = check(typed.fields);
  typed.faults.insert(typed.faults.end(), faults.begin(), faults.end());
  return typed;
}

bool set_field(MemberFields& fields, std::string_view field, std::string_view raw) {
  bool good = false;
  boost::mp11::mp_for_each<boost::describe::describe_members<MemberFields, boost::describe::mod_public>>([&](auto member) {
    if (field == member.name) good = read(raw, fields.*member.pointer);
  });
  return good;
}

}  // namespace uke::server::roster

// Forms of this room as lists of fields: what stands in them, what was typed, and what came of it. Internal to this room. Pure;
// thread-safe.
#pragma once

#include "server/events/rules_text.h"
#include "server/render/form.h"
#include "server/web/form.h"
#include "shared/base/describe.h"
#include "shared/base/yen.h"
#include "shared/i18n/messages.h"

#include <cstdint>
#include <map>
#include <string>
#include <string_view>
#include <vector>

namespace uke::server::events {

// `limit`: a number or yen whose absence says "none". Moments are typed as clocks of the place show them.
enum class Input : std::uint8_t { line, text, number, limit, date, time, datetime, flag, choice, radios, zone };

struct FieldSpec {
  const char* name;
  Input input = Input::line;
  bool required = false;
  const char* group = nullptr;    // key of the heading above it
  const char* choices = nullptr;  // prefix of the words of `values`
  std::vector<std::string> values = {};
  std::int64_t length_max = 0;  // of a line
};

struct Sheet {
  const char* labels;  // prefix of assets/i18n: "edition.field."
  const char* hints;   // the same; a field without such a sentence has none
  std::vector<FieldSpec> fields;
};

// What each field holds, as the form sends it.
using Raw = std::map<std::string, std::string, std::less<>>;

// As typed but for white space, full-width digits and separators of numbers, so that the same value is the same text.
[[nodiscard]] Raw raw_of(const Sheet& sheet, const web::Form& form);
[[nodiscard]] std::vector<render::Field> fields_of(const i18n::Messages& messages, const Sheet& sheet, const Raw& raw);
// One value in words: 2027年2月20日(土) 18:00, はい.
[[nodiscard]] std::string shown(const i18n::Messages& messages, const FieldSpec& field, const std::string& value);

// Values as a form sends them.
[[nodiscard]] std::string raw_moment(std::int64_t at_ms, std::string_view zone);  // 2027-02-20T18:00; "" for 0
[[nodiscard]] std::string raw_flag(bool flag);
[[nodiscard]] std::string raw_limit(std::int64_t number);  // "" for 0

// Reads values; what cannot be read becomes a fault and a zero.
class SheetReader {
 public:
  explicit SheetReader(const Raw& raw) : raw_(raw) {}

  [[nodiscard]] std::string text(std::string_view name) const;
  [[nodiscard]] bool flag(std::string_view name) const;
  [[nodiscard]] std::int64_t number(std::string_view name);  // nothing typed is 0
  [[nodiscard]] Yen yen(std::string_view name) { return {number(name)}; }
  [[nodiscard]] std::int64_t moment(std::string_view name, std::string_view zone);  // nothing typed is 0
  template <DescribedEnum E>
  [[nodiscard]] E choice(std::string_view name) {
    const auto value = enum_value<E>(text(name));
    if (!value) faults_.add(name, web::What::unknown_choice);
    return value.value_or(E{});
  }
  void add(std::string_view name, web::What what) { faults_.add(name, what); }
  // The rules' faults behind those of reading, one a field.
  [[nodiscard]] web::Faults with(const web::Faults& of_rules);

 private:
  const Raw& raw_;
  FaultList faults_;
};

}  // namespace uke::server::events

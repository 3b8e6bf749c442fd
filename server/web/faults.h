// What is wrong with a field that somebody filled in. The rules of all rooms say it in these words; pages show the sentence
// "fault.<what>" of assets/i18n beside the field, REST answers carry the English one.
#pragma once

#include "shared/base/describe.h"

#include <cstdint>
#include <string>
#include <vector>

namespace uke::server::web {

enum class What : std::uint8_t {
  required,   // nothing was given
  too_long,   // more than `limit` characters
  too_short,  // fewer than `limit` characters
  not_text,   // control characters or broken bytes
  not_kana,   // kana expected
  not_email,
  not_number,
  out_of_range,
  not_date,
  unknown_choice,
  taken,         // somebody else has it
  wrong,         // a password or code that does not fit
  not_the_same,  // typed twice, differently
  too_common,    // a password that everybody guesses first
  not_url,       // no address of a page: https://…
  too_early,     // not after the moment that it has to follow
};
BOOST_DESCRIBE_ENUM(What, required, too_long, too_short, not_text, not_kana, not_email, not_number, out_of_range, not_date, unknown_choice,
                    taken, wrong, not_the_same, too_common, not_url, too_early)

struct Fault {
  std::string field;
  What what = What::required;
  std::int64_t limit = 0;
  auto operator<=>(const Fault&) const = default;
};
using Faults = std::vector<Fault>;

}  // namespace uke::server::web

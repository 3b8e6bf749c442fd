#include "server/rsvps/names.h"

#include "shared/i18n/messages.h"
#include "shared/text/fold.h"

namespace uke::server::rsvps {

std::string whole_name(std::string_view family, std::string_view given) {
  std::string name(family);
  if (!family.empty() && !given.empty()) name += ' ';
  return name.append(given);
}

std::string with_former_name(std::string_view family, std::string_view given, std::string_view former, std::string_view language) {
  if (language == enum_name(i18n::Language::en)) return whole_name(family, given).append(" (née ").append(former).append(")");
  return std::string(family).append("(旧姓 ").append(former).append(")").append(given);
}

std::string name_key(std::string_view family, std::string_view given) { return text::fold(std::string(family).append(given)); }

std::string search_text(std::string_view family, std::string_view given, std::string_view kana, std::string_view former_name) {
  std::string joined;
  for (const auto part : {family, given, kana, former_name}) {
    if (part.empty()) continue;
    if (!joined.empty()) joined += ' ';
    joined += text::fold(part);
  }
  return joined;
}

}  // namespace uke::server::rsvps

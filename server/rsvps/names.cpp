#include "server/rsvps/names.h"

#include "shared/text/fold.h"

namespace uke::server::rsvps {

std::string whole_name(std::string_view family, std::string_view given) {
  std::string name(family);
  if (!family.empty() && !given.empty()) name += ' ';
  return name.append(given);
}

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

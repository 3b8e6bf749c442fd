// Text inside of workbook parts. Internal to this room; the only header of it that shows pugixml.
#pragma once

#include <pugixml.hpp>
#include <string>
#include <string_view>

namespace uke::server::tables {

// Names without prefix: "row" for <x:row>.
[[nodiscard]] inline std::string_view local(const pugi::xml_node& node) {
  const std::string_view name = node.name();
  const auto colon = name.rfind(':');
  return colon == std::string_view::npos ? name : name.substr(colon + 1);
}
[[nodiscard]] pugi::xml_node child_of(const pugi::xml_node& node, std::string_view name);

// All text directly inside of the element, also where comments or CDATA divide it.
[[nodiscard]] std::string text_of(const pugi::xml_node& node);

// Of an <is> or <si>: its runs joined, without the furigana (<rPh>) that Excel keeps beside Japanese text.
[[nodiscard]] std::string rich_text_of(const pugi::xml_node& item);

}  // namespace uke::server::tables

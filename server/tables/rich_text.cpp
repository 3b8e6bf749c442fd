#include "server/tables/rich_text.h"

namespace uke::server::tables {
namespace {

int hex_digit(char c) {
  if (c >= '0' && c <= '9') return c - '0';
  if (c >= 'A' && c <= 'F') return c - 'A' + 10;
  if (c >= 'a' && c <= 'f') return c - 'a' + 10;
  return -1;
}

// ECMA-376, 22.9.2.19 (ST_Xstring): control characters as _xHHHH_, and an underscore that would look like one as _x005F_.
std::string without_escapes(std::string text) {
  if (!text.contains("_x")) return text;
  std::string out;
  for (std::size_t i = 0; i < text.size(); ++i) {
    int value = 0;
    bool escape = text.compare(i, 2, "_x") == 0 && i + 6 < text.size() && text[i + 6] == '_';
    for (std::size_t d = 2; escape && d < 6; ++d) {
      const int digit = hex_digit(text[i + d]);
      escape = digit >= 0;
      value = value * 16 + digit;
    }
    if (escape && value < 0x80) {
      out += static_cast<char>(value);
      i += 6;
    } else {
      out += text[i];
    }
  }
  return out;
}

}  // namespace

pugi::xml_node child_of(const pugi::xml_node& node, std::string_view name) {
  for (const auto& child : node.children()) {
    if (local(child) == name) return child;
  }
  return {};
}

std::string text_of(const pugi::xml_node& node) {
  std::string text;
  for (const auto& child : node.children()) {
    if (child.type() == pugi::node_pcdata || child.type() == pugi::node_cdata) text += child.value();
  }
  return text;
}

std::string rich_text_of(const pugi::xml_node& item) {
  std::string text;
  for (const auto& child : item.children()) {
    if (local(child) == "t") text += text_of(child);
    if (local(child) == "r") text += text_of(child_of(child, "t"));
  }
  return without_escapes(std::move(text));
}

}  // namespace uke::server::tables

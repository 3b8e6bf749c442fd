#include "server/paper/rules.h"

namespace uke::server::paper {

Parts all_parts() { return {Part::list, Part::online, Part::badges, Part::receipts, Part::cash, Part::guide}; }

std::optional<Parts> parse_parts(std::string_view text) {
  Parts parts;
  while (!text.empty()) {
    const auto comma = text.find(',');
    const auto part = enum_value<Part>(text.substr(0, comma));
    if (!part) return std::nullopt;
    parts.insert(*part);
    text.remove_prefix(comma == std::string_view::npos ? text.size() : comma + 1);
  }
  return parts.empty() ? std::nullopt : std::optional(std::move(parts));
}

std::string parts_text(const Parts& parts) {
  std::string text;
  for (const auto part : parts) text.append(text.empty() ? "" : ",").append(enum_name(part));
  return text;
}

std::size_t sheets_for(std::size_t count, std::size_t on_sheet) { return (count + on_sheet - 1) / on_sheet; }

}  // namespace uke::server::paper

#include "tests/bench/attendees/html.h"

#include <fmt/format.h>

#include <algorithm>
#include <cctype>
#include <optional>

namespace uke::bench {
namespace {

std::string unescaped(std::string_view text) {
  static constexpr std::pair<std::string_view, char> kEntities[] = {
      {"&amp;", '&'}, {"&lt;", '<'}, {"&gt;", '>'}, {"&quot;", '"'}, {"&#39;", '\''}};
  std::string out;
  while (!text.empty()) {
    const auto* const found = std::ranges::find_if(kEntities, [&](const auto& entity) { return text.starts_with(entity.first); });
    const bool is_entity = found != std::end(kEntities);
    out += is_entity ? found->second : text.front();
    text.remove_prefix(is_entity ? found->first.size() : 1);
  }
  return out;
}

// Calls visit(tag, rest of the page behind it) for each tag of that name.
template <class Visit>
void each_tag(std::string_view html, std::string_view name, Visit visit) {
  const std::string open = "<" + std::string(name);
  for (auto at = html.find(open); at != std::string_view::npos; at = html.find(open, at + 1)) {
    const auto end = html.find('>', at);
    if (end == std::string_view::npos) return;
    const auto next = html[at + open.size()];
    if (next == ' ' || next == '>' || next == '\n') visit(html.substr(at, end - at), html.substr(end + 1));
  }
}

std::optional<std::string> attribute_of(std::string_view tag, std::string_view name) {
  const auto begin = tag.find(fmt::format(" {}=\"", name));
  if (begin == std::string_view::npos) return std::nullopt;
  const auto value = tag.substr(begin + name.size() + 3);
  return unescaped(value.substr(0, value.find('"')));
}

bool has_flag(std::string_view tag, std::string_view name) {
  const auto at = tag.find(fmt::format(" {}", name));
  if (at == std::string_view::npos) return false;
  const auto end = at + name.size() + 1;
  return end == tag.size() || tag[end] == ' ';
}

bool has(const Fields& fields, std::string_view name) {
  return std::ranges::any_of(fields, [&](const auto& field) { return field.first == name; });
}

void add_inputs(std::string_view html, Fields& fields) {
  Fields first_radios;
  each_tag(html, "input", [&](std::string_view tag, std::string_view) {
    const auto name = attribute_of(tag, "name");
    if (!name) return;
    const auto type = attribute_of(tag, "type").value_or("text");
    const auto value = attribute_of(tag, "value").value_or("");
    const bool is_choice = type == "radio" || type == "checkbox";
    if (type == "radio" && !has(first_radios, *name)) first_radios.emplace_back(*name, value);
    if (!is_choice || has_flag(tag, "checked")) fields.emplace_back(*name, value);
  });
  for (auto& radio : first_radios) {
    if (!has(fields, radio.first)) fields.push_back(std::move(radio));
  }
}

}  // namespace

std::vector<std::string> attributes(std::string_view html, std::string_view tag, std::string_view attribute) {
  std::vector<std::string> values;
  each_tag(html, tag, [&](std::string_view text, std::string_view) {
    if (auto value = attribute_of(text, attribute)) values.push_back(std::move(*value));
  });
  return values;
}

Fields fields_of(std::string_view html) {
  Fields fields;
  add_inputs(html, fields);
  each_tag(html, "textarea", [&](std::string_view tag, std::string_view rest) {
    const auto text = rest.substr(0, rest.find("</textarea>"));
    if (const auto name = attribute_of(tag, "name")) fields.emplace_back(*name, unescaped(text.substr(text.starts_with('\n') ? 1 : 0)));
  });
  each_tag(html, "select", [&](std::string_view tag, std::string_view rest) {
    const auto name = attribute_of(tag, "name");
    std::optional<std::string> chosen;
    each_tag(rest.substr(0, rest.find("</select>")), "option", [&](std::string_view option, std::string_view) {
      if (!chosen || has_flag(option, "selected")) chosen = attribute_of(option, "value");
    });
    if (name && chosen) fields.emplace_back(*name, *chosen);
  });
  return fields;
}

void set(Fields& fields, std::string_view name, std::string value) {
  std::erase_if(fields, [&](const auto& field) { return field.first == name; });
  fields.emplace_back(name, std::move(value));
}

std::string encoded(const Fields& fields) {
  std::string out;
  const auto add = [&out](std::string_view text) {
    for (const char c : text) {
      const auto byte = static_cast<unsigned char>(c);
      out += std::isalnum(byte) != 0 && byte < 0x80 ? std::string(1, c) : fmt::format("%{:02X}", byte);
    }
  };
  for (const auto& [name, value] : fields) {
    if (!out.empty()) out += '&';
    add(name);
    out += '=';
    add(value);
  }
  return out;
}

std::vector<std::string> parts_of(std::string_view html) {
  std::vector<std::string> parts;
  each_tag(html, "link", [&](std::string_view tag, std::string_view) {
    const auto rel = attribute_of(tag, "rel").value_or("");
    const auto href = attribute_of(tag, "href").value_or("");
    if (rel != "canonical" && href.starts_with('/')) parts.push_back(href);
  });
  for (const auto* tag : {"script", "img"}) {
    for (auto& path : attributes(html, tag, "src")) {
      if (path.starts_with('/')) parts.push_back(std::move(path));
    }
  }
  std::ranges::sort(parts);
  parts.erase(std::ranges::unique(parts).begin(), parts.end());
  return parts;
}

}  // namespace uke::bench

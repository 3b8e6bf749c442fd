// JSON ↔ described structs. What a message looks like is what its struct looks like; nobody outside handles JSON values.
//
//   TRY(auto upload, json::parse<UploadRequest>(body));        // `invalid`, detail "records[3].kind: is not one of: admit, refuse"
//   json::write(body, upload);                                 // appends, without a tree in between
//
// Types: bool, integers (range-checked), double, std::string, TextValue (ids …), DescribedEnum (its name), Yen (whole number), Time
// (ms since 1970), std::optional, std::vector, std::map<std::string, T>, Raw, and described structs of these. A std::optional member
// may be missing or null and is omitted when empty; every other member is required; unknown members are passed over. Text with NUL or
// that is not UTF-8 is refused, as is nesting deeper than 32. The last of two members of one name counts. All functions are thread-safe.
#pragma once

#include "shared/base/describe.h"
#include "shared/base/time.h"
#include "shared/base/yen.h"
#include "shared/json/node.h"

#include <concepts>
#include <map>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace uke::json {

// Any JSON value, kept as text in compact spelling: members in their order, whole numbers up to 64 bits exactly, others as a double.
struct Raw {
  std::string text;  // must be JSON; "" is written as null
  bool operator==(const Raw&) const = default;
};

namespace detail {

template <class T>
inline constexpr bool is_vector = false;
template <class T>
inline constexpr bool is_vector<std::vector<T>> = true;
template <class T>
inline constexpr bool is_map = false;
template <class T>
inline constexpr bool is_map<std::map<std::string, T>> = true;
template <class T>
inline constexpr bool is_unknown_type = false;

template <class T>
using MembersOf = boost::describe::describe_members<T, boost::describe::mod_public | boost::describe::mod_inherited>;

template <class T>
bool decode(Node node, T& out, Fault& fault);

template <std::integral T>
bool decode_integer(Node node, T& out, Fault& fault) {
  std::conditional_t<std::is_unsigned_v<T>, std::uint64_t, std::int64_t> wide = 0;
  if (!node.read(wide, fault)) return false;
  if (!std::in_range<T>(wide)) return fault.set("is out of range");
  out = static_cast<T>(wide);
  return true;
}

template <DescribedEnum T>
bool decode_enum(std::string_view name, T& out, Fault& fault) {
  if (const auto value = enum_value<T>(name)) {
    out = *value;
    return true;
  }
  fault.what = "is not one of: ";
  std::string_view separator;
  boost::mp11::mp_for_each<boost::describe::describe_enumerators<T>>([&](auto d) {
    fault.what.append(separator).append(d.name);
    separator = ", ";
  });
  return false;
}

template <DescribedStruct T>
bool decode_struct(Node node, T& out, Fault& fault) {
  if (!node.expect_object(fault)) return false;
  bool good = true;
  boost::mp11::mp_for_each<MembersOf<T>>([&](auto member) {
    if (!good) return;
    auto& field = out.*member.pointer;
    const Node value = node.member(member.name);
    if (value.has_value()) {
      good = decode(value, field, fault) || fault.inside_member(member.name);
    } else if constexpr (!is_optional<std::remove_cvref_t<decltype(field)>>) {
      good = fault.set("is missing") || fault.inside_member(member.name);
    }
  });
  return good;
}

template <class T>
bool decode_vector(Node node, std::vector<T>& out, Fault& fault) {
  if (!node.expect_array(fault)) return false;
  const std::size_t size = node.size();
  out.reserve(size);
  for (std::size_t i = 0; i < size; ++i) {
    T element{};
    if (!decode(node.element(i), element, fault)) return fault.inside_element(i);
    out.push_back(std::move(element));
  }
  return true;
}

template <class T>
bool decode_map(Node node, std::map<std::string, T>& out, Fault& fault) {
  if (!node.expect_object(fault)) return false;
  const std::size_t size = node.size();
  for (std::size_t i = 0; i < size; ++i) {
    const auto name = node.member_name(i);
    if (name.find('\0') != std::string_view::npos) return fault.set("must not contain NUL");
    T value{};
    if (!decode(node.member_value(i), value, fault)) return fault.inside_member(name);
    out.insert_or_assign(std::string(name), std::move(value));
  }
  return true;
}

template <class T>
bool decode(Node node, T& out, Fault& fault) {
  if constexpr (is_optional<T>) {
    if (node.is_null()) {
      out.reset();
      return true;
    }
    return decode(node, out.emplace(), fault);
  } else if constexpr (std::same_as<T, bool> || std::same_as<T, double>) {
    return node.read(out, fault);
  } else if constexpr (std::integral<T>) {
    return decode_integer(node, out, fault);
  } else if constexpr (std::same_as<T, Yen>) {
    return decode_integer(node, out.value, fault);
  } else if constexpr (std::same_as<T, Time>) {
    std::int64_t ms = 0;
    if (!node.read(ms, fault)) return false;
    out = from_ms(ms);
    return true;
  } else if constexpr (std::same_as<T, Raw>) {
    return node.read_raw(out.text, fault);
  } else if constexpr (is_vector<T>) {
    return decode_vector(node, out, fault);
  } else if constexpr (is_map<T>) {
    return decode_map(node, out, fault);
  } else if constexpr (std::same_as<T, std::string> || DescribedEnum<T> || TextValue<T>) {
    std::string_view text;
    if (!node.read_text(text, fault)) return false;
    if constexpr (DescribedEnum<T>) {
      return decode_enum(text, out, fault);
    } else if constexpr (TextValue<T>) {
      auto value = T::parse(text);
      if (!value) return fault.set("is not well formed");
      out = std::move(*value);
      return true;
    } else {
      out = text;
      return true;
    }
  } else if constexpr (DescribedStruct<T>) {
    return decode_struct(node, out, fault);
  } else {
    static_assert(is_unknown_type<T>, "json.h does not say how to read this type");
  }
}

}  // namespace detail

// Appends `value` to `out`. Text must be UTF-8. A double that is no number is written as null.
template <class T>
void write(std::string& out, const T& value);

namespace detail {

template <DescribedStruct T>
void write_struct(std::string& out, const T& value) {
  char separator = '{';
  boost::mp11::mp_for_each<MembersOf<T>>([&](auto member) {
    const auto& field = value.*member.pointer;
    if constexpr (is_optional<std::remove_cvref_t<decltype(field)>>) {
      if (!field) return;
    }
    out += separator;
    separator = ',';
    out.append(1, '"').append(member.name).append("\":");
    write(out, field);
  });
  if (separator == '{') out += '{';
  out += '}';
}

template <class T>
void write_map(std::string& out, const std::map<std::string, T>& map) {
  out += '{';
  for (auto it = map.begin(); it != map.end(); ++it) {
    if (it != map.begin()) out += ',';
    write_text(out, it->first);
    out += ':';
    write(out, it->second);
  }
  out += '}';
}

template <class T>
void write_vector(std::string& out, const std::vector<T>& elements) {
  out += '[';
  bool first = true;
  for (const auto& element : elements) {
    if (!std::exchange(first, false)) out += ',';
    write(out, element);
  }
  out += ']';
}

}  // namespace detail

template <class T>
void write(std::string& out, const T& value) {
  if constexpr (is_optional<T>) {
    if (value) return write(out, *value);
    out += "null";
  } else if constexpr (std::same_as<T, bool>) {
    out += value ? "true" : "false";
  } else if constexpr (std::unsigned_integral<T>) {
    detail::write_unsigned(out, value);
  } else if constexpr (std::integral<T>) {
    detail::write_integer(out, value);
  } else if constexpr (std::same_as<T, double>) {
    detail::write_double(out, value);
  } else if constexpr (std::same_as<T, Yen>) {
    detail::write_integer(out, value.value);
  } else if constexpr (std::same_as<T, Time>) {
    detail::write_integer(out, to_ms(value));
  } else if constexpr (std::same_as<T, Raw>) {
    out += value.text.empty() ? std::string_view("null") : std::string_view(value.text);
  } else if constexpr (detail::is_vector<T>) {
    detail::write_vector(out, value);
  } else if constexpr (detail::is_map<T>) {
    detail::write_map(out, value);
  } else if constexpr (DescribedEnum<T>) {
    detail::write_text(out, enum_name(value));
  } else if constexpr (TextValue<T>) {
    detail::write_text(out, value.to_string());
  } else if constexpr (std::convertible_to<const T&, std::string_view>) {
    detail::write_text(out, value);
  } else if constexpr (DescribedStruct<T>) {
    detail::write_struct(out, value);
  } else {
    static_assert(detail::is_unknown_type<T>, "json.h does not say how to write this type");
  }
}

template <class T>
[[nodiscard]] std::string to_text(const T& value) {
  std::string out;
  write(out, value);
  return out;
}

// `invalid` where `text` is not one JSON value that fits T; Error::detail begins with the path of the faulty field.
template <class T>
[[nodiscard]] Result<T> parse(std::string_view text) {
  Result<T> value{std::in_place};
  const auto decode = [](detail::Node root, void* out, detail::Fault& fault) { return detail::decode(root, *static_cast<T*>(out), fault); };
  TRYV(detail::parse_with(text, &*value, decode));
  return value;
}

}  // namespace uke::json

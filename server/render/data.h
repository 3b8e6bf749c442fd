// What a template shows: texts, flags, lists and named parts, made from described structs. A std::optional, a vector and a text that is
// empty are false; an enum is its name; numbers are digits and always true (format money, dates and sentences with arguments before). A
// type that shows itself in another way has a function `Data view_data(const T&)` beside it.
#pragma once

#include "shared/base/describe.h"
#include "shared/base/yen.h"

#include <concepts>
#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <type_traits>
#include <variant>
#include <vector>

namespace uke::server::render {

// Markup that is shown as it is (a plot, a rendered part). Everything else is escaped. Never made from what people typed.
struct Html {
  std::string text;
};

struct Data;
using DataList = std::vector<Data>;
using DataMap = std::map<std::string, Data, std::less<>>;
struct Data {
  std::variant<bool, std::string, Html, DataList, DataMap> value = false;
};

template <class T>
[[nodiscard]] Data data_of(const T& value);

template <class T>
concept HasViewData = requires(const T& value) {
  { view_data(value) } -> std::same_as<Data>;
};

namespace detail {
template <class T>
inline constexpr bool is_list = false;
template <class T>
inline constexpr bool is_list<std::vector<T>> = true;
}  // namespace detail

template <class T>
Data data_of(const T& value) {
  if constexpr (std::same_as<T, Data>) {
    return value;
  } else if constexpr (HasViewData<T>) {
    return view_data(value);
  } else if constexpr (std::same_as<T, bool>) {
    return {value};
  } else if constexpr (std::same_as<T, Html>) {
    return {value};
  } else if constexpr (is_optional<T>) {
    return value ? data_of(*value) : Data{false};
  } else if constexpr (detail::is_list<T>) {
    DataList list;
    list.reserve(value.size());
    for (const auto& element : value) list.push_back(data_of(element));
    return {std::move(list)};
  } else if constexpr (std::integral<T>) {
    return {std::to_string(value)};
  } else if constexpr (DescribedEnum<T>) {
    return {std::string(enum_name(value))};
  } else if constexpr (TextValue<T>) {
    return {value.to_string()};
  } else if constexpr (std::convertible_to<const T&, std::string_view>) {
    return {std::string(std::string_view(value))};
  } else {
    static_assert(DescribedStruct<T>, "data.h does not say how to show this type");
    DataMap map;
    boost::mp11::mp_for_each<boost::describe::describe_members<T, boost::describe::mod_public | boost::describe::mod_inherited>>(
        [&](auto member) { map.emplace(member.name, data_of(value.*member.pointer)); });
    return {std::move(map)};
  }
}

}  // namespace uke::server::render

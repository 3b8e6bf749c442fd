// Described structs and enums are the one way in which data crosses a border: JSON (shared/json) and rows (shared/storage) both
// read the members that BOOST_DESCRIBE_STRUCT names, in that order, and the enumerators that BOOST_DESCRIBE_ENUM names, as text.
#pragma once

#include "shared/base/result.h"

#include <boost/describe.hpp>
#include <boost/mp11.hpp>

#include <concepts>
#include <optional>
#include <string>
#include <string_view>
#include <type_traits>

namespace uke {

template <class T>
concept DescribedStruct = std::is_class_v<T> && boost::describe::has_describe_members<T>::value;

template <class T>
concept DescribedEnum = std::is_enum_v<T> && boost::describe::has_describe_enumerators<T>::value;

// A value that travels as text: ids, ticket numbers. `parse` refuses what `to_string` cannot have written.
template <class T>
concept TextValue = requires(const T& value, std::string_view text) {
  { value.to_string() } -> std::convertible_to<std::string_view>;
  { T::parse(text) } -> std::same_as<Result<T>>;
};

template <class T>
inline constexpr bool is_optional = false;
template <class T>
inline constexpr bool is_optional<std::optional<T>> = true;

// The enumerator's name: to_text(Kind::admit) is "admit". An unnamed value gives "".
template <DescribedEnum E>
[[nodiscard]] std::string_view enum_name(E value) {
  std::string_view name;
  boost::mp11::mp_for_each<boost::describe::describe_enumerators<E>>([&](auto d) {
    if (d.value == value) name = d.name;
  });
  return name;
}

// The enumerator with that name, if there is one.
template <DescribedEnum E>
[[nodiscard]] std::optional<E> enum_value(std::string_view name) {
  std::optional<E> value;
  boost::mp11::mp_for_each<boost::describe::describe_enumerators<E>>([&](auto d) {
    if (name == d.name) value = d.value;
  });
  return value;
}

}  // namespace uke

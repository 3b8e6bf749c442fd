// How C++ values become parameters and columns. Internal to shared/storage except for the concepts, which say what a store may pass.
#pragma once

#include "shared/base/describe.h"
#include "shared/base/time.h"
#include "shared/base/yen.h"
#include "shared/storage/statement.h"

#include <array>
#include <concepts>
#include <cstdint>
#include <string>
#include <string_view>
#include <type_traits>
#include <utility>

namespace uke::storage {

template <class T>
concept IntegerValue = std::integral<T> || std::same_as<T, Yen> || std::same_as<T, Time>;

template <class T>
concept Text = std::convertible_to<const T&, std::string_view>;

template <class T>
concept ScalarValue = IntegerValue<T> || std::same_as<T, double> || Text<T> || TextValue<T> || DescribedEnum<T>;

// What a store may pass as a parameter: a scalar or std::optional of one.
template <class T>
inline constexpr bool is_value = ScalarValue<T>;
template <class T>
inline constexpr bool is_value<std::optional<T>> = ScalarValue<T>;
template <class T>
concept Value = is_value<T>;

template <class T>
concept Row = Value<T> || DescribedStruct<T>;

template <ScalarValue T>
consteval Slot::Kind kind_of(std::type_identity<T>) {
  if constexpr (IntegerValue<T>) return Slot::Kind::integer;
  if constexpr (std::same_as<T, double>) return Slot::Kind::real;
  return Slot::Kind::text;
}
template <class T>
consteval Slot::Kind kind_of(std::type_identity<std::optional<T>>) {
  return kind_of(std::type_identity<T>{});
}

template <class... T>
inline constexpr std::array<char, sizeof...(T) + 1> kShapeOf = {static_cast<char>(kind_of(std::type_identity<T>{}))..., '\0'};
template <class... T>
[[nodiscard]] constexpr std::string_view shape_of() {
  return {kShapeOf<T...>.data(), sizeof...(T)};
}

// `invalid` where the text holds NUL or is not UTF-8.
[[nodiscard]] Status put_text(Slot& slot, std::string_view text);
[[nodiscard]] Status put_integer(Slot& slot, std::uint64_t value);  // `invalid` above 2^63 - 1

template <Value T>
[[nodiscard]] Status put(Slot& slot, const T& value) {
  if constexpr (is_optional<T>) {
    if (value) return put(slot, *value);
    slot.null = true;
    return {};
  } else {
    slot.null = false;
    if constexpr (std::same_as<T, Yen>) {
      slot.integer = value.value;
    } else if constexpr (std::same_as<T, Time>) {
      slot.integer = to_ms(value);
    } else if constexpr (std::integral<T>) {
      if constexpr (std::unsigned_integral<T> && sizeof(T) == 8) return put_integer(slot, value);
      slot.integer = static_cast<long long>(value);
    } else if constexpr (std::same_as<T, double>) {
      slot.real = value;
    } else if constexpr (DescribedEnum<T>) {
      slot.text = enum_name(value);
    } else if constexpr (TextValue<T>) {
      slot.text = value.to_string();
    } else {
      return put_text(slot, value);
    }
    return {};
  }
}

[[nodiscard]] std::unexpected<Error> unreadable(std::size_t column, std::string_view what);

template <Value T>
[[nodiscard]] Result<T> get(const Slot& slot, std::size_t column) {
  if constexpr (is_optional<T>) {
    if (slot.null) return T{};
    return get<typename T::value_type>(slot, column);
  } else {
    static_assert(!std::same_as<T, std::string_view>, "a row owns its text");
    if (slot.null) return unreadable(column, "is NULL");
    if constexpr (std::same_as<T, Yen>) {
      return Yen{slot.integer};
    } else if constexpr (std::same_as<T, Time>) {
      return from_ms(slot.integer);
    } else if constexpr (std::same_as<T, bool>) {
      return slot.integer != 0;
    } else if constexpr (std::integral<T>) {
      if (!std::in_range<T>(slot.integer)) return unreadable(column, "is out of range");
      return static_cast<T>(slot.integer);
    } else if constexpr (std::same_as<T, double>) {
      return slot.real;
    } else if constexpr (DescribedEnum<T>) {
      const auto value = enum_value<T>(slot.text);
      if (!value) return unreadable(column, "is not a known word");
      return *value;
    } else if constexpr (TextValue<T>) {
      auto value = T::parse(slot.text);
      if (!value) return unreadable(column, "is not well formed");
      return value;
    } else {
      return T(slot.text);
    }
  }
}

template <class T>
using MembersOf = boost::describe::describe_members<T, boost::describe::mod_public | boost::describe::mod_inherited>;

template <class T>
struct RowShape;
template <Value T>
struct RowShape<T> {
  static constexpr std::string_view kText = shape_of<T>();
};
template <class T>
  requires(!Value<T> && DescribedStruct<T>)
struct RowShape<T> {
  template <class D>
  using MemberType = std::remove_cvref_t<decltype(std::declval<T&>().*D::pointer)>;
  template <template <class...> class List, class... D>
  static constexpr std::string_view of(List<D...>) {
    return shape_of<MemberType<D>...>();
  }
  static constexpr std::string_view kText = of(MembersOf<T>{});
};

// The row that the columns of `statement` hold. `corrupt` for NULL in a non-optional column and for text that does not parse.
template <Row T>
[[nodiscard]] Result<T> read_row(const Statement& statement) {
  if constexpr (Value<T>) {
    return get<T>(statement.column(0), 0);
  } else {
    Result<T> row{std::in_place};
    std::size_t column = 0;
    boost::mp11::mp_for_each<MembersOf<T>>([&](auto member) {
      if (!row) return;
      using M = std::remove_cvref_t<decltype((*row).*member.pointer)>;
      auto value = get<M>(statement.column(column), column);
      ++column;
      if (value) {
        (*row).*member.pointer = std::move(*value);
      } else {
        row = std::unexpected(std::move(value.error()));
      }
    });
    return row;
  }
}

}  // namespace uke::storage

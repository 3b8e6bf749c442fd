// Names as they are shown and as they are searched. Pure; thread-safe.
#pragma once

#include <string>
#include <string_view>

namespace uke::server::rsvps {

// "山田 花子"; either part may be missing.
[[nodiscard]] std::string whole_name(std::string_view family, std::string_view given);

// 鈴木(旧姓 田中)花子, in English Hanako's way: 鈴木 花子 (née 田中). `language` is ja or en.
[[nodiscard]] std::string with_former_name(std::string_view family, std::string_view given, std::string_view former,
                                           std::string_view language);

// Under which name somebody answers again: both parts folded, without a space between; "" for who has none.
[[nodiscard]] std::string name_key(std::string_view family, std::string_view given);

// What desk::Attendee::search is: the folded parts that are there, separated by one space.
[[nodiscard]] std::string search_text(std::string_view family, std::string_view given, std::string_view kana, std::string_view former_name);

}  // namespace uke::server::rsvps

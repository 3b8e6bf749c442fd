// Dates as spreadsheets keep them: numbers of days. Pure.
#pragma once

#include <string>
#include <string_view>

namespace uke::server::tables {

// Day 0 of a workbook's numbers: the usual 1900 one (with its 29 February 1900 that never was) or the one of old Macs.
enum class DayZero : char { of_1900, of_1904 };

// "2027-02-20", with a time of day "2027-02-20 18:00", or "18:00" below one day. "" for a number that is no date.
[[nodiscard]] std::string date_of_serial(double serial, DayZero zero);

// Whether cells of a number format show dates or times: its built-in id, or its code ("yyyy/m/d", but not "0.00E+00" or "0\"年\"").
[[nodiscard]] bool is_date_format(int id);
[[nodiscard]] bool is_date_format(std::string_view code);

// A number as people see it: 1984 for "1984.0" and "1.984E3", fifteen digits at most.
[[nodiscard]] std::string plain_number(std::string_view stored);

}  // namespace uke::server::tables

// How much of which characters a text may have. Internal to this room. Pure; thread-safe.
#pragma once

#include "server/web/faults.h"

#include <cstdint>
#include <string>
#include <string_view>

namespace uke::server::events {

inline constexpr std::int64_t kLineMax = 100;   // characters
inline constexpr std::int64_t kTextMax = 2000;  // characters
inline constexpr std::int64_t kUrlMax = 1000;   // characters

// Collects what is wrong, one fault a field.
class FaultList {
 public:
  void add(std::string_view field, web::What what, std::int64_t limit = 0);
  void unless(bool good, std::string_view field, web::What what, std::int64_t limit = 0);
  // One line without control characters.
  void line(std::string_view field, std::string_view value, std::int64_t characters_max = kLineMax);
  void name(std::string_view field, std::string_view value);  // a line, and not empty
  // Several lines.
  void text(std::string_view field, std::string_view value, std::int64_t characters_max = kTextMax);
  void number(std::string_view field, std::int64_t value, std::int64_t max);  // 0 … max
  // Between the years 2000 and 2100.
  void time(std::string_view field, std::int64_t ms);
  void time_or_none(std::string_view field, std::int64_t ms);        // 0 = not said
  void web_address(std::string_view field, std::string_view value);  // may be empty

  [[nodiscard]] web::Faults take() { return std::move(faults_); }

 private:
  [[nodiscard]] bool has(std::string_view field) const;
  web::Faults faults_;
};

// Without white space at its ends; a line break or tab within becomes a space. What is not UTF-8 stays as it is.
[[nodiscard]] std::string tidy_line(std::string_view text);
// Without white space at its ends.
[[nodiscard]] std::string tidy_text(std::string_view text);

}  // namespace uke::server::events

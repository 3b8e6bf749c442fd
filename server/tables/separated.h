// Separated text (RFC 4180 and what programs make of it). Internal to this room. Not thread-safe.
#pragma once

#include "server/tables/sheet.h"

#include <functional>
#include <string>
#include <string_view>

namespace uke::server::tables {

// UTF-8 in pieces to rows. Lines end in CR, LF or CRLF; a cell that begins with a quote may hold separators and line breaks, what follows
// its closing quote belongs to it. Rows have as many cells as they have.
class SeparatedParser {
 public:
  SeparatedParser(char separator, const std::function<Status(Row&&)>& visit) : separator_(separator), sink_(visit) {}
  [[nodiscard]] Status feed(std::string_view text);
  // `corrupt` where a quote was never closed.
  [[nodiscard]] Status end();

 private:
  enum class State : char { begin, plain, quoted, after_quote };
  [[nodiscard]] Status take(char c);
  [[nodiscard]] Status end_cell();
  [[nodiscard]] Status end_row();
  [[nodiscard]] Status append(char c);

  const char separator_;
  RowSink sink_;
  State state_ = State::begin;
  bool after_cr_ = false;
  std::size_t line_ = 1;
  std::size_t quote_line_ = 0;
  std::size_t column_ = 0;
  std::string cell_;
  Row row_{.line = 1, .cells = {}, .broken = false};
};

// Of comma, semicolon and tab the one that divides most of the first lines into equally many cells.
[[nodiscard]] char guess_separator(std::string_view head);

}  // namespace uke::server::tables

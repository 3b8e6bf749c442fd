#include "server/tables/separated.h"

#include <map>

namespace uke::server::tables {
namespace {

constexpr std::size_t kRowsToGuessBy = 30;

// How well a separator fits: rows with the usual number of cells (two at least), of all; then how many cells that is.
struct Fit {
  std::size_t usual_percent = 0;
  std::size_t cells = 0;
  auto operator<=>(const Fit&) const = default;
};

Fit fit_of(char separator, std::string_view head) {
  std::map<std::size_t, std::size_t> counts;
  std::size_t rows = 0;
  const std::function<Status(Row&&)> visit = [&](Row&& row) -> Status {
    ++counts[row.cells.size()];
    if (++rows == kRowsToGuessBy) return fail(ErrorCode::busy, "tables.guess", "enough");
    return {};
  };
  SeparatedParser parser(separator, visit);
  if (parser.feed(head)) (void)parser.end();
  Fit fit;
  for (const auto& [cells, times] : counts) {
    if (cells >= 2) fit = std::max(fit, Fit{times * 100 / rows, cells});
  }
  return fit;
}

}  // namespace

Status SeparatedParser::feed(std::string_view text) {
  for (const char c : text) TRYV(take(c));
  return {};
}

Status SeparatedParser::take(char c) {
  const bool second_of_crlf = after_cr_ && c == '\n';
  after_cr_ = c == '\r';
  if ((c == '\n' && !second_of_crlf) || c == '\r') ++line_;
  if (state_ == State::quoted) {
    if (c == '"') {
      state_ = State::after_quote;
      return {};
    }
    if (second_of_crlf) return {};
    return append(c == '\r' ? '\n' : c);
  }
  if (second_of_crlf) return {};
  if (c == separator_) return end_cell();
  if (c == '\n' || c == '\r') return end_row();
  if (c == '"' && state_ == State::begin) {
    state_ = State::quoted;
    quote_line_ = line_;
    return {};
  }
  if (c == '"' && state_ == State::after_quote) {
    state_ = State::quoted;
    return append(c);
  }
  if (state_ == State::begin) state_ = State::plain;
  return append(c);
}

Status SeparatedParser::append(char c) {
  if (cell_.size() >= kCellBytesMax) return fail(ErrorCode::too_large, "tables.separated", "cell");
  cell_ += c;
  return {};
}

Status SeparatedParser::end_cell() {
  TRYV(put_cell(row_, column_, std::move(cell_)));
  cell_.clear();
  ++column_;
  state_ = State::begin;
  return {};
}

Status SeparatedParser::end_row() {
  TRYV(end_cell());
  TRYV(sink_.take(std::move(row_)));
  row_ = Row{.line = line_, .cells = {}, .broken = false};
  column_ = 0;
  return {};
}

Status SeparatedParser::end() {
  if (state_ == State::quoted) {
    return fail(ErrorCode::corrupt, "tables.separated", "the quote in line " + std::to_string(quote_line_) + " is never closed");
  }
  if (column_ == 0 && state_ == State::begin) return {};
  return end_row();
}

char guess_separator(std::string_view head) {
  char best = ',';
  Fit best_fit;
  for (const char separator : {',', '\t', ';'}) {
    const auto fit = fit_of(separator, head);
    if (fit > best_fit) {
      best = separator;
      best_fit = fit;
    }
  }
  return best;
}

}  // namespace uke::server::tables

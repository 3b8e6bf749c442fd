#include "shared/storage/value.h"

#include "shared/base/utf8.h"

#include <fmt/format.h>

#include <limits>

namespace uke::storage {

Status put_text(Slot& slot, std::string_view text) {
  if (text.find('\0') != std::string_view::npos) return fail(ErrorCode::invalid, "storage.bind", "text holds NUL");
  if (!is_valid_utf8(text)) return fail(ErrorCode::invalid, "storage.bind", "text is not UTF-8");
  slot.text = text;
  return {};
}

Status put_integer(Slot& slot, std::uint64_t value) {
  if (value > static_cast<std::uint64_t>(std::numeric_limits<long long>::max())) {
    return fail(ErrorCode::invalid, "storage.bind", "number is too large for a column");
  }
  slot.integer = static_cast<long long>(value);
  return {};
}

std::unexpected<Error> unreadable(std::size_t column, std::string_view what) {
  return fail(ErrorCode::corrupt, "storage.read", fmt::format("column {} {}", column + 1, what));
}

}  // namespace uke::storage

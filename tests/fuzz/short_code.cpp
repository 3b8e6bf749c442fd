// Any typed text: a short code that is understood is canonical, and its printed form is understood again.
#include "shared/ticket/ticket.h"
#include "tests/fuzz/claim.h"

#include <algorithm>
#include <cstring>

using namespace uke::ticket;

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view typed(reinterpret_cast<const char*>(data), size);
  if (const auto code = parse_short_code(typed)) {
    CLAIM(code->size() == 8);
    CLAIM(parse_short_code(*code) == *code);
    CLAIM(parse_short_code(format_short_code(*code)) == *code);
  }
  std::uint64_t number = 0;
  std::memcpy(&number, data, std::min(size, sizeof number));
  CLAIM(parse_short_code(short_code({number})) == short_code({number}));
  CLAIM(TicketNo::parse(TicketNo{number}.to_string())->value == number);
  static_cast<void>(TicketNo::parse(typed));
  static_cast<void>(PublicKey::parse(typed));
  return 0;
}

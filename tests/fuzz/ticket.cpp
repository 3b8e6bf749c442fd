// Any bytes as scanned text: the token that is found is well formed, has one spelling, and verifies only if it was signed.
#include "shared/ticket/base32.h"
#include "tests/fuzz/claim.h"
#include "tests/fuzz/door.h"
#include "tests/support/builders.h"

#include <algorithm>

using namespace uke;
using namespace uke::ticket;

namespace {

bool was_signed(const std::string& token) {
  return std::ranges::any_of(fuzz::signed_texts(), [&](const auto& text) { return text.ends_with(token); });
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view scanned(reinterpret_cast<const char*>(data), size);
  const auto token = find_token(scanned);
  static_cast<void>(parse_token(scanned));
  if (!token) return 0;
  CLAIM(token->size() == kTokenLength);
  CLAIM(find_token(*token) == *token);
  const auto parsed = parse_token(*token);
  if (!parsed) return 0;
  CLAIM(parsed->payload.key_no <= 15 && parsed->payload.edition_hint <= 15);
  CLAIM(encode_base32(*decode_base32(*token)) == *token);
  CLAIM(verify(*parsed, test::a_signing_key().public_key()) == was_signed(*token));
  return 0;
}

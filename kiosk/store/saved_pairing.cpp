#include "kiosk/store/saved_pairing.h"

namespace uke::kiosk::store {
namespace {

struct Saved {
  std::string server;
  std::string token;
  wire::PairAnswer answer;
};
BOOST_DESCRIBE_STRUCT(Saved, (), (server, token, answer))

}  // namespace

std::string pairing_text(const Pairing& pairing) {
  return json::to_text(Saved{.server = pairing.server, .token = pairing.token, .answer = pairing.answer});
}

Result<Pairing> parse_pairing(std::string_view text) {
  TRY(auto saved, json::parse<Saved>(text));
  return Pairing{.server = std::move(saved.server), .token = std::move(saved.token), .answer = std::move(saved.answer)};
}

}  // namespace uke::kiosk::store

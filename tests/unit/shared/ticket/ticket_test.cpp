#include "shared/ticket/ticket.h"
#include "tests/support/catch.h"
#include "tests/support/fakes.h"

#include <algorithm>

using namespace uke;
using namespace uke::ticket;

namespace {

constexpr std::string_view kAlphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";

// RFC 8032, section 7.1, test 1.
SigningKey rfc_key() { return *SigningKey::parse("9d61b19deffd5a60ba844af492ec2cc44449c5697b326919703bac031cae7f60"); }

Payload a_payload() { return {.event_no = 2027, .no = {0x8f3a'5c01'22d4'9e77}, .key_no = 2, .edition_hint = 3}; }

}  // namespace

TEST_CASE("public_key_of_the_rfc_8032_seed_is_the_one_in_the_rfc") {
  CHECK(rfc_key().public_key().to_string() == "d75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a");
}

TEST_CASE("a_token_is_the_same_text_forever") {
  // Printed tickets must stay readable: this text was made by the first version. Its first 14 bytes are the payload in plain sight.
  const auto token = sign(a_payload(), rfc_key());
  CHECK(token.substr(0, 20) == "AEAAAB7LR45FYAJC2SPH");
  CHECK(token.size() == kTokenLength);
  CHECK(sign(a_payload(), rfc_key()) == token);
}

TEST_CASE("a_signed_ticket_comes_back_whole_and_verifies") {
  test::SeededRandom random(7);
  for (int i = 0; i < 200; ++i) {
    const auto key = SigningKey::generate(random);
    const Payload payload{static_cast<std::uint32_t>(random.u64()),
                          {random.u64()},
                          static_cast<std::uint8_t>(random.below(16)),
                          static_cast<std::uint8_t>(random.below(16))};
    const auto token = parse_token(sign(payload, key));
    REQUIRE(token);
    CHECK(token->payload == payload);
    CHECK(verify(*token, key.public_key()));
    CHECK_FALSE(verify(*token, SigningKey::generate(random).public_key()));
  }
}

TEST_CASE("a_single_flipped_bit_anywhere_is_never_accepted") {
  const auto good = sign(a_payload(), rfc_key());
  const auto open = rfc_key().public_key();
  for (std::size_t at = 0; at < good.size(); ++at) {
    for (unsigned bit = 1; bit < 32; bit <<= 1) {
      auto bad = good;
      bad[at] = kAlphabet[kAlphabet.find(good[at]) ^ bit];
      const auto token = parse_token(bad);
      INFO("character " << at << ", bit " << bit);
      CHECK_FALSE((token && verify(*token, open)));
    }
  }
}

TEST_CASE("parse_token_says_what_is_wrong") {
  const auto good = sign(a_payload(), rfc_key());
  const auto code_of = [](std::string_view text) { return parse_token(text).error().code; };
  CHECK(code_of("") == ErrorCode::invalid);
  CHECK(code_of(good.substr(1)) == ErrorCode::invalid);
  CHECK(code_of(good + "A") == ErrorCode::invalid);
  SECTION("outside_the_alphabet") {
    for (const char c : {'0', '1', '8', '=', ' ', '\0', 'a', static_cast<char>(0xE3)}) {
      auto bad = good;
      bad[60] = c;
      CHECK(code_of(bad) == ErrorCode::invalid);
    }
  }
  SECTION("pad_bit_set") {
    auto bad = good;
    bad.back() = kAlphabet[kAlphabet.find(bad.back()) | 1];
    CHECK(code_of(bad) == ErrorCode::invalid);
  }
  SECTION("other_version") {
    auto bad = good;
    bad[1] = 'I';  // version 2
    CHECK(code_of(bad) == ErrorCode::unsupported);
  }
}

TEST_CASE("qr_text_stays_in_the_alphanumeric_set") {
  const auto text = qr_text("uketsuke.example:8443", sign(a_payload(), rfc_key()));
  CHECK(text.starts_with("HTTPS://UKETSUKE.EXAMPLE:8443/T/"));
  CHECK(std::ranges::all_of(text, [](char c) { return std::string_view("0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ $%*+-./:").contains(c); }));
}

TEST_CASE("find_token_survives_what_scanners_do_to_a_code") {
  const auto token = sign(a_payload(), rfc_key());
  const auto found = [&](const std::string& text) { return find_token(text) == token; };
  CHECK(found(qr_text("h.example", token)));
  CHECK(found(token));
  CHECK(found(token + "\r\n"));
  CHECK(found("https*++h>example+t+" + token));  // Japanese keyboard layout
  CHECK(found("HTTPSH EXAMPLET" + token));       // symbols lost: letters run into the token
  auto lower = qr_text("h.example", token);
  std::ranges::transform(lower, lower.begin(), [](unsigned char c) { return static_cast<char>(std::tolower(c)); });
  CHECK(found(lower));
}

TEST_CASE("find_token_finds_nothing_in_what_is_not_ours") {
  const auto token = sign(a_payload(), rfc_key());
  CHECK_FALSE(find_token(""));
  CHECK_FALSE(find_token(" \r\n"));
  CHECK_FALSE(find_token(token.substr(1)));
  CHECK_FALSE(find_token(token + "?utm_source=x"));
  CHECK_FALSE(find_token("WIFI:T:WPA;S:venue;P:secret;;"));
  CHECK_FALSE(find_token(std::string(100'000, '1')));
  CHECK_FALSE(find_token(std::string(200, '\0')));
  CHECK(find_token(std::string(100'000, 'A')) == std::string(kTokenLength, 'A'));
}

TEST_CASE("numbers_and_keys_have_exactly_one_text") {
  CHECK(TicketNo{0x12}.to_string() == "0000000000000012");
  CHECK(TicketNo::parse("ffffffffffffffff")->value == UINT64_MAX);
  for (const auto* bad : {"", "12", "00000000000000AB", "00000000000000000", "000000000000000g"}) CHECK_FALSE(TicketNo::parse(bad));
  CHECK_FALSE(PublicKey::parse(std::string(63, 'a')));
  CHECK(PublicKey::parse(std::string(64, 'a'))->to_string() == std::string(64, 'a'));
  CHECK_FALSE(SigningKey::parse(std::string(64, 'A')));
  CHECK(SigningKey::parse(rfc_key().to_string())->seed == rfc_key().seed);
}

TEST_CASE("short_code_is_crockford_of_the_top_forty_bits") {
  CHECK(short_code({0}) == "00000000");
  CHECK(short_code({UINT64_MAX}) == "ZZZZZZZZ");
  CHECK(short_code({0x0842'1084'2100'0000}) == "11111111");
  CHECK(short_code({0xFFFFFF}) == "00000000");  // the low 24 bits do not show
  CHECK(format_short_code("7ZKQ3M0D") == "7ZKQ-3M0D");
  CHECK(format_short_code("") == "");
}

TEST_CASE("typed_short_codes_are_folded_to_the_canonical_one") {
  test::SeededRandom random(3);
  for (int i = 0; i < 100; ++i) {
    const auto code = short_code({random.u64()});
    CHECK(parse_short_code(code) == code);
    CHECK(parse_short_code(format_short_code(code)) == code);
  }
  CHECK(parse_short_code(" 7zkq-3mod ") == "7ZKQ3M0D");
  CHECK(parse_short_code("ilIL-oO00") == "11110000");
  for (const auto* bad : {"", "7ZKQ3M0", "7ZKQ3M0DD", "7ZKQ3M0U", "7ZKQ3M0*", "山田"}) CHECK_FALSE(parse_short_code(bad));
}

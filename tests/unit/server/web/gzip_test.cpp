#include "server/web/gzip.h"
#include "tests/support/catch.h"

using namespace uke;
using namespace uke::server::web;

TEST_CASE("gzip_comes_back_as_it_was") {
  const std::string text = GENERATE(std::string(), std::string("a"), std::string(300'000, 'x'));
  CHECK(gunzip(gzip(text), 300'000) == text);
}

TEST_CASE("a_bomb_costs_no_more_than_its_limit") {
  const auto bomb = gzip(std::string(50'000'000, '\0'));
  CHECK(bomb.size() < 250'000);
  const auto unpacked = gunzip(bomb, 1'000'000);
  REQUIRE_FALSE(unpacked);
  CHECK(unpacked.error().code == ErrorCode::too_large);
  CHECK(gunzip(gzip(std::string(1001, 'x')), 1000).error().code == ErrorCode::too_large);
  CHECK(gunzip(gzip(std::string(1000, 'x')), 1000));
}

TEST_CASE("anything_but_one_whole_gzip_member_is_invalid") {
  const auto good = gzip("hello, this is a text");
  auto damaged = good;
  damaged[good.size() - 6] ^= 1;  // the checksum
  for (const auto& bytes : {std::string(), std::string("plain"), good.substr(0, good.size() - 1), good + "x", good + good, damaged}) {
    const auto unpacked = gunzip(bytes, 1000);
    REQUIRE_FALSE(unpacked);
    CHECK(unpacked.error().code == ErrorCode::invalid);
  }
}

TEST_CASE("accept_encoding_is_read_as_clients_write_it") {
  CHECK(accepts_gzip("gzip"));
  CHECK(accepts_gzip("deflate, gzip;q=0.5, br"));
  CHECK_FALSE(accepts_gzip("gzip;q=0"));
  CHECK_FALSE(accepts_gzip("gzip;q=0.0"));
  CHECK_FALSE(accepts_gzip("br, deflate"));
  CHECK_FALSE(accepts_gzip(""));
}

TEST_CASE("shared_bytes_are_packed_once_while_they_live") {
  GzipCache cache;
  auto plain = std::make_shared<const std::string>(5000, 'x');
  const auto first = cache.packed(plain);
  CHECK(gunzip(*first, 5000) == *plain);
  CHECK(cache.packed(plain) == first);
  const auto other = std::make_shared<const std::string>(5000, 'y');
  CHECK(cache.packed(other) != first);
  const std::weak_ptr<const std::string> kept = first;
  plain = std::make_shared<const std::string>(5000, 'z');
  CHECK(gunzip(*cache.packed(plain), 5000) == *plain);
}

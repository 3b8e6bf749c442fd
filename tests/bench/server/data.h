// The database that the benchmark's server runs on: one event, one edition, many answers, a kiosk per connection.
#pragma once

#include "shared/base/result.h"
#include "tests/support/fakes.h"

#include <cstddef>
#include <filesystem>
#include <string>
#include <vector>

namespace uke::bench {

struct Data {
  std::string event;
  std::string edition;
  std::string organizer_token;
  std::vector<std::string> kiosk_tokens;
  std::vector<std::string> attendees;  // ids
  std::vector<std::string> tickets;    // numbers
};

// Makes the database uketsuke.db in `folder`.
[[nodiscard]] Result<Data> make_data(const std::filesystem::path& folder, std::size_t attendees, std::size_t kiosks);

// The desk records of one kiosk's log, one upload each.
class CheckIns {
 public:
  CheckIns(const Data& data, std::size_t kiosk);
  // A whole HTTP request that uploads the next check-in.
  [[nodiscard]] std::string next_request();

 private:
  const Data& data_;
  test::SeededRandom random_;
  std::string token_;
  std::string log_;
  std::size_t person_;
  std::int64_t seq_ = 0;
};

[[nodiscard]] std::string get_request(std::string_view path, std::string_view token, std::string_view more_headers = "");

}  // namespace uke::bench

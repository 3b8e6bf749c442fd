// The server of the simulation: its real database, its real handlers of upload and download, but no sockets. Everything runs at once
// when a call arrives.
#pragma once

#include "kiosk/sync/ports.h"
#include "server/storage/write_tx.h"
#include "server/web/route.h"
#include "shared/desk/attendance.h"
#include "shared/storage/connection.h"
#include "tests/sim/virtual_time.h"
#include "tests/support/fakes.h"

#include <filesystem>
#include <functional>
#include <optional>
#include <string>
#include <vector>

namespace uke::sim {

using kiosk::sync::HttpAnswer;
using kiosk::sync::HttpCall;

struct Guest {
  AttendeeId id;
  std::string ticket;  // QR text
};

class Server {
 public:
  Server(test::Timeline& timeline, std::filesystem::path folder, std::uint64_t seed);

  [[nodiscard]] wire::PairAnswer pair();
  // A yes to the venue, as when somebody answers: kiosks hear of it when they next download.
  Guest add_guest(int number);

  // Answers at once, or later for a poll that has nothing new yet.
  void handle(const HttpCall& call, std::function<void(Result<HttpAnswer>)> done);

  // A copy of the database, and going back to it.
  void back_up();
  void restore();

  [[nodiscard]] std::vector<desk::DeskRecord> records();
  [[nodiscard]] desk::Headcount headcount();
  [[nodiscard]] std::vector<desk::Conflict> conflicts();
  [[nodiscard]] std::string why_parked();

 private:
  struct Poll {
    HttpCall call;
    Millis until{0};
    std::function<void(Result<HttpAnswer>)> done;
  };
  void open();
  void prepare();
  [[nodiscard]] Result<HttpAnswer> upload(const HttpCall& call);
  [[nodiscard]] std::optional<Result<HttpAnswer>> poll(const HttpCall& call, server::web::Turn turn);
  void look_again();
  [[nodiscard]] server::web::Actor actor_of(const HttpCall& call);
  template <class Body>
  auto write(Body body);

  test::Timeline& timeline_;
  std::filesystem::path folder_;
  test::MachineClock clock_;
  test::SeededRandom random_;
  std::optional<storage::Connection> connection_;
  server::web::Routes routes_;
  EventId event_;
  EditionId edition_;
  std::vector<wire::PairAnswer> kiosks_;
  std::vector<Poll> polls_;
};

}  // namespace uke::sim

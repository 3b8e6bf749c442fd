#include "tests/unit/server/http/echo_server.h"

#include <chrono>
#include <csignal>
#include <thread>

using namespace uke;
using namespace uke::server::http;
using namespace uke::test;

namespace {

std::vector<std::unique_ptr<HttpClient>> connect_many(const Server& server, std::size_t count) {
  std::vector<std::unique_ptr<HttpClient>> clients;
  for (std::size_t i = 0; i < count; ++i) {
    clients.push_back(std::make_unique<HttpClient>(server.port()));
    REQUIRE(clients.back()->connect());
  }
  return clients;
}

}  // namespace

TEST_CASE("serves_1024_connections_and_tells_the_76_others_to_come_again") {
  auto options = short_limits();
  options.connections_per_address_max = 2000;
  options.idle_time_max = Millis{20'000};
  options.linger_time_max = Millis{5000};
  const auto server = start_echo(options);
  auto clients = connect_many(*server, 1100);
  std::size_t served = 0;
  std::size_t turned_away = 0;
  for (std::size_t i = 0; i < clients.size(); ++i) {
    if (i < 1024) clients[i]->send("GET /a HTTP/1.1\r\nHost: h\r\n\r\n");
    const auto answer = clients[i]->read_answer();
    REQUIRE(answer);
    if (answer->status == 200) ++served;
    if (answer->status == 503 && answer->headers.at("retry-after") == "2") ++turned_away;
  }
  CHECK(served == 1024);
  CHECK(turned_away == 76);
  CHECK(server->connections() == 1024);
  clients.clear();
  for (int i = 0; i < 300 && server->connections() > 0; ++i) std::this_thread::sleep_for(Millis{10});
  HttpClient late(server->port());
  CHECK(late.get("/a")->status == 200);
}

TEST_CASE("one_address_cannot_take_all_connections") {
  auto options = short_limits();
  options.connections_per_address_max = 3;
  const auto server = start_echo(options);
  auto clients = connect_many(*server, 4);
  CHECK(clients[3]->read_answer()->status == 503);
  CHECK(clients[0]->request("GET", "/a")->status == 200);
}

TEST_CASE("drains_what_is_under_way_and_takes_nothing_new") {
  std::vector<std::thread> threads;
  std::atomic<bool> begun = false;
  const auto server = start(short_limits(), [&](Request request, Responder respond) {
    threads.emplace_back([&begun, request = std::move(request), respond = std::move(respond)]() mutable {
      begun = true;
      std::this_thread::sleep_for(Millis{150});
      respond(echo(request));
    });
  });
  HttpClient busy(server->port());
  HttpClient idle(server->port());
  REQUIRE(idle.connect());
  REQUIRE(busy.connect());
  REQUIRE(busy.send("GET /slow HTTP/1.1\r\nHost: h\r\n\r\n"));
  while (!begun) std::this_thread::sleep_for(Millis{1});
  std::thread stopping([&] { server->drain_and_stop(); });
  const auto answer = busy.read_answer();
  REQUIRE(answer);
  CHECK(answer->body == "GET /slow 0");
  CHECK(answer->headers.at("connection") == "close");
  CHECK(idle.closed_by_server());
  busy.close();
  stopping.join();
  HttpClient late(server->port());
  CHECK_FALSE(late.connect());
  for (auto& thread : threads) thread.join();
}

TEST_CASE("draining_gives_up_after_its_time") {
  auto options = short_limits();
  options.drain_time_max = Millis{100};
  std::vector<Responder> held;
  auto server = start(options, [&](Request, Responder respond) { held.push_back(std::move(respond)); });
  HttpClient client(server->port());
  REQUIRE(client.connect());
  REQUIRE(client.send("GET /never HTTP/1.1\r\nHost: h\r\n\r\n"));
  std::this_thread::sleep_for(Millis{50});
  const auto begun = std::chrono::steady_clock::now();
  server->drain_and_stop();
  CHECK(std::chrono::steady_clock::now() - begun < Millis{1000});
  held.clear();
}

TEST_CASE("a_signal_ends_the_wait") {
  auto options = short_limits();
  options.signals = Signals::handle;
  const auto server = start_echo(options);
  ::raise(SIGTERM);
  server->wait_for_signal();
  server->drain_and_stop();
  SUCCEED("it came back");
}

TEST_CASE("refuses_a_port_that_is_taken") {
  const auto server = start_echo();
  auto options = short_limits();
  options.port = server->port();
  const auto second = Server::start(options, [](Request, Responder) {});
  REQUIRE_FALSE(second);
  CHECK(second.error().code == ErrorCode::unavailable);
}

// What the server refuses, on real sockets.
#include "tests/unit/server/http/echo_server.h"

#include <sys/socket.h>
#include <thread>

using namespace uke;
using namespace uke::server::http;
using namespace uke::test;

namespace {

// Sends `bytes` on a new connection; the status of the answer (0: none), which must be the last one.
int status_of(const Server& server, std::string_view bytes) {
  HttpClient client(server.port());
  REQUIRE(client.connect());
  client.send(bytes);
  const auto answer = client.read_answer();
  if (!answer) return 0;
  if (answer->status >= 400) {
    CHECK(answer->headers.at("connection") == "close");
    CHECK(answer->body == "refused");
    CHECK(client.closed_by_server());
  }
  return answer->status;
}

}  // namespace

TEST_CASE("refuses_what_is_not_http") {
  const auto server = start_echo();
  using namespace std::string_literals;
  struct Case {
    std::string bytes;
    int status;
  };
  const auto c = GENERATE(values<Case>({
      {"hello\r\n\r\n", 400},
      {"\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03"s, 400},
      {"GET /a HTTP/1.1\r\n\r\n", 400},                                                        // no Host
      {"GET /a HTTP/1.1\r\nHost: a\r\nHost: b\r\n\r\n", 400},                                  // two of them
      {"GET /a HTTP/1.1\r\nHost: h\r\nX: a\0b\r\n\r\n"s, 400},                                 // NUL
      {"GET /a HTTP/1.1\r\nHost: h\r\nX y: a\r\n\r\n", 400},                                   // blank in a name
      {"GET a HTTP/1.1\r\nHost: h\r\n\r\n", 400},                                              // no path
      {"GET /../etc/passwd HTTP/1.1\r\nHost: h\r\n\r\n", 400},                                 //
      {"GET /a HTTP/2.0\r\nHost: h\r\n\r\n", 505},                                             //
      {"GET /a HTTP/1.1\r\nHost: h\r\nContent-Length: x\r\n\r\n", 400},                        //
      {"POST /a HTTP/1.1\r\nHost: h\r\nContent-Length: 1\r\nContent-Length: 2\r\n\r\n", 400},  //
      {"POST /a HTTP/1.1\r\nHost: h\r\nContent-Length: 1\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n", 400},
      {"POST /a HTTP/1.0\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n", 400},
      {"POST /a HTTP/1.1\r\nHost: h\r\nTransfer-Encoding: gzip, chunked\r\n\r\n0\r\n\r\n", 501},
      {"POST /a HTTP/1.1\r\nHost: h\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n", 400},
  }));
  INFO(c.bytes);
  CHECK(status_of(*server, c.bytes) == c.status);
  CHECK(status_of(*server, "GET /still HTTP/1.1\r\nHost: h\r\nConnection: close\r\n\r\n") == 200);
}

TEST_CASE("refuses_a_header_over_8_kb_and_takes_one_just_below") {
  const auto server = start_echo();
  const auto request = [](std::size_t bytes) {
    return "GET /a HTTP/1.1\r\nHost: h\r\nConnection: close\r\nX: " + std::string(bytes, 'x') + "\r\n\r\n";
  };
  CHECK(status_of(*server, request(8000)) == 200);
  CHECK(status_of(*server, request(8200)) == 431);
  CHECK(status_of(*server, request(300'000)) == 431);
  CHECK(status_of(*server, "GET /" + std::string(20'000, 'x') + " HTTP/1.1\r\nHost: h\r\n\r\n") == 431);
}

TEST_CASE("answer_413_arrives_although_the_client_sends_on") {
  const auto server = start_echo();
  SECTION("announced length") {
    CHECK(status_of(*server, "POST /a HTTP/1.1\r\nHost: h\r\nContent-Length: 2000000\r\n\r\n" + std::string(2'000'000, 'x')) == 413);
  }
  SECTION("chunks without end") {
    std::string bytes = "POST /a HTTP/1.1\r\nHost: h\r\nTransfer-Encoding: chunked\r\n\r\n";
    for (int i = 0; i < 100; ++i) bytes += "1000\r\n" + std::string(4096, 'x') + "\r\n";
    CHECK(status_of(*server, bytes) == 413);
  }
  SECTION("the largest that fits is taken") {
    CHECK(status_of(*server,
                    "POST /a HTTP/1.1\r\nHost: h\r\nConnection: close\r\nContent-Length: 65536\r\n\r\n" + std::string(65536, 'x')) == 200);
  }
}

TEST_CASE("waits_for_a_slow_header_only_so_long") {
  const auto server = start_echo();
  HttpClient client(server->port());
  REQUIRE(client.connect());
  REQUIRE(client.send("GET /a HT"));
  const auto answer = client.read_answer();
  REQUIRE(answer);
  CHECK(answer->status == 408);
  CHECK(client.closed_by_server());
}

TEST_CASE("waits_for_a_slow_body_only_so_long") {
  const auto server = start_echo();
  HttpClient client(server->port());
  REQUIRE(client.connect());
  REQUIRE(client.send("POST /a HTTP/1.1\r\nHost: h\r\nContent-Length: 1000\r\n\r\n"));
  bool answered = false;
  client.patience = Millis{20};
  for (int i = 0; i < 100 && !answered; ++i) {
    client.send("x");
    const auto answer = client.read_answer();
    if (answer) CHECK(answer->status == 408);
    answered = answer.has_value();
  }
  CHECK(answered);
}

TEST_CASE("closes_an_idle_connection_without_a_word") {
  const auto server = start_echo();
  HttpClient client(server->port());
  REQUIRE(client.connect());
  CHECK_FALSE(client.read_answer());
  CHECK(client.closed_by_server());
  // The client sees the end a moment before the server has put the connection away.
  for (int i = 0; i < 200 && server->connections() > 0; ++i) std::this_thread::sleep_for(Millis{10});
  CHECK(server->connections() == 0);
}

TEST_CASE("gives_up_on_a_client_that_does_not_read_its_answer") {
  const auto huge = std::make_shared<const std::string>(64 << 20, 'x');
  const auto server = start(short_limits(), [&](Request, Responder respond) {
    Response response;
    response.body = huge;
    respond(std::move(response));
  });
  HttpClient client(server->port());
  REQUIRE(client.connect());
  REQUIRE(client.send("GET /a HTTP/1.1\r\nHost: h\r\n\r\n"));
  for (int i = 0; i < 300 && server->connections() == 0; ++i) ::usleep(10'000);
  for (int i = 0; i < 300 && server->connections() > 0; ++i) ::usleep(10'000);
  CHECK(server->connections() == 0);
}

TEST_CASE("answers_only_to_its_own_names") {
  auto options = short_limits();
  options.hosts = {"uketsuke.example", "127.0.0.1"};
  const auto server = start_echo(options);
  CHECK(status_of(*server, "GET /a HTTP/1.1\r\nHost: Uketsuke.example:443\r\nConnection: close\r\n\r\n") == 200);
  CHECK(status_of(*server, "GET /a HTTP/1.1\r\nHost: evil.example\r\n\r\n") == 421);
}

TEST_CASE("survives_garbage_of_all_kinds") {
  const auto server = start_echo();
  std::uint64_t state = 42;
  const auto next = [&] { return state = state * 6364136223846793005ULL + 1442695040888963407ULL; };
  const std::string good = "POST /a HTTP/1.1\r\nHost: h\r\nTransfer-Encoding: chunked\r\n\r\n3\r\nabc\r\n0\r\n\r\n";
  for (int round = 0; round < 200; ++round) {
    std::string bytes = good;
    for (int i = 0; i < 4; ++i) bytes[(next() >> 33) % bytes.size()] = static_cast<char>(next() >> 40);
    HttpClient client(server->port());
    REQUIRE(client.connect());
    client.send(bytes.substr(0, (next() >> 33) % bytes.size() + 1));
    client.end_sending();
    CHECK(client.closed_by_server());
  }
  CHECK(status_of(*server, "GET /still HTTP/1.1\r\nHost: h\r\nConnection: close\r\n\r\n") == 200);
}

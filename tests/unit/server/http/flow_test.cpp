// How requests and answers follow each other on one connection.
#include "tests/unit/server/http/echo_server.h"

#include <fstream>
#include <thread>

using namespace uke;
using namespace uke::server::http;
using namespace uke::test;

TEST_CASE("connection_stays_open_for_the_next_request") {
  const auto server = start_echo();
  HttpClient client(server->port());
  REQUIRE(client.connect());
  for (int i = 0; i < 3; ++i) {
    REQUIRE(client.send("GET /a?x=1 HTTP/1.1\r\nHost: h\r\n\r\n"));
    const auto answer = client.read_answer();
    REQUIRE(answer);
    CHECK(answer->status == 200);
    CHECK(answer->body == "GET /a?x=1 0");
    CHECK_FALSE(answer->headers.contains("connection"));
  }
}

TEST_CASE("answers_requests_sent_ahead_one_by_one_and_in_order") {
  std::atomic<int> under_way = 0;
  std::atomic<int> most = 0;
  std::vector<std::thread> threads;
  const auto server = start(short_limits(), [&](Request request, Responder respond) {
    most = std::max(most.load(), ++under_way);
    threads.emplace_back([&under_way, request = std::move(request), respond = std::move(respond)]() mutable {
      std::this_thread::sleep_for(Millis{request.path == "/0" ? 30 : 0});
      --under_way;
      respond(echo(request));
    });
  });
  HttpClient client(server->port());
  REQUIRE(client.connect());
  std::string all;
  for (int i = 0; i < 20; ++i) all += "\r\nPOST /" + std::to_string(i) + " HTTP/1.1\r\nHost: h\r\nContent-Length: 2\r\n\r\nab";
  REQUIRE(client.send(all));
  for (int i = 0; i < 20; ++i) {
    const auto answer = client.read_answer();
    REQUIRE(answer);
    CHECK(answer->body == "POST /" + std::to_string(i) + " 2");
  }
  CHECK(most == 1);
  for (auto& thread : threads) thread.join();
}

TEST_CASE("head_has_the_length_but_not_the_body") {
  const auto server = start_echo();
  HttpClient client(server->port());
  REQUIRE(client.connect());
  REQUIRE(client.send("HEAD /a HTTP/1.1\r\nHost: h\r\n\r\nGET /b HTTP/1.1\r\nHost: h\r\n\r\n"));
  const auto head = client.read_answer(HttpClient::Body::none);
  REQUIRE(head);
  CHECK(head->headers.at("content-length") == "9");
  CHECK(client.read_answer()->body == "GET /b 0");
}

TEST_CASE("http_1_0_needs_no_host_and_closes_unless_asked_to_stay") {
  const auto server = start_echo();
  HttpClient client(server->port());
  REQUIRE(client.connect());
  REQUIRE(client.send("GET /a HTTP/1.0\r\nConnection: keep-alive\r\n\r\n"));
  CHECK(client.read_answer()->headers.at("connection") == "keep-alive");
  REQUIRE(client.send("GET /b HTTP/1.0\r\n\r\n"));
  const auto answer = client.read_answer();
  REQUIRE(answer);
  CHECK(answer->body == "GET /b 0");
  CHECK(answer->headers.at("connection") == "close");
  CHECK(client.closed_by_server());
}

TEST_CASE("says_continue_before_a_body_that_asks_for_it_and_refuses_before_it_is_sent") {
  const auto server = start_echo();
  HttpClient client(server->port());
  REQUIRE(client.connect());
  REQUIRE(client.send("POST /a HTTP/1.1\r\nHost: h\r\nContent-Length: 3\r\nExpect: 100-continue\r\n\r\n"));
  CHECK(client.read_answer()->status == 100);
  REQUIRE(client.send("abc"));
  CHECK(client.read_answer()->body == "POST /a 3");
  REQUIRE(client.send("POST /a HTTP/1.1\r\nHost: h\r\nContent-Length: 70000\r\nExpect: 100-continue\r\n\r\n"));
  CHECK(client.read_answer()->status == 413);

  REQUIRE(client.connect());
  REQUIRE(client.send("POST /a HTTP/1.1\r\nHost: h\r\nContent-Length: 3\r\nExpect: tea\r\n\r\n"));
  CHECK(client.read_answer()->status == 417);
}

TEST_CASE("body_can_come_in_chunks") {
  const auto server = start_echo();
  HttpClient client(server->port());
  REQUIRE(client.connect());
  REQUIRE(client.send("POST /a HTTP/1.1\r\nHost: h\r\nTransfer-Encoding: chunked\r\n\r\n3;x=y\r\nabc\r\n"));
  REQUIRE(client.send("10\r\n0123456789abcdef\r\n0\r\nTrailer: x\r\n\r\nGET /b HTTP/1.1\r\nHost: h\r\n\r\n"));
  CHECK(client.read_answer()->body == "POST /a 19");
  CHECK(client.read_answer()->body == "GET /b 0");
}

TEST_CASE("large_body_goes_through_a_file_that_vanishes_with_the_request") {
  std::filesystem::path spooled;
  std::string content;
  const auto server = start(short_limits(), [&](Request request, Responder respond) {
    spooled = request.body_file.value_or("");
    std::ifstream file(spooled, std::ios::binary);
    content.assign(std::istreambuf_iterator<char>(file), {});
    respond(echo(request));
  });
  HttpClient client(server->port());
  std::string body(3 << 20, 'x');
  body[12345] = 'y';
  const auto answer = client.request("POST", "/large", body);
  REQUIRE(answer);
  CHECK(answer->body == "POST /large 3145728 in a file");
  CHECK(content == body);
  REQUIRE(client.request("GET", "/a"));
  CHECK_FALSE(std::filesystem::exists(spooled));
}

TEST_CASE("a_route_can_ask_for_a_file_from_the_first_byte_on") {
  auto server = start_echo();
  HttpClient client(server->port());
  CHECK(client.request("POST", "/file", "abc")->body == "POST /file 3 in a file");
  CHECK(client.request("POST", "/other", "abc")->body == "POST /other 3");
}

TEST_CASE("a_refusal_knows_what_was_asked_for_as_far_as_that_was_read") {
  auto options = short_limits();
  options.refusal = [](int status, const server::http::Request& request) {
    server::http::Response response;
    response.status = status;
    response.body = request.path + " " + std::string(request.header("accept"));
    return response;
  };
  auto server = start_echo(std::move(options));
  HttpClient client(server->port());
  const auto large = client.request("POST", "/small", std::string(70'000, 'x'), {{"accept", "text/html"}});
  REQUIRE(large);
  CHECK(large->status == 413);
  CHECK(large->body == "/small text/html");
  HttpClient other(server->port());
  REQUIRE(other.connect());
  REQUIRE(other.send("nonsense\r\n\r\n"));
  const auto broken = other.read_answer();
  REQUIRE(broken);
  CHECK(broken->body == " ");
}

TEST_CASE("answer_can_be_a_file_shared_bytes_or_nothing") {
  const auto file = std::filesystem::temp_directory_path() / ("uketsuke-answer-" + std::to_string(::getpid()));
  std::string bytes(300'000, '\0');
  for (std::size_t i = 0; i < bytes.size(); ++i) bytes[i] = static_cast<char>(i * 7);
  std::ofstream(file, std::ios::binary) << bytes;
  const auto shared = std::make_shared<const std::string>(100'000, 's');
  const auto server = start(short_limits(), [&](Request request, Responder respond) {
    Response response;
    if (request.path == "/file") response.body = file;
    if (request.path == "/missing") response.body = std::filesystem::path("/nowhere/at/all");
    if (request.path == "/shared") response.body = shared;
    if (request.path == "/none") response.status = 204;
    respond(std::move(response));
  });
  HttpClient client(server->port());
  CHECK(client.get("/file")->body == bytes);
  CHECK(client.get("/shared")->body == *shared);
  CHECK(client.get("/missing")->status == 500);
  const auto none = client.get("/none");
  CHECK(none->status == 204);
  CHECK_FALSE(none->headers.contains("content-length"));
  CHECK(client.request("HEAD", "/file")->headers.at("content-length") == "300000");
  CHECK(client.get("/shared")->body.size() == 100'000);
  std::filesystem::remove(file);
}

TEST_CASE("a_handler_that_drops_the_request_answers_500") {
  const auto server = start(short_limits(), [](Request, Responder) {});
  HttpClient client(server->port());
  CHECK(client.get("/a")->status == 500);
}

TEST_CASE("answers_of_many_connections_can_be_sent_together") {
  constexpr int kClients = 8;
  Outbox outbox;
  int held = 0;
  const auto server = start(short_limits(), [&](Request request, Responder respond) {
    auto response = echo(request);
    outbox.add(std::move(respond), std::move(response));
    if (++held == kClients) outbox.send();
  });
  std::vector<std::unique_ptr<HttpClient>> clients;
  for (int i = 0; i < kClients; ++i) {
    clients.push_back(std::make_unique<HttpClient>(server->port()));
    REQUIRE(clients.back()->connect());
    REQUIRE(clients.back()->send("GET /" + std::to_string(i) + " HTTP/1.1\r\nHost: h\r\n\r\n"));
  }
  for (int i = 0; i < kClients; ++i) CHECK(clients[static_cast<std::size_t>(i)]->read_answer()->body == "GET /" + std::to_string(i) + " 0");
}

TEST_CASE("notices_a_client_that_goes_away_while_its_request_is_handled") {
  std::atomic<bool> noticed = false;
  std::thread waiting;
  const auto server = start(short_limits(), [&](Request, Responder respond) {
    waiting = std::thread([&noticed, respond = std::move(respond)]() mutable {
      for (int i = 0; i < 200 && !respond.client_gone(); ++i) std::this_thread::sleep_for(Millis{10});
      noticed = respond.client_gone();
    });
  });
  HttpClient client(server->port());
  REQUIRE(client.connect());
  REQUIRE(client.send("GET /a HTTP/1.1\r\nHost: h\r\n\r\n"));
  for (int i = 0; i < 200 && server->connections() == 0; ++i) std::this_thread::sleep_for(Millis{5});
  std::this_thread::sleep_for(Millis{30});
  client.close();
  for (int i = 0; i < 200 && !waiting.joinable(); ++i) std::this_thread::sleep_for(Millis{5});
  waiting.join();
  CHECK(noticed);
}

TEST_CASE("a_client_that_only_stops_sending_still_gets_its_answer") {
  const auto server = start_echo();
  HttpClient client(server->port());
  REQUIRE(client.connect());
  REQUIRE(client.send("GET /a HTTP/1.1\r\nHost: h\r\n\r\n"));
  client.end_sending();
  CHECK(client.read_answer()->body == "GET /a 0");
  CHECK(client.closed_by_server());
}

TEST_CASE("believes_the_proxy_only_where_told_to") {
  const auto forwarded = GENERATE(Forwarded::ignore, Forwarded::trust);
  auto options = short_limits();
  options.forwarded = forwarded;
  const auto server = start(options, [](Request request, Responder respond) {
    Response response;
    response.body = request.remote;
    respond(std::move(response));
  });
  HttpClient client(server->port());
  const auto answer = client.request("GET", "/", {}, {{"X-Forwarded-For", "6.6.6.6, 192.0.2.7"}});
  CHECK(answer->body == (forwarded == Forwarded::trust ? "192.0.2.7" : "127.0.0.1"));
}

#include "tests/bench/server/rows.h"

#include "shared/json/json.h"
#include "shared/storage/connection.h"
#include "shared/wire/messages.h"
#include "tests/bench/server/load.h"
#include "tests/support/http_client.h"

#include <fmt/format.h>

#include <chrono>
#include <cmath>
#include <thread>

namespace uke::bench {
namespace {

// Drives the load and keeps what the server's processor spent per answer: unlike the rest it hardly depends on who else is busy here.
struct Driven {
  LoadResult result;
  double cpu_us = 0;
};

Driven drive(const Bench& bench, Load load) {
  load.port = bench.server.port;
  load.seconds = bench.seconds;
  load.warm_up_seconds = 0;
  const double before = bench.server.cpu_ms();
  auto result = run_load(load);
  const double spent = bench.server.cpu_ms() - before;
  return {result, result.answers > 0 ? std::round(spent * 1000 / static_cast<double>(result.answers) * 10) / 10 : 0.0};
}

boost::json::object row_of(std::string_view what, std::size_t connections, const Driven& driven) {
  const auto& result = driven.result;
  boost::json::object row;
  row["what"] = what;
  row["connections"] = connections;
  row["n"] = result.answers;
  row["per_s"] = static_cast<std::int64_t>(result.per_s);
  test::BenchReport::put_times(row, result.ms);
  row["cpu_us"] = driven.cpu_us;
  if (result.failures > 0) {
    row["failures"] = result.failures;
    row["last_failure"] = result.last_failure;
  }
  return row;
}

void put_reference(boost::json::object& row, std::string_view name, double ours, double reference) {
  row["reference"] = name;
  row["reference_per_s"] = static_cast<std::int64_t>(reference);
  row["ratio"] = reference > 0 ? std::round(ours / reference * 1000) / 1000 : 0.0;
}

// Rows per second that SQLite takes with `rows` per commit, durable, of the same size as a desk record's.
double sqlite_limit(Bench& bench, std::size_t rows) {
  auto connection = uke::storage::Connection::open({.file = bench.folder / "limit.db"});
  if (!connection) return 0;
  const auto made = connection->write([](uke::storage::WriteTx& tx) -> Status {
    TRYV(tx.exec("create table if not exists records (id text not null primary key, body text not null)"));
    return {};
  });
  const std::string body(350, 'x');
  test::SeededRandom random(rows);
  std::size_t written = 0;
  const test::Stopwatch watch;
  while (made && watch.ms() < bench.seconds * 1000) {
    const auto done = connection->write([&](uke::storage::WriteTx& tx) -> Status {
      for (std::size_t i = 0; i < rows; ++i) {
        TRYV(tx.exec("insert into records (id, body) values (:id, :body)", Uuid::v7(system_clock(), random).to_string(), body));
      }
      return {};
    });
    if (!done) return 0;
    written += rows;
  }
  return static_cast<double>(written) / watch.ms() * 1000;
}

// The same request over and over.
Driven gets(const Bench& bench, std::size_t connections, const std::string& request) {
  return drive(bench, {.connections = connections, .next_request = [&](std::size_t) { return request; }});
}

// A long poll asks from the cursor that it got last.
struct Poller {
  std::string token;
  std::string cursor;
};

std::string cursor_in(std::string_view body) {
  const auto at = body.find("\"to\":\"");
  if (at == std::string_view::npos) return {};
  const auto rest = body.substr(at + 6);
  return std::string(rest.substr(0, rest.find('"')));
}

std::string newest_cursor(Bench& bench) {
  test::HttpClient client(bench.server.port);
  client.patience = std::chrono::seconds(30);
  client.set_token(bench.data.kiosk_tokens.front());
  const auto answer = client.get("/api/v1/desk-changes");
  return answer ? cursor_in(answer->body) : std::string();
}

}  // namespace

void durable_checkins(Bench& bench) {
  for (const std::size_t connections : {1, 8, 64, 256}) {
    const double limit_before = sqlite_limit(bench, connections);
    std::vector<CheckIns> kiosks;
    for (std::size_t i = 0; i < connections; ++i) kiosks.emplace_back(bench.data, i);
    const auto driven = drive(bench, {.connections = connections, .next_request = [&](std::size_t i) { return kiosks[i].next_request(); }});
    auto row = row_of("durable_checkins", connections, driven);
    put_reference(row, "sqlite_limit", driven.result.per_s, (limit_before + sqlite_limit(bench, connections)) / 2);
    row["rss_mb"] = std::round(bench.server.resident_mb());
    bench.report.add(std::move(row));
  }
}

void read_ticket(Bench& bench) {
  std::size_t next = 0;
  const auto some_ticket = [&](std::size_t) {
    next = (next + 7919) % bench.data.tickets.size();
    return get_request("/api/v1/tickets/" + bench.data.tickets[next], bench.data.kiosk_tokens.front());
  };
  for (const std::size_t connections : {1, 64}) {
    bench.report.add(row_of("read_ticket", connections, drive(bench, {.connections = connections, .next_request = some_ticket})));
  }
}

void static_read(Bench& bench) {
  for (const std::size_t connections : {1, 64}) {
    const auto driven = gets(bench, connections, "GET /openapi.yaml HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n");
    auto row = row_of("static_read", connections, driven);
    row["bytes"] = driven.result.body_bytes;
    if (const auto nginx = start_nginx(bench.folder, driven.result.body_bytes)) {
      const auto get = [](std::size_t) { return std::string("GET /static HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n"); };
      const auto reference =
          run_load({.port = nginx->port, .connections = connections, .seconds = bench.seconds, .warm_up_seconds = 0, .next_request = get});
      put_reference(row, "nginx", driven.result.per_s, reference.per_s);
    }
    bench.report.add(std::move(row));
  }
}

void snapshot(Bench& bench) {
  test::HttpClient client(bench.server.port);
  client.patience = std::chrono::seconds(60);
  client.set_token(bench.data.kiosk_tokens.front());
  const test::Stopwatch first;
  const auto answer = client.request("GET", "/api/v1/desk-changes", {}, {{"accept-encoding", "gzip"}});
  const double first_ms = first.ms();
  const auto request = get_request("/api/v1/desk-changes", bench.data.kiosk_tokens.front(), "Accept-Encoding: gzip\r\n");
  auto row = row_of("snapshot", 1, gets(bench, 1, request));
  row["attendees"] = bench.data.attendees.size();
  row["first_ms"] = std::round(first_ms * 10) / 10;
  row["bytes"] = answer ? answer->body.size() : 0;
  row["rss_mb"] = std::round(bench.server.resident_mb());
  bench.report.add(std::move(row));
}

void delta(Bench& bench) {
  const auto cursor = newest_cursor(bench);
  CheckIns kiosk(bench.data, 0);
  test::HttpClient client(bench.server.port);
  if (!client.connect()) return;
  for (int i = 0; i < 10; ++i) {
    if (!client.send(kiosk.next_request()) || !client.read_answer()) return;
  }
  const auto request = get_request("/api/v1/desk-changes?wait=0&after=" + cursor, bench.data.kiosk_tokens.front());
  for (const std::size_t connections : {1, 64}) {
    const auto driven = gets(bench, connections, request);
    auto row = row_of("delta", connections, driven);
    row["bytes"] = driven.result.body_bytes;
    bench.report.add(std::move(row));
  }
}

void dashboards(Bench& bench) {
  constexpr std::size_t kPolls = 200;
  constexpr std::size_t kDesks = 8;
  std::vector<Poller> pollers(kPolls);
  const auto cursor = newest_cursor(bench);
  for (std::size_t i = 0; i < kPolls; ++i) pollers[i] = {bench.data.kiosk_tokens[i % bench.data.kiosk_tokens.size()], cursor};
  const auto next_poll = [&](std::size_t i) {
    return get_request("/api/v1/desk-changes?wait=25&after=" + pollers[i].cursor, pollers[i].token);
  };
  const auto keep_cursor = [&](std::size_t i, std::string_view body) { pollers[i].cursor = cursor_in(body); };
  LoadResult polled;
  std::thread polling([&] {
    polled = run_load({.port = bench.server.port,
                       .connections = kPolls,
                       .seconds = bench.seconds,
                       .warm_up_seconds = 0,
                       .next_request = next_poll,
                       .on_answer = keep_cursor});
  });
  std::vector<CheckIns> kiosks;
  for (std::size_t i = 0; i < kDesks; ++i) kiosks.emplace_back(bench.data, i);
  const auto driven = drive(bench, {.connections = kDesks, .next_request = [&](std::size_t i) { return kiosks[i].next_request(); }});
  polling.join();
  auto row = row_of("dashboards", kDesks, driven);
  row["watchers"] = kPolls;
  row["watch_answers_per_s"] = static_cast<std::int64_t>(polled.per_s);
  row["watch_failures"] = polled.failures;
  row["rss_mb"] = std::round(bench.server.resident_mb());
  bench.report.add(std::move(row));
}

}  // namespace uke::bench

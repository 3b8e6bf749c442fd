// The organizer's commands on real files.
#include "shared/storage/connection.h"
#include "tests/functional/running_server.h"

#include <fstream>
#include <set>

namespace uke::functional {
namespace {

struct Ticket {
  std::string text;
  std::string name;
  std::string code;
  std::string verdict;
};
BOOST_DESCRIBE_STRUCT(Ticket, (), (text, name, code, verdict))

bool only_for_the_owner(const std::filesystem::path& file) {
  return (std::filesystem::status(file).permissions() & std::filesystem::perms(077)) == std::filesystem::perms::none;
}

std::set<std::string> verdicts_at(RunningServer& server, const std::string& edition) {
  const auto out = server.folder() / "tickets";
  REQUIRE(server.command({"tickets", "--edition", edition, "--out", out.string()}) == 0);
  const auto rows = json::parse<std::vector<Ticket>>(test::read_file(out / "tickets.json"));
  REQUIRE(rows.has_value());
  std::set<std::string> verdicts;
  for (const auto& row : *rows) verdicts.insert(row.verdict);
  CHECK(test::read_file(out / "0001.png").starts_with("\x89PNG"));
  CHECK(test::read_file(out / "tickets.pdf").starts_with("%PDF"));
  return verdicts;
}

// Changes the database behind the server's back.
void tamper(const RunningServer& server, const std::string& sql) {
  auto connection = storage::Connection::open({.file = server.data() / "uketsuke.db"});
  REQUIRE(connection.has_value());
  REQUIRE(connection->write([&](storage::WriteTx& tx) { return tx.exec(sql); }).has_value());
}

}  // namespace

TEST_CASE("the_demo_has_tickets_for_every_verdict_that_a_ticket_can_get") {
  RunningServer server;
  CHECK(verdicts_at(server, "Tokyo") ==
        std::set<std::string>{"admitted", "already_in", "cancelled", "online_ticket", "other_edition", "other_event", "pay_first"});
  CHECK(verdicts_at(server, "Osaka").contains("not_yet"));
  CHECK(verdicts_at(server, "Fukuoka").contains("over"));
  CHECK(only_for_the_owner(server.data() / "organizer-token"));
  CHECK(only_for_the_owner(server.data() / "uketsuke.db"));
  CHECK(server.command({"tickets", "--edition", "Kyoto", "--out", "x"}) == 1);
  CHECK(server.said().find("東京会場 (Tokyo)") != std::string::npos);
}

TEST_CASE("a_demo_never_replaces_a_database_unasked_and_never_under_a_running_server") {
  RunningServer server;
  CHECK(server.command({"demo", "--fresh"}) == 1);
  server.stop();
  CHECK(server.command({"demo"}) == 1);
  CHECK(server.command({"demo", "--fresh"}) == 0);
}

TEST_CASE("init_makes_organizer_event_and_edition_once_and_serve_runs_at_once") {
  RunningServer server(RunningServer::Party::none);
  const std::vector<std::string> words{"init", "--organizer", "花田", "--event", "記念会", "--date", "2027-02-20", "--edition", "大阪会場"};
  REQUIRE(server.command(words) == 0);
  const auto said = server.said();
  const auto token = said.substr(said.find("uke_"), 44);
  CHECK(server.command(words) == 1);
  server.start();
  auto http = server.client(token);
  CHECK(expect(http.get("/api/v1/events"), 200).body.find("記念会") != std::string::npos);
  CHECK(server.command({"verify"}) == 0);
  auto wrong_date = words;
  wrong_date[6] = "2027-02-30";
  CHECK(RunningServer(RunningServer::Party::none).command(wrong_date) == 1);
}

TEST_CASE("pair_prints_a_code_with_which_a_kiosk_joins") {
  RunningServer server;
  const auto png = server.folder() / "pair.png";
  REQUIRE(server.command({"pair", "--edition", "東京会場", "--png", png.string()}) == 0);
  CHECK(test::read_file(png).starts_with("\x89PNG"));
  const auto said = server.said();
  const auto code = said.substr(said.find("/PAIR/") + 6, 9);
  const wire::PairRequest request{.code = code, .nonce = "0123456789abcdef0123", .name = {}};
  auto open = server.client();
  expect(open.post("/api/v1/pair", json::to_text(request)), 200);
}

TEST_CASE("a_kiosks_export_is_imported_once_however_often_and_reaches_the_others") {
  RunningServer server;
  const auto kiosk = server.pair("東京会場");
  Writer writer(kiosk.edition, "受付9");
  const auto file = server.folder() / "usb.jsonl";
  std::ofstream(file) << writer.next() << "\n" << writer.next() << "\n\n" << writer.next() << "\n{\"record\":{}}\n";
  REQUIRE(server.command({"import-records", file.string()}) == 0);
  CHECK(server.said().find("3 new, 0 known already, 1 to be looked at") != std::string::npos);
  REQUIRE(server.command({"import-records", file.string()}) == 0);
  CHECK(server.said().find("0 new, 3 known already, 1 to be looked at") != std::string::npos);
  auto http = server.client(kiosk.token);
  CHECK(expect(http.get("/api/v1/desk-changes"), 200).body.find(writer.log()) != std::string::npos);
  const auto out = server.folder() / "out.jsonl";
  REQUIRE(server.command({"export-records", out.string()}) == 0);
  REQUIRE(server.command({"import-records", out.string()}) == 0);
  CHECK(server.said().find("0 new") != std::string::npos);
  std::ofstream(file) << "not JSON\n";
  CHECK(server.command({"import-records", file.string()}) == 1);
  CHECK(server.said().find("line 1") != std::string::npos);
}

TEST_CASE("verify_says_in_a_sentence_what_is_wrong") {
  RunningServer server;
  auto http = server.client(server.pair("東京会場").token);
  Writer writer(server.pair("東京会場").edition, "受付1");
  upload(http, {writer.next(), writer.next(), writer.next()});
  server.stop();
  REQUIRE(server.command({"verify"}) == 0);
  const std::pair<const char*, const char*> faults[] = {
      {"delete from desk_records where seq = 2 and desk = '受付1'", "with something missing in between: 1"},
      {"update attendees set short_code = 'XXXXXXXX' where id = (select min(id) from attendees)", "short code does not fit the ticket: 1"},
      {"update event_keys set public_key = (select max(public_key) from event_keys)", "public half does not fit: 2"},
      {"update desk_records set payload = 'x' where seq = 3 and desk = '受付1'", "cannot be read: 1"},
      {"update feed_counters set number = 1", "that nobody has taken yet"},
      {"delete from api_tokens where holder = 'kiosk'", "exactly one token: 2"}};
  for (const auto& [sql, sentence] : faults) {
    tamper(server, sql);
    CHECK(server.command({"verify"}) == 1);
    INFO(server.said());
    CHECK(server.said().find(sentence) != std::string::npos);
  }
}

TEST_CASE("a_damaged_backup_replaces_nothing_and_a_good_one_keeps_what_was_there") {
  RunningServer server;
  server.stop();
  const auto bad = server.folder() / "bad.db";
  std::ofstream(bad) << std::string(5000, 'x');
  CHECK(server.command({"restore", bad.string()}) == 1);
  CHECK(server.command({"verify"}) == 0);
  const auto good = server.folder() / "good.db";
  REQUIRE(server.command({"backup", good.string()}) == 0);
  CHECK(only_for_the_owner(good));
  CHECK(server.command({"backup", good.string()}) == 1);  // never over another file
  REQUIRE(server.command({"restore", good.string()}) == 0);
  CHECK(server.said().find("before-restore") != std::string::npos);
  CHECK(server.command({"verify"}) == 0);
}

TEST_CASE("wrong_usage_and_missing_databases_are_explained") {
  RunningServer server(RunningServer::Party::none);
  CHECK(server.command({"dance"}) == 2);
  CHECK(server.command({}) == 2);
  CHECK(server.command({"verify"}) == 1);
  CHECK(server.said().find("There is no database") != std::string::npos);
  std::filesystem::create_directories(server.data());
  std::ofstream(server.data() / "uketsuke.toml") << "port = = 3\n";
  CHECK(server.command({"verify"}) == 2);
  CHECK(server.command({"--help"}) == 0);
}

TEST_CASE("the_configuration_file_is_read_and_flags_go_before_it") {
  RunningServer server;
  std::ofstream(server.data() / "uketsuke.toml") << "url = \"https://uketsuke.example.jp\"\n";
  const auto out = server.folder() / "t";
  REQUIRE(server.command({"tickets", "--edition", "福岡会場", "--out", out.string()}) == 0);
  CHECK(test::read_file(out / "tickets.json").find("HTTPS://UKETSUKE.EXAMPLE.JP/T/") != std::string::npos);
  REQUIRE(server.command({"tickets", "--edition", "福岡会場", "--out", out.string(), "--url", "https://other.example"}) == 0);
  CHECK(test::read_file(out / "tickets.json").find("HTTPS://OTHER.EXAMPLE/T/") != std::string::npos);
}

}  // namespace uke::functional

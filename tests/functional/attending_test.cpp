// The attendee's way over real sockets: from the event's link to a ticket, and back out again.
#include "shared/storage/connection.h"
#include "tests/functional/browser.h"

#include <algorithm>

namespace uke::functional {
namespace {

// Straight from and into the file.
storage::Connection database_of(const RunningServer& server) {
  auto connection = storage::Connection::open({.file = server.data() / "uketsuke.db", .access = storage::OpenOptions::Access::read_write});
  REQUIRE(connection.has_value());
  return std::move(*connection);
}
std::string one_text(const RunningServer& server, const std::string& sql) {
  auto connection = database_of(server);
  const auto found = connection.read([&](storage::ReadTx& tx) { return tx.one<std::string>(sql); });
  REQUIRE(found.has_value());
  return found->value_or("");
}
void exec(const RunningServer& server, const std::string& sql) {
  auto connection = database_of(server);
  const auto done = connection.write([&](storage::WriteTx& tx) -> Status {
    TRYV(tx.exec(sql));
    return {};
  });
  REQUIRE(done.has_value());
}

bool shows(const HttpAnswer& page, std::string_view text) { return page.body.find(text) != std::string::npos; }

// The first link on the page that begins so.
std::string link(const HttpAnswer& page, const std::string& begins) {
  const auto at = page.body.find("href=\"" + begins);
  REQUIRE(at != std::string::npos);
  const auto from = at + 6;
  return page.body.substr(from, page.body.find('"', from) - from);
}

// The demo's doors open around now: its answering times are over by then.
struct Party {
  Party() { exec(server, "update edition_details set rsvp_closes_ms = 0, cancel_free_until_ms = 0"); }
  RunningServer server;
  std::string slug = one_text(server, "select slug from event_details where event_id = '" + server.event() + "'");
  std::string event = "/e/" + slug;
  std::string form = event + "/rsvp";

  [[nodiscard]] std::string form_for(const std::string& edition, const std::string& mode = "onsite") const {
    return form + "?edition=" + server.edition(edition) + "&mode=" + mode;
  }
  [[nodiscard]] Browser phone() const { return Browser(server.client()); }
};

Fields written(const std::string& family, const std::string& given = "花子") {
  return {{"state", "yes"},          {"family_name", family}, {"given_name", given},
          {"kana", "てすと はなこ"}, {"photo", "ok"},         {"department", "光学設計部"}};
}

// Opens the form at `path`, sends it, and gives the path of the personal page.
std::string answer(Party& party, Browser& phone, const std::string& path, Fields fields) {
  phone.get(path);
  for (const auto* name : {"at", "via", "nonce", "fee_category"}) fields.emplace_back(name, phone.hidden(name));
  phone.post(party.form, fields, 200);
  fields.emplace_back("do", "send");
  return phone.post(party.form, fields).headers.at("location");
}

void bring_somebody(const Party& party, Fields& fields, const std::string& edition) {
  fields.emplace_back("companions.0.family_name", "連れ");
  fields.emplace_back("companions.0.fee_category",
                      one_text(party.server, "select id from fee_categories where edition_id = '" + party.server.edition(edition) +
                                                 "' and for_whom <> 'attendee' and retired = 0 order by position limit 1"));
}

// Every row of every table, but for what says who was here when.
std::string dump_of(const RunningServer& server) {
  auto connection = database_of(server);
  std::string text;
  const auto done = connection.read([&](storage::ReadTx& tx) -> Status {
    TRY(const auto tables,
        tx.all<std::string>("select name from sqlite_master where type = 'table' and name not like 'sqlite_%' order by name"));
    for (const auto& table : tables) {
      if (table == "jobs") continue;  // the scheduled ones run by themselves
      TRY(const auto columns, tx.all<std::string>("select 'quote(\"' || name || '\")' from pragma_table_info('" + table +
                                                  "')"
                                                  " where name not like '%used_ms'"));
      std::string row;
      for (const auto& column : columns) row += (row.empty() ? "" : " || ',' || ") + column;
      TRY(const auto rows, tx.all<std::string>("select " + row + " from \"" + table + "\""));
      text += "\n" + table;
      for (const auto& one : rows) text += "\n " + one;
    }
    return {};
  });
  REQUIRE(done.has_value());
  return text;
}

}  // namespace

TEST_CASE("from_the_link_in_the_group_to_a_ticket_in_hand") {
  Party party;
  auto phone = party.phone();
  const auto event = phone.get(party.event);
  CHECK(shows(event, "東京会場"));
  CHECK(shows(event, "property=\"og:image\" content=\"http://"));
  CHECK(event.headers.at("x-robots-tag") == "noindex");
  CHECK(event.headers.at("referrer-policy") == "same-origin");
  CHECK(phone.get(party.event + "/preview.png").headers.at("content-type") == "image/png");
  const auto my = answer(party, phone, party.form_for("大阪会場"), written("<b>試験</b>"));
  CHECK(my.starts_with("/my/"));
  const auto mine = phone.get(my);
  CHECK(shows(mine, "&lt;b&gt;試験&lt;/b&gt; 花子さん"));
  CHECK_FALSE(shows(mine, "<b>試験"));
  const auto token = link(mine, "/T/");
  auto stranger = party.phone();
  const auto ticket = stranger.get(token);
  CHECK(shows(ticket, "花子さん"));
  CHECK_FALSE(shows(ticket, my));
  std::string lower = token;
  std::transform(lower.begin() + 3, lower.end(), lower.begin() + 3, [](unsigned char c) { return static_cast<char>(std::tolower(c)); });
  CHECK(shows(stranger.get(lower), "花子さん"));
  CHECK(stranger.get(token + "/picture.png").headers.at("content-type") == "image/png");
  CHECK(stranger.get(token + "/ticket.pdf").body.starts_with("%PDF"));
  CHECK(shows(phone.get(my + "/calendar.ics"), "METHOD:PUBLISH"));
  const auto data = phone.get(my + "/data.json");
  CHECK(shows(data, "光学設計部"));
  CHECK_FALSE(shows(data, my.substr(4)));
  CHECK(shows(phone.get(party.event), "参加でお申し込み済みです"));
  CHECK_FALSE(shows(stranger.get(party.event), "参加でお申し込み済みです"));
}

TEST_CASE("whoever_only_looks_changes_nothing") {
  Party party;
  auto phone = party.phone();
  auto fields = written("見本");
  bring_somebody(party, fields, "大阪会場");
  const auto my = answer(party, phone, party.form_for("大阪会場"), fields);
  const auto token = link(phone.get(my), "/T/");
  const auto take_off = link(phone.get(my), my + "/companions/");
  const auto before = dump_of(party.server);
  CHECK(before.find("見本") != std::string::npos);
  for (const auto& path :
       {party.event, party.event + "?via=nobody", party.event + "/preview.png", party.form_for("大阪会場"),
        party.form_for("オンライン", "online") + "&state=no", my, my + "/edit", my + "/switch", my + "/cancel", my + "/delete",
        my + "/data.json", my + "/calendar.ics", take_off, token, token + "/picture.png", token + "/ticket.pdf"}) {
    phone.get(path);
    party.phone().get(path);
    party.phone().send_as_is("HEAD", path);
  }
  CHECK(dump_of(party.server) == before);
}

TEST_CASE("sent_twice_is_one_answer_and_a_second_answer_shows_nothing_of_the_first") {
  Party party;
  auto phone = party.phone();
  phone.get(party.form_for("大阪会場"));
  auto fields = written("二度");
  for (const auto* name : {"at", "via", "nonce", "fee_category"}) fields.emplace_back(name, phone.hidden(name));
  fields.emplace_back("do", "send");
  const auto first = phone.post(party.form, fields).headers.at("location");
  const auto second = phone.post(party.form, fields).headers.at("location");
  CHECK(first == second);
  CHECK(one_text(party.server, "select cast(count(*) as text) from attendees where family_name = '二度'") == "1");
  auto somebody = party.phone();
  const auto other = answer(party, somebody, party.form_for("大阪会場"), written("二度"));
  CHECK(other != first);
  CHECK(one_text(party.server, "select cast(count(*) as text) from attendees where family_name = '二度'") == "2");
}

TEST_CASE("an_expired_deadline_says_so_and_keeps_what_was_typed") {
  Party party;
  auto phone = party.phone();
  phone.get(party.form_for("大阪会場"));
  auto fields = written("遅刻");
  for (const auto* name : {"at", "via", "nonce", "fee_category"}) fields.emplace_back(name, phone.hidden(name));
  fields.emplace_back("do", "send");
  exec(party.server, "update editions set doors_close_ms = 1, doors_open_ms = 0, starts_ms = 0 where name = '大阪会場'");
  const auto late = phone.post(party.form, fields, 409);
  CHECK(shows(late, "受付は締め切りました。"));
  CHECK(shows(late, "遅刻 花子"));
  CHECK(shows(late, "東京会場"));  // where it can still be sent
  CHECK(one_text(party.server, "select cast(count(*) as text) from attendees where family_name = '遅刻'") == "0");
  CHECK(shows(phone.get(party.form_for("大阪会場")), "受付は締め切りました。"));
  for (auto& [name, value] : fields) {
    if (name == "do") value = "at." + party.server.edition("東京会場") + ".onsite";
  }
  CHECK(shows(phone.post(party.form, fields, 200), "遅刻"));
}

TEST_CASE("two_tabs_do_not_overwrite_each_other") {
  Party party;
  auto phone = party.phone();
  const auto my = answer(party, phone, party.form_for("大阪会場"), written("二面"));
  phone.get(my + "/edit");
  const auto version = phone.hidden("version");
  auto fields = written("二面");
  fields.emplace_back("version", version);
  fields.emplace_back("fee_category", phone.hidden("fee_category"));
  fields.emplace_back("food", "えび");
  phone.submit(my + "/edit", fields);
  fields.back().second = "かに";
  const auto stale = phone.post(my + "/edit", fields, 412);
  CHECK(shows(stale, "えび"));  // what it says now
  CHECK(shows(stale, "かに"));  // what was typed
  const auto newer = phone.hidden("version");
  phone.post(my + "/cancel", {{"version", version}}, 412);
  phone.post(my + "/late", {{"version", version}, {"late", "1"}}, 412);
  for (auto& [name, value] : fields) {
    if (name == "version") value = newer;
  }
  CHECK(shows(phone.submit(my + "/edit", fields), "かに"));
}

TEST_CASE("an_answer_is_moved_cancelled_brought_back_and_said_to_be_late") {
  Party party;
  auto phone = party.phone();
  auto fields = written("変更");
  bring_somebody(party, fields, "大阪会場");
  const auto my = answer(party, phone, party.form_for("大阪会場"), fields);
  const auto token = link(phone.get(my), "/T/");
  phone.get(my);
  CHECK(shows(phone.submit(my + "/late", {{"version", phone.hidden("version")}, {"late", "1"}}), "受付に伝え"));
  const auto take_off = link(phone.get(my), my + "/companions/");
  phone.get(take_off);
  CHECK_FALSE(shows(phone.submit(take_off, {{"version", phone.hidden("version")}}), my + "/companions/"));
  phone.get(my + "/cancel");
  const auto cancelled = phone.submit(my + "/cancel", {{"version", phone.hidden("version")}});
  CHECK(shows(cancelled, "取り消し済み"));
  CHECK(shows(cancelled, "action=\"" + my + "/undo\""));
  CHECK(shows(phone.get(token), "お申し込みは取り消しになっています"));
  CHECK(shows(phone.get(my + "/calendar.ics"), "METHOD:CANCEL"));
  phone.get(token + "/picture.png", 404);
  CHECK(shows(phone.submit(my + "/undo", {}), "受付票を大きく表示する"));
  CHECK(link(phone.get(my), "/T/") == token);  // old pictures stay valid
  phone.post(my + "/undo", {});
  CHECK(shows(phone.get(my + "/switch"), "オンライン"));
  const auto online = party.server.edition("オンライン") + ".online";
  const auto moved = phone.submit(my + "/switch", {{"version", phone.hidden("version")}, {"at", online}});
  CHECK(shows(moved, "オンライン"));
  phone.post(my + "/switch", {{"version", "1"}, {"at", "nonsense"}});
}

TEST_CASE("own_data_is_deleted_for_good") {
  Party party;
  auto phone = party.phone();
  const auto my = answer(party, phone, party.form_for("大阪会場"), written("消去希望"));
  CHECK(dump_of(party.server).find("消去希望") != std::string::npos);
  phone.get(my + "/delete");
  CHECK_FALSE(shows(phone.submit(my + "/delete", {}), "お申し込み済み"));
  phone.get(my, 404);
  CHECK(one_text(party.server, "select cast(count(*) as text) from attendees where family_name = '消去希望'") == "0");
}

TEST_CASE("guessed_and_cut_addresses_say_what_to_do") {
  Party party;
  auto phone = party.phone();
  const auto my = answer(party, phone, party.form_for("大阪会場"), written("短縮"));
  const auto token = link(phone.get(my), "/T/");
  auto forged = token;
  forged.back() = forged.back() == 'A' ? 'E' : 'A';
  forged[20] = forged[20] == 'B' ? 'C' : 'B';
  for (const auto& path : {std::string("/e/nowhere"), std::string("/e/nowhere/rsvp"), my.substr(0, my.size() - 1),
                           std::string("/my/x/edit"), token.substr(0, token.size() - 1), forged, std::string("/T/HELLO"),
                           forged + "/picture.png", forged + "/ticket.pdf", std::string("/my/x/companions/y/cancel")}) {
    CHECK(shows(phone.get(path, 404), "<h1"));
  }
  CHECK(shows(phone.get("/my/x", 404), "幹事にお名前を"));
  phone.get("/e/nowhere/preview.png", 404);
  phone.post("/my/x/cancel", {}, 404);
  phone.post("/e/nowhere/rsvp", {}, 404);
  CHECK(phone.get(party.form, 303).headers.at("location") == party.event);  // neither edition nor mode
  CHECK(phone.get(party.form_for("大阪会場", "online"), 303).headers.at("location") == party.event);
  CHECK(phone.get(my + "/companions/nobody/cancel", 303).headers.at("location") == my);
}

TEST_CASE("a_form_with_mistakes_comes_back_as_it_was_typed_and_companions_are_added_without_script") {
  Party party;
  auto phone = party.phone();
  phone.get(party.form_for("大阪会場"));
  Fields fields = {{"state", "yes"}, {"family_name", "<i>誰か</i>"}, {"kana", "abc"}, {"email", "nobody"}, {"comment", "一行目\r\n二行目"}};
  for (const auto* name : {"at", "via", "nonce", "fee_category"}) fields.emplace_back(name, phone.hidden(name));
  const auto wrong = phone.post(party.form, fields, 422);
  CHECK(shows(wrong, "&lt;i&gt;誰か&lt;/i&gt;"));
  CHECK(shows(wrong, "aria-invalid"));
  fields.emplace_back("do", "companion");
  const auto more = phone.post(party.form, fields, 200);
  CHECK(shows(more, "name=\"companions.0.family_name\""));
  CHECK(shows(more, "&lt;i&gt;誰か&lt;/i&gt;"));
  auto robot = written("機械");
  for (const auto* name : {"at", "via", "nonce", "fee_category"}) robot.emplace_back(name, phone.hidden(name));
  robot.emplace_back("do", "send");
  robot.emplace_back("homepage", "http://spam.example");
  phone.post(party.form, robot, 422);
  CHECK(one_text(party.server, "select cast(count(*) as text) from attendees where family_name = '機械'") == "0");
}

TEST_CASE("a_flood_from_one_address_is_slowed_down_with_friendly_words") {
  Party party;
  auto phone = party.phone();
  const auto first = answer(party, phone, party.form_for("大阪会場"), written("洪水"));
  phone.get(party.form_for("大阪会場"));
  auto fields = written("洪水二");
  for (const auto* name : {"at", "via", "nonce", "fee_category"}) fields.emplace_back(name, phone.hidden(name));
  fields.emplace_back("do", "send");
  std::string body;
  for (const auto& [name, value] : fields) {
    body += (body.empty() ? "" : "&") + name + "=";
    for (const unsigned char c : value) {
      static constexpr char kHex[] = "0123456789ABCDEF";
      body += {'%', kHex[c >> 4], kHex[c & 15]};
    }
  }
  auto program = party.server.client();
  int sent = 0;
  HttpAnswer last;
  for (; sent < 3000 && (sent == 0 || last.status == 303); ++sent) {
    const auto answered =
        program.request("POST", party.form, body, {{"content-type", "application/x-www-form-urlencoded"}, {"accept", "text/html"}});
    REQUIRE(answered.has_value());
    last = *answered;
  }
  CHECK(sent > 900);  // a whole party behind one address is fine
  CHECK(last.status == 429);
  CHECK(last.headers.at("retry-after") == "60");
  CHECK(shows(last, "洪水二"));
  phone.get(first);
  CHECK(one_text(party.server, "select cast(count(*) as text) from attendees where family_name = '洪水二'") == "1");
}

TEST_CASE("a_hostile_host_header_gets_no_page_and_no_link") {
  Party party;
  auto http = party.server.client();
  REQUIRE(http.connect());
  REQUIRE(http.send("GET " + party.event + " HTTP/1.1\r\nHost: evil.example\r\nConnection: close\r\n\r\n"));
  const auto answered = http.read_answer();
  REQUIRE(answered.has_value());
  CHECK(answered->status == 421);
  CHECK_FALSE(shows(*answered, "evil.example"));
}

TEST_CASE("organizers_see_how_the_letters_look") {
  Party party;
  auto admin = party.phone();
  admin.sign_in("hanada");
  const auto path = "/editions/" + party.server.edition("東京会場") + "/letters";
  CHECK(shows(admin.get(path), "お申し込みを受け付けました"));
  const auto letter = admin.get(path + "/reminder_day");
  CHECK(shows(letter, "いよいよ明日です"));
  CHECK(letter.headers.at("content-security-policy").starts_with("default-src 'none'"));
  admin.get(path + "/nonsense", 404);
  admin.get("/editions/nonsense/letters", 404);
  auto reception = party.phone();
  reception.sign_in("uketsuke");
  reception.get(path, 403);
}

}  // namespace uke::functional

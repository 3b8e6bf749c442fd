// Checks a database against what must always be true. Every finding is a plain sentence; any finding makes the command fail.
#include "server/commands.h"
#include "server/commands_database.h"
#include "server/desk/store.h"
#include "server/events/service.h"
#include "server/tickets/rules.h"

#include <array>
#include <limits>

namespace uke::server {
namespace {

// Rows that must not exist, counted by SQL. The sentence is "cli.verify.<word>".
struct Rule {
  const char* word;
  const char* sql;
};
constexpr std::array kRules = {
    Rule{"foreign_keys", "select count(*) from pragma_foreign_key_check"},
    Rule{"yes_without_ticket", "select count(*) from attendees where length(ticket_no) <> 16 or ticket_no = '0000000000000000'"},
    Rule{"edition_of_other_event",
         "select count(*) from attendees a join editions e on e.id = a.edition_id where e.event_id <> a.event_id"},
    Rule{"event_without_key", "select count(*) from events where id not in (select event_id from event_keys)"},
    Rule{"kiosk_without_token",
         "select count(*) from kiosks k where (select count(*) from api_tokens t where t.holder = 'kiosk' and t.holder_id = k.id) <> 1"},
    Rule{"record_of_other_event",
         "select count(*) from desk_records r left join editions e on e.id = r.edition_id where e.event_id is null or e.event_id <> "
         "r.event_id"},
    Rule{"record_without_log", "select count(*) from desk_records where log_id not in (select log_id from desk_logs)"},
    Rule{"record_above_log", "select count(*) from desk_records r join desk_logs l on l.log_id = r.log_id where r.seq > l.max_seq"},
    Rule{"log_gap",
         "select count(*) from desk_logs l where l.have_seq <> (select count(*) from (select seq from desk_records r where r.log_id = "
         "l.log_id"
         " and r.seq <= l.have_seq union select seq from parked_records p where p.log_id = l.log_id and p.seq <= l.have_seq))"},
    Rule{"feed_number",
         "select (select count(*) from desk_records r where r.change_no > coalesce((select number from feed_counters c where c.event_id ="
         " r.event_id), 0)) + (select count(*) from feed_changes f where f.number > coalesce((select number from feed_counters c where"
         " c.event_id = f.event_id), 0))"},
    Rule{"feed_twice", "select count(*) from feed_changes f join desk_records r on r.event_id = f.event_id and r.change_no = f.number"},
    Rule{"untold_attendee",
         "select count(*) from attendees a where not exists (select 1 from feed_changes f where f.event_id = a.event_id and f.kind ="
         " 'attendee' and f.key = a.id)"},
};

struct CodeRow {
  ticket::TicketNo ticket;
  std::string short_code;
};
BOOST_DESCRIBE_STRUCT(CodeRow, (), (ticket, short_code))

class Check {
 public:
  Check(storage::ReadTx& tx, const Console& console) : tx_(tx), console_(console) {}

  Result<int> run() {
    for (const auto& rule : kRules) {
      TRY(const auto count, tx_.one<std::int64_t>(rule.sql));
      report(rule.word, count.value_or(0));
    }
    TRYV(short_codes());
    TRYV(signatures());
    TRYV(records());
    return findings_;
  }

 private:
  void report(std::string_view word, std::int64_t count) {
    if (count == 0) return;
    ++findings_;
    console_.fail("cli.verify." + std::string(word), {{"count", count}});
  }

  Status short_codes() {
    std::int64_t wrong = 0;
    TRYV(tx_.each<CodeRow>("select ticket_no, short_code from attendees", [&](CodeRow&& row) -> Status {
      wrong += ticket::short_code(row.ticket) == row.short_code ? 0 : 1;
      return {};
    }));
    report("short_code", wrong);
    return {};
  }

  // The public half that kiosks have must fit what signs.
  Status signatures() {
    std::int64_t wrong = 0;
    TRY(const auto all, events::list_events(tx_, EventId{}, std::numeric_limits<std::int32_t>::max()));
    for (const auto& event : all) {
      TRY(const auto keys, events::list_keys(tx_, event.id));
      for (const auto& key : keys) {
        const ticket::Payload payload{.event_no = static_cast<std::uint32_t>(event.event_no),
                                      .no = {1},
                                      .key_no = static_cast<std::uint8_t>(key.key_no),
                                      .edition_hint = 0};
        const auto token = ticket::parse_token(ticket::sign(payload, key.seed));
        wrong += token && ticket::verify(*token, key.public_key) ? 0 : 1;
      }
    }
    report("signature", wrong);
    return {};
  }

  Status records() {
    std::int64_t wrong = 0;
    TRY(const auto all, events::list_events(tx_, EventId{}, std::numeric_limits<std::int32_t>::max()));
    for (const auto& event : all) {
      TRYV(desk::each_record_after(tx_, event.id, 0, std::numeric_limits<std::int64_t>::max(), [&](desk::StoredRecord&& row) -> Status {
        const auto record = desk::to_desk_record(std::move(row));
        wrong += record && desk::validate(*record) ? 0 : 1;
        return {};
      }));
    }
    report("record", wrong);
    return {};
  }

  storage::ReadTx& tx_;
  const Console& console_;
  int findings_ = 0;
};

}  // namespace

int verify(const Config& config, const Console& console) {
  auto connection = open_database(config, Database::must_exist);
  if (!connection && connection.error().code == ErrorCode::not_found)
    return console.fail("cli.no_database", {{"folder", config.data.string()}});
  if (!connection) return console.fail(connection.error());
  if (const auto whole = connection->integrity_check(); !whole) {
    return console.fail("cli.verify.damaged", {{"what", whole.error().detail}});
  }
  const auto findings = connection->read([&](storage::ReadTx& tx) { return Check(tx, console).run(); });
  if (!findings) return console.fail(findings.error());
  if (*findings > 0) return 1;
  console.say("cli.verify.good", {{"file", config.database().string()}});
  return 0;
}

}  // namespace uke::server

// The made-up party of assets/demo/party.json: four editions, about 120 people, prepared so that every verdict can be seen; and the roster
// of demo_roster.h.
#include "server/accounts/service.h"
#include "server/accounts/store.h"
#include "server/commands.h"
#include "server/commands_accounts.h"
#include "server/commands_database.h"
#include "server/demo_roster.h"
#include "server/desk/upload.h"
#include "server/events/service.h"
#include "server/rsvps/service.h"
#include "shared/assets/assets.h"
#include "shared/i18n/dates.h"
#include "shared/json/json.h"

#include <array>
#include <chrono>
#include <map>

namespace uke::server {
namespace {

using std::chrono::hours;
using std::chrono::minutes;

struct DemoOrder {
  std::string name;
  std::int64_t quantity = 0;
};
BOOST_DESCRIBE_STRUCT(DemoOrder, (), (name, quantity))

struct DemoPerson {
  std::int64_t edition = 1;
  std::string family_name;
  std::string given_name;
  std::string kana;
  desk::RsvpState state = desk::RsvpState::yes;
  desk::Mode mode = desk::Mode::onsite;
  Yen prepaid;
  std::optional<Yen> fee;
  std::optional<std::string> shown_name;
  std::optional<std::string> former_name;
  std::optional<std::string> department;
  std::optional<std::string> years;
  std::optional<std::string> email;
  std::optional<std::string> note;
  std::optional<std::string> table;
  std::optional<bool> photo_ok;
  std::optional<bool> provisional;
  std::optional<bool> admitted;  // is in already when the demo starts
  std::optional<std::vector<DemoOrder>> goods;
  std::optional<std::vector<rsvps::CompanionFields>> companions;
};
BOOST_DESCRIBE_STRUCT(DemoPerson, (),
                      (edition, family_name, given_name, kana, state, mode, prepaid, fee, shown_name, former_name, department, years, email,
                       note, table, photo_ok, provisional, admitted, goods, companions))

struct OlderPerson {
  std::string family_name;
  std::string given_name;
  std::string kana;
};
BOOST_DESCRIBE_STRUCT(OlderPerson, (), (family_name, given_name, kana))

struct DemoGoods {
  std::string name;
  Yen price;
};
BOOST_DESCRIBE_STRUCT(DemoGoods, (), (name, price))

struct Party {
  std::vector<DemoGoods> goods;
  std::vector<OlderPerson> older;
  std::vector<DemoPerson> people;
};
BOOST_DESCRIBE_STRUCT(Party, (), (goods, older, people))

struct Place {
  const char* name;
  const char* name_en;
  const char* place;
  std::int64_t fee;
  std::int64_t capacity;
  hours doors_from_now;  // with --doors-around now: one edition is open, one not yet, one already over
  hours doors_for;
};
constexpr std::array kPlaces = {
    Place{"東京会場", "Tokyo", "品川コミュニティプラザ 3階大広間(東京都港区)", 5000, 80, hours{-1}, hours{6}},
    Place{"大阪会場", "Osaka", "中之島ホール 第2会議室(大阪市北区)", 4500, 40, hours{3}, hours{3}},
    Place{"福岡会場", "Fukuoka", "天神会館 5階(福岡市中央区)", 4000, 30, hours{-6}, hours{5}},
    Place{"オンライン", "Online", "", 0, 0, hours{-1}, hours{6}},
};

class DemoMaker {
 public:
  DemoMaker(storage::WriteTx& tx, DemoFlags::Doors doors) : tx_(tx), doors_(doors) {}

  // Everything; returns the organizer's token.
  Result<std::string> make(const Party& party) {
    TRY(const auto token, make_demo_organizers(tx_));
    TRYV(make_roster(token));
    TRYV(make_older_event(party));
    TRY(const auto day, i18n::parse_local("2027-02-20", "00:00", "Asia/Tokyo"));
    const auto date = doors_ == DemoFlags::Doors::around_now ? tx_.now() : day;
    TRY(const auto event,
        events::create_event(tx_, actor_, {"創立記念パーティー2027", "Anniversary Party 2027", to_ms(date), "Asia/Tokyo"}));
    for (const auto& place : kPlaces) {
      TRY(const auto fields, fields_of(place));
      TRY(auto edition, events::create_edition(tx_, actor_, event.id, fields));
      editions_.push_back(std::move(edition));
      for (const auto& goods : party.goods) {
        TRY(auto id, events::add_goods(tx_, actor_, editions_.back().id, goods.name, goods.price));
        goods_.emplace(std::pair(editions_.size(), goods.name), std::move(id));
      }
    }
    for (const auto& person : party.people) TRYV(make_person(person));
    return token;
  }

 private:
  Result<events::EditionFields> fields_of(const Place& place) {
    Time doors_open;
    Time doors_close;
    if (doors_ == DemoFlags::Doors::around_now) {
      doors_open = tx_.now() + place.doors_from_now;
      doors_close = doors_open + place.doors_for;
    } else {
      TRY(doors_open, i18n::parse_local("2027-02-20", "17:30", "Asia/Tokyo"));
      doors_close = doors_open + hours{3};
    }
    events::EditionFields fields;
    fields.name = place.name;
    fields.name_en = place.name_en;
    fields.place = place.place;
    fields.zone = "Asia/Tokyo";
    fields.starts_ms = to_ms(doors_open + minutes{30});
    fields.doors_open_ms = to_ms(doors_open);
    fields.doors_close_ms = to_ms(doors_close);
    fields.ends_ms = to_ms(doors_close + minutes{30});
    fields.capacity_onsite = place.capacity;
    fields.door_fee = Yen{place.fee};
    return fields;
  }

  // By the organizer of that token: nobody is approved without a name.
  Status make_roster(const std::string& token) {
    TRY(const auto known, accounts::find_token(tx_, accounts::secret_hash(token)));
    if (!known) return fail(ErrorCode::internal, "commands.demo", "the organizer's token is unknown");
    TRY(const auto account, accounts::find_account(tx_, known->holder_id));
    if (!account) return fail(ErrorCode::internal, "commands.demo", "the organizer is unknown");
    return make_demo_roster(tx_, {.access = web::kAdmin, .id = account->id.to_string(), .name = account->name});
  }

  // Its tickets are signed and valid, but for another occasion: a desk answers other_event.
  Status make_older_event(const Party& party) {
    TRY(const auto date, i18n::parse_local("2026-02-20", "18:00", "Asia/Tokyo"));
    TRY(const auto event,
        events::create_event(tx_, actor_, {"創立記念パーティー2026", "Anniversary Party 2026", to_ms(date), "Asia/Tokyo"}));
    events::EditionFields fields;
    fields.name = "東京会場(2026)";
    fields.name_en = "Tokyo (2026)";
    fields.zone = "Asia/Tokyo";
    fields.starts_ms = to_ms(date);
    fields.doors_open_ms = to_ms(date - minutes{30});
    fields.doors_close_ms = to_ms(date + hours{2});
    fields.ends_ms = to_ms(date + hours{3});
    TRY(const auto edition, events::create_edition(tx_, actor_, event.id, fields));
    for (const auto& person : party.older) {
      rsvps::RsvpFields answer;
      answer.family_name = person.family_name;
      answer.given_name = person.given_name;
      answer.kana = person.kana;
      TRYV(rsvps::create_rsvp(tx_, actor_, edition.id, answer));
    }
    return {};
  }

  Status make_person(const DemoPerson& person) {
    const auto place = static_cast<std::size_t>(person.edition);
    if (place < 1 || place > editions_.size()) return fail(ErrorCode::invalid, "commands.demo", "edition: is none of the party's");
    const auto& edition = editions_[place - 1];
    rsvps::RsvpFields answer;
    answer.mode = person.mode;
    answer.family_name = person.family_name;
    answer.given_name = person.given_name;
    answer.kana = person.kana;
    answer.shown_name = person.shown_name;
    answer.former_name = person.former_name;
    answer.department = person.department;
    answer.years = person.years;
    answer.email = person.email;
    answer.note = person.note;
    answer.table = person.table;
    answer.fee = person.fee;
    answer.prepaid = person.prepaid;
    answer.photo_ok = person.photo_ok;
    answer.provisional = person.provisional;
    answer.companions = person.companions;
    const bool cancels = person.state == desk::RsvpState::cancelled;
    answer.state = cancels ? desk::RsvpState::yes : person.state;
    if (person.goods) {
      answer.goods.emplace();
      for (const auto& order : *person.goods) answer.goods->push_back({goods_.at({place, order.name}), order.quantity});
    }
    TRY(const auto rsvp, rsvps::create_rsvp(tx_, actor_, edition.id, answer));
    if (cancels) {
      rsvps::RsvpChange change;
      change.state = desk::RsvpState::cancelled;
      TRYV(rsvps::change_rsvp(tx_, actor_, rsvp.attendee.id, rsvp.attendee.version, change));
    }
    if (person.admitted.value_or(false)) TRYV(admit(edition, rsvp.attendee.id));
    return {};
  }

  Status admit(const events::EditionRow& edition, AttendeeId attendee) {
    desk::DeskRecord record;
    record.edition = edition.id;
    record.subject = desk::Subject::of(attendee);
    record.step = 1;
    record.kind = desk::Kind::admit;
    record.by = desk::By::web;
    record.desk = "web";
    TRYV(desk::append_own_record(tx_, edition.event, record));
    return {};
  }

  storage::WriteTx& tx_;
  const DemoFlags::Doors doors_;
  const web::Actor actor_ = accounts::operator_of_this_machine();
  std::vector<events::EditionRow> editions_;
  std::map<std::pair<std::size_t, std::string>, std::string> goods_;
};

void remove_database(const Config& config) {
  std::error_code error;
  for (const char* suffix : {"", "-wal", "-shm"}) std::filesystem::remove(config.database().string() + suffix, error);
}

}  // namespace

int demo(const Config& config, const DemoFlags& flags, const Console& console) {
  auto lock = FolderLock::take(config.data);
  if (!lock) return console.fail("cli.folder_in_use", {{"folder", config.data.string()}});
  std::error_code error;
  if (std::filesystem::exists(config.database(), error)) {
    if (!flags.fresh) return console.fail("cli.demo.exists", {{"folder", config.data.string()}});
    remove_database(config);
  }
  const auto party = json::parse<Party>(assets::text("demo/party.json"));
  if (!party) return console.fail(party.error());
  auto connection = open_database(config, Database::may_be_made);
  if (!connection) return console.fail(connection.error());
  const auto token = write_to(*connection, [&](storage::WriteTx& tx) { return DemoMaker(tx, flags.doors).make(*party); });
  if (!token) return console.fail(token.error());
  const auto token_file = config.data / "organizer-token";
  if (const auto written = write_file(token_file, *token, Readable::by_owner); !written) return console.fail(written.error());
  console.say(
      "cli.demo.done",
      {{"folder", config.data.string()}, {"people", party->people.size()}, {"members", kDemoMembers}, {"token_file", token_file.string()}});
  console.say("cli.demo.organizers", {{"password", kDemoPassword}});
  return 0;
}

}  // namespace uke::server

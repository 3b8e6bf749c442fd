// What stands in assets/demo/party.json.
#pragma once

#include "server/events/details.h"
#include "server/rsvps/rules.h"
#include "shared/base/describe.h"
#include "shared/base/yen.h"
#include "shared/desk/roster.h"

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace uke::server {

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
  std::optional<std::string> fee_category;  // its name; absent: the first one of those who take part on site
  std::optional<std::string> shown_name;
  std::optional<std::string> former_name;
  std::optional<std::string> department;
  std::optional<std::string> years;
  std::optional<std::string> email;
  std::optional<std::string> note;
  std::optional<std::string> food;
  std::optional<std::string> comment;
  std::optional<bool> comment_public;
  std::optional<rsvps::AfterParty> after_party;
  std::optional<std::int64_t> watching;
  std::optional<i18n::Language> language;
  std::optional<std::string> table;
  std::optional<bool> photo_ok;
  std::optional<bool> provisional;
  std::optional<bool> late;
  std::optional<bool> admitted;  // is in already when the demo starts
  std::optional<std::vector<DemoOrder>> goods;
  std::optional<std::vector<rsvps::CompanionFields>> companions;
};
BOOST_DESCRIBE_STRUCT(DemoPerson, (),
                      (edition, family_name, given_name, kana, state, mode, prepaid, fee, fee_category, shown_name, former_name, department,
                       years, email, note, food, comment, comment_public, after_party, watching, language, table, photo_ok, provisional,
                       late, admitted, goods, companions))

// Somebody who answers through the event's link, as attendees do.
struct DemoGuest {
  std::string family_name;
  std::string given_name;
  std::string kana;
  std::string email;
  std::string department;
  desk::Mode mode = desk::Mode::onsite;
  std::string comment;
  std::optional<std::string> via;  // through the link of that speaker
};
BOOST_DESCRIBE_STRUCT(DemoGuest, (), (family_name, given_name, kana, email, department, mode, comment, via))

struct OlderPerson {
  std::string family_name;
  std::string given_name;
  std::string kana;
};
BOOST_DESCRIBE_STRUCT(OlderPerson, (), (family_name, given_name, kana))

struct DemoGoods {
  std::string name;
  std::string name_en;
  Yen price;
};
BOOST_DESCRIBE_STRUCT(DemoGoods, (), (name, name_en, price))

struct DemoFee {
  std::string name;
  std::string name_en;
  events::ForWhom for_whom = events::ForWhom::anybody;
  Yen below_door_fee;
};
BOOST_DESCRIBE_STRUCT(DemoFee, (), (name, name_en, for_whom, below_door_fee))

struct DemoItem {
  std::int64_t minutes = 0;  // after the beginning
  std::string title;
  std::string title_en;
  std::string speaker;
  std::string speaker_about;
  std::string description;
};
BOOST_DESCRIBE_STRUCT(DemoItem, (), (minutes, title, title_en, speaker, speaker_about, description))

struct DemoPlace {
  std::string name;
  std::string name_en;
  std::string place;
  Yen door_fee;
  std::int64_t capacity = 0;
  std::int64_t opens_hours_from_now = 0;  // with --doors-around now: one edition is open, one not yet, one already over
  std::int64_t open_hours_now = 0;
  std::string contact;
  std::optional<std::string> map_url;
  std::optional<std::string> after_party;
  std::optional<std::string> caterer;
  std::optional<Yen> food_price;
  std::optional<std::string> online_guide;
};
BOOST_DESCRIBE_STRUCT(DemoPlace, (),
                      (name, name_en, place, door_fee, capacity, opens_hours_from_now, open_hours_now, contact, map_url, after_party,
                       caterer, food_price, online_guide))

struct DemoNight {
  std::string name;
  std::string name_en;
  std::string description;
  std::string description_en;
  DemoPlace edition;
  std::vector<DemoItem> programme;
  std::vector<DemoGuest> people;
};
BOOST_DESCRIBE_STRUCT(DemoNight, (), (name, name_en, description, description_en, edition, programme, people))

struct DemoFile {
  std::string description;
  std::string description_en;
  std::string handover;  // of last year's organizers
  std::vector<DemoPlace> places;
  std::vector<DemoFee> fees;
  std::vector<DemoItem> programme;  // of the first place
  std::vector<DemoGoods> goods;
  DemoNight night;
  std::vector<DemoGuest> doubles;  // answer to the first place although they had answered
  std::vector<OlderPerson> older;
  std::vector<DemoPerson> people;
};
BOOST_DESCRIBE_STRUCT(DemoFile, (), (description, description_en, handover, places, fees, programme, goods, night, doubles, older, people))

}  // namespace uke::server

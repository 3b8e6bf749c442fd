// An event in ten days with a venue and an answer to it, for the tests of this room.
#pragma once

#include "server/attending/letters_job.h"
#include "server/attending/my_kit.h"
#include "server/rsvps/own.h"
#include "shared/assets/assets.h"
#include "tests/unit/server/events/party.h"

namespace uke::server::attending {

using namespace uke::test;

inline constexpr std::int64_t kDayMs = 24 * 3600'000LL;

inline i18n::Messages messages(i18n::Language language = i18n::Language::ja) {
  const auto* file = language == i18n::Language::en ? "i18n/en.json" : "i18n/ja.json";
  return must(i18n::Messages::load(assets::text(file), language));
}

inline events::EditionFields in_days(std::int64_t days, std::string name = "大阪会場") {
  auto fields = venue_fields(std::move(name));
  fields.place = "中之島ホール";
  for (auto* at : {&fields.starts_ms, &fields.doors_open_ms, &fields.doors_close_ms, &fields.ends_ms}) *at += days * kDayMs;
  return fields;
}

struct Gathering {
  RoomDatabase database;
  events::EventRow event = make_event(database);
  events::EditionRow edition = make_edition(database, event.id, in_days(10));

  rsvps::Own answer(std::string family, std::string email = "hanako@example.jp", i18n::Language language = i18n::Language::ja,
                    std::size_t companions = 0, desk::Mode mode = desk::Mode::onsite) {
    rsvps::OwnFields fields;
    fields.family_name = std::move(family);
    fields.given_name = "花子";
    fields.kana = "やまだ はなこ";
    fields.email = std::move(email);
    fields.mode = mode;
    fields.companions.resize(companions);
    return must(database.write([&](storage::WriteTx& tx) {
      return rsvps::answer(tx, {.edition = edition.id, .fields = fields, .nonce = {}, .via = {}, .language = language});
    }));
  }
  Mine mine(const std::string& secret) {
    auto found = must(database.read([&](uke::storage::ReadTx& tx) { return mine_of(tx, secret); }));
    REQUIRE(found.has_value());
    return std::move(*found);
  }
  events::EditionDetails change_details(const events::EditionDetails& details) {
    return must(database.write(
        [&](storage::WriteTx& tx) { return events::change_edition_details(tx, an_admin(), edition.id, details.version, details); }));
  }
};

}  // namespace uke::server::attending

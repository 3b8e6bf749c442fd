// What one person may ask for, and which answers are theirs.
#include "shared/json/json.h"
#include "tests/unit/server/privacy/person.h"

namespace uke::server::privacy {

TEST_CASE("the_data_of_a_person_holds_what_every_room_knows_whichever_row_is_named") {
  KnownPerson person;
  for (const auto id : {person.member, person.merged}) {
    const auto data = must(person.database.read([&](uke::storage::ReadTx& tx) { return person_data(tx, an_admin(), id); }));
    CHECK(data.member.id == person.member);
    CHECK(data.member.fields.email == "washio@example.jp");
    REQUIRE(data.merged.size() == 1);
    CHECK(data.merged[0].id == person.merged);
    REQUIRE(data.applications.size() == 1);
    CHECK(data.applications[0].fields.message == "千早です");
    CHECK(data.invitations.size() == 1);
    REQUIRE(data.answers.size() == 1);
    CHECK(data.answers[0].edition == "大阪会場");
    REQUIRE(data.answers[0].companions.size() == 1);
    CHECK(data.answers[0].companions[0].given_name == "誠");
    CHECK(data.answers[0].food == "千早は蕎麦アレルギー");
    CHECK(data.answers[0].comment == "鷲尾は元気です");
    CHECK(data.answers[0].former_name == "丹羽");
    CHECK(data.answers[0].desk.size() == 3);
    CHECK(data.imported.size() == 1);
    CHECK(data.names_in_group == std::vector<std::string>{"鷲尾千早"});
    CHECK(data.history.size() >= 4);
    CHECK(json::parse<PersonData>(json::to_text(data)).has_value());
  }
}

TEST_CASE("handing_out_a_persons_data_is_noted") {
  KnownPerson person;
  must(person.database.write([&](storage::WriteTx& tx) { return hand_out_person_data(tx, an_admin(), person.member); }));
  CHECK(person.database.count("select count(*) from handouts where what = 'person.json' and people = 1") == 1);
}

TEST_CASE("only_admins_get_a_persons_data") {
  KnownPerson person;
  const auto refused = person.database.read([&](uke::storage::ReadTx& tx) { return person_data(tx, a_reception(), person.member); });
  CHECK(refused.error().code == ErrorCode::forbidden);
  const auto nobody = person.database.read([&](uke::storage::ReadTx& tx) { return person_data(tx, an_admin(), MemberId{a_uuid(99)}); });
  CHECK(nobody.error().code == ErrorCode::not_found);
}

TEST_CASE("an_answer_is_linked_to_a_member_and_found_under_all_merged_rows") {
  KnownPerson person;
  const auto answers_of = [&](MemberId id) {
    return must(person.database.read([&](uke::storage::ReadTx& tx) -> Result<std::vector<rsvps::MemberAnswer>> {
      TRY(const auto ids, roster::all_ids_of(tx, id));
      return rsvps::answers_of_members(tx, ids);
    }));
  };
  REQUIRE(answers_of(person.member).size() == 1);
  CHECK(answers_of(person.member)[0].event == "創立記念パーティー2027");
  CHECK(answers_of(person.introduced).empty());
  const auto link = [&](const std::string& member) {
    rsvps::RsvpChange change;
    change.member = member;
    const auto version = person.answer_row(person.answer).version;
    return person.database.write([&](storage::WriteTx& tx) { return rsvps::change_rsvp(tx, an_admin(), person.answer, version, change); });
  };
  CHECK(link(a_uuid(99).to_string()).error().code == ErrorCode::invalid);
  CHECK(link("nobody").error().code == ErrorCode::invalid);
  must(link(""));
  CHECK(answers_of(person.member).empty());
  const auto found = [&](std::string_view name, std::string_view kana) {
    return must(person.database.read([&](uke::storage::ReadTx& tx) { return rsvps::unlinked_answers(tx, name, kana, 10); })).size();
  };
  CHECK(found("鷲尾千早", "") == 1);
  CHECK(found("鷲尾千", "") == 0);
  CHECK(found("", "わしおちはや") == 1);
  CHECK(found("", "") == 0);
  must(link(person.introduced.to_string()));
  CHECK(answers_of(person.introduced).size() == 1);
  CHECK(found("鷲尾千早", "") == 0);
}

TEST_CASE("editions_to_which_both_said_yes_are_named") {
  KnownPerson person;
  const auto both = [&] {
    return must(
        person.database.read([&](uke::storage::ReadTx& tx) { return rsvps::editions_of_both(tx, {person.merged}, {person.introduced}); }));
  };
  CHECK(both().empty());
  rsvps::RsvpFields fields;
  fields.family_name = "新田";
  const auto other = person.write([&](storage::WriteTx& tx) { return rsvps::create_rsvp(tx, an_admin(), person.osaka.id, fields); });
  rsvps::RsvpChange change;
  change.member = person.introduced.to_string();
  person.write([&](storage::WriteTx& tx) { return rsvps::change_rsvp(tx, an_admin(), other.attendee.id, 1, change); });
  CHECK(both() == std::vector<std::string>{"大阪会場"});
}

}  // namespace uke::server::privacy

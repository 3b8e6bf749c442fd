// Deleting one person: nothing of the names stays in any column of any table, and what is counted does.
#include "server/storage/changes.h"
#include "tests/unit/server/privacy/person.h"

#include <algorithm>

namespace uke::server::privacy {

TEST_CASE("the_person_of_these_tests_is_known_in_every_room") {
  KnownPerson person;
  const auto known = traces(person.database);
  for (const std::string column :
       {"answer_details.comment", "answer_details.food", "answer_details.former_name", "applications.family_name",
        "applications.introduced_by", "attendees.search", "audit_log.changes", "checking_names.name", "desk_private.name",
        "idempotency_keys.body", "import_rows.fields", "invitations.note", "member_aliases.alias_key", "member_merges.after",
        "member_search.search", "members.introduced_by", "members.note"}) {
    INFO(column);
    CHECK(std::ranges::find(known, column) != known.end());
  }
}

TEST_CASE("after_deleting_a_person_no_column_of_any_table_holds_the_name") {
  KnownPerson person;
  person.database.clock.advance(std::chrono::hours{24});
  must(person.erase());
  CHECK(traces(person.database) == std::vector<std::string>{});
  CHECK(person.database.count("select count(*) from members") == 1);
  CHECK(person.now_of(person.introduced).fields.family_name == "新田");
  CHECK(person.now_of(person.introduced).fields.introduced_by.empty());
}

TEST_CASE("a_merge_with_somebody_else_that_was_undone_leaves_nothing_either") {
  KnownPerson person;
  person.database.clock.advance(std::chrono::hours{24});
  const auto version = person.now_of(person.member).version;
  const auto into_version = person.now_of(person.introduced).version;
  person.write([&](storage::WriteTx& tx) {
    return roster::merge_members(tx, an_admin(),
                                 {.into = person.introduced,
                                  .member = person.member,
                                  .into_version = into_version,
                                  .member_version = version,
                                  .from_member = std::vector<std::string>{"email"}});
  });
  person.write([&](storage::WriteTx& tx) { return roster::undo_merge(tx, an_admin(), person.member); });
  must(person.erase());
  CHECK(traces(person.database) == std::vector<std::string>{});
}

TEST_CASE("what_is_counted_stays_when_a_person_is_deleted") {
  KnownPerson person;
  person.database.clock.advance(std::chrono::hours{24});
  const auto before = person.answer_row(person.answer);
  must(person.erase());
  const auto after = person.answer_row(person.answer);
  CHECK(after.state == desk::RsvpState::yes);
  CHECK(after.ticket == before.ticket);
  CHECK(after.fee == before.fee);
  CHECK_FALSE(after.member);
  CHECK_FALSE(after.email);
  CHECK(person.database.count("select count(*) from desk_records") == 3);
  CHECK(person.database.count("select count(*) from audit_log where action = 'member.erase'") == 2);
  CHECK(person.database.count("select count(*) from audit_log where action = 'member.merge'") == 2);
}

TEST_CASE("kiosks_are_told_so_that_their_rosters_forget") {
  KnownPerson person;
  person.database.clock.advance(std::chrono::hours{24});
  const auto newest = must(person.database.read([&](uke::storage::ReadTx& tx) { return storage::newest_cursor(tx, person.event.id); }));
  must(person.erase());
  std::vector<std::string> told;
  for (const auto& change : must(person.database.read(
           [&](uke::storage::ReadTx& tx) { return storage::changes_after(tx, person.event.id, newest.number, 100); }))) {
    told.push_back(change.key);
  }
  CHECK(told.size() == 2);  // the answer and the companion
  CHECK(std::ranges::find(told, person.answer.to_string()) != told.end());
}

TEST_CASE("the_plan_says_what_will_go_and_what_stays") {
  KnownPerson person;
  const auto plan = person.plan();
  CHECK(plan.ids == std::vector<MemberId>{person.member, person.merged});
  CHECK(plan.answers.size() == 1);
  CHECK(plan.expected.size() == 1);
  CHECK(plan.companions == 1);
  CHECK(plan.applications == 1);
  CHECK(plan.invitations == 1);
  CHECK(plan.imported == 1);
  CHECK(plan.desk_facts == 3);
  CHECK(plan.names_in_group == std::vector<std::string>{"鷲尾千早"});
  CHECK(plan.introduced == std::vector<MemberId>{person.introduced});
  CHECK(plan.introduced_applications.size() == 1);
}

TEST_CASE("refuses_to_delete_somebody_who_is_expected_unless_told_to_cancel_in_the_same_step") {
  KnownPerson person;
  CHECK(person.erase().error().code == ErrorCode::conflict);
  CHECK_FALSE(traces(person.database).empty());
  must(person.erase(Expected::cancel));
  CHECK(traces(person.database) == std::vector<std::string>{});
  CHECK(person.answer_row(person.answer).state == desk::RsvpState::cancelled);
}

TEST_CASE("deletes_only_what_was_shown") {
  KnownPerson person;
  person.database.clock.advance(std::chrono::hours{24});
  const auto shown = person.plan();
  const auto erase = [&](const ErasurePlan& plan, std::int64_t version, const web::Actor& actor = an_admin()) {
    return person.database.write([&](storage::WriteTx& tx) { return erase_person(tx, actor, plan, version, Expected::refuse); });
  };
  CHECK(erase(shown, shown.member.version, a_reception()).error().code == ErrorCode::forbidden);
  CHECK(erase(shown, shown.member.version - 1).error().code == ErrorCode::stale);
  roster::MemberFields another;
  another.family_name = "鷲尾";
  const auto third = person.add_member(another);
  person.write([&](storage::WriteTx& tx) {
    return roster::merge_members(
        tx, an_admin(),
        {.into = person.member, .member = third, .into_version = shown.member.version, .member_version = 1, .from_member = {}});
  });
  CHECK(erase(shown, shown.member.version).error().code == ErrorCode::stale);
  const auto merged_row = person.database.read([&](uke::storage::ReadTx& tx) { return plan_erasure(tx, an_admin(), person.merged); });
  CHECK(merged_row.error().code == ErrorCode::conflict);
  const auto nobody = person.database.read([&](uke::storage::ReadTx& tx) { return plan_erasure(tx, an_admin(), MemberId{a_uuid(99)}); });
  CHECK(nobody.error().code == ErrorCode::not_found);
  const auto not_allowed = person.database.read([&](uke::storage::ReadTx& tx) { return plan_erasure(tx, a_reception(), person.member); });
  CHECK(not_allowed.error().code == ErrorCode::forbidden);
}

}  // namespace uke::server::privacy

// What an applicant can do on a real database, and what they are not told.
#include "tests/unit/server/applications/crowd.h"

namespace uke::server::applications {

using namespace uke::test;
using roster::MemberState;

namespace {

auto as_applicant(RoomDatabase& database, auto step) {
  return database.write([&](storage::WriteTx& tx) { return step(tx); });
}

}  // namespace

TEST_CASE("the_same_form_sent_twice_is_one_application_with_one_status_link") {
  RoomDatabase database;
  const auto nonce = fresh_nonce(database.random);
  const auto code = make_invitation(database, make_sponsor(database).id).row.code;
  const auto first = must(try_to_apply(database, hanakos_words(), code, nonce));
  CHECK(must(try_to_apply(database, hanakos_words(), code, nonce)) == first);
  CHECK(database.count("select count(*) from applications") == 1);
  CHECK(database.count("select uses from invitations") == 1);
}

TEST_CASE("who_goes_back_and_corrects_the_form_has_one_application_with_the_new_words") {
  RoomDatabase database;
  const auto nonce = fresh_nonce(database.random);
  const auto secret = must(try_to_apply(database, words_of("佐籐", "花子", "さとう はなこ"), "", nonce));
  must(try_to_apply(database, hanakos_words(), "", nonce));
  CHECK(own(database, secret).family_name == "佐藤");
  CHECK(database.count("select count(*) from applications") == 1);
  must(decline(database, own(database, secret)));
  must(try_to_apply(database, words_of("別", "人", "べつ じん"), "", nonce));
  CHECK(own(database, secret).family_name == "佐藤");
}

TEST_CASE("a_second_application_of_the_same_person_is_taken_like_any_other") {
  RoomDatabase database;
  const auto first = must(try_to_apply(database, hanakos_words()));
  const auto second = must(try_to_apply(database, hanakos_words()));
  CHECK(first != second);
  CHECK(own(database, second).state == ApplicationState::received);
  CHECK(database.count("select count(*) from applications") == 2);
}

TEST_CASE("a_nonce_that_is_none_of_ours_and_fields_that_the_rules_refuse_are_never_stored") {
  RoomDatabase database;
  for (const std::string nonce : {"1", "uke_", "uke_zzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzz"}) {
    CHECK(try_to_apply(database, hanakos_words(), "", nonce).error().code == ErrorCode::invalid);
  }
  CHECK(try_to_apply(database, words_of("", "", "さとう")).error().code == ErrorCode::invalid);
  CHECK(try_to_apply(database, words_of("佐藤", "花子", "")).error().code == ErrorCode::invalid);
  CHECK(database.count("select count(*) from applications") == 0);
}

TEST_CASE("the_secret_of_a_status_link_is_not_stored") {
  RoomDatabase database;
  const auto secret = must(try_to_apply(database, hanakos_words()));
  CHECK(database.count("select count(*) from applications where status_hash like '%" + secret.substr(4) + "%'") == 0);
  CHECK(database.read([&](uke::storage::ReadTx& tx) { return own_application(tx, secret.substr(0, 43) + "x"); }).error().code ==
        ErrorCode::not_found);
}

TEST_CASE("with_a_link_the_sponsor_is_the_one_who_gave_it_whatever_the_form_says") {
  RoomDatabase database;
  const auto sponsor = make_sponsor(database);
  auto words = hanakos_words();
  words.introduced_by = "社長";
  const auto row = apply(database, words, make_invitation(database, sponsor.id).row.code);
  CHECK(row.sponsor == sponsor.id);
  CHECK(row.introduced_by == "高橋 一郎");
  const auto open = apply(database, words);
  CHECK_FALSE(open.sponsor.has_value());
  CHECK(open.introduced_by == "社長");
}

TEST_CASE("an_applicant_changes_and_withdraws_while_nobody_decided_and_can_take_the_withdrawal_back") {
  RoomDatabase database;
  const auto secret = must(try_to_apply(database, hanakos_words()));
  auto words = hanakos_words();
  words.department = "光学設計部";
  const auto changed = must(as_applicant(database, [&](storage::WriteTx& tx) { return change_own(tx, secret, 1, words); }));
  CHECK(changed.department == "光学設計部");
  CHECK(changed.version == 2);
  CHECK(as_applicant(database, [&](storage::WriteTx& tx) { return change_own(tx, secret, 1, words); }).error().code == ErrorCode::stale);
  const auto withdraw = [&](storage::WriteTx& tx) { return withdraw_own(tx, secret); };
  CHECK(must(as_applicant(database, withdraw)).state == ApplicationState::withdrawn);
  CHECK(must(as_applicant(database, withdraw)).version == 3);
  CHECK(approve(database, own(database, secret)).error().code == ErrorCode::conflict);
  const auto restore = [&](storage::WriteTx& tx) { return restore_own(tx, secret); };
  CHECK(must(as_applicant(database, restore)).state == ApplicationState::received);
  must(approve(database, own(database, secret)));
  CHECK(as_applicant(database, withdraw).error().code == ErrorCode::conflict);
  CHECK(as_applicant(database, restore).error().code == ErrorCode::conflict);
  CHECK(as_applicant(database, [&](storage::WriteTx& tx) { return change_own(tx, secret, 5, words); }).error().code == ErrorCode::conflict);
}

TEST_CASE("a_question_to_the_applicant_shows_until_it_is_answered") {
  RoomDatabase database;
  const auto secret = must(try_to_apply(database, hanakos_words()));
  const auto answer = [&](std::string_view reply) {
    return as_applicant(database, [&](storage::WriteTx& tx) { return answer_question(tx, secret, reply); });
  };
  CHECK(answer("どうぞ").error().code == ErrorCode::conflict);
  const auto asked = must(change(database, own(database, secret), {.question = "どちらの事業所でしたか"}));
  CHECK(progress_of(asked.state, asked.question, asked.reply) == Progress::question);
  CHECK(answer("  ").error().code == ErrorCode::invalid);
  const auto answered = must(answer("府中です"));
  CHECK(progress_of(answered.state, answered.question, answered.reply) == Progress::received);
  const auto asked_again = must(change(database, answered, {.question = "何年ごろですか"}));
  CHECK(asked_again.reply.empty());
}

TEST_CASE("beyond_the_limit_of_open_applications_nothing_more_is_taken") {
  RoomDatabase database;
  must(try_to_apply(database, hanakos_words()));
  must(database.write([&](storage::WriteTx& tx) -> Status {
    auto row = ApplicationRow{};
    row.kana = "さとう";
    for (std::int64_t i = 1; i < kOpenMax; ++i) {
      row.id = ApplicationId::fresh(tx.clock(), tx.random());
      TRYV(insert_application(tx, row, std::to_string(i)));
    }
    return {};
  }));
  CHECK(try_to_apply(database, hanakos_words()).error().code == ErrorCode::busy);
  CHECK(database.count("select count(*) from applications") == kOpenMax);
}

TEST_CASE("what_waits_three_days_without_a_step_is_overdue_until_somebody_does_something") {
  RoomDatabase database;
  const auto row = apply(database, hanakos_words());
  const auto remind = [&] {
    return must(database.write([&](storage::WriteTx& tx) { return mark_waiting(tx, tx.now() - kWaitsTooLong); }));
  };
  const auto waiting = [&] { return must(database.read([](uke::storage::ReadTx& tx) { return waiting_applications(tx); })); };
  database.clock.advance(kWaitsTooLong);
  CHECK(remind() == 0);
  CHECK(waiting().overdue == 0);
  CHECK(waiting().count == 1);
  CHECK(waiting().oldest_ms == row.created_ms);
  database.clock.advance(Millis{1});
  CHECK(remind() == 1);
  CHECK(remind() == 0);
  CHECK(waiting().overdue == 1);
  const auto taken = must(change(database, again(database, row.id), {.taken = true}));
  CHECK(waiting().overdue == 0);
  database.clock.advance(kWaitsTooLong + Millis{1});
  CHECK(remind() == 1);
  must(approve(database, again(database, taken.id)));
  CHECK(waiting().count == 0);
  CHECK(waiting().overdue == 0);
}

TEST_CASE("declined_and_withdrawn_applications_are_erased_in_time_and_others_are_not") {
  RoomDatabase database;
  must(decline(database, apply(database, hanakos_words())));
  must(approve(database, apply(database, words_of("鈴木", "守", "すずき まもる"))));
  apply(database, words_of("田中", "実", "たなか みのる"));
  const auto forget = [&] {
    return must(database.write([&](storage::WriteTx& tx) { return forget_old_applications(tx, tx.now() - kKeptAfterNo); }));
  };
  database.clock.advance(kKeptAfterNo);
  CHECK(forget() == 0);
  database.clock.advance(Millis{1});
  CHECK(forget() == 1);
  CHECK(database.count("select count(*) from applications where state = 'declined'") == 0);
  CHECK(database.count("select count(*) from applications") == 2);
}

}  // namespace uke::server::applications

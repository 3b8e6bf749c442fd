// Members, links and applications for tests, made through the services.
#pragma once

#include "server/applications/apply_service.h"
#include "server/applications/service.h"
#include "tests/support/builders.h"
#include "tests/unit/server/accounts/room_database.h"

namespace uke::test {

inline server::web::Actor another_admin() { return {server::web::kAdmin, "admin-2", "田村", "", "active"}; }

inline server::roster::MemberFields member_named(std::string family, std::string given, std::string kana) {
  server::roster::MemberFields fields;
  fields.family_name = std::move(family);
  fields.given_name = std::move(given);
  fields.kana = std::move(kana);
  return fields;
}

inline server::roster::Member make_member(RoomDatabase& database, const server::roster::MemberFields& fields,
                                          server::roster::MemberState state = server::roster::MemberState::approved) {
  return must(database.write([&](server::storage::WriteTx& tx) {
    return server::roster::create_member(tx, an_admin(), {.fields = fields, .state = state, .origin = {}, .sponsor = {}});
  }));
}
inline server::roster::Member make_sponsor(RoomDatabase& database) {
  return make_member(database, member_named("高橋", "一郎", "たかはし いちろう"));
}

inline server::applications::ApplicationFields words_of(std::string family, std::string given, std::string kana) {
  server::applications::ApplicationFields fields;
  fields.family_name = std::move(family);
  fields.given_name = std::move(given);
  fields.kana = std::move(kana);
  return fields;
}
inline server::applications::ApplicationFields hanakos_words() { return words_of("佐藤", "花子", "さとう はなこ"); }

inline server::applications::Invitation make_invitation(RoomDatabase& database, MemberId sponsor, std::int64_t uses = 1) {
  return must(database.write([&](server::storage::WriteTx& tx) {
    return server::applications::create_invitation(tx, an_admin(), {.sponsor = sponsor, .invited_name = "", .note = "", .uses_max = uses});
  }));
}

// The secret of the new application's status link.
inline Result<std::string> try_to_apply(RoomDatabase& database, const server::applications::ApplicationFields& fields,
                                        const std::string& code = {}, std::string nonce = {}) {
  if (nonce.empty()) nonce = server::applications::fresh_nonce(database.random);
  return database.write([&](server::storage::WriteTx& tx) {
    return server::applications::submit_application(tx, {.fields = fields, .nonce = nonce, .code = code});
  });
}
inline server::applications::ApplicationRow own(RoomDatabase& database, const std::string& secret) {
  return must(database.read([&](storage::ReadTx& tx) { return server::applications::own_application(tx, secret); }));
}
inline server::applications::ApplicationRow apply(RoomDatabase& database, const server::applications::ApplicationFields& fields,
                                                  const std::string& code = {}) {
  return own(database, must(try_to_apply(database, fields, code)));
}

inline server::applications::ApplicationRow again(RoomDatabase& database, server::applications::ApplicationId id) {
  return must(database.read([&](storage::ReadTx& tx) { return server::applications::get_case(tx, an_admin(), id); })).row;
}
inline Result<server::applications::ApplicationRow> approve(RoomDatabase& database, const server::applications::ApplicationRow& row,
                                                            const server::applications::Approval& approval = {},
                                                            const server::web::Actor& actor = an_admin()) {
  return database.write(
      [&](server::storage::WriteTx& tx) { return server::applications::approve_application(tx, actor, row.id, row.version, approval); });
}
inline Result<server::applications::ApplicationRow> decline(RoomDatabase& database, const server::applications::ApplicationRow& row,
                                                            const server::web::Actor& actor = an_admin()) {
  return database.write([&](server::storage::WriteTx& tx) {
    return server::applications::decline_application(tx, actor, row.id, row.version, "在籍を確認できない");
  });
}
inline Result<server::applications::ApplicationRow> reopen(RoomDatabase& database, const server::applications::ApplicationRow& row) {
  return database.write(
      [&](server::storage::WriteTx& tx) { return server::applications::reopen_application(tx, an_admin(), row.id, row.version); });
}
inline Result<server::applications::ApplicationRow> change(RoomDatabase& database, const server::applications::ApplicationRow& row,
                                                           const server::applications::ApplicationChange& command,
                                                           const server::web::Actor& actor = an_admin()) {
  return database.write(
      [&](server::storage::WriteTx& tx) { return server::applications::change_application(tx, actor, row.id, row.version, command); });
}
inline server::roster::Member member(RoomDatabase& database, MemberId id) {
  return must(database.read([&](storage::ReadTx& tx) { return server::roster::get_member(tx, an_admin(), id); }));
}
inline bool is_on_the_roster(RoomDatabase& database, MemberId id) {
  return must(database.read([&](storage::ReadTx& tx) { return server::roster::find_member(tx, id); })).has_value();
}

}  // namespace uke::test

// Members for tests, made through the service.
//
//   make_member(database, a_member().named("山田", "花子").kana("やまだ はなこ"));
#pragma once

#include "server/roster/service.h"
#include "tests/unit/server/accounts/room_database.h"

namespace uke::test {

class MemberBuilder {
 public:
  MemberBuilder& named(std::string family, std::string given) {
    member_.fields.family_name = std::move(family);
    member_.fields.given_name = std::move(given);
    return *this;
  }
  MemberBuilder& kana(std::string kana) { return set(member_.fields.kana, std::move(kana)); }
  MemberBuilder& formerly(std::string family) { return set(member_.fields.former_name, std::move(family)); }
  MemberBuilder& shown_as(std::string name) { return set(member_.fields.display_name, std::move(name)); }
  MemberBuilder& email(std::string address) { return set(member_.fields.email, std::move(address)); }
  MemberBuilder& at(std::string site, std::string department) {
    member_.fields.site = std::move(site);
    return set(member_.fields.department, std::move(department));
  }
  MemberBuilder& of(std::string region) { return set(member_.fields.region, std::move(region)); }
  MemberBuilder& note(std::string text) { return set(member_.fields.note, std::move(text)); }
  MemberBuilder& alias(std::string name) {
    member_.fields.aliases.push_back(std::move(name));
    return *this;
  }
  MemberBuilder& state(server::roster::MemberState state) {
    member_.state = state;
    return *this;
  }
  MemberBuilder& sponsor(MemberId id) {
    member_.sponsor = id;
    return *this;
  }
  server::roster::MemberFields& fields() { return member_.fields; }
  operator server::roster::NewMember() const { return member_; }

 private:
  MemberBuilder& set(std::string& field, std::string value) {
    field = std::move(value);
    return *this;
  }
  server::roster::NewMember member_;
};
// 山田 花子, approved.
inline MemberBuilder a_member() { return MemberBuilder().named("山田", "花子"); }

inline server::roster::Member make_member(RoomDatabase& database, const server::roster::NewMember& command) {
  return must(database.write([&](server::storage::WriteTx& tx) { return server::roster::create_member(tx, an_admin(), command); }));
}

// Notes that the first is a double of the second, as merging does.
inline void make_double(RoomDatabase& database, MemberId id, MemberId into) {
  must(database.write([&](server::storage::WriteTx& tx) -> Status {
    TRYV(
        tx.exec("insert into member_merges (member_id, into_id, at_ms, by_id, by_name, before, after)"
                " values (:id, :into, 0, '', '', '', '')",
                id, into));
    return {};
  }));
}

inline server::roster::MemberPage page_of(RoomDatabase& database, const server::roster::MemberQuery& query, std::string_view after = {},
                                          std::int64_t limit = 50) {
  return must(database.read([&](storage::ReadTx& tx) { return server::roster::search_members(tx, an_admin(), query, after, limit); }));
}

inline std::vector<std::string> names_found(RoomDatabase& database, const server::roster::MemberQuery& query) {
  std::vector<std::string> names;
  for (const auto& member : page_of(database, query).members) names.push_back(server::roster::whole_name(member.fields));
  return names;
}
inline std::vector<std::string> names_found(RoomDatabase& database, std::string text) {
  server::roster::MemberQuery query;
  query.text = std::move(text);
  return names_found(database, query);
}

}  // namespace uke::test

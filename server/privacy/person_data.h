// Everything that this server knows of one person: what they may ask for (個人情報保護法). Called inside a transaction.
//
// Errors: `forbidden` (admins only), `not_found`.
#pragma once

#include "server/accounts/history.h"
#include "server/applications/service.h"
#include "server/privacy/store.h"
#include "server/roster/service.h"
#include "server/rsvps/members.h"

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace uke::server::privacy {

struct PersonMember {
  MemberId id;
  roster::MemberState state = roster::MemberState::approved;
  roster::Origin origin = roster::Origin::organizer;
  roster::MemberFields fields;
  std::string sponsor;  // name
  std::string approved_by;
  std::int64_t approved_ms = 0;
  std::int64_t created_ms = 0;
  std::int64_t changed_ms = 0;
  std::optional<MemberId> merged_into;
};
BOOST_DESCRIBE_STRUCT(PersonMember, (), (id, state, origin, fields, sponsor, approved_by, approved_ms, created_ms, changed_ms, merged_into))

struct PersonApplication {
  applications::ApplicationId id;
  applications::ApplicationState state = applications::ApplicationState::received;
  applications::ApplicationFields fields;
  std::string question;
  std::string reply;
  std::string decided_by;
  std::string reason;
  std::int64_t decided_ms = 0;
  std::int64_t created_ms = 0;
};
BOOST_DESCRIBE_STRUCT(PersonApplication, (), (id, state, fields, question, reply, decided_by, reason, decided_ms, created_ms))

struct PersonInvitation {
  std::string invited_name;
  std::string note;
  std::int64_t uses = 0;
  std::int64_t created_ms = 0;
  std::int64_t expires_ms = 0;
};
BOOST_DESCRIBE_STRUCT(PersonInvitation, (), (invited_name, note, uses, created_ms, expires_ms))

struct PersonCompanion {
  std::string family_name;
  std::string given_name;
  std::string kana;
};
BOOST_DESCRIBE_STRUCT(PersonCompanion, (), (family_name, given_name, kana))

struct PersonAnswer {
  AttendeeId id;
  std::string event;
  std::string edition;
  std::int64_t starts_ms = 0;
  desk::RsvpState state = desk::RsvpState::yes;
  desk::Mode mode = desk::Mode::onsite;
  std::string ticket;
  std::string family_name;
  std::string given_name;
  std::string kana;
  std::string shown_name;
  std::string department;
  std::string years;
  std::string table;
  std::string note;
  std::optional<std::string> email;
  Yen fee;
  Yen prepaid;
  bool photo_ok = true;
  bool late = false;
  std::string former_name;
  std::string food;
  std::string comment;
  bool comment_public = false;
  rsvps::AfterParty after_party = rsvps::AfterParty::unsaid;
  std::int64_t watching = 0;
  std::string language;
  std::vector<desk::Goods> goods;
  std::vector<PersonCompanion> companions;
  std::vector<DeskFact> desk;
};
BOOST_DESCRIBE_STRUCT(PersonAnswer, (),
                      (id, event, edition, starts_ms, state, mode, ticket, family_name, given_name, kana, shown_name, department, years,
                       table, note, email, fee, prepaid, photo_ok, late, former_name, food, comment, comment_public, after_party, watching,
                       language, goods, companions, desk))

struct PersonEntry {
  std::int64_t at_ms = 0;
  std::string action;
  std::string by;
  std::vector<accounts::Change> changes;
};
BOOST_DESCRIBE_STRUCT(PersonEntry, (), (at_ms, action, by, changes))

struct PersonData {
  std::int64_t made_ms = 0;
  PersonMember member;
  std::vector<PersonMember> merged;  // rows that turned out to be theirs, too
  std::vector<PersonApplication> applications;
  std::vector<PersonInvitation> invitations;  // that went out on their word
  std::vector<PersonAnswer> answers;
  std::vector<ImportedRow> imported;
  std::vector<std::string> names_in_group;  // of the checking list
  std::vector<PersonEntry> history;         // of the audit log, newest first, at most kHistoryMax of each thing
};
BOOST_DESCRIBE_STRUCT(PersonData, (), (made_ms, member, merged, applications, invitations, answers, imported, names_in_group, history))

inline constexpr std::int64_t kHistoryMax = 500;

// Of the person that the row stands for: whichever of the merged rows is named.
[[nodiscard]] Result<PersonData> person_data(storage::ReadTx& tx, const web::Actor& actor, MemberId id);
// The same as a handed-out list of one person: noted in the hand-out log.
[[nodiscard]] Result<PersonData> hand_out_person_data(storage::WriteTx& tx, const web::Actor& actor, MemberId id);

// Every subject of desk records that is this answer: its own, its ticket before it was on the list, and what reception joined with it.
[[nodiscard]] Result<std::vector<std::string>> subjects_of(storage::ReadTx& tx, const rsvps::AttendeeRow& answer);

}  // namespace uke::server::privacy

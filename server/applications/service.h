// Use cases of the organizers' queue. Called inside a transaction. Every change is noted in the audit log.
//
// Errors: `forbidden` (only admins change and decide; treasurers and reception read), `not_found`, `stale` when somebody else changed the
// case first, `invalid` for a field, `conflict` for a step that the case does not allow now: obstacle_to_approve() says why.
#pragma once

#include "server/applications/store.h"
#include "server/roster/service.h"

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace uke::server::applications {

// What organizers want to know of who vouches.
struct Sponsor {
  MemberId id;
  std::string name;
  bool may_vouch = false;        // an approved member now
  std::int64_t vouched_for = 0;  // approved on this member's word
};

struct Case {
  ApplicationRow row;
  std::optional<Sponsor> sponsor;
  std::vector<roster::Like> likes;          // members that this may be
  std::vector<ApplicationRow> doubles;      // other open applications of what looks like the same person
  std::vector<std::string> names_in_group;  // display names of the checking list that fit
};
[[nodiscard]] Result<Case> get_case(storage::ReadTx& tx, const web::Actor& actor, ApplicationId id);
[[nodiscard]] Result<std::vector<Case>> get_cases(storage::ReadTx& tx, const web::Actor& actor, std::optional<ApplicationState> state,
                                                  Order order, ApplicationId after, std::int64_t limit);
[[nodiscard]] Result<std::vector<ApplicationRow>> get_applications(storage::ReadTx& tx, const web::Actor& actor,
                                                                   std::optional<ApplicationState> state, ApplicationId after,
                                                                   std::int64_t limit);
[[nodiscard]] Result<std::vector<StateCount>> get_counts(storage::ReadTx& tx, const web::Actor& actor);

// What is absent stays.
struct ApplicationChange {
  std::optional<bool> taken = {};           // by the actor, also out of another's hands; false gives it back
  std::optional<std::string> sponsor = {};  // a member's id; "" = nobody. `conflict` for who may not vouch
  std::optional<bool> sponsor_asked = {};
  std::optional<SponsorAnswer> sponsor_answer = {};
  std::optional<std::string> sponsor_note = {};
  std::optional<std::string> question = {};  // to the applicant; a new one takes the old reply away
  std::optional<bool> group_invited = {};    // also after the decision
};
BOOST_DESCRIBE_STRUCT(ApplicationChange, (), (taken, sponsor, sponsor_asked, sponsor_answer, sponsor_note, question, group_invited))
[[nodiscard]] Result<ApplicationRow> change_application(storage::WriteTx& tx, const web::Actor& actor, ApplicationId id,
                                                        std::int64_t version, const ApplicationChange& change);

// Whom the approval makes: a new member, or one who is on the roster already. Unsaid is enough where nobody looks alike.
struct Approval {
  std::optional<MemberId> member = {};
  std::optional<bool> new_member = {};
};
BOOST_DESCRIBE_STRUCT(Approval, (), (member, new_member))

enum class Obstacle : std::uint8_t { none, decided, taken_by_other, sponsor_may_not_vouch, choose_member };
BOOST_DESCRIBE_ENUM(Obstacle, none, decided, taken_by_other, sponsor_may_not_vouch, choose_member)
// Why this actor cannot approve the case now. Pure.
[[nodiscard]] Obstacle obstacle_to_approve(const Case& about, const web::Actor& actor, const Approval& approval);

// The application becomes a member. Nobody is approved without a named organizer: `forbidden` for an actor without a name.
[[nodiscard]] Result<ApplicationRow> approve_application(storage::WriteTx& tx, const web::Actor& actor, ApplicationId id,
                                                         std::int64_t version, const Approval& approval);
// `reason` is for the organizers; the applicant reads a fixed text.
[[nodiscard]] Result<ApplicationRow> decline_application(storage::WriteTx& tx, const web::Actor& actor, ApplicationId id,
                                                         std::int64_t version, std::string_view reason);
// Undoes a decision: a new member is gone again, one who was there is as before. `conflict` once the member was changed since.
[[nodiscard]] Result<ApplicationRow> reopen_application(storage::WriteTx& tx, const web::Actor& actor, ApplicationId id,
                                                        std::int64_t version);
[[nodiscard]] Result<bool> may_reopen(storage::ReadTx& tx, const ApplicationRow& row);

// --- for other rooms: no authorisation of their own ---

struct Waiting {
  std::int64_t count = 0;      // undecided applications
  std::int64_t oldest_ms = 0;  // when the oldest of them came; 0 = none
  std::int64_t overdue = 0;    // of them, without any step for kWaitsTooLong
};
[[nodiscard]] Result<Waiting> waiting_applications(storage::ReadTx& tx);

// For one person's data export: the applications that made or changed the member.
[[nodiscard]] Result<std::vector<ApplicationRow>> applications_of(storage::ReadTx& tx, MemberId member);
// For one person's deletion: their applications and invitations go; whom they vouched for keeps standing.
[[nodiscard]] Status forget_member(storage::WriteTx& tx, MemberId member);
// Erases what was declined or withdrawn before then; at most 100 at a time, and says how many.
[[nodiscard]] Result<std::int64_t> forget_old_applications(storage::WriteTx& tx, Time before);

}  // namespace uke::server::applications

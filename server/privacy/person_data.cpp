#include "server/privacy/person_data.h"

#include "server/accounts/history_service.h"
#include "server/accounts/rules.h"
#include "server/applications/checking_service.h"
#include "server/applications/invitations_store.h"
#include "server/rsvps/details.h"

#include <algorithm>

namespace uke::server::privacy {
namespace {

constexpr std::int64_t kInvitationsMax = 500;

Result<PersonMember> member_part(storage::ReadTx& tx, MemberId id) {
  TRY(auto row, roster::find_member(tx, id));
  if (!row) return fail(ErrorCode::not_found, "privacy.person_data", "no such member");
  PersonMember member{.id = row->id,
                      .state = row->state,
                      .origin = row->origin,
                      .fields = std::move(row->fields),
                      .sponsor = {},
                      .approved_by = std::move(row->approved_by),
                      .approved_ms = row->approved_ms,
                      .created_ms = row->created_ms,
                      .changed_ms = row->changed_ms,
                      .merged_into = row->merged_into};
  if (row->sponsor) {
    TRY(const auto sponsor, roster::find_member(tx, *row->sponsor));
    if (sponsor) member.sponsor = roster::whole_name(sponsor->fields);
  }
  return member;
}

Result<std::vector<PersonApplication>> application_parts(storage::ReadTx& tx, MemberId id) {
  std::vector<PersonApplication> parts;
  TRY(const auto rows, applications::applications_of(tx, id));
  for (const auto& row : rows) {
    parts.push_back({.id = row.id,
                     .state = row.state,
                     .fields = row.fields(),
                     .question = row.question,
                     .reply = row.reply,
                     .decided_by = row.decided_by,
                     .reason = row.reason,
                     .decided_ms = row.decided_ms,
                     .created_ms = row.created_ms});
  }
  return parts;
}

Result<std::vector<PersonInvitation>> invitation_parts(storage::ReadTx& tx, MemberId id) {
  std::vector<PersonInvitation> parts;
  TRY(const auto rows, applications::list_invitations_of(tx, id, kInvitationsMax));
  for (const auto& row : rows) {
    parts.push_back(
        {.invited_name = row.invited_name, .note = row.note, .uses = row.uses, .created_ms = row.created_ms, .expires_ms = row.expires_ms});
  }
  return parts;
}

Result<PersonAnswer> answer_part(storage::ReadTx& tx, const rsvps::MemberAnswer& found) {
  const auto& row = found.answer;
  PersonAnswer part{.id = row.id,
                    .event = found.event,
                    .edition = found.edition,
                    .starts_ms = found.starts_ms,
                    .state = row.state,
                    .mode = row.mode,
                    .ticket = row.ticket.to_string(),
                    .family_name = row.family_name,
                    .given_name = row.given_name,
                    .kana = row.kana,
                    .shown_name = row.shown_name,
                    .department = row.department,
                    .years = row.years,
                    .table = row.table,
                    .note = row.note,
                    .email = row.email,
                    .fee = row.fee,
                    .prepaid = row.prepaid,
                    .photo_ok = row.photo_ok,
                    .late = row.late,
                    .former_name = {},
                    .food = {},
                    .comment = {},
                    .language = {},
                    .goods = {},
                    .companions = {},
                    .desk = {}};
  TRY(auto details, rsvps::details_of(tx, row.id));
  part.former_name = std::move(details.former_name);
  part.food = std::move(details.food);
  part.comment = std::move(details.comment);
  part.comment_public = details.comment_public;
  part.after_party = details.after_party;
  part.watching = details.watching;
  part.language = std::move(details.language);
  TRY(part.goods, rsvps::goods_of(tx, row.id));
  TRY(const auto companions, rsvps::companions_of(tx, row.id));
  for (const auto& companion : companions) part.companions.push_back({companion.family_name, companion.given_name, companion.kana});
  TRY(const auto subjects, subjects_of(tx, row));
  for (const auto& subject : subjects) {
    TRY(auto facts, desk_facts_of(tx, row.event, subject));
    part.desk.insert(part.desk.end(), std::make_move_iterator(facts.begin()), std::make_move_iterator(facts.end()));
  }
  return part;
}

Status add_history(storage::ReadTx& tx, const web::Actor& actor, std::string_view kind, const std::string& id,
                   std::vector<PersonEntry>& history) {
  TRY(auto entries, accounts::find_audit(tx, actor, {.kind = std::string(kind), .thing = id}, Uuid{}, kHistoryMax));
  for (auto& entry : entries) {
    history.push_back(
        {.at_ms = entry.at_ms, .action = std::move(entry.action), .by = std::move(entry.actor_name), .changes = std::move(entry.changes)});
  }
  return {};
}

}  // namespace

Result<std::vector<std::string>> subjects_of(storage::ReadTx& tx, const rsvps::AttendeeRow& answer) {
  std::vector<std::string> subjects{desk::Subject::of(answer.id).text, desk::Subject::of(answer.ticket).text};
  for (std::size_t i = 0; i < 2; ++i) {
    TRY(const auto joined, joined_subjects(tx, answer.event, subjects[i]));
    for (const auto& subject : joined) {
      if (std::ranges::find(subjects, subject) == subjects.end()) subjects.push_back(subject);
    }
  }
  return subjects;
}

Result<PersonData> person_data(storage::ReadTx& tx, const web::Actor& actor, MemberId id) {
  TRYV(accounts::require(actor, web::kAdmin));
  TRY(const auto current, roster::current_of(tx, id));
  TRY(const auto ids, roster::all_ids_of(tx, current));
  PersonData data;
  data.made_ms = to_ms(tx.now());
  TRY(data.member, member_part(tx, current));
  for (const auto one : ids) {
    if (one != current) {
      TRY(auto merged, member_part(tx, one));
      data.merged.push_back(std::move(merged));
    }
    TRY(auto forms, application_parts(tx, one));
    data.applications.insert(data.applications.end(), forms.begin(), forms.end());
    TRY(auto invitations, invitation_parts(tx, one));
    data.invitations.insert(data.invitations.end(), invitations.begin(), invitations.end());
    TRY(auto imported, import_rows_of(tx, one));
    data.imported.insert(data.imported.end(), imported.begin(), imported.end());
    TRYV(add_history(tx, actor, "member", one.to_string(), data.history));
  }
  TRY(const auto answers, rsvps::answers_of_members(tx, ids));
  for (const auto& answer : answers) {
    TRY(auto part, answer_part(tx, answer));
    data.answers.push_back(std::move(part));
    TRYV(add_history(tx, actor, "rsvp", answer.answer.id.to_string(), data.history));
  }
  for (const auto& form : data.applications) TRYV(add_history(tx, actor, "application", form.id.to_string(), data.history));
  std::ranges::sort(data.history, [](const PersonEntry& a, const PersonEntry& b) {
    return a.at_ms != b.at_ms ? a.at_ms > b.at_ms : a.action < b.action;
  });
  TRY(data.names_in_group, applications::names_in_group(tx, data.member.fields));
  return data;
}

Result<PersonData> hand_out_person_data(storage::WriteTx& tx, const web::Actor& actor, MemberId id) {
  TRY(auto data, person_data(tx, actor, id));
  TRYV(accounts::note_handout(tx, actor, {.what = "person.json", .filter = data.member.id.to_string(), .purpose = {}, .people = 1}));
  return data;
}

}  // namespace uke::server::privacy

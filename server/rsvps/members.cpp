#include "server/rsvps/members.h"

#include "server/accounts/history.h"
#include "server/events/service.h"
#include "server/mail/mail.h"
#include "server/rsvps/details.h"
#include "server/rsvps/members_store.h"
#include "server/rsvps/notices.h"
#include "server/storage/changes.h"
#include "shared/text/fold.h"

#include <algorithm>
#include <map>

namespace uke::server::rsvps {
namespace {

constexpr std::int64_t kUnlinkedMax = 500;

Result<MemberAnswer> with_place(storage::ReadTx& tx, AttendeeRow row) {
  TRY(const auto edition, events::edition_of(tx, row.edition));
  TRY(const auto event, events::event_for_desk(tx, row.event));
  return MemberAnswer{.answer = std::move(row),
                      .event = event ? event->name : std::string(),
                      .edition = edition.name,
                      .starts_ms = edition.starts_ms,
                      .ends_ms = edition.ends_ms,
                      .zone = edition.zone};
}

void newest_first(std::vector<MemberAnswer>& answers) {
  std::ranges::sort(answers, [](const MemberAnswer& a, const MemberAnswer& b) {
    return a.starts_ms != b.starts_ms ? a.starts_ms > b.starts_ms : a.answer.id < b.answer.id;
  });
}

bool is_named(const AttendeeRow& row, std::string_view name, std::string_view kana) {
  const auto written = text::fold(row.family_name + row.given_name);
  const auto read = text::fold(row.kana);
  return (!name.empty() && written == name) || (!kana.empty() && (read == kana || written == kana));
}

// What was typed, and what leads back to who typed it: the personal link leads nowhere from now on.
Status forget_details(storage::WriteTx& tx, AttendeeId id) {
  TRY(auto details, details_of(tx, id));
  details.secret_hash.reset();
  details.secret_no += 1;
  details.nonce.reset();
  details.former_name.clear();
  details.show_former_name = false;
  details.food.clear();
  details.comment.clear();
  details.comment_public = false;
  return put_details(tx, details);
}

}  // namespace

Result<std::vector<MemberAnswer>> answers_of_members(storage::ReadTx& tx, const std::vector<MemberId>& members) {
  std::vector<MemberAnswer> answers;
  for (const auto member : members) {
    TRY(const auto ids, ids_of_member(tx, member));
    for (const auto id : ids) {
      TRY(auto row, find_attendee(tx, id));
      if (!row) continue;
      TRY(auto answer, with_place(tx, std::move(*row)));
      answers.push_back(std::move(answer));
    }
  }
  newest_first(answers);
  return answers;
}

// `search` begins with the folded name in two parts, and holds the kana; which of those it found is looked at again in the row.
Result<std::vector<MemberAnswer>> unlinked_answers(storage::ReadTx& tx, std::string_view name, std::string_view kana, std::int64_t limit) {
  std::vector<MemberAnswer> answers;
  if (name.empty() && kana.empty()) return answers;
  const auto of_name = name.empty() ? std::string() : std::string(name) + '%';
  const auto of_kana = kana.empty() ? std::string() : '%' + std::string(kana) + '%';
  TRY(const auto ids, unlinked_ids_like(tx, of_name, of_kana, kUnlinkedMax));
  for (const auto id : ids) {
    TRY(auto row, find_attendee(tx, id));
    if (!row || !is_named(*row, name, kana)) continue;
    TRY(auto answer, with_place(tx, std::move(*row)));
    answers.push_back(std::move(answer));
  }
  newest_first(answers);
  if (std::ssize(answers) > limit) answers.resize(static_cast<std::size_t>(limit));
  return answers;
}

Result<std::vector<std::string>> editions_of_both(storage::ReadTx& tx, const std::vector<MemberId>& one,
                                                  const std::vector<MemberId>& other) {
  const auto yes_of = [&](const std::vector<MemberId>& members) -> Result<std::map<EditionId, std::string>> {
    TRY(const auto answers, answers_of_members(tx, members));
    std::map<EditionId, std::string> editions;
    for (const auto& answer : answers) {
      if (answer.answer.state == desk::RsvpState::yes) editions.emplace(answer.answer.edition, answer.edition);
    }
    return editions;
  };
  TRY(const auto of_one, yes_of(one));
  TRY(const auto of_other, yes_of(other));
  std::vector<std::string> names;
  for (const auto& [edition, name] : of_one) {
    if (of_other.contains(edition)) names.push_back(name);
  }
  return names;
}

Status forget_person(storage::WriteTx& tx, AttendeeRow row) {
  TRYV(mail::forget(tx, row.id.to_string(), row.email.value_or("")));
  TRYV(forget_notices(tx, row.id));
  TRYV(forget_details(tx, row.id));
  for (auto* text :
       {&row.family_name, &row.given_name, &row.kana, &row.shown_name, &row.department, &row.years, &row.search, &row.table, &row.note}) {
    text->clear();
  }
  row.email.reset();
  row.member.reset();
  TRY(const bool updated, update_attendee(tx, row));
  if (!updated) return fail(ErrorCode::stale, "rsvps.forget_person", "the answer has another version");
  TRYV(accounts::forget_changes(tx, {.kind = "rsvp", .id = row.id.to_string()}));
  return storage::note_change(tx, row.event, wire::ChangeKind::attendee, row.id.to_string());
}

Result<std::vector<AttendeeRow>> companions_with_names(storage::ReadTx& tx, Time before, std::int64_t limit) {
  TRY(const auto ids, named_companions(tx, before, limit));
  std::vector<AttendeeRow> rows;
  for (const auto id : ids) {
    TRY(auto row, find_attendee(tx, id));
    if (row) rows.push_back(std::move(*row));
  }
  return rows;
}

}  // namespace uke::server::rsvps

#include "server/privacy/store.h"

#include "shared/desk/record.h"

#include <algorithm>

namespace uke::server::privacy {
namespace {

struct Introduced {
  std::string id;
  std::string introduced_by;
};
BOOST_DESCRIBE_STRUCT(Introduced, (), (id, introduced_by))

struct LinkRow {
  std::string subject;
  std::string payload;
};
BOOST_DESCRIBE_STRUCT(LinkRow, (), (subject, payload))

Status each_introduced(storage::ReadTx& tx, std::string_view sql, const Visit& visit) {
  const auto pass_on = [&](Introduced&& row) -> Status {
    visit(row.id, row.introduced_by);
    return {};
  };
  return tx.each<Introduced>(sql, pass_on);
}

}  // namespace

Result<std::vector<DeskFact>> desk_facts_of(storage::ReadTx& tx, EventId event, std::string_view subject) {
  return tx.all<DeskFact>(
      "select r.at_ms, r.desk, r.kind, r.subject, r.payload, p.name, p.kana from desk_records r"
      " left join desk_private p on p.record_id = r.id where r.event_id = :event and r.subject = :subject order by r.step, r.at_ms",
      event, subject);
}

Result<std::vector<std::string>> joined_subjects(storage::ReadTx& tx, EventId event, std::string_view subject) {
  const auto pattern = "%\"" + std::string(subject) + "\"%";
  TRY(const auto links, tx.all<LinkRow>("select subject, payload from desk_records where event_id = :event and kind = 'link'"
                                        " and (subject = :subject or payload like :pattern)",
                                        event, subject, pattern));
  std::vector<std::string> subjects;
  for (const auto& link : links) {
    TRY(const auto payload, json::parse<desk::Payload>(link.payload));
    auto other = link.subject == subject && payload.to ? payload.to->text : link.subject;
    if (other != subject && std::ranges::find(subjects, other) == subjects.end()) subjects.push_back(std::move(other));
  }
  return subjects;
}

Result<std::int64_t> delete_private_parts(storage::WriteTx& tx, EventId event, std::string_view subject) {
  return tx.exec(
      "delete from desk_private where record_id in"
      " (select id from desk_records where event_id = :event and subject = :subject)",
      event, subject);
}

Result<std::vector<ImportedRow>> import_rows_of(storage::ReadTx& tx, MemberId member) {
  return tx.all<ImportedRow>(
      "select i.file_name, r.line, r.fields from import_rows r join imports i on i.id = r.import_id"
      " where r.member_id = :member or r.applied_id = :applied or r.decided_id = :decided order by i.created_ms, r.seq",
      member, member, member);
}

Status delete_import_rows_of(storage::WriteTx& tx, MemberId member) {
  TRYV(tx.exec("delete from import_rows where member_id = :member or applied_id = :applied or decided_id = :decided", member, member,
               member));
  return {};
}

Status each_introduced_member(storage::ReadTx& tx, const Visit& visit) {
  return each_introduced(tx, "select id, introduced_by from members where introduced_by <> ''", visit);
}

Status each_introduced_application(storage::ReadTx& tx, const Visit& visit) {
  return each_introduced(tx, "select id, introduced_by from applications where introduced_by <> ''", visit);
}

Status clear_introduced_in_application(storage::WriteTx& tx, std::string_view application) {
  TRYV(tx.exec("update applications set introduced_by = '', version = version + 1 where id = :id", application));
  return {};
}

Result<std::int64_t> count_sponsored(storage::ReadTx& tx, MemberId sponsor) {
  TRY(const auto count, tx.one<std::int64_t>("select count(*) from members where sponsor_id = :sponsor", sponsor));
  return count.value_or(0);
}

Status clear_sponsor_of_members(storage::WriteTx& tx, MemberId sponsor) {
  TRYV(tx.exec("update members set sponsor_id = null, version = version + 1, changed_ms = :now where sponsor_id = :sponsor", tx.now(),
               sponsor));
  return {};
}

Result<std::vector<LoggedChanges>> logged_changes(storage::ReadTx& tx, std::string_view kind, std::string_view id, std::string_view field) {
  const auto pattern = "%\"" + std::string(field) + "\"%";
  return tx.all<LoggedChanges>("select id, changes from audit_log where thing_kind = :kind and thing_id = :id and changes like :pattern",
                               kind, id, pattern);
}

Status forget_merge_changes(storage::WriteTx& tx, std::string_view member) {
  TRYV(
      tx.exec("update audit_log set changes = '[]' where thing_kind = 'member' and thing_id = :id"
              " and action in ('member.merge', 'member.unmerge')",
              member));
  return {};
}

Status update_logged_changes(storage::WriteTx& tx, const LoggedChanges& changes) {
  TRYV(tx.exec("update audit_log set changes = :changes where id = :id", changes.changes, changes.id));
  return {};
}

Status delete_remembered_answers(storage::WriteTx& tx, std::string_view id) {
  const auto pattern = '%' + std::string(id) + '%';
  TRYV(tx.exec("delete from idempotency_keys where body like :pattern", pattern));
  return {};
}

Result<std::int64_t> delete_old_remembered_answers(storage::WriteTx& tx, Time before, std::int64_t limit) {
  return tx.exec(
      "delete from idempotency_keys where (actor_id, idempotency_key) in"
      " (select actor_id, idempotency_key from idempotency_keys where created_ms < :before limit :limit)",
      before, limit);
}

Result<std::int64_t> delete_outdated_welcome_links(storage::WriteTx& tx) {
  return tx.exec("delete from welcome_links where expires_ms < :now", tx.now());
}

Result<std::int64_t> delete_checking_name(storage::WriteTx& tx, std::string_view name) {
  return tx.exec("delete from checking_names where name = :name", name);
}

}  // namespace uke::server::privacy

#include "server/applications/store.h"

namespace uke::server::applications {
namespace {

#define UKE_APPLICATION_COLUMNS                                                                                                         \
  "family_name, given_name, kana, former_name, email, site, department, joined_year, employment, introduced_by, display_name, message," \
  " id, state, invitation_id, sponsor_id, taken_by_id, taken_by, taken_ms, asked_ms, sponsor_answer, sponsor_note, question, reply,"    \
  " group_invited, decided_by_id, decided_by, decided_ms, reason, member_id, member_version, member_before, step_ms, reminded_ms,"      \
  " created_ms, version"

Result<std::vector<ApplicationRow>> list_of_state(storage::ReadTx& tx, ApplicationState state, Order order, ApplicationId after,
                                                  std::int64_t limit) {
  if (order == Order::oldest_first) {
    return tx.all<ApplicationRow>("select " UKE_APPLICATION_COLUMNS
                                  " from applications where state = :state and id > :after order by id limit :limit",
                                  state, after, limit);
  }
  if (after.is_nil()) {
    return tx.all<ApplicationRow>("select " UKE_APPLICATION_COLUMNS " from applications where state = :state order by id desc limit :limit",
                                  state, limit);
  }
  return tx.all<ApplicationRow>("select " UKE_APPLICATION_COLUMNS
                                " from applications where state = :state and id < :after order by id desc limit :limit",
                                state, after, limit);
}

}  // namespace

Status insert_application(storage::WriteTx& tx, const ApplicationRow& a, std::string_view status_hash) {
  TRYV(tx.exec(
      "insert into applications (" UKE_APPLICATION_COLUMNS
      ", status_hash) values (:family, :given, :kana, :former, :email, :site, :department, :joined, :employment, :introduced,"
      " :display, :message, :id, :state, :invitation, :sponsor, :taken_by_id, :taken_by, :taken, :asked, :answer, :note, :question,"
      " :reply, :grouped, :decided_by_id, :decided_by, :decided, :reason, :member, :member_version, :member_before, :step,"
      " :reminded, :created, :version, :status_hash)",
      a.family_name, a.given_name, a.kana, a.former_name, a.email, a.site, a.department, a.joined_year, a.employment, a.introduced_by,
      a.display_name, a.message, a.id, a.state, a.invitation, a.sponsor, a.taken_by_id, a.taken_by, a.taken_ms, a.asked_ms,
      a.sponsor_answer, a.sponsor_note, a.question, a.reply, a.group_invited, a.decided_by_id, a.decided_by, a.decided_ms, a.reason,
      a.member, a.member_version, a.member_before, a.step_ms, a.reminded_ms, a.created_ms, a.version, status_hash));
  return {};
}

Result<std::optional<ApplicationRow>> find_application(storage::ReadTx& tx, ApplicationId id) {
  return tx.one<ApplicationRow>("select " UKE_APPLICATION_COLUMNS " from applications where id = :id", id);
}

Result<std::optional<ApplicationRow>> find_application_by_status(storage::ReadTx& tx, std::string_view status_hash) {
  return tx.one<ApplicationRow>("select " UKE_APPLICATION_COLUMNS " from applications where status_hash = :hash", status_hash);
}

Result<bool> update_application(storage::WriteTx& tx, const ApplicationRow& a) {
  TRY(const auto changed,
      tx.exec("update applications set family_name = :family, given_name = :given, kana = :kana, former_name = :former, email = :email,"
              " site = :site, department = :department, joined_year = :joined, employment = :employment, introduced_by = :introduced,"
              " display_name = :display, message = :message, state = :state, invitation_id = :invitation, sponsor_id = :sponsor,"
              " taken_by_id = :taken_by_id, taken_by = :taken_by, taken_ms = :taken, asked_ms = :asked, sponsor_answer = :answer,"
              " sponsor_note = :note, question = :question, reply = :reply, group_invited = :grouped, decided_by_id = :decided_by_id,"
              " decided_by = :decided_by, decided_ms = :decided, reason = :reason, member_id = :member, member_version = :member_version,"
              " member_before = :member_before, step_ms = :step, reminded_ms = :reminded, version = version + 1"
              " where id = :id and version = :version",
              a.family_name, a.given_name, a.kana, a.former_name, a.email, a.site, a.department, a.joined_year, a.employment,
              a.introduced_by, a.display_name, a.message, a.state, a.invitation, a.sponsor, a.taken_by_id, a.taken_by, a.taken_ms,
              a.asked_ms, a.sponsor_answer, a.sponsor_note, a.question, a.reply, a.group_invited, a.decided_by_id, a.decided_by,
              a.decided_ms, a.reason, a.member, a.member_version, a.member_before, a.step_ms, a.reminded_ms, a.id, a.version));
  return changed == 1;
}

Result<std::vector<ApplicationRow>> list_applications(storage::ReadTx& tx, std::optional<ApplicationState> state, Order order,
                                                      ApplicationId after, std::int64_t limit) {
  if (state) return list_of_state(tx, *state, order, after, limit);
  return tx.all<ApplicationRow>("select " UKE_APPLICATION_COLUMNS " from applications where id > :after order by id limit :limit", after,
                                limit);
}

Result<std::vector<ApplicationRow>> list_open_applications(storage::ReadTx& tx, std::int64_t limit) {
  return tx.all<ApplicationRow>(
      "select " UKE_APPLICATION_COLUMNS " from applications where state in ('received', 'checking') order by id limit :limit", limit);
}

Result<std::vector<StateCount>> count_applications(storage::ReadTx& tx) {
  return tx.all<StateCount>("select state, count(*) from applications group by state order by state");
}

Result<std::int64_t> count_vouched_for(storage::ReadTx& tx, MemberId sponsor) {
  TRY(const auto count,
      tx.one<std::int64_t>("select count(*) from applications where sponsor_id = :sponsor and state = 'approved'", sponsor));
  return count.value_or(0);
}

Result<std::vector<ApplicationRow>> list_applications_of(storage::ReadTx& tx, MemberId member) {
  return tx.all<ApplicationRow>("select " UKE_APPLICATION_COLUMNS " from applications where member_id = :member order by id", member);
}

Result<std::int64_t> mark_waiting(storage::WriteTx& tx, Time before) {
  return tx.exec(
      "update applications set reminded_ms = :now where state in ('received', 'checking') and reminded_ms = 0 and step_ms < :before",
      tx.now(), before);
}

Result<std::vector<ApplicationId>> list_forgettable(storage::ReadTx& tx, Time before, std::int64_t limit) {
  return tx.all<ApplicationId>(
      "select id from applications where state in ('declined', 'withdrawn') and step_ms < :before order by id limit :limit", before, limit);
}

Status delete_application(storage::WriteTx& tx, ApplicationId id) {
  TRYV(tx.exec("delete from applications where id = :id", id));
  return {};
}

Status clear_sponsor(storage::WriteTx& tx, MemberId sponsor) {
  TRYV(tx.exec("update applications set sponsor_id = null, version = version + 1 where sponsor_id = :sponsor", sponsor));
  return {};
}

}  // namespace uke::server::applications

#include "server/jobs/store.h"

namespace uke::server::jobs {

#define UKE_JOB_COLUMNS "id, kind, subject, state, done, total, error, run_at_ms, attempts"

Status insert_job(storage::WriteTx& tx, const JobRow& job) {
  TRYV(
      tx.exec("insert into jobs (id, kind, subject, state, done, total, error, run_at_ms, attempts, created_ms)"
              " values (:id, :kind, :subject, :state, :done, :total, :error, :run_at, :attempts, :now)",
              job.id, job.kind, job.subject, job.state, job.done, job.total, job.error, job.run_at_ms, job.attempts, tx.now()));
  return {};
}

Result<std::optional<JobRow>> find_waiting(storage::ReadTx& tx, std::string_view kind, std::string_view subject) {
  return tx.one<JobRow>("select " UKE_JOB_COLUMNS " from jobs where kind = :kind and subject = :subject and state = 'waiting'", kind,
                        subject);
}

Result<std::optional<JobRow>> find_job(storage::ReadTx& tx, JobId id) {
  return tx.one<JobRow>("select " UKE_JOB_COLUMNS " from jobs where id = :id", id);
}

Result<std::optional<JobRow>> find_job_of(storage::ReadTx& tx, std::string_view kind, std::string_view subject) {
  return tx.one<JobRow>("select " UKE_JOB_COLUMNS " from jobs where kind = :kind and subject = :subject order by id desc limit 1", kind,
                        subject);
}

Result<std::vector<JobRow>> list_jobs(storage::ReadTx& tx, std::int64_t limit) {
  return tx.all<JobRow>("select " UKE_JOB_COLUMNS " from jobs order by id desc limit :limit", limit);
}

Result<std::vector<JobRow>> list_due(storage::ReadTx& tx, Time now, std::int64_t limit) {
  return tx.all<JobRow>(
      "select " UKE_JOB_COLUMNS " from jobs where state = 'waiting' and run_at_ms <= :now order by run_at_ms, id limit :limit", now, limit);
}

Result<std::optional<std::int64_t>> next_due_ms(storage::ReadTx& tx, Time now) {
  return tx.one<std::int64_t>("select run_at_ms from jobs where state = 'waiting' and run_at_ms > :now order by run_at_ms limit 1", now);
}

Result<bool> update_job(storage::WriteTx& tx, const JobRow& job, JobState from) {
  TRY(const auto changed, tx.exec("update jobs set state = :state, done = :done, total = :total, error = :error, run_at_ms = :run_at,"
                                  " attempts = :attempts where id = :id and state = :was",
                                  job.state, job.done, job.total, job.error, job.run_at_ms, job.attempts, job.id, from));
  return changed == 1;
}

Status set_progress(storage::WriteTx& tx, JobId id, std::int64_t done, std::int64_t total) {
  TRYV(tx.exec("update jobs set done = :done, total = :total where id = :id", done, total, id));
  return {};
}

Status all_running_wait(storage::WriteTx& tx) {
  TRYV(tx.exec("update jobs set state = 'waiting' where state = 'running'"));
  return {};
}

Status delete_ended_before(storage::WriteTx& tx, Time time) {
  TRYV(tx.exec("delete from jobs where state in ('done', 'failed') and created_ms < :time", time));
  return {};
}

namespace {

Result<JobId> insert_waiting(storage::WriteTx& tx, std::string_view kind, std::string_view subject, Time at) {
  JobRow job;
  job.id = JobId::fresh(tx.clock(), tx.random());
  job.kind = kind;
  job.subject = subject;
  job.run_at_ms = to_ms(at);
  TRYV(insert_job(tx, job));
  tx.touch(std::string(kTopic));
  return job.id;
}

}  // namespace

Result<JobId> start_job(storage::WriteTx& tx, std::string_view kind, std::string_view subject) {
  TRY(const auto waiting, find_waiting(tx, kind, subject));
  if (waiting) return waiting->id;
  return insert_waiting(tx, kind, subject, tx.now());
}

Result<JobId> start_job_at(storage::WriteTx& tx, std::string_view kind, std::string_view subject, Time at) {
  TRY(auto waiting, find_waiting(tx, kind, subject));
  if (!waiting) return insert_waiting(tx, kind, subject, at);
  if (to_ms(at) < waiting->run_at_ms) {
    waiting->run_at_ms = to_ms(at);
    TRYV(update_job(tx, *waiting, JobState::waiting));
    tx.touch(std::string(kTopic));
  }
  return waiting->id;
}

}  // namespace uke::server::jobs

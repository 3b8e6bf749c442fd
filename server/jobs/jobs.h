// Long work outside of requests: imports, reminders, retention. A job is a row; it survives a crash and a restart, and says how far it
// is. One thread runs one job at a time, in steps of at most 500 rows each through the writer, so that the door never waits.
#pragma once

#include "server/storage/write_tx.h"
#include "shared/base/clock.h"
#include "shared/base/describe.h"
#include "shared/base/ids.h"
#include "shared/base/result.h"

#include <atomic>
#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace uke::server::jobs {

using JobId = Id<struct JobTag>;

// Touched when a job may have to run, or has ended.
inline constexpr std::string_view kTopic = "jobs";

enum class JobState : std::uint8_t { waiting, running, done, failed };
BOOST_DESCRIBE_ENUM(JobState, waiting, running, done, failed)

struct JobRow {
  JobId id;
  std::string kind;     // "import.read"
  std::string subject;  // what it works on: an id of its room
  JobState state = JobState::waiting;
  std::int64_t done = 0;  // of `total` units; total 0 = not known yet
  std::int64_t total = 0;
  std::string error;  // word of what went wrong, for "job.error.<word>"
  std::int64_t run_at_ms = 0;
  std::int64_t attempts = 0;
};
BOOST_DESCRIBE_STRUCT(JobRow, (), (id, kind, subject, state, done, total, error, run_at_ms, attempts))

// What a job works with. Called on the runner's thread only.
class Run {
 public:
  virtual ~Run() = default;
  // One step, committed. At most 500 rows.
  [[nodiscard]] virtual Status write(const std::function<Status(storage::WriteTx&)>& step) = 0;
  [[nodiscard]] virtual Status read(const std::function<Status(storage::ReadTx&)>& body) = 0;
  // Stored with the next step.
  virtual void progress(std::int64_t done, std::int64_t total) = 0;
  // The server stops: return soon; the job begins again, from what its steps left, after the next start.
  [[nodiscard]] virtual bool stopping() const = 0;
};

// Must begin again from wherever an earlier run was cut off. Error: `busy` and `unavailable` are tried again later, any other fails it.
using Work = std::function<Status(Run&, const JobRow&)>;

struct Kind {
  std::string name;
  Work work;
  std::optional<Millis> every;  // a schedule: run again that long after it ended; one job of it always exists
};

// Takes part in the caller's transaction; the runner sees it after the commit. One waiting job per kind and subject: a second is the first.
[[nodiscard]] Result<JobId> start_job(storage::WriteTx& tx, std::string_view kind, std::string_view subject);
// The same, not before `at`. Of two times the earlier one counts.
[[nodiscard]] Result<JobId> start_job_at(storage::WriteTx& tx, std::string_view kind, std::string_view subject, Time at);
[[nodiscard]] Result<std::optional<JobRow>> find_job(storage::ReadTx& tx, JobId id);
// The newest job of that kind and subject.
[[nodiscard]] Result<std::optional<JobRow>> find_job_of(storage::ReadTx& tx, std::string_view kind, std::string_view subject);
[[nodiscard]] Result<std::vector<JobRow>> list_jobs(storage::ReadTx& tx, std::int64_t limit);

// How the runner reaches the database (web::App's read and write).
struct Access {
  std::function<Status(const std::function<Status(storage::ReadTx&)>&)> read;
  std::function<Status(std::function<Status(storage::WriteTx&)>)> write;
};

class Runner {
 public:
  // Jobs that were running when the process died begin again. `log` gets a line for each failure.
  [[nodiscard]] static Result<std::unique_ptr<Runner>> start(std::vector<Kind> kinds, Access access, const Clock& clock,
                                                             std::function<void(std::string_view)> log);
  ~Runner();  // asks the running job to stop, and waits
  // Something was committed that may be a job. Any thread.
  void wake();

 private:
  struct Parts;
  explicit Runner(std::unique_ptr<Parts> parts);
  std::unique_ptr<Parts> parts_;
};

}  // namespace uke::server::jobs

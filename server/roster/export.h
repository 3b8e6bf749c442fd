// The roster as a file: .xlsx or CSV, written row by row in constant memory. Headings are such that an import recognises them.
#pragma once

#include "server/jobs/jobs.h"
#include "server/roster/service.h"
#include "server/tables/writer.h"
#include "shared/base/random.h"
#include "shared/i18n/messages.h"

#include <cstdint>
#include <filesystem>
#include <memory>
#include <string>

namespace uke::server::roster {

inline constexpr std::int64_t kPurposeMax = 300;  // characters

// Files that wait to be fetched: in a folder that only its owner may read, removed a minute after they were made (by then the answer
// that holds one has opened it). Thread-safe.
class ExportFiles {
 public:
  // The folder is made when it is needed.
  explicit ExportFiles(std::filesystem::path folder) : folder_(std::move(folder)) {}

  // A path that nothing is at.
  [[nodiscard]] Result<std::filesystem::path> fresh(Random& random, tables::FileType type) const;
  // Also what a process left that died.
  void remove_old() const;

 private:
  std::filesystem::path folder_;
};
// Calls remove_old() every minute.
[[nodiscard]] jobs::Kind tidying(std::shared_ptr<const ExportFiles> files);

// Writes those who fit the query, in the order of the list. The number of people. Admins only.
[[nodiscard]] Result<std::int64_t> write_members(storage::ReadTx& tx, const web::Actor& actor, const i18n::Messages& messages,
                                                 const MemberQuery& query, tables::FileType type, const std::filesystem::path& file);

struct Export {
  MemberQuery query;
  tables::FileType type = tables::FileType::xlsx;
  std::string purpose;
};
// The entry in the log of lists handed out, and in the audit log. Admins only; `invalid` without a purpose.
[[nodiscard]] Status note_export(storage::WriteTx& tx, const web::Actor& actor, const Export& order, std::int64_t people);
// Also for what is written by hand: faults of the field "purpose".
[[nodiscard]] web::Faults check_purpose(std::string_view purpose);

// Writes the file and makes the answer that hands it out; the log entries are written before it leaves. For handlers that work.
[[nodiscard]] Result<std::variant<web::Response, web::Mutation>> hand_out(storage::ReadTx& tx, const web::Actor& actor,
                                                                          const i18n::Messages& messages, const ExportFiles& files,
                                                                          const Export& order);

}  // namespace uke::server::roster

// An edition's answers as a file: .xlsx or CSV, written row by row in constant memory. Who takes one says what for.
#pragma once

#include "server/roster/export.h"
#include "server/rsvps/list.h"
#include "server/tables/writer.h"
#include "server/web/route.h"
#include "shared/i18n/messages.h"

#include <filesystem>
#include <string>

namespace uke::server::rsvps {

// Writes those who fit, in the order of the list. The number of people. Admins only.
[[nodiscard]] Result<std::int64_t> write_answers(storage::ReadTx& tx, const web::Actor& actor, const i18n::Messages& messages,
                                                 EditionId edition, const ListQuery& query, tables::FileType type,
                                                 const std::filesystem::path& file);

struct Export {
  EditionId edition;
  ListQuery query;
  tables::FileType type = tables::FileType::xlsx;
  std::string purpose;
};
// Writes the file and makes the answer that hands it out; the log entries are written before it leaves. For handlers that work. `invalid`
// without a purpose (roster::check_purpose).
[[nodiscard]] Result<std::variant<web::Response, web::Mutation>> hand_out(storage::ReadTx& tx, const web::Actor& actor,
                                                                          const i18n::Messages& messages, const roster::ExportFiles& files,
                                                                          const Export& order);

}  // namespace uke::server::rsvps

// An upload of either kind becomes an import: the file first, on a worker, then its row. Of api and pages.
#pragma once

#include "server/imports/rules.h"
#include "server/web/route.h"

#include <filesystem>
#include <string>

namespace uke::server::imports {

// A little more than a table may have, for what a form puts around it.
inline constexpr std::size_t kUploadBytesMax = tables::kFileBytesMax + 64 * 1024;

struct Received {
  ImportId id;
  std::string file_name;
  std::int64_t bytes = 0;
  std::string digest;  // of the bytes; for telling one upload from another
};
// Keeps the upload's file in `folder`. `invalid` without a file or for an empty one, `too_large`.
[[nodiscard]] Result<Received> receive_form(const web::Form& form, storage::ReadTx& tx, const std::filesystem::path& folder);
// The body itself is the file.
[[nodiscard]] Result<Received> receive_body(const http::Request& request, storage::ReadTx& tx, const std::filesystem::path& folder);

}  // namespace uke::server::imports

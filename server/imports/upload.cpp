#include "server/imports/upload.h"

#include "server/imports/files.h"

#include <fmt/format.h>

#include <fstream>

namespace uke::server::imports {
namespace {

std::unexpected<Error> no_file() { return fail(ErrorCode::invalid, "imports.upload", "file: is missing or empty"); }

// FNV-1a over 64 bits: two uploads of one organizer under one key are to be told apart, nothing else.
Result<std::string> digest_of(const std::filesystem::path& file) {
  std::ifstream in(file, std::ios::binary);
  std::uint64_t hash = 0xcbf29ce484222325U;
  std::string piece(256 * 1024, '\0');
  while (in) {
    in.read(piece.data(), static_cast<std::streamsize>(piece.size()));
    for (std::streamsize i = 0; i < in.gcount(); ++i) {
      hash = (hash ^ static_cast<unsigned char>(piece[static_cast<std::size_t>(i)])) * 0x100000001b3U;
    }
  }
  if (in.bad()) return fail(ErrorCode::unavailable, "imports.upload", "the file cannot be read");
  return fmt::format("{:016x}", hash);
}

Result<Received> finished(Received received, const std::filesystem::path& folder) {
  TRY(received.digest, digest_of(file_of(folder, received.id)));
  return received;
}

}  // namespace

Result<Received> receive_form(const web::Form& form, storage::ReadTx& tx, const std::filesystem::path& folder) {
  const auto* upload = form.upload("file");
  if (upload == nullptr || upload->size == 0) return no_file();
  Received received{ImportId::fresh(tx.clock(), tx.random()), upload->file_name, static_cast<std::int64_t>(upload->size), {}};
  TRYV(keep_part(folder, received.id, upload->in, upload->offset, upload->size));
  return finished(std::move(received), folder);
}

Result<Received> receive_body(const http::Request& request, storage::ReadTx& tx, const std::filesystem::path& folder) {
  Received received{ImportId::fresh(tx.clock(), tx.random()), {}, 0, {}};
  if (request.body_file) {
    std::error_code error;
    const auto size = std::filesystem::file_size(*request.body_file, error);
    if (error || size == 0) return no_file();
    received.bytes = static_cast<std::int64_t>(size);
    TRYV(keep_part(folder, received.id, *request.body_file, 0, size));
  } else {
    if (request.body.empty()) return no_file();
    received.bytes = std::ssize(request.body);
    TRYV(keep_bytes(folder, received.id, request.body));
  }
  return finished(std::move(received), folder);
}

}  // namespace uke::server::imports

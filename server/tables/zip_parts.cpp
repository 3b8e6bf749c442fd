#include "server/tables/zip_parts.h"

#include "server/tables/reader.h"

#include <algorithm>
#include <vector>
#include <zip.h>

namespace uke::server::tables {
namespace {

constexpr std::uint64_t kPartsMax = 10'000;
constexpr std::size_t kPieceBytes = 64 * 1024;
constexpr std::uint64_t kRatioFrom = 1024 * 1024;

std::string lower(std::string_view name) {
  std::string text(name);
  for (char& c : text) {
    if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
  }
  return text;
}

bool leads_out(std::string_view name) {
  if (name.starts_with('/') || name.contains('\\') || name.contains(':')) return true;
  return name == ".." || name.starts_with("../") || name.ends_with("/..") || name.contains("/../");
}

struct CloseFile {
  void operator()(zip_file_t* file) const { zip_fclose(file); }
};

std::unexpected<Error> corrupt(std::string_view detail) { return fail(ErrorCode::corrupt, "tables.zip", detail); }

}  // namespace

void ZipParts::Discard::operator()(zip* archive) const { zip_discard(archive); }

Result<ZipParts> ZipParts::open(const std::filesystem::path& file) {
  int error = 0;
  zip_t* const archive = zip_open(file.c_str(), ZIP_RDONLY, &error);
  if (archive == nullptr) return corrupt("the archive cannot be opened");
  ZipParts parts(archive);
  TRYV(parts.list());
  return parts;
}

Status ZipParts::list() {
  const auto count = static_cast<std::uint64_t>(std::max<zip_int64_t>(0, zip_get_num_entries(archive_.get(), 0)));
  if (count > kPartsMax) return fail(ErrorCode::too_large, "tables.zip", "parts");
  for (std::uint64_t i = 0; i < count; ++i) {
    zip_stat_t stat;
    zip_stat_init(&stat);
    if (zip_stat_index(archive_.get(), i, 0, &stat) != 0 || (stat.valid & ZIP_STAT_NAME) == 0) return corrupt("an entry is damaged");
    const std::string_view name = stat.name;
    if (leads_out(name)) return corrupt("an entry's name leads out of the archive");
    if ((stat.valid & ZIP_STAT_ENCRYPTION_METHOD) != 0 && stat.encryption_method != ZIP_EM_NONE) {
      return fail(ErrorCode::unsupported, "tables.zip", "encrypted");
    }
    const auto packed = (stat.valid & ZIP_STAT_COMP_SIZE) != 0 ? stat.comp_size : 0;
    if (!parts_.emplace(lower(name), Part{i, packed}).second) return corrupt("two entries have one name");
  }
  return {};
}

bool ZipParts::has(std::string_view name) const { return parts_.contains(lower(name)); }

Status ZipParts::each_piece(std::string_view name, const std::function<Status(std::string_view)>& visit) const {
  const auto found = parts_.find(lower(name));
  if (found == parts_.end()) return corrupt("a part is missing");
  const std::unique_ptr<zip_file_t, CloseFile> file(zip_fopen_index(archive_.get(), found->second.index, 0));
  if (!file) return corrupt("a part cannot be opened");
  std::vector<char> piece(kPieceBytes);
  std::uint64_t unpacked = 0;
  for (;;) {
    const auto got = zip_fread(file.get(), piece.data(), piece.size());  // checks the CRC at the end
    if (got < 0) return corrupt("a part is damaged");
    if (got == 0) return {};
    unpacked += static_cast<std::uint64_t>(got);
    // What the archive says about sizes is not believed; what comes out is counted.
    if (unpacked > kUnpackedBytesMax) return fail(ErrorCode::too_large, "tables.zip", "unpacked");
    if (unpacked > kRatioFrom && unpacked / std::max<std::uint64_t>(1, found->second.packed) > kUnpackRatioMax) {
      return fail(ErrorCode::too_large, "tables.zip", "unpacked");
    }
    TRYV(visit({piece.data(), static_cast<std::size_t>(got)}));
  }
}

Result<std::string> ZipParts::whole(std::string_view name, std::uint64_t limit) const {
  std::string bytes;
  TRYV(each_piece(name, [&](std::string_view piece) -> Status {
    if (bytes.size() + piece.size() > limit) return fail(ErrorCode::too_large, "tables.zip", "part");
    bytes += piece;
    return {};
  }));
  return bytes;
}

}  // namespace uke::server::tables

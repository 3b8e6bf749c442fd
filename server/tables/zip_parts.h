// The parts of an .xlsx file: a zip archive that nobody is trusted to have made well. Nothing is ever unpacked to a file. Internal to this
// room. Not thread-safe.
#pragma once

#include "shared/base/result.h"

#include <cstdint>
#include <filesystem>
#include <functional>
#include <map>
#include <memory>
#include <string>
#include <string_view>

struct zip;

namespace uke::server::tables {

class ZipParts {
 public:
  // `corrupt` for what is no zip, has one name twice or a name that leads out of the archive; `too_large` for too many parts;
  // `unsupported` for encrypted parts.
  [[nodiscard]] static Result<ZipParts> open(const std::filesystem::path& file);

  [[nodiscard]] bool has(std::string_view name) const;
  // The part's bytes in pieces; the first error of `visit` ends it. `corrupt` for a missing or damaged part, `too_large` beyond
  // kUnpackedBytesMax or kUnpackRatioMax.
  [[nodiscard]] Status each_piece(std::string_view name, const std::function<Status(std::string_view)>& visit) const;
  // For the small parts; `too_large` beyond `limit` bytes.
  [[nodiscard]] Result<std::string> whole(std::string_view name, std::uint64_t limit) const;

 private:
  struct Discard {
    void operator()(zip* archive) const;
  };
  struct Part {
    std::uint64_t index = 0;
    std::uint64_t packed = 0;
  };
  explicit ZipParts(zip* archive) : archive_(archive) {}
  [[nodiscard]] Status list();

  std::unique_ptr<zip, Discard> archive_;
  std::map<std::string, Part, std::less<>> parts_;  // by lower-case name: the format's names know no case
};

}  // namespace uke::server::tables

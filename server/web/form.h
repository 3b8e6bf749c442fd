// What a browser's form sent: application/x-www-form-urlencoded or multipart/form-data. Immutable.
#pragma once

#include "server/http/message.h"
#include "shared/base/result.h"

#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace uke::server::web {

inline constexpr std::size_t kFormFieldsMax = 2000;

// A file that came with a form: `size` bytes of `in` from `offset` on. The file lives as long as the request.
struct Upload {
  std::string field;
  std::string file_name;  // as the browser says it: for showing only
  std::filesystem::path in;
  std::uint64_t offset = 0;
  std::uint64_t size = 0;
};

class Form {
 public:
  // `unsupported` for another content type, `invalid` for what is malformed, has NUL or is not UTF-8, `too_large` for more than
  // kFormFieldsMax fields. A body in memory that holds an upload is `unsupported`: routes that take files spool their bodies.
  [[nodiscard]] static Result<Form> parse(const http::Request& request);

  // The first field of that name as typed, line breaks as \n; "" if there is none.
  [[nodiscard]] std::string_view text(std::string_view name) const;
  [[nodiscard]] std::vector<std::string_view> all(std::string_view name) const;
  [[nodiscard]] bool has(std::string_view name) const;
  // The first file of that name that has a file name; null if there is none.
  [[nodiscard]] const Upload* upload(std::string_view name) const;

 private:
  friend class FormReader;
  std::vector<std::pair<std::string, std::string>> fields_;
  std::vector<Upload> uploads_;
};

}  // namespace uke::server::web

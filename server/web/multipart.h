// multipart/form-data (RFC 7578) as browsers send it, read piece by piece: a file of 100 MB costs no memory. Internal to this room.
#pragma once

#include "shared/base/result.h"

#include <cstddef>
#include <cstdint>
#include <functional>
#include <string>
#include <string_view>

namespace uke::server::web {

// The parameter `name` of a header such as `form-data; name="a"; filename="b"`; nothing if it is not there. Quotes as browsers write
// them: %22, %0D and %0A stand for the characters that a name cannot hold.
struct HeaderParameter {
  bool found = false;
  std::string value;
};
[[nodiscard]] Result<HeaderParameter> header_parameter(std::string_view header, std::string_view name);

struct MultipartEvents {
  // A part begins whose content lies from `offset` of the body on. Returns whether its bytes are wanted.
  std::function<Result<bool>(std::string_view disposition, std::uint64_t offset)> begin;
  std::function<Status(std::string_view bytes)> content;  // of a part whose bytes are wanted
  std::function<void(std::uint64_t size)> end;            // of any part
};

// `read` fills the buffer from the body and returns how many bytes it wrote, 0 at the end. `invalid` for a body that breaks off, holds
// a part without a Content-Disposition or a part header over 8 KB.
[[nodiscard]] Status read_multipart(std::string_view boundary, const std::function<std::size_t(char*, std::size_t)>& read,
                                    const MultipartEvents& events);

}  // namespace uke::server::web

// One gzip member made of parts: a large middle that was packed once and is shared, between a small head and tail of each answer.
// (RFC 1952; not all clients read a sequence of several members.) Pure; thread-safe.
#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <string_view>

struct z_stream_s;

namespace uke::server::desk {

// Packed bytes that can stand anywhere in a deflate stream.
struct PackedPart {
  std::string deflated;
  std::uint32_t crc = 0;  // of the plain bytes
  std::uint64_t plain_size = 0;
};

// Packs text as it is produced, so that the plain text is never in memory as a whole.
class Packer {
 public:
  Packer();
  ~Packer();
  void add(std::string_view plain);
  // Ends the part. The packer must not be used afterwards.
  [[nodiscard]] PackedPart finish();

 private:
  void deflate_all(int flush);
  std::unique_ptr<z_stream_s> stream_;
  PackedPart part_;
};

// The gzip member of head + middle + tail.
[[nodiscard]] std::string gzip_of(std::string_view head, const PackedPart& middle, std::string_view tail);
// The plain text of a part.
[[nodiscard]] std::string plain_of(const PackedPart& part);

}  // namespace uke::server::desk

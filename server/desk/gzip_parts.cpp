#include "server/desk/gzip_parts.h"

#include <algorithm>
#include <array>
#include <cstddef>
#include <zlib.h>

namespace uke::server::desk {
namespace {

constexpr int kLevel = 1;         // design 08: level 6 makes it 20 % smaller in 2.5 times the time
constexpr int kRawDeflate = -15;  // window of 32 KB, without zlib's own header
constexpr std::size_t kPiece = 64 * 1024;

Bytef* bytes_of(std::string_view text) { return const_cast<Bytef*>(reinterpret_cast<const Bytef*>(text.data())); }  // zlib only reads

void append_le32(std::string& out, std::uint32_t value) {
  for (int shift = 0; shift < 32; shift += 8) out += static_cast<char>((value >> shift) & 0xff);
}

PackedPart packed(std::string_view plain) {
  Packer packer;
  packer.add(plain);
  return packer.finish();
}

}  // namespace

Packer::Packer() : stream_(std::make_unique<z_stream_s>()) {
  deflateInit2(stream_.get(), kLevel, Z_DEFLATED, kRawDeflate, 8, Z_DEFAULT_STRATEGY);
  part_.crc = static_cast<std::uint32_t>(crc32(0, nullptr, 0));
}

Packer::~Packer() { deflateEnd(stream_.get()); }

void Packer::deflate_all(int flush) {
  std::array<char, kPiece> piece{};
  do {
    stream_->next_out = reinterpret_cast<Bytef*>(piece.data());
    stream_->avail_out = static_cast<uInt>(piece.size());
    deflate(stream_.get(), flush);
    part_.deflated.append(piece.data(), piece.size() - stream_->avail_out);
  } while (stream_->avail_out == 0);
}

void Packer::add(std::string_view plain) {
  part_.crc = static_cast<std::uint32_t>(crc32(part_.crc, bytes_of(plain), static_cast<uInt>(plain.size())));
  part_.plain_size += plain.size();
  stream_->next_in = bytes_of(plain);
  stream_->avail_in = static_cast<uInt>(plain.size());
  deflate_all(Z_NO_FLUSH);
}

// A full flush ends on a byte and forgets the window: what follows never refers to what came before.
PackedPart Packer::finish() {
  stream_->avail_in = 0;
  deflate_all(Z_FULL_FLUSH);
  return std::move(part_);
}

std::string gzip_of(std::string_view head, const PackedPart& middle, std::string_view tail) {
  const auto first = packed(head);
  const auto last = packed(tail);
  std::string out("\x1f\x8b\x08\0\0\0\0\0\x04\xff", 10);  // deflate, no name, no time, fastest, unknown system
  out.reserve(out.size() + first.deflated.size() + middle.deflated.size() + last.deflated.size() + 16);
  out += first.deflated;
  out += middle.deflated;
  out += last.deflated;
  out.append("\x03\0", 2);  // an empty last block
  auto crc = crc32_combine(first.crc, middle.crc, static_cast<z_off_t>(middle.plain_size));
  crc = crc32_combine(crc, last.crc, static_cast<z_off_t>(last.plain_size));
  append_le32(out, static_cast<std::uint32_t>(crc));
  append_le32(out, static_cast<std::uint32_t>(first.plain_size + middle.plain_size + last.plain_size));
  return out;
}

std::string plain_of(const PackedPart& part) {
  std::string plain(part.plain_size, '\0');
  z_stream stream{};
  inflateInit2(&stream, kRawDeflate);
  stream.next_in = bytes_of(part.deflated);
  stream.avail_in = static_cast<uInt>(part.deflated.size());
  stream.next_out = reinterpret_cast<Bytef*>(plain.data());
  stream.avail_out = static_cast<uInt>(plain.size());
  inflate(&stream, Z_SYNC_FLUSH);
  inflateEnd(&stream);
  return plain;
}

}  // namespace uke::server::desk

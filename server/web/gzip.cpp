#include "server/web/gzip.h"

#include <zlib.h>

namespace uke::server::web {
namespace {

constexpr int kGzipWindow = 15 + 16;  // zlib's way to say "gzip header and trailer"
constexpr std::size_t kStep = 64 * 1024;

struct Inflate {
  z_stream stream{};
  bool ready = inflateInit2(&stream, kGzipWindow) == Z_OK;
  ~Inflate() {
    if (ready) inflateEnd(&stream);
  }
};

struct Deflate {
  z_stream stream{};
  bool ready = deflateInit2(&stream, 1, Z_DEFLATED, kGzipWindow, 8, Z_DEFAULT_STRATEGY) == Z_OK;
  ~Deflate() {
    if (ready) deflateEnd(&stream);
  }
};

Bytef* input_of(std::string_view bytes) { return reinterpret_cast<Bytef*>(const_cast<char*>(bytes.data())); }

}  // namespace

Result<std::string> gunzip(std::string_view packed, std::size_t bytes_max) {
  Inflate unpack;
  if (!unpack.ready) return fail(ErrorCode::internal, "web.gunzip", "out of memory");
  unpack.stream.next_in = input_of(packed);
  unpack.stream.avail_in = static_cast<uInt>(packed.size());
  std::string out;
  int state = Z_OK;
  while (state == Z_OK) {
    const auto have = out.size();
    if (have > bytes_max) return fail(ErrorCode::too_large, "web.gunzip", "the body is too large when unpacked");
    out.resize(have + std::min(kStep, bytes_max + 1 - have));
    unpack.stream.next_out = reinterpret_cast<Bytef*>(out.data() + have);
    unpack.stream.avail_out = static_cast<uInt>(out.size() - have);
    state = inflate(&unpack.stream, Z_NO_FLUSH);
    out.resize(out.size() - unpack.stream.avail_out);
  }
  if (state != Z_STREAM_END || unpack.stream.avail_in != 0) return fail(ErrorCode::invalid, "web.gunzip", "the body is not gzip");
  if (out.size() > bytes_max) return fail(ErrorCode::too_large, "web.gunzip", "the body is too large when unpacked");
  return out;
}

std::string gzip(std::string_view plain) {
  Deflate pack;
  if (!pack.ready) return {};
  std::string out(deflateBound(&pack.stream, plain.size()), '\0');
  pack.stream.next_in = input_of(plain);
  pack.stream.avail_in = static_cast<uInt>(plain.size());
  pack.stream.next_out = reinterpret_cast<Bytef*>(out.data());
  pack.stream.avail_out = static_cast<uInt>(out.size());
  deflate(&pack.stream, Z_FINISH);  // cannot fail: the whole output fits deflateBound()
  out.resize(out.size() - pack.stream.avail_out);
  return out;
}

bool accepts_gzip(std::string_view accept_encoding) {
  while (!accept_encoding.empty()) {
    auto item = accept_encoding.substr(0, accept_encoding.find(','));
    accept_encoding.remove_prefix(std::min(accept_encoding.size(), item.size() + 1));
    while (item.starts_with(' ')) item.remove_prefix(1);
    if (!item.starts_with("gzip")) continue;
    const auto weight = item.find("q=0");
    return weight == std::string_view::npos || item.find_first_of("123456789", weight + 3) != std::string_view::npos;
  }
  return false;
}

std::shared_ptr<const std::string> GzipCache::packed(const std::shared_ptr<const std::string>& plain) {
  {
    const std::lock_guard lock(mutex_);
    for (const auto& entry : entries_) {
      if (entry.packed && entry.plain.lock() == plain) return entry.packed;
    }
  }
  auto fresh = std::make_shared<const std::string>(gzip(*plain));
  const std::lock_guard lock(mutex_);
  for (auto& entry : entries_) {
    if (entry.plain.expired()) entry = {};  // its memory goes with the bytes it was made of
  }
  entries_[oldest_] = {plain, fresh};
  oldest_ = (oldest_ + 1) % entries_.size();
  return fresh;
}

}  // namespace uke::server::web

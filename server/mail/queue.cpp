#include "server/mail/queue.h"

#include "server/mail/store.h"

#include <sodium.h>

#include <algorithm>
#include <array>

namespace uke::server::mail {
namespace {

constexpr std::size_t kKeyBytes = 32;
constexpr std::size_t kMarkBytes = 16;
constexpr std::size_t kIdDigits = 32;

std::string hex(std::span<const std::uint8_t> bytes) {
  std::string text(bytes.size() * 2 + 1, '\0');
  sodium_bin2hex(text.data(), text.size(), bytes.data(), bytes.size());
  text.pop_back();
  return text;
}

std::string mark_of(std::string_view key, std::string_view use, std::string_view text) {
  const auto message = std::string(use) + ":" + std::string(text);
  std::array<std::uint8_t, kMarkBytes> mark{};
  crypto_generichash(mark.data(), mark.size(), reinterpret_cast<const unsigned char*>(message.data()), message.size(),
                     reinterpret_cast<const unsigned char*>(key.data()),
                     std::min(key.size(), std::size_t{crypto_generichash_KEYBYTES_MAX}));
  return hex(mark);
}

}  // namespace

Result<QueueRow> queue_row(storage::WriteTx& tx) {
  TRY(auto known, find_queue(tx));
  if (known) return std::move(*known);
  std::array<std::uint8_t, kKeyBytes> bytes{};
  tx.random().fill(bytes);
  QueueRow row{.key = hex(bytes), .answer = {}};
  TRYV(insert_queue(tx, row));
  return row;
}

Status wake_sending(storage::WriteTx& tx) {
  TRY(const auto row, find_queue(tx));
  const auto at = row ? std::max(tx.now(), from_ms(row->paused_until_ms)) : tx.now();
  TRYV(jobs::start_job_at(tx, kSendJob, "", at));
  return {};
}

std::string stop_secret(std::string_view queue_key, AddressId address) {
  return hex(address.uuid.bytes) + mark_of(queue_key, "stop", address.to_string());
}

std::string stop_url(std::string_view url, std::string_view queue_key, AddressId address) {
  if (url.empty()) return {};
  while (url.ends_with('/')) url.remove_suffix(1);
  return std::string(url) + "/unsubscribe/" + stop_secret(queue_key, address);
}

std::optional<AddressId> address_of_secret(std::string_view queue_key, std::string_view secret) {
  if (secret.size() != kIdDigits + 2 * kMarkBytes) return std::nullopt;
  AddressId id;
  std::size_t size = 0;
  if (sodium_hex2bin(id.uuid.bytes.data(), id.uuid.bytes.size(), secret.data(), kIdDigits, nullptr, &size, nullptr) != 0)
    return std::nullopt;
  const auto right = stop_secret(queue_key, id);
  if (right.size() != secret.size() || sodium_memcmp(right.data(), secret.data(), right.size()) != 0) return std::nullopt;
  return id;
}

std::string message_id(std::string_view queue_key, std::string_view letter_key, std::string_view domain) {
  return mark_of(queue_key, "message", letter_key) + "@" + std::string(domain);
}

}  // namespace uke::server::mail

#include "server/desk/rules.h"

#include "shared/json/json.h"
#include "shared/ticket/ticket.h"

#include <fmt/format.h>
#include <sodium.h>

#include <algorithm>
#include <array>
#include <charconv>

namespace uke::server::desk {
namespace {

constexpr unsigned long long kPinPasses = 2;
constexpr std::size_t kPinMemory = std::size_t{19} * 1024 * 1024;

// As little as must be right to find a record's place: all members optional, any spelling.
struct LooseRecord {
  std::optional<json::Raw> id;
  std::optional<json::Raw> log;
  std::optional<json::Raw> seq;
};
BOOST_DESCRIBE_STRUCT(LooseRecord, (), (id, log, seq))
struct LooseItem {
  std::optional<LooseRecord> record;
};
BOOST_DESCRIBE_STRUCT(LooseItem, (), (record))

template <class T>
std::optional<T> readable(const std::optional<json::Raw>& raw) {
  if (!raw) return std::nullopt;
  auto value = json::parse<T>(raw->text);
  return value ? std::optional<T>(std::move(*value)) : std::nullopt;
}

}  // namespace

std::string fresh_pairing_code(Random& random) { return ticket::short_code(ticket::TicketNo{random.u64()}); }

std::string pairing_qr_text(std::string_view server_url, std::string_view code) {
  return fmt::format("{}/PAIR/{}", server_url, ticket::format_short_code(code));
}

std::string fresh_pin(Random& random) { return fmt::format("{:04}", random.below(10'000)); }

bool is_pin(std::string_view text) {
  return text.size() >= 4 && text.size() <= 8 && std::ranges::all_of(text, [](char c) { return c >= '0' && c <= '9'; });
}

Result<std::string> hash_pin(std::string_view pin) {
  std::array<char, crypto_pwhash_STRBYTES> hash{};
  if (sodium_init() < 0 || crypto_pwhash_str(hash.data(), pin.data(), pin.size(), kPinPasses, kPinMemory) != 0) {
    return fail(ErrorCode::internal, "desk.hash_pin", "no memory to hash");
  }
  return std::string(hash.data());
}

Place place_of(std::string_view raw) {
  Place place;
  const auto item = json::parse<LooseItem>(raw);
  if (!item || !item->record) return place;
  if (const auto id = readable<RecordId>(item->record->id)) place.id = id->to_string();
  const auto seq = readable<std::int64_t>(item->record->seq);
  place.log = readable<LogId>(item->record->log);
  if (place.log && seq && *seq >= 1) place.seq = seq;
  return place;
}

Delivered read_delivered(std::string raw) {
  if (raw.size() > wire::kRecordBytes) return {std::move(raw), fail(ErrorCode::too_large, "desk.read_delivered", "too large")};
  auto item = json::parse<wire::UploadItem>(raw);
  return {std::move(raw), std::move(item)};
}

std::vector<Delivered> read_delivered(wire::UploadRequest request) {
  std::vector<Delivered> records;
  records.reserve(request.records.size());
  for (auto& record : request.records) records.push_back(read_delivered(std::move(record.text)));
  return records;
}

void LogProgress::cover(std::int64_t seq) {
  max = std::max(max, seq);
  if (seq == have + 1) have = seq;
}

Result<CursorText> parse_cursor(std::string_view text) {
  CursorText cursor;
  if (text.empty()) return cursor;
  const auto dot = text.find('.');
  const auto* end = text.data() + std::min(dot, text.size());
  const auto [stop, error] = std::from_chars(text.data(), end, cursor.number);
  if (dot == std::string_view::npos || error != std::errc{} || stop != end || cursor.number < 0) {
    return fail(ErrorCode::invalid, "desk.parse_cursor", "after: is not a cursor");
  }
  cursor.tag = text.substr(dot + 1);
  return cursor;
}

std::string cursor_text(std::int64_t number, std::string_view tag) {
  return number == 0 ? std::string() : fmt::format("{}.{}", number, tag);
}

}  // namespace uke::server::desk

// Any bytes as what a kiosk uploads: what can be read is written the same way again, and folding it does no harm, valid or not.
#include "shared/desk/attendance.h"
#include "shared/json/json.h"
#include "shared/wire/messages.h"
#include "tests/fuzz/claim.h"

using namespace uke;
using namespace uke::desk;

namespace {

void take(std::string_view text) {
  const auto item = json::parse<wire::UploadItem>(text);
  if (!item) {
    CLAIM(!item.error().detail.empty());
    return;
  }
  const auto& record = item->record;
  CLAIM(json::parse<DeskRecord>(json::to_text(record)) == record);
  if (!validate(record)) CLAIM(validate(record).error().detail.find(": ") != std::string::npos);
  EventFold fold;
  CLAIM(fold.add(record) == !record.practice);
  CLAIM(!fold.add(record));
  static_cast<void>(fold.attendance(record.subject));
  static_cast<void>(fold.people());
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view text(reinterpret_cast<const char*>(data), size);
  take(text);
  if (const auto upload = json::parse<wire::UploadRequest>(text)) {
    for (const auto& raw : upload->records) take(raw.text);
  }
  static_cast<void>(json::parse<wire::ChangesAnswer>(text));
  return 0;
}

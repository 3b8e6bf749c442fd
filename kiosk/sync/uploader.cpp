#include "kiosk/sync/uploader.h"

#include "kiosk/sync/answers.h"
#include "kiosk/sync/gzip.h"

#include <algorithm>

namespace uke::kiosk::sync {
namespace {

// The frame around the records: {"records":[…]}
constexpr std::size_t kFrameBytes = 64;

struct OnlyId {
  std::string id;
};
BOOST_DESCRIBE_STRUCT(OnlyId, (), (id))
struct ItemId {
  OnlyId record;
};
BOOST_DESCRIBE_STRUCT(ItemId, (), (record))

std::string id_of(const json::Raw& item) {
  auto parsed = json::parse<ItemId>(item.text);
  return parsed ? std::move(parsed->record.id) : std::string{};
}

}  // namespace

void Uploader::wake() {
  if (waiting_) return;
  if (busy_) {
    again_ = true;
    return;
  }
  begin();
}

void Uploader::now() {
  backoff_.reset();
  waiting_ = false;
  ++wait_;
  wake();
}

void Uploader::begin() {
  busy_ = true;
  again_ = false;
  const auto records_max = records_max_;
  context_.ask_desk([records_max](Desk& desk) { return desk.unsent(records_max, wire::kBatchBytesInflated - kFrameBytes); },
                    [this](Result<Batch> batch) {
                      if (!batch) return retry_later();
                      if (batch->empty()) return rest();
                      send(std::move(*batch));
                    });
}

void Uploader::send(Batch batch) {
  wire::UploadRequest request{.records = std::move(batch)};
  auto packed = gzip(json::to_text(request));
  batch = std::move(request.records);
  if (packed.size() > wire::kBatchBytesOnWire && batch.size() > 1) {
    records_max_ = batch.size() / 2;
    return begin();
  }
  HttpCall call;
  call.method = HttpCall::Method::post;
  call.url = context_.options().server + "/api/v1/desk-records";
  call.body = std::move(packed);
  call.packing = HttpCall::Body::gzip;
  context_.send(std::move(call),
                [this, batch = std::move(batch)](const Result<HttpAnswer>& answer, Millis sent) { answered(batch, answer, sent); });
}

void Uploader::answered(const Batch& batch, const Result<HttpAnswer>& answer, Millis sent) {
  switch (meaning_of(answer, context_.options().kiosk)) {
    case Meaning::good: return stored(batch, answer->body, sent);
    case Meaning::too_large: return refused(batch, "too-large");
    case Meaning::refused: return refused(batch, "refused");
    case Meaning::revoked: context_.revoked(); return retry_later();
    case Meaning::history_changed:
    case Meaning::failed: context_.note(app::Link::offline); return retry_later();
  }
}

void Uploader::stored(const Batch& batch, const std::string& body, Millis sent) {
  auto answer = json::parse<wire::UploadAnswer>(body);
  if (!answer || answer->results.size() != batch.size()) return retry_later();  // a stranger's answer acknowledges nothing
  for (std::size_t i = 0; i < batch.size(); ++i) {
    // The server could not read as much as the id.
    if (answer->results[i].id.empty()) answer->results[i].id = id_of(batch[i]);
  }
  records_max_ = std::min(wire::kRecordsPerBatch, 2 * records_max_);
  context_.heard_time(answer->server_time_ms, sent);
  context_.note(app::Link::online);
  acknowledge(std::move(answer->results), std::move(answer->have));
}

// Smaller and smaller, until the one that the server cannot take is alone: that one is put aside for a human.
void Uploader::refused(const Batch& batch, std::string_view reason) {
  if (batch.size() > 1) {
    records_max_ = batch.size() / 2;
    return begin();
  }
  acknowledge({{.id = id_of(batch.front()), .outcome = wire::Outcome::parked, .reason = std::string(reason)}}, {});
}

void Uploader::acknowledge(std::vector<wire::UploadResult> results, wire::Have have) {
  context_.change_desk([results = std::move(results), have = std::move(have)](Desk& desk) { return desk.mark_sent(results, have); },
                       [this](const Status& status) {
                         if (!status) return retry_later();
                         backoff_.reset();
                         begin();
                       });
}

void Uploader::rest() {
  busy_ = false;
  if (again_) begin();
}

void Uploader::retry_later() {
  busy_ = false;
  waiting_ = true;
  const auto wait = ++wait_;
  context_.post_after(backoff_.next(*context_.options().random), [this, wait] {
    if (!waiting_ || wait != wait_) return;
    waiting_ = false;
    begin();
  });
}

}  // namespace uke::kiosk::sync

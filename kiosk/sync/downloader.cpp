#include "kiosk/sync/downloader.h"

#include "kiosk/sync/answers.h"

#include <algorithm>

namespace uke::kiosk::sync {
namespace {

constexpr std::size_t kRowsAtOnce = 200;  // a scan waits no longer than such a transaction takes
constexpr Millis kPoll{25'000};
constexpr Millis kPollTimeout = kPoll + Millis{20'000};
constexpr Millis kWholeTimeout{300'000};
constexpr std::size_t kPollBytesMax = 64UL * 1024 * 1024;
constexpr std::size_t kWholeBytesMax = 512UL * 1024 * 1024;  // 50,000 attendees with their records are about 60 MB
constexpr Millis kBreath{1'000};                             // between polls that bring nothing sooner than they should
constexpr Millis kLookAgain{60'000};                         // whether names may be downloaded by now

}  // namespace

void Downloader::now() {
  backoff_.reset();
  if (busy_) return;
  ++wait_;
  begin();
}

void Downloader::begin() {
  busy_ = true;
  context_.ask_desk([](Desk& desk) { return Wish{.wanted = desk.wants_roster(), .cursor = desk.cursor()}; },
                    [this](const Wish& wish) {
                      if (!wish.wanted) return wait(kLookAgain);
                      if (building_) {
                        from_ = built_;
                      } else {
                        from_ = whole_again_ ? std::string{} : wish.cursor;
                      }
                      send();
                    });
}

void Downloader::send() {
  asked_ = context_.options().clock->uptime();
  HttpCall call;
  call.url = context_.options().server + "/api/v1/desk-changes?after=" + from_;
  if (!from_.empty()) call.url += "&wait=" + std::to_string(std::chrono::duration_cast<std::chrono::seconds>(kPoll).count());
  call.timeout = from_.empty() ? kWholeTimeout : kPollTimeout;
  call.answer_bytes_max = from_.empty() ? kWholeBytesMax : kPollBytesMax;
  context_.send(std::move(call), [this](const Result<HttpAnswer>& answer, Millis sent) { answered(answer, sent); });
}

void Downloader::answered(const Result<HttpAnswer>& answer, Millis sent) {
  switch (meaning_of(answer, context_.options().kiosk)) {
    case Meaning::good: return take(answer->body, sent);
    case Meaning::history_changed: return start_over();
    case Meaning::revoked: context_.revoked(); return retry_later();
    case Meaning::too_large:
    case Meaning::refused:
    case Meaning::failed: context_.note(app::Link::offline); return retry_later();
  }
}

// The server was restored from an older copy. Besides downloading everything, offer it everything that is held here.
void Downloader::start_over() {
  whole_again_ = true;
  building_ = false;
  if (from_.empty()) return retry_later();  // it cannot mean that
  context_.change_desk([](Desk& desk) { return desk.offer_everything(); },
                       [this](const Status& status) {
                         if (!status) return retry_later();
                         may_upload_();
                         begin();
                       });
}

void Downloader::take(const std::string& body, Millis sent) {
  auto parsed = json::parse<wire::ChangesAnswer>(body);
  if (!parsed) return retry_later();
  const auto answer = std::make_shared<const wire::ChangesAnswer>(std::move(*parsed));
  if (answer->from != from_) {  // some changes between ours and theirs would be lost
    whole_again_ = true;
    building_ = false;
    return retry_later();
  }
  context_.heard_time(answer->server_time_ms, sent);
  context_.note(app::Link::online);
  if (!from_.empty()) return apply(answer, 0);
  building_ = true;
  context_.ask_desk([](Desk& desk) { return desk.begin_snapshot(); },
                    [this, answer](const Status& status) { return status ? apply(answer, 0) : retry_later(); });
}

// One transaction of the store at a time, each a task of its own.
void Downloader::apply(Answer answer, std::size_t from) {
  const auto& changes = answer->changes;
  const auto until = std::min(from + kRowsAtOnce, changes.size());
  if (from == until) return applied(answer);
  const bool last = until == changes.size();
  // A cursor may stand in the roster only when everything before it does.
  const auto cursor = last ? answer->to : answer->from;
  context_.ask_desk(
      [answer, from, until, cursor](Desk& desk) {
        const auto begin = answer->changes.begin();
        return desk.apply_changes({begin + static_cast<std::ptrdiff_t>(from), begin + static_cast<std::ptrdiff_t>(until)}, cursor);
      },
      [this, answer, until](const Status& status) { return status ? apply(answer, until) : retry_later(); });
}

void Downloader::applied(const Answer& answer) {
  if (!building_) return finished(answer);
  built_ = answer->to;
  if (answer->more) return begin();
  context_.change_desk([to = answer->to](Desk& desk) { return desk.finish_snapshot(to); },
                       [this, answer](const Status& status) {
                         if (!status) return retry_later();
                         building_ = false;
                         whole_again_ = false;
                         finished(answer);
                       });
}

void Downloader::finished(const Answer& answer) {
  context_.change_desk([answer](Desk& desk) { return desk.mark_sent({}, answer->have); },
                       [this, answer](const Status& status) {
                         if (!status) return retry_later();
                         backoff_.reset();
                         may_upload_();
                         const bool at_once = answer->changes.empty() && context_.options().clock->uptime() - asked_ < kBreath;
                         if (at_once) return wait(kBreath);
                         begin();
                       });
}

void Downloader::retry_later() {
  building_ = false;  // what was built so far is thrown away by the next beginning
  wait(backoff_.next(*context_.options().random));
}

void Downloader::wait(Millis delay) {
  busy_ = false;
  const auto wait = ++wait_;
  context_.post_after(delay, [this, wait] {
    if (wait == wait_ && !busy_) begin();
  });
}

}  // namespace uke::kiosk::sync

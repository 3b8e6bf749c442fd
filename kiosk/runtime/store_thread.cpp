#include "kiosk/runtime/store_thread.h"

#include <type_traits>
#include <utility>

namespace uke::kiosk::runtime {
namespace {

constexpr Millis kOpenAgain{2000};

template <class Question>
constexpr bool may_write = !std::is_same_v<Question, app::Search> && !std::is_same_v<Question, app::LoadStaff> &&
                           !std::is_same_v<Question, app::CheckPin> && !std::is_same_v<Question, app::ExportLog>;

Error not_open() { return {ErrorCode::unavailable, "store", "the store is not open", {}}; }

}  // namespace

StoreThread::StoreThread(store::StoreOptions options, std::filesystem::path export_folder, EventQueue& events, Hooks hooks)
    : options_(std::move(options)),
      export_folder_(std::move(export_folder)),
      events_(events),
      hooks_(std::move(hooks)),
      executor_("store") {}

void StoreThread::start() {
  executor_.post([this] { open(); });
}

void StoreThread::stop() { executor_.stop(); }

void StoreThread::open() {
  auto store = store::Store::open(options_);
  if (!store) {
    events_.push(app::WriteFailed{0, store.error()});
    executor_.post_after(kOpenAgain, [this] { open(); });
    return;
  }
  store_ = std::move(*store);
  hooks_.opened(*store_);
  tell_status();
}

void StoreThread::run(std::function<void(store::Store&)> task) {
  executor_.post([this, task = std::move(task)] {
    if (store_) task(*store_);
  });
}

void StoreThread::tell_status() {
  if (store_) events_.push(app::StatusChanged{store_->status()});
}

template <class Question, class Work>
void StoreThread::post(Question question, Work work) {
  executor_.post([this, question = std::move(question), work] {
    if (!store_) {
      events_.push(app::WriteFailed{question.request, not_open()});
      return;
    }
    auto answer = work(*store_, question);
    if (answer) {
      events_.push(std::move(*answer));
    } else {
      events_.push(app::WriteFailed{question.request, answer.error()});
    }
    if constexpr (may_write<Question>) hooks_.wrote();
    tell_status();
  });
}

void StoreThread::ask(app::JudgeScan question) {
  post(std::move(question), [](store::Store& store, const app::JudgeScan& q) -> Result<app::Event> {
    TRY(auto outcome, store.judge(q.text, q.source, q.mode));
    return app::Judged{q.request, std::move(outcome)};
  });
}

void StoreThread::ask(app::JudgePerson question) {
  post(std::move(question), [](store::Store& store, const app::JudgePerson& q) -> Result<app::Event> {
    TRY(auto outcome, store.judge_person(q.attendee, q.mode));
    return app::Judged{q.request, std::move(outcome)};
  });
}

void StoreThread::ask(app::Admit question) {
  post(std::move(question), [](store::Store& store, const app::Admit& q) -> Result<app::Event> {
    TRY(auto outcome, store.admit(q.order, q.decision));
    return app::Judged{q.request, std::move(outcome)};
  });
}

void StoreThread::ask(app::WalkIn question) {
  post(std::move(question), [](store::Store& store, const app::WalkIn& q) -> Result<app::Event> {
    TRY(auto outcome, store.walk_in(q.order));
    return app::Judged{q.request, std::move(outcome)};
  });
}

void StoreThread::ask(app::Undo question) {
  post(std::move(question), [](store::Store& store, const app::Undo& q) -> Result<app::Event> {
    TRY(auto record, store.undo(q.record));
    return app::Undone{q.request, std::move(record)};
  });
}

void StoreThread::ask(app::ResolveConflict question) {
  post(std::move(question), [](store::Store& store, const app::ResolveConflict& q) -> Result<app::Event> {
    TRY(auto record, store.resolve(q.conflict, q.decision));
    return app::Resolved{q.request, std::move(record)};
  });
}

void StoreThread::ask(app::Search question) {
  post(std::move(question), [](store::Store& store, const app::Search& q) -> Result<app::Event> {
    TRY(auto answer, store.search(q.query));
    return app::SearchAnswered{q.request, std::move(answer)};
  });
}

void StoreThread::ask(app::LoadStaff question) {
  post(std::move(question), [](store::Store& store, const app::LoadStaff& q) -> Result<app::Event> {
    TRY(auto facts, store.staff_facts());
    return app::StaffAnswered{q.request, std::move(facts)};
  });
}

void StoreThread::ask(app::CheckPin question) {
  post(std::move(question), [](store::Store& store, const app::CheckPin& q) -> Result<app::Event> {
    return app::PinChecked{q.request, store.check_pin(q.pin)};
  });
}

void StoreThread::ask(app::ExportLog question) {
  post(std::move(question), [this](store::Store& store, const app::ExportLog& q) -> Result<app::Event> {
    auto path = store.export_logs(export_folder_);
    if (!path) return app::Exported{q.request, path.error(), {}};
    return app::Exported{q.request, std::nullopt, path->string()};
  });
}

}  // namespace uke::kiosk::runtime

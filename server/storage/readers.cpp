#include "server/storage/readers.h"

#include <pthread.h>

namespace uke::server::storage {

Result<std::unique_ptr<Readers>> Readers::start(const uke::storage::OpenOptions& database, ReadersOptions options) {
  std::unique_ptr<Readers> readers(new Readers(std::move(options)));
  auto read_only = database;
  read_only.access = uke::storage::OpenOptions::Access::read_only;
  for (std::size_t i = 0; i < readers->options_.threads; ++i) {
    TRY(auto connection, uke::storage::Connection::open(read_only));
    readers->threads_.emplace_back([self = readers.get(), mine = std::move(connection)]() mutable { self->run(std::move(mine)); });
    pthread_setname_np(readers->threads_.back().native_handle(), readers->options_.name.substr(0, 15).c_str());
  }
  return readers;
}

Readers::~Readers() {
  {
    const std::lock_guard lock(mutex_);
    stopping_ = true;
  }
  wake_.notify_all();
  for (auto& thread : threads_) thread.join();
}

bool Readers::post(Job job) {
  {
    const std::lock_guard lock(mutex_);
    if (jobs_.size() >= options_.queue_max || stopping_) return false;
    jobs_.push_back(std::move(job));
  }
  wake_.notify_one();
  return true;
}

std::size_t Readers::depth() const {
  const std::lock_guard lock(mutex_);
  return jobs_.size();
}

void Readers::run(uke::storage::Connection connection) {
  std::unique_lock lock(mutex_);
  while (true) {
    wake_.wait(lock, [&] { return stopping_ || !jobs_.empty(); });
    if (stopping_) return;
    const auto job = std::move(jobs_.front());
    jobs_.pop_front();
    lock.unlock();
    job(connection);
    lock.lock();
  }
}

}  // namespace uke::server::storage

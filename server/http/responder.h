// How a handler answers: once, from any thread. Many answers that become ready together (a commit) go to the I/O thread in one post.
#pragma once

#include "server/http/message.h"

#include <atomic>
#include <memory>
#include <utility>
#include <vector>

namespace uke::server::http {

// The connection's side of a request that waits for its answer. Internal to this room; tests of handlers implement it.
class Exchange {
 public:
  using Answers = std::vector<std::pair<std::shared_ptr<Exchange>, Response>>;

  virtual ~Exchange() = default;
  // Any thread: hands all the answers to the I/O thread, which calls answer() of each. All belong to one server.
  virtual void deliver(Answers answers) = 0;
  // I/O thread only.
  virtual void answer(Response response) = 0;
  // Any thread: true once the client has closed its side; nobody will read the answer.
  [[nodiscard]] bool client_gone() const { return gone_.load(std::memory_order_relaxed); }

 protected:
  void set_gone(bool gone) { gone_.store(gone, std::memory_order_relaxed); }

 private:
  std::atomic<bool> gone_ = false;
};

// Movable, used once. One that is dropped unused answers 500, so that no client waits for ever. Must not outlive its Server.
class Responder {
 public:
  Responder() = default;
  explicit Responder(std::shared_ptr<Exchange> exchange) : exchange_(std::move(exchange)) {}
  Responder(Responder&&) noexcept = default;
  Responder& operator=(Responder&& other) noexcept {
    std::swap(exchange_, other.exchange_);
    return *this;
  }
  ~Responder();

  void operator()(Response response);
  [[nodiscard]] bool client_gone() const { return exchange_ && exchange_->client_gone(); }

 private:
  friend class Outbox;
  std::shared_ptr<Exchange> exchange_;
};

// Collects answers and hands them over together. Not thread-safe.
class Outbox {
 public:
  void add(Responder responder, Response response);
  void send();
  [[nodiscard]] bool empty() const { return answers_.empty(); }

 private:
  Exchange::Answers answers_;
};

}  // namespace uke::server::http

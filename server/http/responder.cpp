#include "server/http/responder.h"

namespace uke::server::http {

Responder::~Responder() {
  if (!exchange_) return;
  Response unanswered;
  unanswered.status = 500;
  (*this)(std::move(unanswered));
}

void Responder::operator()(Response response) {
  Outbox outbox;
  outbox.add(std::move(*this), std::move(response));
  outbox.send();
}

void Outbox::add(Responder responder, Response response) {
  if (responder.exchange_) answers_.emplace_back(std::move(responder.exchange_), std::move(response));
  responder.exchange_ = nullptr;
}

void Outbox::send() {
  if (answers_.empty()) return;
  const auto first = answers_.front().first;
  first->deliver(std::exchange(answers_, {}));
}

}  // namespace uke::server::http

// HTTP over libcurl: one thread, any number of calls at the same time, connections kept. TLS certificates are verified.
#pragma once

#include "kiosk/sync/ports.h"

#include <memory>

namespace uke::kiosk::sync {

class CurlTransport final : public Transport {
 public:
  CurlTransport();
  // Drops what is under way and joins the thread.
  ~CurlTransport() override;
  void send(HttpCall call, std::function<void(Result<HttpAnswer>)> done) override;

 private:
  struct Impl;
  std::unique_ptr<Impl> impl_;
};

}  // namespace uke::kiosk::sync

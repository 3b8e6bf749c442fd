// Where work runs. Product code posts to an Executor; the simulation hands in one that runs everything on one seed.
#pragma once

#include "shared/base/time.h"

#include <functional>

namespace uke {

// Thread-safe. Tasks posted to one executor run one after another, in order of their due time, then of posting.
class Executor {
 public:
  virtual ~Executor() = default;
  virtual void post(std::function<void()> task) = 0;
  // Runs `task` no earlier than `delay` from now.
  virtual void post_after(Millis delay, std::function<void()> task) = 0;
};

}  // namespace uke

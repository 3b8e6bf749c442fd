// The records of one touch: complete, numbered, in one transaction. Not thread-safe; used once.
#pragma once

#include "kiosk/store/log_book.h"
#include "shared/base/clock.h"
#include "shared/base/random.h"
#include "shared/desk/attendance.h"

#include <string>
#include <vector>

namespace uke::kiosk::store {

class Touch {
 public:
  struct Desk {
    EditionId edition;
    std::string name;
    desk::By by = desk::By::self;
  };
  Touch(LogBook& log, desk::EventFold& fold, const Clock& clock, Random& random, Desk desk);

  // A new record about `subject`; its step follows everything known here, this touch included. The reference holds until the next add.
  Entry& add(const desk::Subject& subject, desk::Kind kind);
  [[nodiscard]] bool empty() const { return entries_.empty(); }
  [[nodiscard]] std::int64_t at_ms() const { return at_ms_; }

  // Durable when it returns, and only then part of the fold.
  [[nodiscard]] Status commit();

 private:
  [[nodiscard]] std::int64_t next_step(const desk::Subject& subject) const;

  LogBook* log_;
  desk::EventFold* fold_;
  const Clock* clock_;
  Random* random_;
  Desk desk_;
  std::int64_t at_ms_;
  std::vector<Entry> entries_;
};

}  // namespace uke::kiosk::store

// The fold once more, as plainly as it can be said: everything is looked up again in the whole list each time. Slow, and meant to be
// obviously right; EventFold must agree with it.
#pragma once

#include "shared/desk/attendance.h"

#include <vector>

namespace uke::test {

class PlainFold {
 public:
  explicit PlainFold(std::vector<desk::DeskRecord> records) : records_(std::move(records)) {}

  [[nodiscard]] desk::Subject person(const desk::Subject& subject) const;
  [[nodiscard]] desk::Attendance attendance(const desk::Subject& subject) const;

 private:
  [[nodiscard]] bool live(const desk::DeskRecord& record) const;
  [[nodiscard]] std::vector<desk::Subject> joined(const desk::Subject& subject) const;
  [[nodiscard]] desk::Subject owner(const desk::DeskRecord& record) const;

  std::vector<desk::DeskRecord> records_;  // without practice and repetitions
};

}  // namespace uke::test

// A disk without space, for SQLite files under one folder. Writing elsewhere goes on as before.
#pragma once

#include <filesystem>

namespace uke::kiosk::store::test {

// As long as it lives, no file under `folder` can be written. One at a time.
class FullDisk {
 public:
  explicit FullDisk(const std::filesystem::path& folder);
  ~FullDisk();
  FullDisk(const FullDisk&) = delete;
  FullDisk& operator=(const FullDisk&) = delete;
};

}  // namespace uke::kiosk::store::test

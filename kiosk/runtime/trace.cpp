#include "kiosk/runtime/trace.h"

namespace uke::kiosk::runtime {

Trace::Trace(const std::filesystem::path& file) {
  if (!file.empty()) file_ = std::fopen(file.c_str(), "ae");
}

Trace::~Trace() {
  if (file_) std::fclose(file_);
}

void Trace::write(const TraceLine& line) {
  if (!file_) return;
  const std::string text = json::to_text(line) + "\n";
  std::fwrite(text.data(), 1, text.size(), file_);
  std::fflush(file_);
}

}  // namespace uke::kiosk::runtime

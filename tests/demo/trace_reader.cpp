#include "tests/demo/trace_reader.h"

#include <fstream>
#include <iterator>
#include <thread>

namespace uke::demo {
std::optional<TraceLine> TraceReader::take_line() {
  std::ifstream in(file_, std::ios::binary);
  in.seekg(at_);
  std::string fresh{std::istreambuf_iterator<char>(in), {}};
  at_ += static_cast<std::streamoff>(fresh.size());
  rest_ += fresh;
  const auto end = rest_.find('\n');
  if (end == std::string::npos) return std::nullopt;
  const std::string text = rest_.substr(0, end);
  rest_.erase(0, end + 1);
  auto line = json::parse<TraceLine>(text);
  if (!line) return take_line();
  return *line;
}

std::optional<TraceLine> TraceReader::next(const std::function<bool(const TraceLine&)>& wanted, std::chrono::milliseconds limit) {
  const auto until = std::chrono::steady_clock::now() + limit;
  for (;;) {
    if (auto line = take_line()) {
      if (wanted(*line)) return line;
    } else if (std::chrono::steady_clock::now() >= until) {
      return std::nullopt;
    } else {
      std::this_thread::sleep_for(std::chrono::milliseconds(5));
    }
  }
}

std::optional<TraceLine> TraceReader::verdict(std::chrono::milliseconds limit) {
  return next([](const TraceLine& line) { return line.what == "verdict"; }, limit);
}

std::optional<double> TraceReader::synchronised(const TraceLine& verdict, std::chrono::milliseconds limit) {
  const double seen = verdict.seen.value_or(0);
  const auto until = std::chrono::steady_clock::now() + limit;
  TraceReader all(file_);  // a reader of its own from the beginning: this one's place stays for the verdicts
  bool told = false;
  std::int64_t unsent = 0;
  double sent_at = seen;
  for (;;) {
    while (auto line = all.take_line()) {
      if (line->what != "status" || line->t.value_or(0) < seen) continue;
      told = true;
      if (unsent > 0 && line->unsent.value_or(0) == 0) sent_at = *line->t;
      unsent = line->unsent.value_or(0);
    }
    if (told && unsent == 0) return sent_at - seen;
    if (std::chrono::steady_clock::now() >= until) return std::nullopt;
    std::this_thread::sleep_for(std::chrono::milliseconds(10));
  }
}

}  // namespace uke::demo

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

std::optional<double> TraceReader::synchronised(std::chrono::milliseconds limit) {
  const auto from = std::chrono::steady_clock::now();
  // A reader of its own from the beginning: the last status counts, and the verdicts stay for the others.
  TraceReader all(file_);
  bool unsent = true;
  while (std::chrono::steady_clock::now() - from < limit) {
    while (auto line = all.take_line()) {
      if (line->what == "status") unsent = line->unsent.value_or(1) > 0;
    }
    if (!unsent) return std::chrono::duration<double, std::milli>(std::chrono::steady_clock::now() - from).count();
    std::this_thread::sleep_for(std::chrono::milliseconds(10));
  }
  return std::nullopt;
}

}  // namespace uke::demo

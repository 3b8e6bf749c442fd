// bench/scan: how many QR codes each decoder reads, and in what time.
//
// Sets:
//   <folder>         photographs (--photos DIR, one set per folder). `decoded` counts one call with a decoder that has seen
//                    nothing before; `decoded_held` goes on showing the same picture to the same decoder, at most 15 calls in
//                    all, as a phone that is held still for half a second. Times are those of the first call.
//   synthetic-<px>   one 1280×720 frame per seed, typical() of tests/support/qr_pictures.h, a fresh decoder for each.
//   sequence-<px>    15 frames of a moving hand with one decoder; `decoded` = read at least once. Times are per frame.
//   empty            frames without a code; anything read counts as wrong.
// `wrong` = a text that is not the one in the picture; any wrong text in any call counts.
#include "kiosk/app/gray_frame.h"
#include "tests/bench/scan/photo.h"
#include "tests/bench/scan/readers.h"
#include "tests/support/bench.h"
#include "tests/support/qr_pictures.h"

#include <CLI/CLI.hpp>
#include <fmt/core.h>

#include <cstdio>

namespace {

using namespace uke;
using uke::bench::Reader;

constexpr int kHeldCalls = 15;

struct Load {
  std::string photos;
  std::string json;
  std::vector<std::string> only;
  std::vector<double> px{2.5, 2.75, 3};
  int frames = 20;
  int sequences = 5;
  double budget_ms = 28;
  std::uint64_t seed = 1;
  bool fail_on_wrong = false;
  bool list_missed = false;
};

struct Tally {
  int n = 0;
  int decoded = 0;
  int wrong = 0;
  std::vector<double> ms;
};

int wrong_of_ours = 0;

boost::json::object row_of(const Reader& reader, const std::string& set, const Tally& tally) {
  if (reader.name == "ours") wrong_of_ours += tally.wrong;
  boost::json::object row{{"decoder", reader.name}, {"set", set}, {"n", tally.n}, {"decoded", tally.decoded}};
  row["percent"] = tally.n > 0 ? 100.0 * tally.decoded / tally.n : 0.0;
  row["wrong"] = tally.wrong;
  test::BenchReport::put_times(row, test::percentiles(tally.ms));
  return row;
}

// One timed call; true when it read what it should.
template <typename IsRight>
bool timed(const bench::Read& read, const kiosk::app::GrayFrame& frame, const IsRight& is_right, Tally& tally, bool count_time) {
  const test::Stopwatch watch;
  const auto text = read(frame);
  if (count_time) tally.ms.push_back(watch.ms());
  if (!text) return false;
  if (is_right(*text)) return true;
  ++tally.wrong;
  return false;
}

boost::json::object photo_row(const Reader& reader, const bench::PhotoSet& set, bool list_missed) {
  Tally tally;
  int held = 0;
  for (const auto& photo : set.photos) {
    const auto read = reader.fresh();
    const auto is_right = [&](const std::string& text) { return bench::same_text(text, photo.expected); };
    ++tally.n;
    bool got = timed(read, photo.frame, is_right, tally, true);
    tally.decoded += got ? 1 : 0;
    for (int call = 1; call < kHeldCalls && !got && reader.remembers; ++call) got = timed(read, photo.frame, is_right, tally, false);
    held += got ? 1 : 0;
    if (!got && list_missed) fmt::print("{} missed {} ({}×{})\n", reader.name, photo.path, photo.frame.width, photo.frame.height);
  }
  auto row = row_of(reader, set.name, tally);
  row["decoded_held"] = held;
  return row;
}

// Pictures are made once and shown to every decoder.
struct Synthetic {
  std::string text;
  std::vector<kiosk::app::GrayFrame> frames;
};

std::vector<Synthetic> synthetic_frames(const Load& load, double px) {
  std::vector<Synthetic> all;
  for (int i = 0; i < load.frames; ++i) {
    const auto seed = load.seed + static_cast<std::uint64_t>(i);
    auto text = test::ticket_text(seed);
    auto frame = test::picture(test::qr_modules(text), test::typical(seed, px));
    all.push_back({std::move(text), {std::move(frame)}});
  }
  return all;
}

std::vector<kiosk::app::GrayFrame> sequence_frames(std::uint64_t seed, double px, const std::string& text) {
  std::vector<kiosk::app::GrayFrame> frames;
  const auto code = test::qr_modules(text);
  for (const auto& scene : test::held_sequence(seed, px, kHeldCalls)) {
    auto frame = test::picture(code, scene);
    frame.sequence = frames.size();
    frames.push_back(std::move(frame));
  }
  return frames;
}

void bench_synthetic(const Load& load, const std::vector<Reader>& readers, test::BenchReport& report) {
  for (const double px : load.px) {
    const auto pictures = synthetic_frames(load, px);
    for (const auto& reader : readers) {
      Tally tally;
      for (std::size_t i = 0; i < pictures.size(); ++i) {
        const auto& one = pictures[i];
        ++tally.n;
        const bool got = timed(reader.fresh(), one.frames[0], [&](const std::string& text) { return text == one.text; }, tally, true);
        tally.decoded += got ? 1 : 0;
        if (!got && load.list_missed && reader.remembers) fmt::print("{} missed synthetic-{} seed {}\n", reader.name, px, load.seed + i);
      }
      report.add(row_of(reader, fmt::format("synthetic-{}", px), tally));
    }
  }
}

void bench_sequences(const Load& load, const std::vector<Reader>& readers, test::BenchReport& report) {
  for (const double px : load.px) {
    std::vector<Tally> tallies(readers.size());
    for (int i = 0; i < load.sequences; ++i) {
      const auto seed = load.seed + static_cast<std::uint64_t>(i);
      const auto text = test::ticket_text(seed);
      const auto frames = sequence_frames(seed, px, text);
      for (std::size_t r = 0; r < readers.size(); ++r) {
        const auto read = readers[r].fresh();
        bool got = false;
        for (const auto& frame : frames) got |= timed(read, frame, [&](const std::string& t) { return t == text; }, tallies[r], true);
        ++tallies[r].n;
        tallies[r].decoded += got ? 1 : 0;
      }
    }
    for (std::size_t r = 0; r < readers.size(); ++r) report.add(row_of(readers[r], fmt::format("sequence-{}", px), tallies[r]));
  }
}

void bench_empty(const Load& load, const std::vector<Reader>& readers, test::BenchReport& report) {
  std::vector<kiosk::app::GrayFrame> frames;
  for (int i = 0; i < load.frames; ++i) frames.push_back(test::picture({}, test::empty_foyer(load.seed + static_cast<std::uint64_t>(i))));
  for (const auto& reader : readers) {
    Tally tally;
    const auto read = reader.fresh();
    for (const auto& frame : frames) {
      ++tally.n;
      timed(read, frame, [](const std::string&) { return false; }, tally, true);
    }
    report.add(row_of(reader, "empty", tally));
  }
}

}  // namespace

int main(int argc, char** argv) {
  Load load;
  CLI::App app("Scanner benchmark: what each decoder reads, and in what time");
  app.add_option("--photos", load.photos, "folder of pictures with NAME.txt beside them, one set per folder")
      ->check(CLI::ExistingDirectory);
  app.add_option("--frames", load.frames, "synthetic frames per size")->check(CLI::Range(0, 100'000));
  app.add_option("--sequences", load.sequences, "held sequences per size")->check(CLI::Range(0, 100'000));
  app.add_option("--px", load.px, "pixels per module of the synthetic frames")->delimiter(',');
  app.add_option("--seed", load.seed, "first seed");
  app.add_option("--budget-ms", load.budget_ms, "time budget of our decoder per frame");
  app.add_option("--decoder", load.only, "only these decoders")->delimiter(',');
  app.add_option("--json", load.json, "also write the rows to this file");
  app.add_flag("--fail-on-wrong", load.fail_on_wrong, "exit with 1 when any decoder of ours read a wrong text");
  app.add_flag("--list-missed", load.list_missed, "name what was not read");
  CLI11_PARSE(app, argc, argv);

  std::vector<Reader> readers;
  for (auto& reader : bench::all_readers(load.budget_ms)) {
    if (load.only.empty() || std::find(load.only.begin(), load.only.end(), reader.name) != load.only.end())
      readers.push_back(std::move(reader));
  }
  test::BenchReport report("scan");
  if (!load.photos.empty()) {
    for (const auto& set : bench::load_photos(load.photos)) {
      for (const auto& reader : readers) report.add(photo_row(reader, set, load.list_missed));
    }
  }
  bench_synthetic(load, readers, report);
  bench_sequences(load, readers, report);
  bench_empty(load, readers, report);
  report.print();
  if (!report.write_json(load.json)) {
    std::fprintf(stderr, "cannot write %s\n", load.json.c_str());
    return 1;
  }
  return load.fail_on_wrong && wrong_of_ours > 0 ? 1 : 0;
}

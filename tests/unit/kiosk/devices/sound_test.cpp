#include "kiosk/devices/sound.h"
#include "tests/support/catch.h"

#include <algorithm>
#include <chrono>
#include <cstdlib>
#include <filesystem>
#include <thread>
#include <unistd.h>

using namespace uke::kiosk;

namespace {

int zero_crossings(const std::vector<std::int16_t>& samples) {
  int crossings = 0;
  for (std::size_t i = 1; i < samples.size(); ++i) crossings += (samples[i - 1] < 0) != (samples[i] < 0) ? 1 : 0;
  return crossings;
}

double pitch(app::Sound sound) {
  const auto samples = devices::make_sound(sound);
  return zero_crossings(samples) / 2.0 / (static_cast<double>(samples.size()) / devices::kSampleRate);
}

}  // namespace

TEST_CASE("every sound begins and ends in silence and never clips") {
  const auto sound =
      GENERATE(app::Sound::admitted, app::Sound::already_in, app::Sound::attention, app::Sound::payment, app::Sound::trouble);
  const auto samples = devices::make_sound(sound);
  REQUIRE(samples.size() > devices::kSampleRate / 10);
  CHECK(samples.size() < devices::kSampleRate * 2);
  CHECK(std::abs(samples.front()) < 100);
  CHECK(std::abs(samples.back()) < 400);
  CHECK(*std::max_element(samples.begin(), samples.end()) < 21'000);
}

TEST_CASE("admitted sounds higher than everything else, attention not as low as trouble") {
  CHECK(pitch(app::Sound::admitted) > pitch(app::Sound::attention));
  CHECK(pitch(app::Sound::attention) > pitch(app::Sound::trouble));
}

TEST_CASE("a sound that is played reaches the card") {
  const auto file = std::filesystem::temp_directory_path() / ("uketsuke-sound-" + std::to_string(getpid()) + ".raw");
  setenv("SDL_AUDIODRIVER", "disk", 1);
  setenv("SDL_DISKAUDIOFILE", file.c_str(), 1);
  {
    devices::Speaker speaker(devices::Speaker::Output::on);
    REQUIRE(speaker.works());
    speaker.play(app::Sound::admitted);
    std::this_thread::sleep_for(std::chrono::milliseconds(400));
  }
  CHECK(std::filesystem::file_size(file) > 10'000);
  std::filesystem::remove(file);
  unsetenv("SDL_DISKAUDIOFILE");
  unsetenv("SDL_AUDIODRIVER");
}

TEST_CASE("without a card it stays silent") {
  setenv("SDL_AUDIODRIVER", "no-such-driver", 1);
  devices::Speaker speaker(devices::Speaker::Output::on);
  CHECK(!speaker.works());
  speaker.play(app::Sound::trouble);
  devices::Speaker off(devices::Speaker::Output::off);
  CHECK(!off.works());
  unsetenv("SDL_AUDIODRIVER");
}

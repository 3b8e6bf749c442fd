#include "kiosk/devices/sound.h"

#include <SDL2/SDL.h>

#include <cmath>
#include <numbers>
#include <span>

namespace uke::kiosk::devices {
namespace {

struct Tone {
  double hertz;  // 0 = silence
  int length_ms;
};

std::span<const Tone> score(app::Sound sound) {
  static constexpr Tone kAdmitted[] = {{1318.5, 90}, {1760.0, 160}};
  static constexpr Tone kAlreadyIn[] = {{1046.5, 80}, {0, 50}, {1046.5, 80}};
  static constexpr Tone kAttention[] = {{880.0, 140}, {740.0, 200}};
  static constexpr Tone kPayment[] = {{987.8, 90}, {987.8, 140}};
  static constexpr Tone kTrouble[] = {{523.3, 220}, {0, 60}, {523.3, 220}, {0, 60}, {415.3, 320}};
  switch (sound) {
    case app::Sound::admitted: return kAdmitted;
    case app::Sound::already_in: return kAlreadyIn;
    case app::Sound::attention: return kAttention;
    case app::Sound::payment: return kPayment;
    case app::Sound::trouble: return kTrouble;
  }
  return kAttention;
}

void append(std::vector<std::int16_t>& samples, Tone tone) {
  const int count = kSampleRate * tone.length_ms / 1000;
  const int fade = kSampleRate / 100;  // 10 ms at both ends: a tone that starts at once clicks
  for (int i = 0; i < count; ++i) {
    const double phase = 2 * std::numbers::pi * tone.hertz * i / kSampleRate;
    const double wave = 0.8 * std::sin(phase) + 0.2 * std::sin(2 * phase);  // one overtone carries better through a noisy foyer
    const double edge = std::min({1.0, static_cast<double>(i) / fade, static_cast<double>(count - i) / fade});
    samples.push_back(static_cast<std::int16_t>(tone.hertz > 0 ? 20'000 * edge * wave : 0));
  }
}

}  // namespace

std::vector<std::int16_t> make_sound(app::Sound sound) {
  std::vector<std::int16_t> samples;
  for (const Tone tone : score(sound)) append(samples, tone);
  return samples;
}

struct Speaker::Impl {
  SDL_AudioDeviceID device = 0;
};

Speaker::Speaker(Output output) : impl_(std::make_unique<Impl>()) {
  if (output == Output::off) return;
  SDL_SetHint(SDL_HINT_NO_SIGNAL_HANDLERS, "1");  // SDL would take SIGINT and SIGTERM away from the program
  if (SDL_InitSubSystem(SDL_INIT_AUDIO) != 0) return;
  SDL_AudioSpec wanted{};
  wanted.freq = kSampleRate;
  wanted.format = AUDIO_S16SYS;
  wanted.channels = 1;
  wanted.samples = 1024;
  impl_->device = SDL_OpenAudioDevice(nullptr, 0, &wanted, nullptr, 0);
  if (impl_->device) SDL_PauseAudioDevice(impl_->device, 0);
}

Speaker::~Speaker() {
  if (impl_->device) SDL_CloseAudioDevice(impl_->device);
  if (SDL_WasInit(SDL_INIT_AUDIO)) SDL_QuitSubSystem(SDL_INIT_AUDIO);
}

void Speaker::play(app::Sound sound) {
  if (!impl_->device) return;
  const auto samples = make_sound(sound);
  SDL_ClearQueuedAudio(impl_->device);
  SDL_QueueAudio(impl_->device, samples.data(), static_cast<Uint32>(samples.size() * sizeof(std::int16_t)));
}

bool Speaker::works() const { return impl_->device != 0; }

}  // namespace uke::kiosk::devices

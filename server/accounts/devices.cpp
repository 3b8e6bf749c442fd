#include "server/accounts/devices.h"

#include <array>
#include <utility>

namespace uke::server::accounts {
namespace {

template <class Word, std::size_t N>
Word first_found(std::string_view text, const std::array<std::pair<std::string_view, Word>, N>& words) {
  for (const auto& [mark, word] : words) {
    if (text.find(mark) != text.npos) return word;
  }
  return Word::unknown;
}

}  // namespace

Device device_of(std::string_view user_agent) {
  // In this order: an iPhone's browser also says "Mac OS X", an Android's also "Linux".
  static constexpr std::array<std::pair<std::string_view, System>, 7> kSystems = {{{"iPhone", System::iphone},
                                                                                   {"iPad", System::ipad},
                                                                                   {"Android", System::android},
                                                                                   {"CrOS", System::chromebook},
                                                                                   {"Windows", System::windows},
                                                                                   {"Macintosh", System::mac},
                                                                                   {"Linux", System::linux}}};
  // All of them say "Safari", most say "Chrome": the ones that add a word of their own come first.
  static constexpr std::array<std::pair<std::string_view, Browser>, 14> kBrowsers = {{{"FBAN", Browser::facebook},
                                                                                      {"FBAV", Browser::facebook},
                                                                                      {"FB_IAB", Browser::facebook},
                                                                                      {"Line/", Browser::line},
                                                                                      {"Edg/", Browser::edge},
                                                                                      {"EdgA/", Browser::edge},
                                                                                      {"EdgiOS/", Browser::edge},
                                                                                      {"SamsungBrowser", Browser::samsung},
                                                                                      {"FxiOS", Browser::firefox},
                                                                                      {"Firefox", Browser::firefox},
                                                                                      {"CriOS", Browser::chrome},
                                                                                      {"Chromium", Browser::chrome},
                                                                                      {"Chrome", Browser::chrome},
                                                                                      {"Safari", Browser::safari}}};
  return {first_found(user_agent, kSystems), first_found(user_agent, kBrowsers)};
}

std::string network_of(std::string_view address) {
  constexpr std::string_view kMapped = "::ffff:";
  if (address.starts_with(kMapped)) address.remove_prefix(kMapped.size());
  if (const auto point = address.rfind('.'); point != address.npos) return std::string(address.substr(0, point)) + ".*";
  if (address.empty() || address.starts_with("::")) return std::string(address);  // this machine itself
  std::size_t end = 0;
  for (int groups = 0; groups < 3 && end != address.npos; ++groups) end = address.find(':', end == 0 ? 0 : end + 1);
  if (end == address.npos || end == 0) return std::string(address.substr(0, address.find(':'))) + ":*";
  return std::string(address.substr(0, end)) + ":*";
}

}  // namespace uke::server::accounts

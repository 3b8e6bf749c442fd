#include "server/events/links.h"

namespace uke::server::events {
namespace {

// Without 0 o, 1 l i and u, which are taken for one another; 30 characters are 4.9 bits each.
constexpr std::string_view kReadable = "23456789abcdefghjkmnpqrstvwxyz";
constexpr int kSlugCharacters = 18;
constexpr int kCodeCharacters = 8;

std::string drawn(Random& random, int characters) {
  std::string text;
  for (int i = 0; i < characters; ++i) text += kReadable[random.below(kReadable.size())];
  return text;
}

}  // namespace

std::string fresh_slug(Random& random) { return drawn(random, kSlugCharacters); }
std::string fresh_speaker_code(Random& random) { return drawn(random, kCodeCharacters); }

std::string read_slug(std::string_view typed) {
  std::string slug(typed);
  for (char& c : slug) {
    if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
  }
  return slug;
}

}  // namespace uke::server::events

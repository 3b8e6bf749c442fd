#include "server/imports/matcher.h"

#include <charconv>

namespace uke::server::imports {
namespace {

// Folded texts hold letters and digits only, addresses no control characters: these two divide them.
constexpr char kEnd = '\x1f';
constexpr char kItem = '\x1e';

void put(std::string& out, std::string_view text) {
  out += text;
  out += kEnd;
}
void put(std::string& out, std::int64_t number) { put(out, number == 0 ? std::string() : std::to_string(number)); }
void put(std::string& out, const std::vector<std::string>& list) {
  for (const auto& text : list) {
    out += text;
    out += kItem;
  }
  out += kEnd;
}

class Unpacker {
 public:
  explicit Unpacker(std::string_view text) : rest_(text) {}
  std::string text() { return std::string(next(rest_, kEnd)); }
  std::int64_t number() {
    const auto digits = next(rest_, kEnd);
    std::int64_t value = 0;
    std::from_chars(digits.data(), digits.data() + digits.size(), value);
    return value;
  }
  std::vector<std::string> list() {
    auto items = next(rest_, kEnd);
    std::vector<std::string> texts;
    while (!items.empty()) texts.emplace_back(next(items, kItem));
    return texts;
  }

 private:
  static std::string_view next(std::string_view& from, char end) {
    const auto at = std::min(from.find(end), from.size());
    const auto part = from.substr(0, at);
    from.remove_prefix(std::min(at + 1, from.size()));
    return part;
  }
  std::string_view rest_;
};

}  // namespace

std::string packed(const roster::Traits& t) {
  std::string out;
  for (const auto* text : {&t.name, &t.family, &t.given, &t.words, &t.reading, &t.given_reading}) put(out, *text);
  put(out, t.former);
  put(out, t.aliases);
  for (const auto* text : {&t.email, &t.site, &t.department, &t.region}) put(out, *text);
  for (const auto number : {t.joined_year, t.left_year, t.age_decade}) put(out, number);
  put(out, static_cast<std::int64_t>(t.script));
  put(out, static_cast<std::int64_t>(t.is_whole));
  out.shrink_to_fit();
  return out;
}

roster::Traits unpacked(std::string_view text) {
  Unpacker in(text);
  roster::Traits t;
  for (auto* part : {&t.name, &t.family, &t.given, &t.words, &t.reading, &t.given_reading}) *part = in.text();
  t.former = in.list();
  t.aliases = in.list();
  for (auto* part : {&t.email, &t.site, &t.department, &t.region}) *part = in.text();
  for (auto* number : {&t.joined_year, &t.left_year, &t.age_decade}) *number = in.number();
  t.script = static_cast<roster::Script>(in.number());
  t.is_whole = in.number() != 0;
  return t;
}

}  // namespace uke::server::imports

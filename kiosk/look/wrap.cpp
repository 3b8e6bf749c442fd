#include "kiosk/look/wrap.h"

#include "kiosk/look/utf8.h"

#include <algorithm>

namespace uke::kiosk::look {

namespace {

// A phrase with the spaces that follow it; the spaces vanish at the end of a line.
struct Phrase {
  std::string text;
  bool line_end = false;  // a forced one follows
};

std::vector<Phrase> phrases_of(std::string_view text) {
  std::vector<Phrase> phrases(1);
  for (std::size_t i = 0; i < text.size(); ++i) {
    const char c = text[i];
    if (c == '\n') {
      phrases.back().line_end = true;
      phrases.emplace_back();
    } else if (c == '|') {
      phrases.emplace_back();
    } else {
      phrases.back().text += c;
      if (c == ' ' && i + 1 < text.size() && text[i + 1] != ' ') phrases.emplace_back();
    }
  }
  return phrases;
}

std::string_view without_end_spaces(std::string_view text) {
  while (text.ends_with(' ')) text.remove_suffix(1);
  return text;
}

class Filler {
 public:
  Filler(float width_max, const WidthOf& width_of) : width_max_(width_max), width_of_(width_of) {}

  void add(const Phrase& phrase) {
    if (width_of_(without_end_spaces(line_ + phrase.text)) <= width_max_) {
      line_ += phrase.text;
    } else {
      if (!line_.empty()) end_line();
      if (width_of_(without_end_spaces(phrase.text)) <= width_max_) {
        line_ = phrase.text;
      } else {
        add_by_characters(phrase.text);
      }
    }
    if (phrase.line_end) end_line();
  }

  Wrapped finish() {
    if (!line_.empty() || wrapped_.lines.empty()) end_line();
    return std::move(wrapped_);
  }

 private:
  void add_by_characters(std::string_view text) {
    wrapped_.inside_phrase = true;
    for (std::size_t at = 0; at < text.size();) {
      std::size_t end = at + character_at(text, at).bytes;
      while (end < text.size() && may_not_begin_line(character_at(text, end).code)) end += character_at(text, end).bytes;
      const auto piece = text.substr(at, end - at);
      if (!line_.empty() && width_of_(line_ + std::string(piece)) > width_max_) end_line();
      line_ += piece;
      at = end;
    }
  }

  void end_line() {
    wrapped_.lines.emplace_back(without_end_spaces(line_));
    wrapped_.width = std::max(wrapped_.width, width_of_(wrapped_.lines.back()));
    line_.clear();
  }

  float width_max_;
  const WidthOf& width_of_;
  std::string line_;
  Wrapped wrapped_;
};

Wrapped fill(const std::vector<Phrase>& phrases, float width_max, const WidthOf& width_of) {
  Filler filler(width_max, width_of);
  for (const auto& phrase : phrases) filler.add(phrase);
  return filler.finish();
}

}  // namespace

Wrapped wrap(std::string_view text, float width_max, const WidthOf& width_of) {
  const auto phrases = phrases_of(text);
  auto best = fill(phrases, width_max, width_of);
  if (best.lines.size() < 2 || best.inside_phrase) return best;
  // The narrowest width that needs no further line: no single word is left over on the last one.
  float low = best.width / 2;
  float high = best.width;
  for (int i = 0; i < 8; ++i) {
    const float middle = (low + high) / 2;
    auto narrower = fill(phrases, middle, width_of);
    if (narrower.lines.size() > best.lines.size() || narrower.inside_phrase) {
      low = middle;
    } else {
      high = middle;
      best = std::move(narrower);
    }
  }
  return best;
}

std::string without_marks(std::string_view text) {
  std::string plain(text);
  std::erase(plain, '|');
  return plain;
}

}  // namespace uke::kiosk::look

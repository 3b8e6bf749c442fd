#include "server/mail/stored_letter.h"

#include "server/mail/clean.h"
#include "server/mail/encoding.h"
#include "shared/json/json.h"

namespace uke::server::mail {

Letter cleaned_letter(const Letter& letter) {
  Letter out = letter;
  for (auto* const line : {&out.subject, &out.greeting, &out.picture_alt, &out.picture_caption}) *line = cleaned(*line, Lines::one);
  for (auto& paragraph : out.paragraphs) paragraph = cleaned(paragraph, Lines::many);
  for (auto& line : out.closing) line = cleaned(line, Lines::many);
  for (auto& fact : out.facts) fact = {.label = cleaned(fact.label, Lines::one), .value = cleaned(fact.value, Lines::many)};
  for (auto& button : out.buttons) button = {.label = cleaned(button.label, Lines::one), .url = cleaned(button.url, Lines::one)};
  out.calendar = cleaned(out.calendar, Lines::many);
  return out;
}

std::string to_row(const Letter& letter) {
  Letter out = letter;
  out.picture_png = base64(letter.picture_png);
  return json::to_text(out);
}

Result<Letter> from_row(std::string_view text) {
  TRY(auto letter, json::parse<Letter>(text));
  TRY(letter.picture_png, from_base64(letter.picture_png));
  return letter;
}

}  // namespace uke::server::mail

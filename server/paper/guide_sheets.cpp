// 当日の手引き: what the screen says and what to do; what to do without network, power or a ticket.
#include "server/paper/sheet.h"

#include <array>

namespace uke::server::paper {
namespace {

struct Verdict {
  const char* word;
  Color color;
};
constexpr Color kGreen{17, 94, 54, 255};
constexpr Color kBlue{0, 49, 216, 255};
constexpr Color kLightBlue{0, 85, 173, 255};
constexpr Color kOrange{172, 62, 0, 255};
constexpr Color kRed{206, 0, 0, 255};
constexpr std::array<Verdict, 9> kVerdicts = {{{"admitted", kGreen},
                                               {"pay_first", kBlue},
                                               {"already_in", kLightBlue},
                                               {"cancelled", kOrange},
                                               {"other_edition", kOrange},
                                               {"not_yet", kOrange},
                                               {"online", kOrange},
                                               {"unreadable", kOrange},
                                               {"red", kRed}}};
constexpr std::array<const char*, 6> kTopics = {"lost", "walk_in", "money", "no_net", "no_power", "after"};

std::string sentence(const i18n::Messages& messages, const std::string& word) { return messages.text("sheet.guide." + word); }

void screens(Canvas& canvas, const Set& set, const i18n::Messages& messages) {
  heading(canvas, set, messages, messages.text("sheet.guide"), 1, 2);
  const auto times = messages.text("sheet.guide.times", {{"open", set.open}, {"close", set.close}, {"start", set.start}, {"end", set.end}});
  write(canvas, {kMargin, 27, kInner, 7}, times, {.size_pt = 12, .least = 7, .weight = Weight::bold});
  if (!set.contact.empty()) {
    write(canvas, {kMargin, 34, kInner, 7}, messages.text("sheet.guide.contact", {{"contact", set.contact}}), {.size_pt = 11, .least = 6});
  }
  write(canvas, {kMargin, 44, kInner, 8}, sentence(messages, "screens"), {.size_pt = 14, .weight = Weight::bold});
  constexpr double kHeight = 24.5;
  double y = 54;
  for (const auto& verdict : kVerdicts) {
    const std::string word = verdict.word;
    canvas.fill({kMargin, y, 3, kHeight - 3}, verdict.color);
    write(canvas, {kMargin + 7, y, kInner - 7, 8}, sentence(messages, word),
          {.size_pt = 13, .least = 8, .weight = Weight::bold, .color = verdict.color});
    write_lines(canvas, {kMargin + 7, y + 8, kInner - 7, kHeight - 11}, sentence(messages, word + "_do"), {.size_pt = 12, .least = 7});
    y += kHeight;
  }
}

void troubles(Canvas& canvas, const Set& set, const i18n::Messages& messages) {
  heading(canvas, set, messages, messages.text("sheet.guide"), 2, 2);
  constexpr double kHeight = 39;
  double y = 30;
  for (const auto* topic : kTopics) {
    write(canvas, {kMargin, y, kInner, 8}, sentence(messages, topic), {.size_pt = 14, .weight = Weight::bold});
    rule(canvas, kMargin, y + 8.5, kInner, 0.3, kInk);
    const auto key = "sheet.guide." + std::string(topic) + "_do";
    const bool is_money = std::string_view(topic) == "money";
    const auto text = is_money ? messages.text(key, {{"fee", i18n::format_yen(messages, set.fee)}}) : messages.text(key);
    write_lines(canvas, {kMargin, y + 11, kInner, kHeight - 15}, text, {.size_pt = 13, .least = 7});
    y += kHeight;
  }
}

}  // namespace

Painters guide_sheets(const SetPtr& set, const i18n::Messages& messages) {
  return {[set, &messages](Canvas& canvas) { screens(canvas, *set, messages); },
          [set, &messages](Canvas& canvas) { troubles(canvas, *set, messages); }};
}

}  // namespace uke::server::paper

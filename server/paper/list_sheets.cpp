// The 五十音 list: thirty rows a sheet, large enough for a dim foyer; and those who take part online, apart.
#include "server/desk/paper_order.h"
#include "server/paper/sheet.h"
#include "shared/text/kana.h"

namespace uke::server::paper {
namespace {

constexpr double kTop = 31;
constexpr double kRow = 8.2;
constexpr std::size_t kRows = desk::kPaperRows;

struct Column {
  double x;
  double width;
};
constexpr Column kIndex{kMargin, 6};
constexpr Column kNo{18, 8};
constexpr Column kCame{27, 7};
constexpr Column kName{36, 65};
constexpr Column kCode{102, 23};
constexpr Column kMarks{126, 22};
constexpr Column kDue{148, 15};
constexpr Column kPaid{165, 7};
constexpr Column kAmount{174, 24};

class ListSheet {
 public:
  ListSheet(Canvas& canvas, const Set& set, const i18n::Messages& messages, std::size_t page)
      : canvas_(canvas), set_(set), messages_(messages), page_(page) {}

  void paint(const std::vector<Person>& people, std::string_view title, bool takes_money) {
    const auto pages = takes_money ? sheets_for(people.size() + kWalkInRows, kRows) : sheets_for(people.size(), kRows);
    heading(canvas_, set_, messages_, title, page_ + 1, pages);
    columns(takes_money);
    for (std::size_t i = 0; i < kRows; ++i) {
      const auto at = page_ * kRows + i;
      const double y = kTop + static_cast<double>(i) * kRow;
      rule(canvas_, kMargin, y, kInner);
      if (at < people.size()) {
        if (i % 2 == 1) canvas_.fill({kMargin, y, kInner, kRow}, kBand);
        row(people, at, i, y, takes_money);
      } else if (takes_money && at < people.size() + kWalkInRows) {
        empty_row(at == people.size(), y);
      } else {
        break;
      }
    }
    const double foot = kTop + static_cast<double>(kRows) * kRow + 2;
    if (takes_money) {
      write_lines(canvas_, {kMargin, foot, kInner, 12}, messages_.text("sheet.legend") + "\n" + messages_.text("sheet.list_hint"),
                  {.size_pt = 7.5, .least = 6, .color = kQuiet});
    }
  }

 private:
  void head(const Column& column, std::string_view word, Align align = Align::left) {
    write(canvas_, {column.x - 1, 25, column.width + 2, 5}, word, {.size_pt = 7.5, .least = 5, .color = kQuiet, .align = align});
  }

  void columns(bool takes_money) {
    head(kNo, messages_.text("sheet.col.no"), Align::center);
    if (takes_money) head(kCame, messages_.text("sheet.col.came"), Align::center);
    head(kName, messages_.text("sheet.col.name"));
    head(kCode, messages_.text("sheet.col.code"));
    if (!takes_money) return;
    head(kMarks, messages_.text("sheet.col.marks"));
    head(kDue, messages_.text("sheet.col.due"), Align::right);
    head(kPaid, messages_.text("sheet.col.paid"), Align::center);
    head(kAmount, messages_.text("sheet.col.amount"));
  }

  // あ, か …: where a row of the index begins, and once at the top of each sheet.
  void index(const std::vector<Person>& people, std::size_t at, std::size_t i, double y) {
    if (people[at].with) return;
    const auto row_of = [&](std::size_t n) { return text::gojuon_row(people[n].kana); };
    std::size_t before = at;
    while (before > 0 && people[before - 1].with) --before;
    if (i > 0 && at > 0 && before > 0 && row_of(before - 1) == row_of(at)) return;
    canvas_.fill({kIndex.x, y + 1.2, 5.6, kRow - 2.4}, kInk, 1);
    write(canvas_, {kIndex.x, y + 1.2, 5.6, kRow - 2.4}, text::label(row_of(at)),
          {.size_pt = 11, .weight = Weight::bold, .color = {255, 255, 255, 255}, .align = Align::center});
  }

  void row(const std::vector<Person>& people, std::size_t at, std::size_t i, double y, bool takes_money) {
    const auto& person = people[at];
    index(people, at, i, y);
    write(canvas_, {kNo.x, y, kNo.width, kRow}, std::to_string(at + 1), {.size_pt = 8.5, .color = kQuiet, .align = Align::center});
    if (takes_money) tick_box(canvas_, kCame.x + 0.75, y + 1.4, 5.4);
    name(person, y);
    write(canvas_, {kCode.x, y, kCode.width, kRow}, person.code, {.size_pt = 10});
    if (!takes_money) return;
    write(canvas_, {kMarks.x, y, kMarks.width, kRow}, marks(person), {.size_pt = 9, .least = 5, .weight = Weight::bold});
    money(person, y);
  }

  void name(const Person& person, double y) {
    std::string above = person.kana;
    std::string shown = person.name;
    if (person.with) {
      above = messages_.text("sheet.guest_of", {{"name", *person.with}}) + (person.kana.empty() ? "" : "　" + person.kana);
      if (shown.empty()) shown = messages_.text("sheet.guest_short");
    } else if (!person.department.empty()) {
      above += "　" + person.department;
    }
    const double indent = person.with ? 4 : 0;
    write(canvas_, {kName.x + indent, y + 0.4, kName.width - indent, 2.8}, above, {.size_pt = 6.5, .least = 4, .color = kQuiet});
    write(canvas_, {kName.x + indent, y + 2.7, kName.width - indent, kRow - 2.7}, shown,
          {.size_pt = 14, .least = 6, .weight = Weight::bold});
  }

  void money(const Person& person, double y) {
    const Box box{kDue.x, y, kDue.width, kRow};
    const auto due = person.fee - person.prepaid;
    const bool is_open = due.value > 0;
    const auto words = is_open ? yen(due) : messages_.text(person.fee.value > 0 ? "sheet.paid" : "sheet.free");
    write(canvas_, box, words, {.size_pt = 11, .least = 7, .weight = is_open ? Weight::bold : Weight::regular, .align = Align::right});
    if (is_open) tick_box(canvas_, kPaid.x + 0.75, y + 1.4, 5.4);
    rule(canvas_, kAmount.x, y + kRow - 1.6, kAmount.width, 0.15);
  }

  [[nodiscard]] std::string marks(const Person& person) const {
    std::string words;
    const auto add = [&](bool applies, const std::string& word) {
      if (applies) words.append(words.empty() ? "" : " ").append(word);
    };
    add(person.is_maybe, messages_.text("sheet.mark.maybe"));
    add(person.has_food, messages_.text("sheet.mark.food"));
    add(!person.photo_ok, messages_.text("sheet.mark.photo"));
    add(person.is_late, messages_.text("sheet.mark.late"));
    add(person.goods > 0, messages_.text("sheet.mark.goods", {{"count", person.goods}}));
    return words;
  }

  void empty_row(bool is_first, double y) {
    if (is_first) write(canvas_, {kName.x, y, kName.width, 3}, messages_.text("sheet.walk_ins"), {.size_pt = 6.5, .color = kQuiet});
    tick_box(canvas_, kCame.x + 0.75, y + 1.4, 5.4);
    tick_box(canvas_, kPaid.x + 0.75, y + 1.4, 5.4);
    rule(canvas_, kName.x, y + kRow - 1.2, kCode.x + kCode.width - kName.x, 0.15);
    rule(canvas_, kAmount.x, y + kRow - 1.6, kAmount.width, 0.15);
  }

  Canvas& canvas_;
  const Set& set_;
  const i18n::Messages& messages_;
  std::size_t page_;
};

}  // namespace

Painters list_sheets(const SetPtr& set, const i18n::Messages& messages) {
  Painters pages;
  for (std::size_t page = 0; page < sheets_for(set->onsite.size() + kWalkInRows, kRows); ++page) {
    pages.emplace_back([set, &messages, page](Canvas& canvas) {
      ListSheet(canvas, *set, messages, page).paint(set->onsite, messages.text("sheet.list"), true);
    });
  }
  return pages;
}

Painters online_sheets(const SetPtr& set, const i18n::Messages& messages) {
  Painters pages;
  for (std::size_t page = 0; page < sheets_for(set->online.size(), kRows); ++page) {
    pages.emplace_back([set, &messages, page](Canvas& canvas) {
      ListSheet(canvas, *set, messages, page).paint(set->online, messages.text("sheet.online_list"), false);
    });
  }
  return pages;
}

}  // namespace uke::server::paper

#include "server/imports/rules.h"
#include "shared/text/fold.h"
#include "shared/text/text.h"

#include <algorithm>
#include <array>
#include <map>

namespace uke::server::imports {
namespace {

constexpr std::size_t kHeaderWithin = 10;  // rows: lists begin with a title, a date and an empty line
constexpr std::size_t kValuesShown = 3;

struct Word {
  Meaning meaning;
  std::string_view words;  // with | between them
};

constexpr std::array kWords = {
    Word{Meaning::whole_name,
         "氏名|名前|お名前|姓名|会員名|参加者名|氏名漢字|お名前漢字|名前漢字|漢字氏名|name|full name|fullname|member|member name"},
    Word{Meaning::family_name, "姓|名字|苗字|姓漢字|氏|last name|lastname|family name|familyname|surname"},
    Word{Meaning::given_name, "名|名漢字|下の名前|first name|firstname|given name|givenname"},
    Word{Meaning::kana,
         "ふりがな|かな|よみ|よみがな|読み|読み仮名|読みがな|氏名かな|氏名ふりがな|氏名よみ|お名前かな|お名前ふりがな|名前かな|"
         "名前ふりがな|かな氏名|"
         "振り仮名|振りがな|kana|furigana|reading|name kana|pronunciation"},
    Word{Meaning::family_kana, "姓かな|姓ふりがな|姓よみ|せい|みょうじかな|せいかな|last name kana|family name kana|family kana"},
    Word{Meaning::given_kana, "名かな|名ふりがな|名よみ|めい|めいかな|first name kana|given name kana|given kana"},
    Word{Meaning::former_name, "旧姓|旧名|旧氏名|former name|maiden name|former family name|nee"},
    Word{Meaning::display_name,
         "表示名|facebook名|facebook|fb名|fb|ニックネーム|ハンドル名|sns名|アカウント名|display name|nickname|facebook name"},
    Word{Meaning::alias, "別名|通称|alias|aliases|also known as"},
    Word{Meaning::email,
         "メール|メールアドレス|eメール|email|e-mail|mail|mail address|email address|電子メール|連絡先メール|pcメール|アドレス"},
    Word{Meaning::site,
         "事業所|勤務地|勤務先事業所|拠点|職場|在籍時の職場|勤務場所|工場|支店|site|office|location|work place|workplace|plant"},
    Word{Meaning::department, "部署|部門|所属|所属部署|部課|配属|在籍部署|最終部署|department|dept|division|section|team"},
    Word{Meaning::years, "会社在籍|在籍|在籍期間|在籍年|在職期間|勤務期間|在籍年数|years|period|employed|employment period|tenure"},
    Word{Meaning::joined_year,
         "入社年|入社|入社年度|入社年月|入社年月日|入社日|joined|joined year|year joined|start year|hired|entry year"},
    Word{Meaning::left_year, "退社年|退社|退職年|退職|退社年度|退社年月|退職年月|退社日|退職日|left|left year|year left|end year|resigned"},
    Word{Meaning::employment, "在籍区分|雇用形態|雇用区分|社員区分|区分|身分|employment|employment type|contract type|type of employment"},
    Word{Meaning::occupation,
         "現在|現職|現況|現在の状況|現在の職業|職業|現在のお仕事|occupation|now|current occupation|status now|present"},
    Word{Meaning::region, "地域|都道府県|お住まい|居住地|住まい|現住所|住所|居住地域|region|prefecture|area|residence|address area"},
    Word{Meaning::age_decade, "年代|年齢|世代|age|age group|decade|generation"},
    Word{Meaning::introduced_by, "紹介者|ご紹介者|紹介|推薦者|招待者|introduced by|introducer|sponsor|referred by|referrer"},
    Word{Meaning::note, "備考|メモ|コメント|摘要|その他|特記事項|note|notes|memo|remark|remarks|comment|comments"},
};

const std::map<std::string, Meaning, std::less<>>& words() {
  static const auto table = [] {
    std::map<std::string, Meaning, std::less<>> made;
    for (const auto& [meaning, list] : kWords) {
      for (std::size_t at = 0; at <= list.size();) {
        const auto end = std::min(list.find('|', at), list.size());
        made.emplace(text::fold(list.substr(at, end - at)), meaning);
        at = end + 1;
      }
      made.emplace(text::fold(enum_name(meaning)), meaning);
    }
    return made;
  }();
  return table;
}

// Without what stands in brackets: 氏名(必須), メールアドレス【PC】.
std::string without_brackets(std::string_view heading) {
  std::string out(heading);
  for (const auto& [open, close] : {std::pair{"(", ")"}, {"（", "）"}, {"[", "]"}, {"【", "】"}, {"［", "］"}, {"<", ">"}, {"〈", "〉"}}) {
    for (;;) {
      const auto begin = out.find(open);
      const auto end = begin == std::string::npos ? begin : out.find(close, begin);
      if (end == std::string::npos) break;
      out.erase(begin, end + std::string_view(close).size() - begin);
    }
  }
  return out;
}

std::size_t headings_in(const tables::Row& row) {
  return static_cast<std::size_t>(std::ranges::count_if(row.cells, [](const auto& cell) { return meaning_of(cell) != Meaning::none; }));
}

// The row with most words that we know. One is enough in a list of few columns; else it might be anybody's name.
std::size_t find_header(const std::vector<tables::Row>& head) {
  std::size_t best = 0;
  std::size_t line = 0;
  for (std::size_t i = 0; i < head.size() && i < kHeaderWithin; ++i) {
    const auto found = headings_in(head[i]);
    if (found > best && found * 4 >= head[i].cells.size()) {
      best = found;
      line = head[i].line;
    }
  }
  return line;
}

bool mostly(const std::vector<std::string>& values, bool (*is_one)(std::string_view)) {
  const auto hits = std::ranges::count_if(values, is_one);
  return !values.empty() && hits * 3 >= std::ssize(values) * 2;
}

bool is_kana(std::string_view text) {
  const auto folded = text::fold(text);
  if (folded.empty()) return false;
  for (std::size_t i = 0; i < folded.size(); i += 3) {
    // Hiragana after folding: U+3041 … U+309F.
    if (folded.compare(i, 2, "\xE3\x81") != 0 && folded.compare(i, 2, "\xE3\x82") != 0) return false;
  }
  return true;
}
bool is_address(std::string_view text) { return text.contains('@') || text.contains("＠"); }
bool is_year(std::string_view text) { return year_of(text) != 0 && text.size() < 16; }
bool is_period(std::string_view text) { return is_year(text.substr(0, 4)) && text.size() > 4 && text.find_first_of("-~/") == 4; }
bool is_wordy(std::string_view text) {
  return std::ranges::any_of(text, [](char c) { return static_cast<unsigned char>(c) >= 0xE3 || (c >= 'A' && c <= 'z'); });
}

// Of a list without headings: by what its cells look like.
Meaning meaning_of_values(const std::vector<std::string>& values, const std::vector<Column>& before) {
  const auto taken = [&](Meaning meaning) { return std::ranges::find(before, meaning, &Column::meaning) != before.end(); };
  if (mostly(values, is_address)) return Meaning::email;
  if (mostly(values, is_period)) return Meaning::years;
  if (mostly(values, is_year)) return taken(Meaning::joined_year) ? Meaning::left_year : Meaning::joined_year;
  if (mostly(values, is_kana) && taken(Meaning::whole_name)) return Meaning::kana;
  return mostly(values, is_wordy) && !taken(Meaning::whole_name) ? Meaning::whole_name : Meaning::none;
}

void keep_first_of_each(std::vector<Column>& columns) {
  std::vector<Meaning> seen;
  for (auto& column : columns) {
    if (column.meaning == Meaning::none || column.meaning == Meaning::note || column.meaning == Meaning::alias) continue;
    if (std::ranges::find(seen, column.meaning) != seen.end()) column.meaning = Meaning::none;
    seen.push_back(column.meaning);
  }
}

}  // namespace

Meaning meaning_of(std::string_view heading) {
  if (heading.empty() || heading.size() > 200) return Meaning::none;
  for (const auto& form : {text::fold(heading), text::fold(without_brackets(heading))}) {
    if (const auto found = words().find(form); !form.empty() && found != words().end()) return found->second;
  }
  return Meaning::none;
}

Layout guess_layout(const std::vector<tables::Row>& head, std::optional<std::int64_t> header_line) {
  Layout layout;
  layout.header_line = header_line ? static_cast<std::size_t>(std::max<std::int64_t>(0, *header_line)) : find_header(head);
  std::size_t width = 0;
  for (const auto& row : head) width = std::max(width, row.cells.size());
  const auto header = std::ranges::find(head, layout.header_line, &tables::Row::line);
  std::vector<std::vector<std::string>> values(width);
  layout.columns.resize(width);
  for (const auto& row : head) {
    if (row.line <= layout.header_line) continue;
    for (std::size_t c = 0; c < row.cells.size(); ++c) {
      if (!text::trim(row.cells[c]).empty()) values[c].push_back(row.cells[c]);
    }
  }
  std::vector<Column> before;
  for (std::size_t c = 0; c < width; ++c) {
    auto& column = layout.columns[c];
    if (header != head.end() && c < header->cells.size()) column.heading = std::string(text::trim(header->cells[c]));
    column.meaning = layout.header_line > 0 ? meaning_of(column.heading) : meaning_of_values(values[c], before);
    before.push_back(column);
    column.values.assign(values[c].begin(), values[c].begin() + static_cast<std::ptrdiff_t>(std::min(kValuesShown, values[c].size())));
  }
  keep_first_of_each(layout.columns);
  return layout;
}

}  // namespace uke::server::imports

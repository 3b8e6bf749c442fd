#include "server/imports/rules.h"
#include "shared/text/fold.h"
#include "shared/text/text.h"

#include <algorithm>
#include <array>
#include <charconv>

namespace uke::server::imports {
namespace {

using roster::Employment;
using roster::MemberFields;
using roster::Occupation;

constexpr std::string_view kWideSpace = "\xE3\x80\x80";

template <class E>
struct Words {
  E value;
  std::string_view words;  // beginnings, with | between them
};

constexpr std::array kEmployments = {
    Words<Employment>{Employment::regular, "正社員|正規|社員|無期|regular|fulltime|permanent"},
    Words<Employment>{Employment::fixed_term, "期間|有期|嘱託|再雇用|定年後|fixedterm|fixed"},
    Words<Employment>{Employment::contract, "契約|準社員|contract"},
    Words<Employment>{Employment::dispatched, "派遣|出向|dispatched|temp|agency"},
    Words<Employment>{Employment::part_time, "アルバイト|パート|バイト|parttime"},
};
constexpr std::array kOccupations = {
    Words<Occupation>{Occupation::retired, "リタイア|引退|退職|定年|年金|無職|retired"},
    Words<Occupation>{Occupation::successor, "後継|継承|存続|successor"},
    Words<Occupation>{Occupation::other_company, "他社|別会社|会社員|転職|勤務|othercompany|anothercompany|employed"},
    Words<Occupation>{Occupation::self_employed, "自営|個人事業|フリーランス|起業|経営|selfemployed|freelance"},
};

template <class E, std::size_t N>
E word_of(std::string_view typed, const std::array<Words<E>, N>& table) {
  const auto folded = text::fold(typed);
  if (folded.empty()) return E::unknown;
  for (const auto& [value, list] : table) {
    for (std::size_t at = 0; at < list.size();) {
      const auto end = std::min(list.find('|', at), list.size());
      if (folded.starts_with(text::fold(list.substr(at, end - at)))) return value;
      at = end + 1;
    }
  }
  return folded == "unknown" || folded.starts_with(text::fold("不明")) ? E::unknown : E::other;
}

// Full-width digits, wave dashes and the like as ASCII, for reading numbers only.
std::string narrow(std::string_view typed) {
  static constexpr std::array kPairs = {std::pair{"〜", "-"},   std::pair{"～", "-"},   std::pair{"ー", "-"},   std::pair{"－", "-"},
                                        std::pair{"–", "-"},    std::pair{"—", "-"},    std::pair{"から", "-"}, std::pair{"−", "-"},
                                        std::pair{"昭和", "S"}, std::pair{"平成", "H"}, std::pair{"令和", "R"}, std::pair{"元年", "1年"}};
  std::string text(typed);
  for (const auto& [from, to] : kPairs) {
    for (auto at = text.find(from); at != std::string::npos; at = text.find(from, at + 1))
      text.replace(at, std::string_view(from).size(), to);
  }
  for (std::size_t i = 0; i + 2 < text.size(); ++i) {  // ０ … ９ are EF BC 90 … 99
    if (text.compare(i, 2, "\xEF\xBC") == 0 && static_cast<unsigned char>(text[i + 2]) >= 0x90 &&
        static_cast<unsigned char>(text[i + 2]) <= 0x99) {
      text.replace(i, 3, 1, static_cast<char>('0' + static_cast<unsigned char>(text[i + 2]) - 0x90));
    }
  }
  return text;
}

bool is_digit(char c) { return c >= '0' && c <= '9'; }

// The number at `at`, and where it ends.
std::pair<std::int64_t, std::size_t> number_at(std::string_view text, std::size_t at) {
  std::int64_t value = 0;
  const auto [end, error] = std::from_chars(text.data() + at, text.data() + text.size(), value);
  if (error != std::errc{}) return {0, at};
  return {value, static_cast<std::size_t>(end - text.data())};
}

struct Found {
  std::int64_t year = 0;
  std::size_t end = 0;
};

// The first year in `text` from `at` on: four digits, or an era and a number.
Found next_year(std::string_view text, std::size_t at) {
  for (std::size_t i = at; i < text.size(); ++i) {
    if (is_digit(text[i])) {
      const auto [value, end] = number_at(text, i);
      if (end - i == 4 || (end - i >= 6 && end - i <= 8)) return {end - i == 4 ? value : number_at(text.substr(0, i + 4), i).first, end};
      i = std::max(i, end - 1);
    } else if (i + 1 < text.size() && is_digit(text[i + 1]) && std::string_view("SHRshr").contains(text[i])) {
      const auto [value, end] = number_at(text, i + 1);
      const char era = static_cast<char>(text[i] & ~0x20);
      if (value >= 1 && value < 70) return {value + (era == 'S' ? 1925 : era == 'H' ? 1988 : 2018), end};
    }
  }
  return {};
}

void read_years(MemberFields& fields, std::string_view typed) {
  const auto text = narrow(typed);
  const auto first = next_year(text, 0);
  if (first.year == 0) return;
  const auto before = std::string_view(text).substr(0, first.end);
  const bool open_begin = before.size() > 4 && before.starts_with('-');  // -2021
  (open_begin ? fields.left_year : fields.joined_year) = first.year;
  const auto second = next_year(text, first.end);
  if (!open_begin && second.year != 0) fields.left_year = second.year;
}

std::int64_t decade_of(std::string_view typed) {
  const auto text = narrow(typed);
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (!is_digit(text[i])) continue;
    const auto value = number_at(text, i).first;
    return value >= 10 && value < 110 ? value / 10 * 10 : 0;
  }
  return 0;
}

// Two words are family and given name; of more or fewer nobody can say.
void read_whole_name(MemberFields& fields, std::string_view typed) {
  std::string name(text::trim(typed));
  for (auto at = name.find(kWideSpace); at != std::string::npos; at = name.find(kWideSpace)) name.replace(at, kWideSpace.size(), " ");
  std::vector<std::string> words;
  for (std::size_t at = 0; at < name.size();) {
    const auto end = std::min(name.find_first_of(" \t\n", at), name.size());
    if (end > at) words.push_back(name.substr(at, end - at));
    at = end + 1;
  }
  if (words.size() == 2 && std::ranges::none_of(words, [](const auto& w) { return w.starts_with('(') || w.starts_with("（"); })) {
    fields.family_name = words[0];
    fields.given_name = words[1];
  } else {
    fields.family_name = name;
  }
}

// 山﨑(旧姓 鈴木)美智子: the former name leaves the name.
void take_former_name(MemberFields& fields, std::string& name) {
  for (const auto& [open, close] : {std::pair{"(", ")"}, {"（", "）"}, {"[", "]"}, {"［", "］"}}) {
    const auto begin = name.find(open);
    const auto end = begin == std::string::npos ? begin : name.find(close, begin);
    if (end == std::string::npos) continue;
    auto inside = name.substr(begin + std::string_view(open).size(), end - begin - std::string_view(open).size());
    if (!inside.starts_with("旧")) continue;
    inside.erase(0, inside.starts_with("旧姓") ? 6 : 3);
    const auto first = inside.find_first_not_of(" :・");
    if (first == std::string::npos) continue;
    inside.erase(0, first);
    for (const std::string_view mark : {"：", "・", "　"}) {
      if (inside.starts_with(mark)) inside.erase(0, mark.size());
    }
    if (fields.former_name.empty()) fields.former_name = inside;
    name.replace(begin, end + std::string_view(close).size() - begin, " ");
    return;
  }
}

std::string first_address(std::string_view typed) {
  const auto address = text::trim(typed);
  const auto end = address.find_first_of(" ;,/\n\t");
  return std::string(end == std::string_view::npos ? address : address.substr(0, end));
}

void add_line(std::string& text, const std::string& line) {
  if (!text.empty()) text += '\n';
  text += line;
}

void take(MemberFields& f, Meaning meaning, std::string cell) {
  switch (meaning) {
    case Meaning::none: break;
    case Meaning::whole_name:
      take_former_name(f, cell);
      read_whole_name(f, cell);
      break;
    case Meaning::family_name:
      take_former_name(f, cell);
      f.family_name = std::move(cell);
      break;
    case Meaning::given_name: f.given_name = std::move(cell); break;
    case Meaning::kana: f.kana = std::move(cell); break;
    case Meaning::family_kana: f.kana = f.kana.empty() ? std::move(cell) : cell + " " + f.kana; break;
    case Meaning::given_kana: f.kana = f.kana.empty() ? std::move(cell) : f.kana + " " + cell; break;
    case Meaning::former_name: f.former_name = std::move(cell); break;
    case Meaning::display_name: f.display_name = std::move(cell); break;
    case Meaning::alias: f.aliases.push_back(std::move(cell)); break;
    case Meaning::email: f.email = first_address(cell); break;
    case Meaning::site: f.site = std::move(cell); break;
    case Meaning::department: f.department = std::move(cell); break;
    case Meaning::years: read_years(f, cell); break;
    case Meaning::joined_year: f.joined_year = year_of(cell); break;
    case Meaning::left_year: f.left_year = year_of(cell); break;
    case Meaning::employment: f.employment = word_of(cell, kEmployments); break;
    case Meaning::occupation: f.occupation = word_of(cell, kOccupations); break;
    case Meaning::region: f.region = std::move(cell); break;
    case Meaning::age_decade: f.age_decade = decade_of(cell); break;
    case Meaning::introduced_by: f.introduced_by = std::move(cell); break;
    case Meaning::note: add_line(f.note, cell); break;
  }
}

}  // namespace

std::int64_t year_of(std::string_view text) { return next_year(narrow(text), 0).year; }

Person person_of(const tables::Row& row, const std::vector<Meaning>& meanings) {
  Person person;
  for (std::size_t c = 0; c < row.cells.size() && c < meanings.size(); ++c) {
    if (meanings[c] == Meaning::none || text::trim(row.cells[c]).empty()) continue;
    if (row.broken && row.cells[c].contains("\xEF\xBF\xBD")) person.broken = true;
    take(person.fields, meanings[c], row.cells[c]);
  }
  person.fields = roster::tidied(std::move(person.fields));
  return person;
}

MemberFields filled(const MemberFields& known, const MemberFields& row, Fill fill) {
  auto result = known;
  const bool over = fill == Fill::overwrite;
  const auto text = [over](std::string& to, const std::string& from) {
    if (!from.empty() && (over || to.empty())) to = from;
  };
  const auto number = [over](std::int64_t& to, std::int64_t from) {
    if (from != 0 && (over || to == 0)) to = from;
  };
  // Family and given name are one thing: half of one and half of another would be nobody's.
  if (!row.family_name.empty() && (over || (known.family_name.empty() && known.given_name.empty()))) {
    result.family_name = row.family_name;
    result.given_name = row.given_name;
  }
  text(result.kana, row.kana);
  text(result.former_name, row.former_name);
  text(result.display_name, row.display_name);
  text(result.email, row.email);
  text(result.site, row.site);
  text(result.department, row.department);
  number(result.joined_year, row.joined_year);
  number(result.left_year, row.left_year);
  if (row.employment != Employment::unknown && (over || known.employment == Employment::unknown)) result.employment = row.employment;
  if (row.occupation != Occupation::unknown && (over || known.occupation == Occupation::unknown)) result.occupation = row.occupation;
  text(result.region, row.region);
  number(result.age_decade, row.age_decade);
  text(result.introduced_by, row.introduced_by);
  text(result.note, row.note);
  for (const auto& alias : row.aliases) {
    if (std::ranges::find(result.aliases, alias) == result.aliases.end() && result.aliases.size() < roster::kAliasesMax) {
      result.aliases.push_back(alias);
    }
  }
  return result;
}

}  // namespace uke::server::imports

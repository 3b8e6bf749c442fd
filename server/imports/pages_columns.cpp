// What the columns mean, how the file is to be read: as guessed, to be corrected.
#include "server/imports/pages_kit.h"
#include "server/imports/words.h"
#include "server/render/form.h"

#include <algorithm>

namespace uke::server::imports {
namespace {

struct ColumnView {
  std::string name;  // of the select
  std::string heading;
  std::vector<std::string> values;
  std::vector<render::Choice> choices;
};
BOOST_DESCRIBE_STRUCT(ColumnView, (), (name, heading, values, choices))

struct ColumnsView {
  std::string action;
  std::string cancel;
  std::int64_t version = 0;
  bool is_text = false;
  std::vector<render::Choice> encodings;
  std::vector<render::Choice> separators;
  bool has_sheets = false;
  std::vector<render::Choice> sheets;
  std::string header_line;
  bool overwrite = false;
  bool has_columns = false;
  std::vector<ColumnView> columns;
};
BOOST_DESCRIBE_STRUCT(ColumnsView, (),
                      (action, cancel, version, is_text, encodings, separators, has_sheets, sheets, header_line, overwrite, has_columns,
                       columns))

template <class E, class Word>
std::vector<render::Choice> choices_of(E chosen, Word word) {
  std::vector<render::Choice> choices;
  boost::mp11::mp_for_each<boost::describe::describe_enumerators<E>>(
      [&](auto e) { choices.push_back({std::string(e.name), word(e.value), e.value == chosen}); });
  return choices;
}

std::vector<render::Choice> separators(const i18n::Messages& m, const std::string& chosen) {
  return {{"comma", m.text("imports.separator.comma"), chosen == ","},
          {"tab", m.text("imports.separator.tab"), chosen == "\t"},
          {"semicolon", m.text("imports.separator.semicolon"), chosen == ";"}};
}

std::optional<std::string> separator_named(std::string_view word) {
  if (word == "comma") return ",";
  if (word == "tab") return "\t";
  if (word == "semicolon") return ";";
  return std::nullopt;
}

Result<ColumnsView> view_of(const i18n::Messages& m, const ImportRow& import) {
  ColumnsView view;
  view.action = path_of(import.id) + "/columns";
  view.cancel = path_of(import.id);
  view.version = import.version;
  view.is_text = import.format == tables::Format::separated;
  view.encodings = choices_of(import.encoding, [&](tables::Encoding e) { return encoding_word(m, e); });
  view.separators = separators(m, import.separator);
  view.header_line = std::to_string(import.header_line);
  view.overwrite = import.overwrite;
  TRY(const auto sheets, sheets_of(import));
  for (std::size_t i = 0; i < sheets.size() && sheets.size() > 1; ++i) {
    view.sheets.push_back({std::to_string(i), sheets[i], static_cast<std::int64_t>(i) == import.sheet});
  }
  view.has_sheets = !view.sheets.empty();
  TRY(const auto columns, columns_of(import));
  view.has_columns = !columns.empty();
  for (std::size_t c = 0; c < columns.size(); ++c) {
    const auto& column = columns[c];
    view.columns.push_back({.name = "m" + std::to_string(c),
                            .heading = column.heading.empty()
                                           ? m.text("imports.column_number", {{"number", static_cast<std::int64_t>(c + 1)}})
                                           : column.heading,
                            .values = column.values,
                            .choices = choices_of(column.meaning, [&](Meaning meaning) { return meaning_word(m, meaning); })});
  }
  return view;
}

// What the form says differently from what was guessed or chosen before. Another separator, sheet or heading makes other columns: then
// what these columns mean is guessed anew.
Result<Choice> choice_in(const web::Req& req, const ImportRow& import) {
  TRY(auto choice, choice_of(import));
  const auto before = choice;
  if (const auto encoding = enum_value<tables::Encoding>(req.form.text("encoding")); encoding && *encoding != import.encoding) {
    choice.encoding = encoding;
  }
  if (const auto separator = separator_named(req.form.text("separator")); separator && *separator != import.separator) {
    choice.separator = separator;
  }
  if (req.form.has("sheet") && number_in(req.form.text("sheet"), 0) != import.sheet) choice.sheet = number_in(req.form.text("sheet"), 0);
  const auto header = number_in(req.form.text("header_line"), import.header_line);
  if (header != import.header_line) choice.header_line = header;
  if (choice != before) {
    choice.meanings.reset();
    return choice;
  }
  TRY(const auto columns, columns_of(import));
  std::vector<Meaning> meanings;
  for (std::size_t c = 0; c < columns.size(); ++c) {
    meanings.push_back(enum_value<Meaning>(req.form.text("m" + std::to_string(c))).value_or(columns[c].meaning));
  }
  choice.meanings = std::move(meanings);
  return choice;
}

web::Read show(const PageNeeds& needs) {
  return [needs](const web::Req& req, storage::ReadTx& tx) -> Result<web::Response> {
    const auto& m = needs.pages->messages(req.http);
    TRY(const auto id, id_in(req));
    TRY(const auto import, get_import(tx, req.actor, id));
    if (import.state != ImportState::ready && import.state != ImportState::failed) return needs.pages->see_other(path_of(id));
    TRY(const auto view, view_of(m, import));
    return needs.pages->page(req,
                             {.title = m.text("imports.columns_title"),
                              .nav = kImportsPath,
                              .back = path_of(id),
                              .back_label = m.text("imports.back_to_import"),
                              .width = render::Head::Width::table},
                             "imports/columns", view);
  };
}

web::Write correct(const PageNeeds& needs) {
  return [needs](const web::Req& req, storage::WriteTx& tx) -> Result<web::Response> {
    TRY(const auto id, id_in(req));
    TRY(const auto import, get_import(tx, req.actor, id));
    TRY(const auto choice, choice_in(req, import));
    TRYV(correct_import(tx, req.actor, id, version_in(req), choice, req.form.has("overwrite")));
    return needs.pages->see_other(path_of(id));
  };
}

}  // namespace

web::Routes columns_pages(const PageNeeds& needs) {
  const std::string path = std::string(kImportsPath) + "/{import}/columns";
  return {page(web::Method::get, path, show(needs)), page(web::Method::post, path, correct(needs))};
}

}  // namespace uke::server::imports

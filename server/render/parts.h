// The views of the shared parts (assets/web/templates/parts): a page's own view has them as members and its template shows them with
// {{#member}}{{> parts/…}}{{/member}}. All texts are in the reader's language already.
#pragma once

#include "server/render/data.h"
#include "server/render/form.h"
#include "shared/base/describe.h"

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace uke::server::render {

// What a colour says; never the only sign.
enum class Tone : std::uint8_t { neutral, good, info, attention, stop };
BOOST_DESCRIBE_ENUM(Tone, neutral, good, info, attention, stop)

// parts/chip: a state in one word.
struct Chip {
  Tone tone = Tone::neutral;
  std::string text;
};
BOOST_DESCRIBE_STRUCT(Chip, (), (tone, text))

// parts/facts: what is known, one line each. Line breaks in `value` are kept.
struct Fact {
  std::string label;
  std::string value;
  std::string link = {};  // path that the value leads to
  std::vector<Chip> chips = {};
};
BOOST_DESCRIBE_STRUCT(Fact, (), (label, value, link, chips))
struct Facts {
  std::vector<Fact> rows;
};
BOOST_DESCRIBE_STRUCT(Facts, (), (rows))

// parts/filters: selects beside a search box, folded away unless `any` is set. The first choice is "all", with the value "".
struct Filter {
  std::string name;
  std::string label;
  std::vector<Choice> choices;
};
BOOST_DESCRIBE_STRUCT(Filter, (), (name, label, choices))
struct Filters {
  std::vector<Filter> rows;
  bool any = false;
};
BOOST_DESCRIBE_STRUCT(Filters, (), (rows, any))

// parts/index_row: the gojūon rows as links.
struct IndexLink {
  std::string label;
  std::string path;
  bool current = false;
  bool empty = false;  // nobody there: shown without a link
};
BOOST_DESCRIBE_STRUCT(IndexLink, (), (label, path, current, empty))
struct IndexRow {
  std::string label;
  std::vector<IndexLink> links;
};
BOOST_DESCRIBE_STRUCT(IndexRow, (), (label, links))

// parts/pager. A step without fields is a link; with fields it POSTs them, because what was searched never stands in a URL.
struct PagerStep {
  std::string path;
  std::vector<Hidden> fields = {};
};
[[nodiscard]] Data view_data(const PagerStep& step);
struct Pager {
  std::string summary;             // 1,900名のうち 51〜100
  std::optional<PagerStep> first;  // back to the beginning
  std::optional<PagerStep> next;
};
BOOST_DESCRIBE_STRUCT(Pager, (), (summary, first, next))

// parts/empty: nothing here yet, and what to do first.
struct Empty {
  std::string title;
  std::string text = {};
  std::string path = {};
  std::string action = {};  // words of the button to `path`
};
BOOST_DESCRIBE_STRUCT(Empty, (), (title, text, path, action))

// parts/post_button: one tap that POSTs; csrf is added.
enum class Look : std::uint8_t { primary, secondary, danger, quiet };
BOOST_DESCRIBE_ENUM(Look, primary, secondary, danger, quiet)
struct PostButton {
  std::string action;
  std::string label;
  Look look = Look::secondary;
  bool small = false;
  std::int64_t version = 0;  // of the row; 0 = not sent
  std::vector<Hidden> fields = {};
  std::string says = {};  // longer name for screen readers: 佐藤花子さんを承認する
};
[[nodiscard]] Data view_data(const PostButton& button);

// parts/confirm: only where there is no undo.
struct Confirm {
  std::string text;
  std::vector<std::string> points = {};  // what will happen
  PostButton button;
  std::string cancel;  // path
};
[[nodiscard]] Data view_data(const Confirm& confirm);

// parts/notice
struct Notice {
  Tone tone = Tone::info;
  std::string title;
  std::string text = {};
  std::vector<std::string> points = {};
};
[[nodiscard]] Data view_data(const Notice& notice);

// parts/tabs: links between sister pages.
struct Tab {
  std::string path;
  std::string label;
  bool current = false;
  std::string count = {};
};
BOOST_DESCRIBE_STRUCT(Tab, (), (path, label, current, count))
struct Tabs {
  std::string label;
  std::vector<Tab> links;
};
BOOST_DESCRIBE_STRUCT(Tabs, (), (label, links))

// parts/progress. A total of 0 is not known yet. `over` ends the polling: the page is loaded again.
struct Progress {
  std::string label;
  std::int64_t done = 0;
  std::int64_t total = 0;
  std::string text = {};  // 12,000行 / 50,000行
  bool over = false;
};
[[nodiscard]] Data view_data(const Progress& progress);

// parts/compare: the same thing twice, side by side. A cell with a `name` is a radio button of the form around the table.
struct CompareCell {
  std::string text;
  std::string name = {};
  std::string value = {};
  bool chosen = false;
  std::string says = {};  // accessible name of the radio button
};
struct CompareRow {
  std::string label;
  bool differs = false;
  std::vector<CompareCell> cells;  // one for each column
};
struct Compare {
  std::string caption;
  std::vector<std::string> columns;
  std::vector<CompareRow> rows;
};
[[nodiscard]] Data view_data(const Compare& compare);

// parts/copy: a text to take elsewhere. One row shows it as a single line.
struct Copy {
  std::string id;  // unique in the page
  std::string label;
  std::string text;
  std::int64_t rows = 6;
};
[[nodiscard]] Data view_data(const Copy& copy);

// parts/plot: a picture whose title is the finding, and the table behind it. make_plot() of plot.h fills it.
struct PlotRow {
  std::string label;
  std::string value;
  std::string share;  // 32%
};
BOOST_DESCRIBE_STRUCT(PlotRow, (), (label, value, share))
struct PlotFigure {
  std::string title;
  Html picture;
  std::string label_head;
  std::string value_head;
  std::vector<PlotRow> rows;
};
BOOST_DESCRIBE_STRUCT(PlotFigure, (), (title, picture, label_head, value_head, rows))

}  // namespace uke::server::render

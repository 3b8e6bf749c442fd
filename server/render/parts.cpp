#include "server/render/parts.h"

namespace uke::server::render {

Data view_data(const PagerStep& step) {
  return {DataMap{{"path", data_of(step.path)}, {"fields", data_of(step.fields)}, {"by_post", {!step.fields.empty()}}}};
}

Data view_data(const PostButton& button) {
  // Who speaks to the page says what stands on the button: so that must be part of its name (WCAG 2.5.3).
  const bool fits = button.says.empty() || button.says.find(button.label) != std::string::npos;
  return {DataMap{{"action", data_of(button.action)},
                  {"label", data_of(button.label)},
                  {"look", data_of(button.look)},
                  {"small", {button.small}},
                  {"version", button.version == 0 ? Data{false} : data_of(button.version)},
                  {"fields", data_of(button.fields)},
                  {"says", {fits ? button.says : button.label + ": " + button.says}}}};
}

Data view_data(const Confirm& confirm) {
  return {DataMap{{"text", data_of(confirm.text)},
                  {"points", data_of(confirm.points)},
                  {"has_points", {!confirm.points.empty()}},
                  {"button", data_of(confirm.button)},
                  {"cancel", data_of(confirm.cancel)}}};
}

Data view_data(const Notice& notice) {
  return {DataMap{{"tone", data_of(notice.tone)},
                  {"is_stop", {notice.tone == Tone::stop}},
                  {"title", data_of(notice.title)},
                  {"text", data_of(notice.text)},
                  {"points", data_of(notice.points)},
                  {"has_points", {!notice.points.empty()}}}};
}

Data view_data(const Progress& progress) {
  return {DataMap{{"label", data_of(progress.label)},
                  {"done", data_of(progress.done)},
                  {"total", data_of(progress.total)},
                  {"known", {progress.total > 0}},
                  {"text", data_of(progress.text)},
                  {"over", {progress.over}}}};
}

Data view_data(const Compare& compare) {
  DataList rows;
  for (const auto& row : compare.rows) {
    DataList cells;
    for (std::size_t i = 0; i < row.cells.size(); ++i) {
      const auto& cell = row.cells[i];
      cells.push_back({DataMap{{"column", data_of(i < compare.columns.size() ? compare.columns[i] : std::string())},
                               {"text", data_of(cell.text)},
                               {"name", data_of(cell.name)},
                               {"value", data_of(cell.value)},
                               {"chosen", {cell.chosen}},
                               {"says", data_of(cell.says)}}});
    }
    rows.push_back({DataMap{{"label", data_of(row.label)}, {"differs", {row.differs}}, {"cells", {std::move(cells)}}}});
  }
  return {DataMap{{"caption", data_of(compare.caption)}, {"columns", data_of(compare.columns)}, {"rows", {std::move(rows)}}}};
}

Data view_data(const Copy& copy) {
  return {DataMap{{"id", data_of(copy.id)},
                  {"label", data_of(copy.label)},
                  {"text", data_of(copy.text)},
                  {"rows", data_of(copy.rows)},
                  {"one_line", {copy.rows == 1}}}};
}

}  // namespace uke::server::render

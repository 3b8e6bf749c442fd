#include "server/paper/set.h"

#include "server/paper/sheet.h"

#include <iterator>

namespace uke::server::paper {
namespace {

Painters sheets_of(Part part, const SetPtr& set, const i18n::Messages& messages) {
  switch (part) {
    case Part::list: return list_sheets(set, messages);
    case Part::online: return online_sheets(set, messages);
    case Part::badges: return badge_sheets(set, messages);
    case Part::receipts: return receipt_sheets(set, messages);
    case Part::cash: return cash_sheets(set, messages);
    case Part::guide: return guide_sheets(set, messages);
  }
  return {};
}

}  // namespace

Result<std::string> set_pdf(const Set& set, const Parts& parts, const i18n::Messages& messages) {
  const auto shared = std::make_shared<const Set>(set);
  Painters pages;
  for (const auto part : parts) {
    auto more = sheets_of(part, shared, messages);
    pages.insert(pages.end(), std::make_move_iterator(more.begin()), std::make_move_iterator(more.end()));
  }
  if (pages.empty()) return fail(ErrorCode::invalid, "paper.set_pdf", "parts: leave no sheet");
  return drawing::draw_pdf(drawing::kA4, pages, set.event + " " + set.edition);
}

}  // namespace uke::server::paper

#include "server/events/page_kit.h"

#include "shared/i18n/dates.h"

namespace uke::server::events {
namespace {

struct TabOf {
  EditionTab tab;
  const char* path;   // behind /editions/{id}
  const char* label;  // of assets/i18n
  unsigned access;
};

constexpr TabOf kTabs[] = {
    {EditionTab::edition, "", "edition.tab.edition", web::kOrganizers},
    {EditionTab::rsvps, "/rsvps", "edition.tab.rsvps", web::kOrganizers},
    {EditionTab::catering, "/catering", "edition.tab.catering", web::kOrganizers},
    {EditionTab::messages, "/messages", "edition.tab.messages", web::kAdmin},
    {EditionTab::desk, "/desk", "edition.tab.desk", web::kOrganizers},
    {EditionTab::paper, "/paper", "edition.tab.paper", web::kOrganizers},
    {EditionTab::batch, "/batch", "edition.tab.batch", web::kOrganizers},
};

std::string in_language(const i18n::Messages& messages, const std::string& name, const std::string& name_en) {
  return messages.language() == i18n::Language::en && !name_en.empty() ? name_en : name;
}

}  // namespace

render::Tabs edition_tabs(const i18n::Messages& messages, const web::Actor& actor, EditionId edition, EditionTab current) {
  render::Tabs tabs{.label = messages.text("edition.tabs"), .links = {}};
  for (const auto& tab : kTabs) {
    if ((actor.access & tab.access) == 0) continue;
    tabs.links.push_back(
        {.path = "/editions/" + edition.to_string() + tab.path, .label = messages.text(tab.label), .current = tab.tab == current});
  }
  return tabs;
}

std::string name_of(const i18n::Messages& messages, const EventRow& event) { return in_language(messages, event.name, event.name_en); }

std::string name_of(const i18n::Messages& messages, const EditionRow& edition) {
  return in_language(messages, edition.name, edition.name_en);
}

std::string moment(const i18n::Messages& messages, std::int64_t at_ms, std::string_view zone) {
  const auto at = from_ms(at_ms);
  return i18n::format_date(at, zone, messages.language()) + " " + i18n::format_time(at, zone);
}

}  // namespace uke::server::events

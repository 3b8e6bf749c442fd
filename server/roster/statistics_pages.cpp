#include "server/roster/statistics_pages.h"

#include "server/render/plot.h"
#include "server/roster/pages_kit.h"
#include "server/roster/pages_words.h"
#include "server/roster/statistics.h"

#include <charconv>

namespace uke::server::roster {
namespace {

constexpr const char* kPath = "/members/statistics";

struct SectionView {
  std::string id;
  std::string title;
  render::PlotFigure plot;
};
BOOST_DESCRIBE_STRUCT(SectionView, (), (id, title, plot))

struct StatisticsView {
  render::Tabs tabs;
  std::string total;
  std::string as_of;
  std::vector<SectionView> sections;
  std::vector<render::Empty> empty;
  std::vector<render::Copy> outside;
};
BOOST_DESCRIBE_STRUCT(StatisticsView, (), (tabs, total, as_of, sections, empty, outside))

std::int64_t number_of(std::string_view digits) {
  std::int64_t number = 0;
  std::from_chars(digits.data(), digits.data() + digits.size(), number);
  return number;
}

std::string label_of(const i18n::Messages& messages, Attribute attribute, const std::string& value) {
  if (attribute == Attribute::joined_year) {
    const auto first = number_of(value);
    return messages.text("statistics.years", {{"first", value}, {"last", std::to_string(first + kYearsTogether - 1)}});
  }
  return shown_value(messages, enum_name(attribute), value);
}

std::string title_of(const i18n::Messages& messages, const Breakdown& breakdown) {
  const auto finding = finding_of(breakdown);
  const auto value = label_of(messages, breakdown.attribute, finding.value);
  const auto second = label_of(messages, breakdown.attribute, finding.second);
  const auto sentence = messages.text("statistics.finding." + std::string(enum_name(finding.kind)),
                                      {{"value", value}, {"second", second}, {"share", finding.share}, {"known", finding.known}});
  const bool is_partial = finding.of_known_only && finding.kind != Finding::Kind::nothing && finding.kind != Finding::Kind::few;
  if (!is_partial) return sentence;
  return messages.text("statistics.of_known", {{"finding", sentence}, {"known", finding.known}});
}

// Everybody: what is known, what is beyond the most frequent ones, and of whom it is not known.
std::vector<render::Bar> bars_of(const i18n::Messages& messages, const Breakdown& breakdown) {
  std::vector<render::Bar> bars;
  for (const auto& tally : breakdown.values) bars.push_back({label_of(messages, breakdown.attribute, tally.value), tally.count});
  if (breakdown.others > 0) {
    bars.push_back({messages.text("statistics.others", {{"values", breakdown.other_values}}), breakdown.others});
  }
  if (breakdown.attribute != Attribute::state) bars.push_back({messages.text("statistics.unknown"), breakdown.unknown});
  return bars;
}

// For telling others: numbers of fewer than kFewPeople people are only said to be few.
std::string outside_text(const i18n::Messages& messages, const Statistics& statistics) {
  std::string text = messages.text("statistics.total", {{"total", statistics.members}}) + "\n";
  for (const auto& breakdown : statistics.attributes) {
    text += "\n" + field_label(messages, enum_name(breakdown.attribute)) + "\n";
    for (const auto& bar : bars_of(messages, breakdown)) {
      const bool is_few = bar.value > 0 && bar.value < kFewPeople;
      const auto count =
          is_few ? messages.text("statistics.few", {{"limit", kFewPeople}}) : messages.text("statistics.people", {{"count", bar.value}});
      text += bar.label + "\t" + count + "\n";
    }
  }
  return text;
}

render::Tabs tabs_of(const i18n::Messages& messages, const Breakdown& states, std::optional<MemberState> chosen) {
  render::Tabs tabs{.label = messages.text("statistics.tabs"), .links = {}};
  tabs.links.push_back({.path = kPath, .label = messages.text("ui.all"), .current = !chosen, .count = std::to_string(states.members())});
  for (const auto& tally : states.values) {
    const auto state = enum_value<MemberState>(tally.value);
    if (!state) continue;
    tabs.links.push_back({.path = std::string(kPath) + "?state=" + tally.value,
                          .label = state_word(messages, *state),
                          .current = chosen == state,
                          .count = std::to_string(tally.count)});
  }
  return tabs;
}

Result<web::Response> show(const render::PagesPtr& pages, const web::Req& req, storage::ReadTx& tx) {
  const auto& messages = pages->messages(req.http);
  const auto state = enum_value<MemberState>(req.query("state").value_or(""));
  TRY(const auto everybody, get_statistics(tx, req.actor, {}));
  Statistics narrowed;
  if (state) {
    TRY(narrowed, get_statistics(tx, req.actor, state));
  }
  const auto& statistics = state ? narrowed : everybody;
  StatisticsView view;
  view.tabs = tabs_of(messages, everybody.attributes.front(), state);
  view.total = messages.text("statistics.total", {{"total", statistics.members}});
  view.as_of = messages.text("roster.print_title", {{"time", when(messages, to_ms(tx.now()))}});
  if (statistics.members == 0) {
    view.empty = {{.title = messages.text("statistics.none"), .text = messages.text("statistics.none_text")}};
  } else {
    view.outside = {
        {.id = "outside", .label = messages.text("statistics.outside_label"), .text = outside_text(messages, statistics), .rows = 12}};
  }
  for (const auto& breakdown : statistics.attributes) {
    const bool says_nothing = statistics.members == 0 || (state && breakdown.attribute == Attribute::state);
    if (says_nothing) continue;
    const std::string name(enum_name(breakdown.attribute));
    const auto label = field_label(messages, name);
    view.sections.push_back(
        {.id = name,
         .title = label,
         .plot = render::make_plot(title_of(messages, breakdown), label, messages.text("statistics.head"), bars_of(messages, breakdown))});
  }
  return pages->page(req,
                     {.title = messages.text("statistics.title"),
                      .nav = kNav,
                      .back = kNav,
                      .back_label = messages.text("roster.title"),
                      .width = render::Head::Width::table},
                     "statistics/statistics", view);
}

}  // namespace

web::Routes statistics_page_routes(render::PagesPtr pages) {
  return {page(web::Method::get, kPath, web::kOrganizers,
               web::Read([pages = std::move(pages)](const web::Req& req, storage::ReadTx& tx) { return show(pages, req, tx); }))};
}

}  // namespace uke::server::roster

#include "server/events/pages_kit.h"

#include "shared/i18n/dates.h"

#include <charconv>
#include <iterator>

namespace uke::server::events {

web::Routes page_routes(const PageParts& parts) {
  const auto needs = std::make_shared<const PageParts>(parts);
  web::Routes all;
  for (auto* some : {event_page_routes, event_form_routes, copy_page_routes, edition_page_routes, edition_form_routes, cancel_page_routes,
                     item_page_routes}) {
    auto routes = some(needs);
    all.insert(all.end(), std::make_move_iterator(routes.begin()), std::make_move_iterator(routes.end()));
  }
  return all;
}

std::string path_of(EventId id) { return "/events/" + id.to_string(); }
std::string path_of(EditionId id) { return "/editions/" + id.to_string(); }

bool is_admin(const web::Req& req) { return (req.actor.access & web::kAdmin) != 0; }

std::int64_t hidden_number(const web::Form& form, std::string_view name) {
  const auto text = form.text(name);
  std::int64_t number = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
  return error == std::errc() && end == text.data() + text.size() ? number : 0;
}

std::string full_link(const PageParts& parts, const web::Req& req, std::string_view path) {
  const auto& url = parts.pages->url();
  std::string link = url.empty() ? "http://" + std::string(req.http.header("host")) : url;
  return link.append(path);
}

std::string event_path(std::string_view slug, std::string_view code) {
  std::string path = "/e/" + std::string(slug);
  if (!code.empty()) path.append("?via=").append(code);
  return path;
}

render::Chip state_chip(const i18n::Messages& messages, const EditionRow& edition, const EditionDetails& details, Time now) {
  using render::Tone;
  if (edition.cancelled) return {Tone::stop, messages.text("edition.state.cancelled")};
  if (now >= from_ms(edition.ends_ms)) return {Tone::neutral, messages.text("edition.state.over")};
  if (now >= from_ms(edition.doors_open_ms)) return {Tone::good, messages.text("edition.state.doors")};
  if (now >= answers_end(edition, details)) return {Tone::attention, messages.text("edition.state.closed")};
  return {Tone::info, messages.text("edition.state.open")};
}

std::string span_of(const i18n::Messages& messages, const EditionRow& edition) {
  const auto starts = from_ms(edition.starts_ms);
  const auto ends = from_ms(edition.ends_ms);
  const auto end_text = i18n::typed_date(starts, edition.zone) == i18n::typed_date(ends, edition.zone)
                            ? i18n::format_time(ends, edition.zone)
                            : moment(messages, edition.ends_ms, edition.zone);
  return moment(messages, edition.starts_ms, edition.zone) + "–\u2060" + end_text;  // no line breaks behind the dash
}

std::string of_capacity(const i18n::Messages& messages, std::int64_t people, std::int64_t capacity) {
  if (capacity == 0) return messages.text("edition.people", {{"count", people}});
  return messages.text("edition.people_of", {{"count", people}, {"number", capacity}});
}

}  // namespace uke::server::events

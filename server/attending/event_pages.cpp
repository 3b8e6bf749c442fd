// The page of an event: what everybody reads who follows the link in the group.
#include "server/attending/kit.h"
#include "server/attending/words.h"
#include "server/events/preview.h"
#include "shared/i18n/dates.h"

#include <algorithm>
#include <map>
#include <mutex>

namespace uke::server::attending {
namespace {

struct WayView {
  std::string path;
  std::string label;
  std::string edition;  // for screen readers: buttons of several editions say the same otherwise
  std::optional<render::Chip> places;
  bool is_first = false;
};
BOOST_DESCRIBE_STRUCT(WayView, (), (path, label, edition, places, is_first))

struct SlotView {
  std::string time;
  std::string title;
  std::string speaker;
  std::string about;
  std::string description;
  bool invites = false;  // the reader came through this speaker's link
};
BOOST_DESCRIBE_STRUCT(SlotView, (), (time, title, speaker, about, description, invites))

struct EditionView {
  std::string id;
  std::string name;
  std::string when;
  std::string doors;
  std::string place;
  std::string map;
  render::Facts fees;
  std::vector<SlotView> programme;
  bool has_programme = false;
  std::string after_party;
  std::vector<std::string> rules;
  std::string closed;  // why there are no buttons
  std::vector<WayView> ways;
};
BOOST_DESCRIBE_STRUCT(EditionView, (),
                      (id, name, when, doors, place, map, fees, programme, has_programme, after_party, rules, closed, ways))

struct MineView {
  std::string sentence;
  std::string path;
  std::string action;
};
BOOST_DESCRIBE_STRUCT(MineView, (), (sentence, path, action))

struct EventView {
  std::string dates;
  std::string greeting;  // who sent the reader here
  std::vector<MineView> mine;
  bool mine_other = false;  // somebody else may answer from this browser, too
  std::optional<render::Notice> over;
  std::string description;
  std::vector<EditionView> editions;
  std::string decline;  // path of the form, for who does not come; "" where nobody can answer any more
  bool side_by_side = false;
};
BOOST_DESCRIBE_STRUCT(EventView, (), (dates, greeting, mine, mine_other, over, description, editions, decline, side_by_side))

// Of all editions that take place, first to last.
std::string dates_of(const Messages& m, const std::vector<Venue>& venues, const Occasion& occasion) {
  std::string text;
  for (const auto& venue : venues) {
    if (venue.edition.cancelled) continue;
    const auto date = i18n::format_date(from_ms(venue.edition.starts_ms), venue.edition.zone, m.language());
    if (text.find(date) == std::string::npos) text += (text.empty() ? "" : m.text("attending.date_separator")) + date;
  }
  return text.empty() ? i18n::format_date(from_ms(occasion.event.date_ms), occasion.event.zone, m.language()) : text;
}

std::string description_of(const Messages& m, const Occasion& occasion) {
  const auto& details = occasion.details;
  return m.language() == i18n::Language::en && !details.description_en.empty() ? details.description_en : details.description;
}

std::string answer_path(const Occasion& occasion, const Venue& venue, desk::Mode mode, const std::string& via) {
  auto path = event_path(occasion) + "/rsvp?edition=" + venue.edition.id.to_string() + "&mode=" + std::string(enum_name(mode));
  if (!via.empty()) path += "&via=" + via;
  return path;
}

std::vector<SlotView> programme_view(const Messages& m, const Venue& venue, const std::string& via) {
  std::vector<SlotView> slots;
  for (const auto& item : venue.programme) {
    const bool english = m.language() == i18n::Language::en && !item.title_en.empty();
    slots.push_back({.time = item.starts_ms == 0 ? std::string() : moment_of(m, venue.edition, item.starts_ms),
                     .title = english ? item.title_en : item.title,
                     .speaker = item.speaker,
                     .about = item.speaker_about,
                     .description = item.description,
                     .invites = !via.empty() && item.code == via});
  }
  return slots;
}

Result<EditionView> edition_view(const Messages& m, storage::ReadTx& tx, const Occasion& occasion, const Venue& venue,
                                 const std::string& via) {
  const auto& edition = venue.edition;
  EditionView view{.id = edition.id.to_string(),
                   .name = events::name_of(m, edition),
                   .when = when_of(m, edition),
                   .doors = {},
                   .place = edition.place,
                   .map = venue.details.map_url,
                   .fees = {},
                   .programme = programme_view(m, venue, via),
                   .has_programme = !venue.programme.empty(),
                   .after_party = venue.details.asks_after_party ? venue.details.after_party : std::string(),
                   .rules = {},
                   .closed = {},
                   .ways = {}};
  if (offers(venue, desk::Mode::onsite)) view.doors = doors_of(m, edition);
  for (const auto mode : modes_of(venue)) {
    for (auto& line : fee_lines(m, venue, mode)) view.fees.rows.push_back(std::move(line));
  }
  if (const auto refusal = refusal_of(venue, tx.now())) {
    view.closed = refusal_sentence(m, *refusal);
    return view;
  }
  view.rules = rule_lines(m, venue);
  for (const auto mode : modes_of(venue)) {
    TRY(const auto places, rsvps::places_of(tx, edition.id, mode));
    view.ways.push_back({.path = answer_path(occasion, venue, mode, via),
                         .label = m.text("attending.come." + std::string(enum_name(mode))),
                         .edition = view.name,
                         .places = places_chip(m, places),
                         .is_first = view.ways.empty()});
  }
  return view;
}

// What this browser answered already. A secret that leads nowhere any more says nothing.
Result<std::vector<MineView>> mine_view(const Messages& m, const web::Req& req, storage::ReadTx& tx, const Occasion& occasion) {
  std::vector<MineView> views;
  for (const auto& secret : mine(req, occasion.event.event_no)) {
    const auto own = rsvps::own_answer(tx, secret);
    if (!own && own.error().code == ErrorCode::not_found) continue;
    if (!own) return std::unexpected(own.error());
    const auto& row = own->rsvp.attendee;
    if (row.event != occasion.event.id) continue;
    TRY(const auto venue, venue_of(tx, row.edition));
    const auto word = own->details.held ? std::string("held") : std::string(enum_name(row.state));
    const bool has_ticket = row.state == desk::RsvpState::yes;
    views.push_back({.sentence = m.text("attending.mine." + word, {{"name", m.text("ticket.name", {{"name", row.shown_name}})},
                                                                   {"where", where_name(m, venue, row.mode)}}),
                     .path = my_path(*own),
                     .action = m.text(has_ticket ? "attending.mine.ticket" : "attending.mine.look")});
  }
  return views;
}

std::optional<render::Notice> over_notice(const Messages& m, const std::vector<Venue>& venues, Time now) {
  using rsvps::Refusal;
  if (venues.empty()) return render::Notice{.tone = render::Tone::info, .title = m.text("attending.soon")};
  bool all_cancelled = true;
  bool all_over = true;
  for (const auto& venue : venues) {
    const auto refusal = refusal_of(venue, now);
    if (!venue.edition.cancelled) all_cancelled = false;
    if (refusal != Refusal::over && !venue.edition.cancelled) all_over = false;
  }
  if (all_cancelled) return render::Notice{.tone = render::Tone::attention, .title = m.text("attending.all_cancelled")};
  if (all_over) return render::Notice{.tone = render::Tone::info, .title = m.text("attending.all_over")};
  return std::nullopt;
}

std::string in_one_line(std::string text) {
  std::ranges::replace(text, '\n', ' ');
  return text;
}

render::Preview preview_of(const PageParts& parts, const web::Req& req, const Messages& m, const Occasion& occasion,
                           const std::vector<Venue>& venues, const std::string& dates) {
  std::string places;
  for (const auto& venue : venues) {
    if (!venue.edition.cancelled) places += (places.empty() ? "" : m.text("attending.date_separator")) + events::name_of(m, venue.edition);
  }
  return {.title = events::name_of(m, occasion.event),
          .description = in_one_line(m.text("attending.preview", {{"dates", dates}, {"places", places}})),
          .url = full_link(parts, req, event_path(occasion)),
          .picture = full_link(parts, req, event_path(occasion) + "/preview.png")};
}

Result<web::Response> show_event(const PageParts& parts, const web::Req& req, storage::ReadTx& tx) {
  const auto& m = parts.pages->messages(req.http);
  TRY(const auto found, events::event_of_slug(tx, req.at("slug")));
  if (!found) return not_here(parts, req, Lost::event);
  TRY(const auto occasion, occasion_of(tx, found->id));
  TRY(const auto venues, venues_of(tx, found->id));
  std::string via = req.query("via").value_or("");
  EventView view{.dates = dates_of(m, venues, occasion),
                 .greeting = {},
                 .mine = {},
                 .mine_other = false,
                 .over = over_notice(m, venues, tx.now()),
                 .description = description_of(m, occasion),
                 .editions = {},
                 .decline = {},
                 .side_by_side = venues.size() > 1};
  if (!via.empty()) {
    TRY(const auto speaker, events::via_of_code(tx, found->id, via));
    if (speaker) view.greeting = m.text("attending.via", {{"name", speaker->speaker}});
    if (!speaker) via.clear();
  }
  TRY(view.mine, mine_view(m, req, tx, occasion));
  for (const auto& venue : venues) {
    TRY(auto one, edition_view(m, tx, occasion, venue, via));
    if (view.decline.empty() && !one.ways.empty()) view.decline = one.ways.front().path + "&state=no";
    view.editions.push_back(std::move(one));
  }
  view.mine_other = !view.mine.empty() && !view.decline.empty();
  const render::Head head{.title = events::name_of(m, occasion.event),
                          .width = render::Head::Width::table,
                          .home = event_path(occasion),
                          .preview = preview_of(parts, req, m, occasion, venues, view.dates)};
  return parts.pages->page(req, head, "attending/event", view);
}

// On a worker: drawing takes tens of milliseconds. Once for each state of the event; then from memory.
class PreviewPictures {
 public:
  using Picture = std::shared_ptr<const std::string>;
  Picture find(const std::string& key) {
    const std::lock_guard lock(mutex_);
    const auto found = pictures_.find(key);
    return found == pictures_.end() ? nullptr : found->second;
  }
  void keep(const std::string& key, Picture picture) {
    const std::lock_guard lock(mutex_);
    if (pictures_.size() >= kPicturesMax) pictures_.clear();
    pictures_[key] = std::move(picture);
  }

 private:
  static constexpr std::size_t kPicturesMax = 50;
  std::mutex mutex_;
  std::map<std::string, Picture> pictures_;
};

Result<Outcome> draw_preview(const PageParts& parts, PreviewPictures& pictures, const web::Req& req, storage::ReadTx& tx) {
  TRY(const auto event, events::event_of_slug(tx, req.at("slug")));
  if (!event) return fail(ErrorCode::not_found, "attending.preview", "no such event");
  TRY(const auto editions, events::list_editions(tx, event->id));
  const auto& m = parts.pages->messages(req.http);
  auto key = std::string(enum_name(m.language())) + event->id.to_string() + "." + std::to_string(event->version);
  for (const auto& edition : editions) key += "." + std::to_string(edition.version);
  auto picture = pictures.find(key);
  if (!picture) {
    TRY(auto drawn, events::preview_picture(m, *event, editions, parts.organization));
    picture = std::make_shared<const std::string>(std::move(drawn));
    pictures.keep(key, picture);
  }
  web::Response response;
  response.header("content-type", "image/png").header("cache-control", "public, max-age=3600");
  response.body = std::move(picture);
  return Outcome(std::move(response));
}

}  // namespace

web::Routes event_pages(const PagePartsPtr& parts) {
  const auto pictures = std::make_shared<PreviewPictures>();
  return {
      page_get("/e/{slug}", web::Read([parts](const web::Req& req, storage::ReadTx& tx) { return show_event(*parts, req, tx); })),
      page_get("/e/{slug}/preview.png",
               web::Work([parts, pictures](const web::Req& req, storage::ReadTx& tx) { return draw_preview(*parts, *pictures, req, tx); })),
  };
}

}  // namespace uke::server::attending

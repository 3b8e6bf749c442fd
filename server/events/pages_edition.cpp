// The page of one edition: what is known, what is not said yet, and the way to everything else.
#include "server/events/copy_rules.h"
#include "server/events/pages_kit.h"
#include "server/web/rest.h"

namespace uke::server::events {
namespace {

struct Group {
  std::string id;
  std::string title;
  render::Facts facts;
};
BOOST_DESCRIBE_STRUCT(Group, (), (id, title, facts))

struct Figure {
  std::string label;
  std::string value;
  std::string unit;
};
BOOST_DESCRIBE_STRUCT(Figure, (), (label, value, unit))

struct Missing {
  std::string text;
  std::string path;
};
BOOST_DESCRIBE_STRUCT(Missing, (), (text, path))

struct Part {  // programme, goods, fees
  std::string title;
  std::string path;
  std::string summary;
};
BOOST_DESCRIBE_STRUCT(Part, (), (title, path, summary))

struct EditionView {
  std::string path;
  std::string event_path;
  std::string event_name;
  bool may_change = false;
  bool is_cancelled = false;
  render::Chip state;
  std::string when;
  render::Tabs tabs;
  std::vector<Figure> figures;
  bool has_missing = false;
  std::vector<Missing> missing;
  std::vector<Part> parts;
  std::vector<Group> left;
  std::vector<Group> right;
};
BOOST_DESCRIBE_STRUCT(EditionView, (),
                      (path, event_path, event_name, may_change, is_cancelled, state, when, tabs, figures, has_missing, missing, parts,
                       left, right))

struct Known {
  EditionRow edition;
  EditionDetails details;
  std::vector<FeeCategory> fees;
  std::vector<GoodsItem> goods;
  std::vector<ProgrammeItem> programme;
};

Result<Known> known_of(const web::Req& req, storage::ReadTx& tx) {
  TRY(const auto id, web::path_value<EditionId>(req, "edition"));
  Known known;
  TRY(known.edition, get_edition(tx, req.actor, id));
  TRY(known.details, edition_details_of(tx, id));
  TRY(known.fees, fee_categories_of(tx, id));
  TRY(known.goods, goods_items_of(tx, id));
  TRY(known.programme, programme_of(tx, id));
  return known;
}

class GroupMaker {
 public:
  GroupMaker(const i18n::Messages& messages, const EditionRow& edition) : messages_(messages), edition_(edition) {}

  void group(const char* id, const char* title) { groups_.push_back({.id = id, .title = messages_.text(title), .facts = {}}); }
  void fact(const char* name, std::string value) {
    if (value.empty()) return;
    const auto in_short = std::string("edition.fact.") + name;  // where the form's label says more than a fact needs
    const auto label = messages_.has(in_short) ? messages_.text(in_short) : messages_.text(std::string("edition.field.") + name);
    groups_.back().facts.rows.push_back({label, std::move(value)});
  }
  void time(const char* name, std::int64_t at_ms) {
    if (at_ms != 0) fact(name, moment(messages_, at_ms, edition_.zone));
  }
  void yen(const char* name, Yen amount) {
    if (amount != Yen{}) fact(name, i18n::format_yen(messages_, amount));
  }
  [[nodiscard]] std::vector<Group> take() {
    std::erase_if(groups_, [](const Group& one) { return one.facts.rows.empty(); });
    return std::move(groups_);
  }

 private:
  const i18n::Messages& messages_;
  const EditionRow& edition_;
  std::vector<Group> groups_;
};

std::vector<Group> where_and_when(const i18n::Messages& messages, const EditionRow& edition, const EditionDetails& details) {
  GroupMaker groups(messages, edition);
  groups.group("place", "edition.group.place");
  groups.fact("place", edition.place);
  groups.fact("map_url", details.map_url);
  groups.fact("contact", details.contact);
  groups.group("time", "edition.group.time");
  groups.time("doors_open_ms", edition.doors_open_ms);
  groups.time("starts_ms", edition.starts_ms);
  groups.time("ends_ms", edition.ends_ms);
  groups.time("doors_close_ms", edition.doors_close_ms);
  groups.fact("zone", edition.zone);
  groups.group("deadlines", "edition.group.deadlines");
  groups.time("rsvp_closes_ms", details.rsvp_closes_ms);
  groups.time("maybe_until_ms", details.maybe_until_ms);
  groups.time("cancel_free_until_ms", details.cancel_free_until_ms);
  groups.yen("cancel_fee", details.cancel_fee);
  return groups.take();
}

std::vector<Group> money_and_more(const i18n::Messages& messages, const EditionRow& edition, const EditionDetails& details) {
  GroupMaker groups(messages, edition);
  groups.group("money", "edition.group.money");
  groups.fact("door_fee", i18n::format_yen(messages, edition.door_fee));
  groups.yen("online_fee", details.online_fee);
  groups.fact("unpaid", messages.text("edition.unpaid." + std::string(enum_name(edition.unpaid))));
  groups.fact("companions_max", messages.text("edition.people", {{"count", details.companions_max}}));
  groups.group("food", "edition.group.food");
  groups.fact("caterer", details.caterer);
  groups.yen("food_price", details.food_price);
  groups.time("food_fixed_ms", details.food_fixed_ms);
  groups.group("after_party", "edition.group.after_party");
  if (details.asks_after_party) groups.fact("asks_after_party", messages.text("ui.yes"));
  groups.fact("after_party", details.after_party);
  groups.group("online", "edition.group.online");
  groups.fact("online_guide", details.online_guide);
  groups.group("door", "edition.group.door");
  if (edition.exits_recorded) groups.fact("exits_recorded", messages.text("ui.yes"));
  groups.fact("greeting", edition.greeting);
  groups.fact("greeting_en", edition.greeting_en);
  return groups.take();
}

// What attendees or the shop will ask about.
std::vector<Missing> missing_of(const i18n::Messages& messages, const Known& known, bool may_change) {
  const auto& [edition, details, fees, goods, programme] = known;
  const auto path = path_of(edition.id);
  std::vector<Missing> missing;
  const auto want = [&](bool is_missing, const char* key, const std::string& where) {
    if (is_missing) missing.push_back({messages.text(key), may_change ? path + where : std::string()});
  };
  const bool has_fees = edition.door_fee != Yen{} || !fees.empty();
  const bool is_online = edition.capacity_online != 0 || details.online_fee != Yen{} || !details.online_guide.empty();
  const bool is_onsite = has_fees || edition.capacity_onsite != 0 || !edition.place.empty() || !is_online;
  const bool has_guide = !details.online_guide.empty() && details.online_guide != kGuideToCome;
  want(is_onsite && edition.place.empty(), "edition.missing.place", "/edit#f-place");
  want(!edition.place.empty() && details.map_url.empty(), "edition.missing.map", "/edit#f-map_url");
  want(details.contact.empty(), "edition.missing.contact", "/edit#f-contact");
  want(is_onsite && edition.capacity_onsite == 0, "edition.missing.capacity", "/edit#f-capacity_onsite");
  want(is_onsite && !has_fees, "edition.missing.fee", "/fees");
  want(details.rsvp_closes_ms == 0, "edition.missing.closes", "/edit#f-rsvp_closes_ms");
  want(is_onsite && details.food_fixed_ms == 0, "edition.missing.food", "/edit#f-food_fixed_ms");
  want(is_online && !has_guide, "edition.missing.online", "/edit#f-online_guide");
  want(programme.empty(), "edition.missing.programme", "/programme");
  return missing;
}

std::vector<Part> parts_of(const i18n::Messages& messages, const Known& known) {
  const auto path = path_of(known.edition.id);
  const auto summary = [&](auto count) { return messages.text("edition.items", {{"count", count}}); };
  const auto fees = known.fees.empty() ? i18n::format_yen(messages, known.edition.door_fee) : summary(std::ssize(known.fees));
  return {{messages.text("programme.title"), path + "/programme", summary(std::ssize(known.programme))},
          {messages.text("fee.title"), path + "/fees", fees},
          {messages.text("goods.title"), path + "/goods", summary(std::ssize(known.goods))}};
}

std::vector<Figure> figures_of(const i18n::Messages& messages, const EditionRow& edition, const PeopleCount& people) {
  std::vector<Figure> figures;
  const auto add = [&](const char* label, std::int64_t count, std::int64_t capacity) {
    figures.push_back({messages.text(label), format_thousands(count),
                       capacity == 0 ? messages.text("edition.unit") : messages.text("edition.unit_of", {{"number", capacity}})});
  };
  add("event.col.onsite", people.onsite, edition.capacity_onsite);
  add("event.col.online", people.online, edition.capacity_online);
  if (people.waiting > 0) add("edition.waiting", people.waiting, 0);
  return figures;
}

Result<web::Response> show(const Needs& needs, const web::Req& req, storage::ReadTx& tx) {
  const auto& messages = needs->pages->messages(req.http);
  TRY(const auto known, known_of(req, tx));
  const auto& edition = known.edition;
  TRY(const auto event, get_event(tx, req.actor, edition.event));
  TRY(const auto people, needs->people(tx, edition.id));
  EditionView view;
  view.path = path_of(edition.id);
  view.event_path = path_of(event.id);
  view.event_name = name_of(messages, event);
  view.may_change = is_admin(req);
  view.is_cancelled = edition.cancelled;
  view.state = state_chip(messages, edition, known.details, tx.now());
  view.when = span_of(messages, edition);
  view.tabs = edition_tabs(messages, req.actor, edition.id, EditionTab::edition);
  view.figures = figures_of(messages, edition, people);
  if (!edition.cancelled && tx.now() < from_ms(edition.ends_ms)) view.missing = missing_of(messages, known, view.may_change);
  view.has_missing = !view.missing.empty();
  view.parts = parts_of(messages, known);
  view.left = where_and_when(messages, edition, known.details);
  view.right = money_and_more(messages, edition, known.details);
  return needs->pages->page(req,
                            {.title = name_of(messages, edition),
                             .nav = kNav,
                             .back = path_of(event.id),
                             .back_label = name_of(messages, event),
                             .width = render::Head::Width::table},
                            "events/edition", view);
}

}  // namespace

web::Routes edition_page_routes(const Needs& needs) {
  return {page(web::Method::get, "/editions/{edition}", web::kOrganizers, reads(needs, show))};
}

}  // namespace uke::server::events

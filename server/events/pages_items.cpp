// Programme, goods and fees of an edition: the same pages for each.
#include "server/events/item_forms.h"
#include "server/events/pages_conflict.h"
#include "server/web/rest.h"

#include <algorithm>

namespace uke::server::events {
namespace {

struct FormPage {
  std::string lead;
  render::FormView form;
  std::string remove;
};
BOOST_DESCRIBE_STRUCT(FormPage, (), (lead, form, remove))

struct Line {
  std::string id;
  std::string title;
  std::string about;
  std::vector<render::Chip> chips;
  std::optional<render::Copy> link;  // a speaker's own
  std::string came;                  // through it
  bool may_change = false;
  std::string path;
  std::optional<render::PostButton> up;
  std::optional<render::PostButton> down;
};
BOOST_DESCRIBE_STRUCT(Line, (), (id, title, about, chips, link, came, may_change, path, up, down))

struct ListView {
  std::string path;
  std::string lead;
  std::string add;
  bool may_change = false;
  std::optional<render::Empty> empty;
  bool has_lines = false;
  std::vector<Line> lines;
};
BOOST_DESCRIBE_STRUCT(ListView, (), (path, lead, add, may_change, empty, has_lines, lines))

struct ConfirmView {
  render::Confirm confirm;
};
BOOST_DESCRIBE_STRUCT(ConfirmView, (), (confirm))

struct RefusedView {
  render::Notice notice;
  std::string path;
};
BOOST_DESCRIBE_STRUCT(RefusedView, (), (notice, path))

// Where an item belongs.
struct Place {
  const EditionRow& edition;
  std::string slug;                            // of the event's page
  std::map<std::string, std::int64_t> by_via;  // people who came through each item's link
};

template <class Item>
struct Kind;

template <>
struct Kind<FeeCategory> {
  static constexpr const char* kPath = "fees";
  static constexpr const char* kWords = "fee.";
  static constexpr bool kHasLinks = false;
  static constexpr auto kList = fee_categories_of;
  static constexpr auto kPut = put_fee_category;
  static constexpr auto kPlace = place_fee_category;
  static constexpr auto kRemove = remove_fee_category;
  static const std::string& name(const FeeCategory& item) { return item.name; }
  static std::string about(const i18n::Messages& messages, const FeeCategory& item, const EditionRow&) {
    return i18n::format_yen(messages, item.amount) + " · " + messages.text("fee.for_whom." + std::string(enum_name(item.for_whom)));
  }
};

template <>
struct Kind<GoodsItem> {
  static constexpr const char* kPath = "goods";
  static constexpr const char* kWords = "goods.";
  static constexpr bool kHasLinks = false;
  static constexpr auto kList = goods_items_of;
  static constexpr auto kPut = put_goods;
  static constexpr auto kPlace = place_goods;
  static constexpr auto kRemove = remove_goods;
  static const std::string& name(const GoodsItem& item) { return item.name; }
  static std::string about(const i18n::Messages& messages, const GoodsItem& item, const EditionRow&) {
    return i18n::format_yen(messages, item.price);
  }
};

template <>
struct Kind<ProgrammeItem> {
  static constexpr const char* kPath = "programme";
  static constexpr const char* kWords = "programme.";
  static constexpr bool kHasLinks = true;
  static constexpr auto kList = programme_of;
  static constexpr auto kPut = put_programme_item;
  static constexpr auto kPlace = place_programme_item;
  static constexpr auto kRemove = remove_programme_item;
  static const std::string& name(const ProgrammeItem& item) { return item.title; }
  static std::string about(const i18n::Messages& messages, const ProgrammeItem& item, const EditionRow& edition) {
    std::string text = item.starts_ms == 0 ? std::string() : moment(messages, item.starts_ms, edition.zone);
    if (!item.speaker.empty()) text += (text.empty() ? "" : " · ") + item.speaker;
    return text;
  }
};

template <class Item>
std::string word(const i18n::Messages& messages, const char* key) {
  return messages.text(std::string(Kind<Item>::kWords) + key);
}

template <class Item>
std::string list_path(EditionId edition) {
  return path_of(edition) + "/" + Kind<Item>::kPath;
}

template <class Item>
const Sheet& sheet() {
  return sheet_of(std::type_identity<Item>{});
}

template <class Item>
render::Head head_of(const Needs& needs, const web::Req& req, const EditionRow& edition, std::string title, bool is_list) {
  const auto& messages = needs->pages->messages(req.http);
  render::Head head;
  head.title = std::move(title);
  head.nav = kNav;
  head.back = is_list ? path_of(edition.id) : list_path<Item>(edition.id);
  head.back_label = is_list ? name_of(messages, edition) : word<Item>(messages, "title");
  return head;
}

Result<Place> place_of(const Needs& needs, storage::ReadTx& tx, const EditionRow& edition) {
  Place place{.edition = edition, .slug = {}, .by_via = {}};
  TRY(const auto details, event_details_of(tx, edition.event));
  place.slug = details.slug;
  TRY(place.by_via, needs->counts_by_via(tx, edition.id));
  return place;
}

template <class Item>
void add_link(const Needs& needs, const web::Req& req, const Place& place, const Item& item, Line& line) {
  if constexpr (Kind<Item>::kHasLinks) {
    if (item.speaker.empty() || place.slug.empty()) return;
    const auto& messages = needs->pages->messages(req.http);
    line.link = render::Copy{.id = "via-" + item.code,
                             .label = messages.text("programme.link", {{"name", item.speaker}}),
                             .text = full_link(*needs, req, event_path(place.slug, item.code)),
                             .rows = 1};
    const auto found = place.by_via.find(item.id);
    line.came = messages.text("programme.came", {{"count", found == place.by_via.end() ? 0 : found->second}});
  }
}

template <class Item>
Line line_of(const Needs& needs, const web::Req& req, const Place& place, const Item& item, std::int64_t at, std::int64_t count) {
  const auto& messages = needs->pages->messages(req.http);
  Line line;
  line.id = item.id;
  line.title = Kind<Item>::name(item);
  line.about = Kind<Item>::about(messages, item, place.edition);
  line.may_change = is_admin(req);
  line.path = list_path<Item>(place.edition.id) + "/" + item.id;
  if constexpr (requires { item.retired; }) {
    if (item.retired) line.chips.push_back({render::Tone::neutral, messages.text("edition.retired")});
  }
  add_link(needs, req, place, item, line);
  const auto button = [&](const char* label, const char* says, std::int64_t to) {
    return render::PostButton{.action = line.path + "/move",
                              .label = messages.text(label),
                              .look = render::Look::secondary,
                              .small = true,
                              .fields = {{"to", std::to_string(to)}},
                              .says = messages.text(says, {{"name", line.title}})};
  };
  if (at > 1) line.up = button("edition.move_up", "edition.move_up_says", at - 1);
  if (at < count) line.down = button("edition.move_down", "edition.move_down_says", at + 1);
  return line;
}

template <class Item>
Result<web::Response> list(const Needs& needs, const web::Req& req, storage::ReadTx& tx) {
  const auto& messages = needs->pages->messages(req.http);
  TRY(const auto id, web::path_value<EditionId>(req, "edition"));
  TRY(const auto edition, get_edition(tx, req.actor, id));
  TRY(const auto items, Kind<Item>::kList(tx, id));
  TRY(const auto place, place_of(needs, tx, edition));
  ListView view{.path = list_path<Item>(id),
                .lead = word<Item>(messages, "lead"),
                .add = word<Item>(messages, "add"),
                .may_change = is_admin(req),
                .empty = {},
                .has_lines = !items.empty(),
                .lines = {}};
  for (std::int64_t i = 0; i < std::ssize(items); ++i) {
    view.lines.push_back(line_of(needs, req, place, items[static_cast<std::size_t>(i)], i + 1, std::ssize(items)));
  }
  if (items.empty()) view.empty = render::Empty{.title = word<Item>(messages, "empty"), .text = word<Item>(messages, "empty_text")};
  return needs->pages->page(req, head_of<Item>(needs, req, edition, word<Item>(messages, "title"), true), "events/items", view);
}

struct Shown {
  const Raw& raw;
  std::string action;
  std::string base = {};
  std::int64_t version = 0;
  web::Faults faults = {};
  std::string error = {};
};

template <class Item>
Result<web::Response> form_page(const Needs& needs, const web::Req& req, const EditionRow& edition, const Shown& shown) {
  const auto& messages = needs->pages->messages(req.http);
  const bool is_new = shown.version == 0;
  FormPage view{.lead = {},
                .form = {.action = shown.action,
                         .submit = messages.text(is_new ? "edition.add_item" : "ui.save"),
                         .fields = fields_of(messages, sheet<Item>(), shown.raw),
                         .cancel = list_path<Item>(edition.id),
                         .version = shown.version,
                         .error = shown.error,
                         .hidden = {{kBase, shown.base}}},
                .remove = is_new ? std::string() : shown.action + "/remove"};
  render::show_faults(view.form, shown.faults, messages);
  const int status = !shown.faults.empty() ? 422 : !shown.error.empty() ? 409 : 200;
  return needs->pages->page(req, head_of<Item>(needs, req, edition, word<Item>(messages, is_new ? "add" : "edit"), false), "events/form",
                            view, status);
}

template <class Item>
Result<web::Response> show_new(const Needs& needs, const web::Req& req, storage::ReadTx& tx) {
  TRY(const auto id, web::path_value<EditionId>(req, "edition"));
  TRY(const auto edition, get_edition(tx, req.actor, id));
  auto raw = raw_of(Item{}, edition.zone);
  for (const char* number : {"amount", "price"}) {
    if (raw.contains(number)) raw[number] = "";
  }
  if (raw.contains("starts_ms")) raw["starts_ms"] = raw_moment(edition.starts_ms, edition.zone);
  return form_page<Item>(needs, req, edition, {.raw = raw, .action = list_path<Item>(id) + "/new"});
}

template <class Item>
web::Response saved(const Needs& needs, EditionId edition, const char* key, const Item& item) {
  return needs->pages->see_other(list_path<Item>(edition), {.key = key, .args = {{"name", Kind<Item>::name(item)}}});
}

template <class Item>
Result<web::Response> add(const Needs& needs, const web::Req& req, storage::WriteTx& tx) {
  TRY(const auto id, web::path_value<EditionId>(req, "edition"));
  TRY(const auto edition, get_edition(tx, req.actor, id));
  const auto raw = raw_of(sheet<Item>(), req.form);
  Shown shown{.raw = raw, .action = list_path<Item>(id) + "/new"};
  Item item;
  shown.faults = read_into(item, raw, edition.zone);
  if (!shown.faults.empty()) return form_page<Item>(needs, req, edition, shown);
  const auto stored = tx.savepoint([&] { return Kind<Item>::kPut(tx, req.actor, id, item); });
  if (!stored && stored.error().code == ErrorCode::conflict) {
    shown.error = needs->pages->messages(req.http).text("edition.too_many_items");
    return form_page<Item>(needs, req, edition, shown);
  }
  if (!stored) return std::unexpected(stored.error());
  return saved(needs, id, "flash.item_added", *stored);
}

template <class Item>
struct Found {
  EditionRow edition;
  Item item;
};

template <class Item>
Result<Found<Item>> found_of(const web::Req& req, storage::ReadTx& tx) {
  TRY(const auto id, web::path_value<EditionId>(req, "edition"));
  Found<Item> found;
  TRY(found.edition, get_edition(tx, req.actor, id));
  TRY(const auto items, Kind<Item>::kList(tx, id));
  const auto at = std::ranges::find(items, req.at("item"), &Item::id);
  if (at == items.end()) return fail(ErrorCode::not_found, "events.item_page", "the edition has no such thing");
  found.item = *at;
  return found;
}

template <class Item>
std::string item_path(const Found<Item>& found) {
  return list_path<Item>(found.edition.id) + "/" + found.item.id;
}

template <class Item>
Result<web::Response> show_edit(const Needs& needs, const web::Req& req, storage::ReadTx& tx) {
  TRY(const auto found, found_of<Item>(req, tx));
  const auto raw = raw_of(found.item, found.edition.zone);
  return form_page<Item>(needs, req, found.edition,
                         {.raw = raw, .action = item_path(found), .base = base_of(sheet<Item>(), raw), .version = found.item.version});
}

template <class Item>
Result<web::Response> save(const Needs& needs, const web::Req& req, storage::WriteTx& tx) {
  TRY(const auto found, found_of<Item>(req, tx));
  const auto seen = hidden_number(req.form, "version");
  const auto now_raw = raw_of(found.item, found.edition.zone);
  auto raw = raw_of(sheet<Item>(), req.form);
  if (seen == found.item.version) raw = with_choices(sheet<Item>(), req.form, std::move(raw), now_raw);
  const std::string base(req.form.text(kBase));
  auto item = found.item;
  if (auto faults = read_into(item, raw, found.edition.zone); !faults.empty()) {
    return form_page<Item>(
        needs, req, found.edition,
        {.raw = raw, .action = item_path(found), .base = base, .version = std::max<std::int64_t>(seen, 1), .faults = std::move(faults)});
  }
  if (seen != found.item.version && raw != now_raw && base != base_of(sheet<Item>(), now_raw)) {
    return conflict_page(needs, req,
                         {.sheet = sheet<Item>(),
                          .now = now_raw,
                          .typed = raw,
                          .action = item_path(found),
                          .back = list_path<Item>(found.edition.id),
                          .back_label = word<Item>(needs->pages->messages(req.http), "title"),
                          .hidden = {{"version", std::to_string(found.item.version)}}});
  }
  TRY(const auto stored, Kind<Item>::kPut(tx, req.actor, found.edition.id, item));
  return saved(needs, found.edition.id, "flash.item_saved", stored);
}

template <class Item>
Result<web::Response> move(const Needs& needs, const web::Req& req, storage::WriteTx& tx) {
  TRY(const auto found, found_of<Item>(req, tx));
  TRYV(Kind<Item>::kPlace(tx, req.actor, found.edition.id, found.item.id, hidden_number(req.form, "to")));
  return needs->pages->see_other(list_path<Item>(found.edition.id));
}

template <class Item>
Result<web::Response> ask_remove(const Needs& needs, const web::Req& req, storage::ReadTx& tx) {
  const auto& messages = needs->pages->messages(req.http);
  TRY(const auto found, found_of<Item>(req, tx));
  const ConfirmView view{
      .confirm = {
          .text = messages.text("edition.remove.ask", {{"name", Kind<Item>::name(found.item)}}),
          .points = {word<Item>(messages, "remove_point")},
          .button = {.action = item_path(found) + "/remove", .label = messages.text("edition.remove.submit"), .look = render::Look::danger},
          .cancel = item_path(found)}};
  return needs->pages->page(req, head_of<Item>(needs, req, found.edition, messages.text("edition.remove.title"), false), "events/confirm",
                            view);
}

// Answers refer to it: what to do instead.
template <class Item>
Result<web::Response> is_used(const Needs& needs, const web::Req& req, const Found<Item>& found) {
  const auto& messages = needs->pages->messages(req.http);
  const RefusedView view{.notice = {.tone = render::Tone::attention,
                                    .title = messages.text("edition.remove.used", {{"name", Kind<Item>::name(found.item)}}),
                                    .text = word<Item>(messages, "used")},
                         .path = item_path(found)};
  return needs->pages->page(req, head_of<Item>(needs, req, found.edition, messages.text("edition.remove.title"), false), "events/refused",
                            view, 409);
}

template <class Item>
Result<web::Response> remove(const Needs& needs, const web::Req& req, storage::WriteTx& tx) {
  TRY(const auto found, found_of<Item>(req, tx));
  const auto removed = tx.savepoint([&] { return Kind<Item>::kRemove(tx, req.actor, found.edition.id, found.item.id); });
  if (!removed && removed.error().code == ErrorCode::conflict) return is_used(needs, req, found);
  if (!removed) return std::unexpected(removed.error());
  return saved(needs, found.edition.id, "flash.item_removed", found.item);
}

template <class Item>
void add_routes(const Needs& needs, web::Routes& routes) {
  using enum web::Method;
  const auto list_pattern = std::string("/editions/{edition}/") + Kind<Item>::kPath;
  const auto item_pattern = list_pattern + "/{item}";
  routes.push_back(page(get, list_pattern, web::kOrganizers, reads(needs, list<Item>)));
  routes.push_back(page(get, list_pattern + "/new", web::kAdmin, reads(needs, show_new<Item>)));
  routes.push_back(page(post, list_pattern + "/new", web::kAdmin, writes(needs, add<Item>)));
  routes.push_back(page(get, item_pattern, web::kAdmin, reads(needs, show_edit<Item>)));
  routes.push_back(page(post, item_pattern, web::kAdmin, writes(needs, save<Item>)));
  routes.push_back(page(post, item_pattern + "/move", web::kAdmin, writes(needs, move<Item>)));
  routes.push_back(page(get, item_pattern + "/remove", web::kAdmin, reads(needs, ask_remove<Item>)));
  routes.push_back(page(post, item_pattern + "/remove", web::kAdmin, writes(needs, remove<Item>)));
}

}  // namespace

web::Routes item_page_routes(const Needs& needs) {
  web::Routes routes;
  add_routes<ProgrammeItem>(needs, routes);
  add_routes<GoodsItem>(needs, routes);
  add_routes<FeeCategory>(needs, routes);
  return routes;
}

}  // namespace uke::server::events

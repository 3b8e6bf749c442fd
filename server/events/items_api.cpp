// REST of fee categories, goods and the programme: the same for each.
#include "server/accounts/once.h"
#include "server/events/details_api.h"
#include "server/events/details_service.h"
#include "server/events/service.h"
#include "server/web/rest.h"

#include <algorithm>

namespace uke::server::events {
namespace {

struct FeeCategoryBody {
  std::string name;
  std::optional<std::string> name_en;
  Yen amount;
  std::optional<ForWhom> for_whom;
  std::optional<bool> retired;
  std::optional<std::int64_t> position;
};
BOOST_DESCRIBE_STRUCT(FeeCategoryBody, (), (name, name_en, amount, for_whom, retired, position))

struct GoodsBody {
  std::string name;
  std::optional<std::string> name_en;
  Yen price;
  std::optional<bool> retired;
  std::optional<std::int64_t> position;
};
BOOST_DESCRIBE_STRUCT(GoodsBody, (), (name, name_en, price, retired, position))

struct ProgrammeBody {
  std::string title;
  std::optional<std::string> title_en;
  std::optional<std::int64_t> starts_ms;
  std::optional<std::string> speaker;
  std::optional<std::string> speaker_about;
  std::optional<std::string> description;
  std::optional<std::int64_t> position;
};
BOOST_DESCRIBE_STRUCT(ProgrammeBody, (), (title, title_en, starts_ms, speaker, speaker_about, description, position))

struct FeeCategoryList {
  std::vector<FeeCategory> items;
};
BOOST_DESCRIBE_STRUCT(FeeCategoryList, (), (items))
struct GoodsList {
  std::vector<GoodsItem> items;
};
BOOST_DESCRIBE_STRUCT(GoodsList, (), (items))
struct ProgrammeList {
  std::vector<ProgrammeItem> items;
};
BOOST_DESCRIBE_STRUCT(ProgrammeList, (), (items))

// What the three differ in.
struct Fees {
  using Item = FeeCategory;
  using Body = FeeCategoryBody;
  using List = FeeCategoryList;
  static constexpr const char* kPath = "fee-categories";
  static constexpr auto kList = fee_categories_of;
  static constexpr auto kPut = put_fee_category;
  static constexpr auto kPlace = place_fee_category;
  static constexpr auto kRemove = remove_fee_category;
  static Item item(const Body& body) {
    Item item;
    item.name = body.name;
    item.name_en = body.name_en.value_or("");
    item.amount = body.amount;
    item.for_whom = body.for_whom.value_or(ForWhom::anybody);
    item.retired = body.retired.value_or(false);
    return item;
  }
};

struct Goods {
  using Item = GoodsItem;
  using Body = GoodsBody;
  using List = GoodsList;
  static constexpr const char* kPath = "goods";
  static constexpr auto kList = goods_items_of;
  static constexpr auto kPut = put_goods;
  static constexpr auto kPlace = place_goods;
  static constexpr auto kRemove = remove_goods;
  static Item item(const Body& body) {
    Item item;
    item.name = body.name;
    item.name_en = body.name_en.value_or("");
    item.price = body.price;
    item.retired = body.retired.value_or(false);
    return item;
  }
};

struct Programme {
  using Item = ProgrammeItem;
  using Body = ProgrammeBody;
  using List = ProgrammeList;
  static constexpr const char* kPath = "programme";
  static constexpr auto kList = programme_of;
  static constexpr auto kPut = put_programme_item;
  static constexpr auto kPlace = place_programme_item;
  static constexpr auto kRemove = remove_programme_item;
  static Item item(const Body& body) {
    Item item;
    item.title = body.title;
    item.title_en = body.title_en.value_or("");
    item.starts_ms = body.starts_ms.value_or(0);
    item.speaker = body.speaker.value_or("");
    item.speaker_about = body.speaker_about.value_or("");
    item.description = body.description.value_or("");
    return item;
  }
};

template <class Kind>
Result<web::Response> list(const web::Req& req, storage::ReadTx& tx) {
  TRY(const auto edition, web::path_value<EditionId>(req, "edition"));
  TRYV(get_edition(tx, req.actor, edition));
  typename Kind::List answer;
  TRY(answer.items, Kind::kList(tx, edition));
  return web::json_answer(answer);
}

// Moves it where the caller wants it; the item as it stands then.
template <class Kind>
Result<typename Kind::Item> placed(const web::Req& req, storage::WriteTx& tx, EditionId edition, const typename Kind::Item& item,
                                   const std::optional<std::int64_t>& position) {
  if (!position || *position == item.position) return item;
  TRYV(Kind::kPlace(tx, req.actor, edition, item.id, *position));
  TRY(const auto items, Kind::kList(tx, edition));
  return *std::ranges::find(items, item.id, &Kind::Item::id);
}

template <class Kind>
Result<web::Response> create(const web::Req& req, storage::WriteTx& tx) {
  return accounts::once(req, tx, [&]() -> Result<web::Response> {
    TRY(const auto edition, web::path_value<EditionId>(req, "edition"));
    TRY(const auto body, web::body_of<typename Kind::Body>(req));
    const auto item = Kind::item(body);
    if (const auto faults = check(item); !faults.empty()) return web::refuse_fields(in_english(faults));
    TRY(const auto stored, Kind::kPut(tx, req.actor, edition, item));
    TRY(const auto answer, placed<Kind>(req, tx, edition, stored, body.position));
    return web::versioned_answer(answer, answer.version, 201);
  });
}

template <class Kind>
Result<web::Response> change(const web::Req& req, storage::WriteTx& tx) {
  TRY(const auto edition, web::path_value<EditionId>(req, "edition"));
  TRY(const auto version, web::if_match(req));
  if (!version) return web::precondition_required();
  TRY(const auto body, web::body_of<typename Kind::Body>(req));
  auto item = Kind::item(body);
  if (const auto faults = check(item); !faults.empty()) return web::refuse_fields(in_english(faults));
  item.id = req.at("item");
  item.version = *version;
  TRY(const auto stored, Kind::kPut(tx, req.actor, edition, item));
  TRY(const auto answer, placed<Kind>(req, tx, edition, stored, body.position));
  return web::versioned_answer(answer, answer.version);
}

template <class Kind>
Result<web::Response> remove(const web::Req& req, storage::WriteTx& tx) {
  TRY(const auto edition, web::path_value<EditionId>(req, "edition"));
  TRYV(Kind::kRemove(tx, req.actor, edition, req.at("item")));
  web::Response response;
  response.status = 204;
  return response;
}

template <class Kind>
void add_routes(web::Routes& routes) {
  using enum web::Method;
  const auto all = std::string("/api/v1/editions/{edition}/") + Kind::kPath;
  routes.push_back({.method = get, .pattern = all, .access = web::kOrganizers, .handler = web::Read(list<Kind>)});
  routes.push_back({.method = post, .pattern = all, .access = web::kAdmin, .handler = web::Write(create<Kind>)});
  routes.push_back({.method = put, .pattern = all + "/{item}", .access = web::kAdmin, .handler = web::Write(change<Kind>)});
  routes.push_back({.method = del, .pattern = all + "/{item}", .access = web::kAdmin, .handler = web::Write(remove<Kind>)});
}

}  // namespace

web::Routes item_routes() {
  web::Routes routes;
  add_routes<Fees>(routes);
  add_routes<Goods>(routes);
  add_routes<Programme>(routes);
  return routes;
}

}  // namespace uke::server::events

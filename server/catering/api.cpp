#include "server/catering/api.h"

#include "server/accounts/once.h"
#include "server/catering/service.h"
#include "server/render/form.h"
#include "server/web/rest.h"

namespace uke::server::catering {
namespace {

struct CallView {
  CallId id;
  std::int64_t number = 0;
  std::int64_t at_ms = 0;
  std::string by;
  std::string note;
  std::string recorded_by;
  bool taken_back = false;
};
BOOST_DESCRIBE_STRUCT(CallView, (), (id, number, at_ms, by, note, recorded_by, taken_back))

struct ToldView {
  std::int64_t number = 0;
  std::int64_t at_ms = 0;
  std::string by;
  std::int64_t difference = 0;
  Since since;
};
BOOST_DESCRIBE_STRUCT(ToldView, (), (number, at_ms, by, difference, since))

struct CateringView : Count {
  EditionId edition;
  std::int64_t no_show_percent = 0;
  Yen meal_price;
  std::string caterer;
  std::int64_t fixed_ms = 0;
  std::optional<ToldView> told;
  std::vector<CallView> calls;
  std::vector<Wish> wishes;
};
BOOST_DESCRIBE_STRUCT(CateringView, (Count), (edition, no_show_percent, meal_price, caterer, fixed_ms, told, calls, wishes))

CallView view_of(const CallRow& row, bool taken_back) {
  return {.id = row.id,
          .number = row.number,
          .at_ms = row.at_ms,
          .by = row.by_name,
          .note = row.note,
          .recorded_by = row.recorded_name,
          .taken_back = taken_back};
}

Result<web::Response> get(const web::Req& req, storage::ReadTx& tx) {
  TRY(const auto edition, web::path_value<EditionId>(req, "edition"));
  TRY(const auto catering, get_catering(tx, req.actor, edition));
  CateringView view;
  static_cast<Count&>(view) = catering.count;
  view.edition = edition;
  view.no_show_percent = catering.no_show_percent;
  view.meal_price = catering.details.food_price;
  view.caterer = catering.details.caterer;
  view.fixed_ms = catering.details.food_fixed_ms;
  if (const auto& told = catering.told) {
    view.told = ToldView{
        .number = told->number, .at_ms = told->at_ms, .by = told->by_name, .difference = catering.difference(), .since = catering.since};
  }
  for (const auto& call : catering.calls) view.calls.push_back(view_of(call.row, call.taken_back));
  view.wishes = catering.wishes;
  return web::json_answer(view);
}

web::Response refuse(const web::Faults& faults, const i18n::Messages& english) {
  std::vector<wire::FieldError> errors;
  for (const auto& fault : faults) errors.push_back({fault.field, render::sentence_of(fault, english)});
  return web::refuse_fields(std::move(errors));
}

Result<web::Response> call(const render::PagesPtr& pages, const web::Req& req, storage::WriteTx& tx) {
  return accounts::once(req, tx, [&]() -> Result<web::Response> {
    TRY(const auto edition, web::path_value<EditionId>(req, "edition"));
    TRY(const auto told, web::body_of<NewCall>(req));
    if (const auto faults = check(told, to_ms(tx.now())); !faults.empty()) return refuse(faults, pages->messages(i18n::Language::en));
    TRY(const auto row, note_call(tx, req.actor, edition, told));
    return web::json_answer(view_of(row, false), 201);
  });
}

Result<web::Response> take_back(const web::Req& req, storage::WriteTx& tx) {
  TRY(const auto edition, web::path_value<EditionId>(req, "edition"));
  TRY(const auto id, web::path_value<CallId>(req, "call"));
  TRYV(take_back_call(tx, req.actor, edition, id));
  TRY(const auto rows, list_calls(tx, edition));
  for (const auto& row : rows) {
    if (row.id == id) return web::json_answer(view_of(row, true));
  }
  return fail(ErrorCode::not_found, "catering.take_back", "no such call");
}

}  // namespace

web::Routes routes(const render::PagesPtr& pages) {
  using enum web::Method;
  const std::string one = "/api/v1/editions/{edition}/catering";
  return {{.method = web::Method::get, .pattern = one, .access = static_cast<web::Access>(kMayRead), .handler = web::Read(catering::get)},
          {.method = post,
           .pattern = one + "/calls",
           .access = static_cast<web::Access>(kMayTell),
           .handler = web::Write([pages](const web::Req& req, storage::WriteTx& tx) { return call(pages, req, tx); })},
          {.method = post,
           .pattern = one + "/calls/{call}/take-back",
           .access = static_cast<web::Access>(kMayTell),
           .handler = web::Write(take_back)}};
}

}  // namespace uke::server::catering

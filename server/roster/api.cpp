#include "server/roster/api.h"

#include "server/accounts/once.h"
#include "server/render/form.h"
#include "server/roster/api_bodies.h"
#include "server/web/rest.h"

namespace uke::server::roster {
namespace {

constexpr std::int64_t kHistoryMost = 500;

struct ApiNeeds {
  render::PagesPtr pages;
  std::shared_ptr<const ExportFiles> files;
};
using Needs = std::shared_ptr<const ApiNeeds>;

web::Response refuse(const render::Pages& pages, const web::Faults& faults) {
  std::vector<wire::FieldError> errors;
  for (const auto& fault : faults) {
    errors.push_back({fault.field, render::sentence_of(fault, pages.messages(i18n::Language::en))});
  }
  return web::refuse_fields(std::move(errors));
}

Result<web::Response> answer_search(const web::Req& req, storage::ReadTx& tx, const SearchBody& body) {
  TRY(const auto query, query_of(body));
  TRY(auto page, search_members(tx, req.actor, query, body.after.value_or(""), body.limit.value_or(kListMost)));
  MemberListBody answer{.items = {}, .total = page.total, .next = {}};
  for (auto& member : page.members) answer.items.push_back(body_of(std::move(member)));
  if (!page.next.empty()) answer.next = std::move(page.next);
  return web::json_answer(answer);
}

Result<web::Response> list(const web::Req& req, storage::ReadTx& tx) {
  TRY(const auto body, search_in(req));
  return answer_search(req, tx, body);
}

Result<web::Response> search(const web::Req& req, storage::ReadTx& tx) {
  TRY(const auto body, web::body_of<SearchBody>(req));
  return answer_search(req, tx, body);
}

Result<web::Response> create(const Needs& needs, const web::Req& req, storage::WriteTx& tx) {
  return accounts::once(req, tx, [&]() -> Result<web::Response> {
    TRY(const auto body, web::body_of<NewMemberBody>(req));
    if (const auto faults = check(tidied(body.fields)); !faults.empty()) return refuse(*needs->pages, faults);
    NewMember command{
        .fields = body.fields, .state = body.state.value_or(MemberState::approved), .origin = Origin::organizer, .sponsor = body.sponsor};
    TRY(auto member, create_member(tx, req.actor, command));
    const auto version = member.version;
    return web::versioned_answer(body_of(std::move(member)), version, 201);
  });
}

Result<web::Response> get(const web::Req& req, storage::ReadTx& tx) {
  TRY(const auto id, web::path_value<MemberId>(req, "member"));
  TRY(auto member, get_member(tx, req.actor, id));
  const auto version = member.version;
  return web::versioned_answer(body_of(std::move(member)), version);
}

Result<web::Response> change(const Needs& needs, const web::Req& req, storage::WriteTx& tx) {
  TRY(const auto id, web::path_value<MemberId>(req, "member"));
  TRY(const auto version, web::if_match(req));
  if (!version) return web::precondition_required();
  TRY(const auto fields, web::body_of<MemberFields>(req));
  if (const auto faults = check(tidied(fields)); !faults.empty()) return refuse(*needs->pages, faults);
  TRY(auto member, change_member(tx, req.actor, id, *version, fields));
  const auto now = member.version;
  return web::versioned_answer(body_of(std::move(member)), now);
}

Result<web::Response> step(const web::Req& req, storage::WriteTx& tx) {
  TRY(const auto id, web::path_value<MemberId>(req, "member"));
  TRY(const auto version, web::if_match(req));
  if (!version) return web::precondition_required();
  TRY(const auto body, web::body_of<StateBody>(req));
  TRY(auto member, set_member_state(tx, req.actor, id, *version, body.state));
  const auto now = member.version;
  return web::versioned_answer(body_of(std::move(member)), now);
}

Result<web::Response> history(const web::Req& req, storage::ReadTx& tx) {
  TRY(const auto id, web::path_value<MemberId>(req, "member"));
  HistoryBody answer;
  TRY(answer.items, history_of(tx, req.actor, id, kHistoryMost));
  return web::json_answer(answer);
}

Result<std::variant<web::Response, web::Mutation>> take(const Needs& needs, const web::Req& req, storage::ReadTx& tx) {
  TRY(const auto body, web::body_of<ExportBody>(req));
  TRY(const auto query, query_of(body.members.value_or(SearchBody{})));
  if (const auto faults = check_purpose(body.purpose); !faults.empty()) {
    return std::variant<web::Response, web::Mutation>(refuse(*needs->pages, faults));
  }
  const auto language = body.language == Words::en ? i18n::Language::en : i18n::Language::ja;
  return hand_out(tx, req.actor, needs->pages->messages(language), *needs->files,
                  {.query = query, .type = body.type, .purpose = body.purpose});
}

}  // namespace

web::Routes routes(const render::PagesPtr& pages, const std::shared_ptr<const ExportFiles>& files) {
  using enum web::Method;
  const Needs needs = std::make_shared<const ApiNeeds>(ApiNeeds{pages, files});
  const web::Write creates = [needs](const web::Req& req, storage::WriteTx& tx) { return create(needs, req, tx); };
  const web::Write changes = [needs](const web::Req& req, storage::WriteTx& tx) { return change(needs, req, tx); };
  const web::Work takes = [needs](const web::Req& req, storage::ReadTx& tx) { return take(needs, req, tx); };
  const std::string one = "/api/v1/members/{member}";
  return {
      {.method = get, .pattern = "/api/v1/members", .access = web::kOrganizers, .handler = web::Read(list)},
      {.method = post, .pattern = "/api/v1/members", .access = web::kAdmin, .handler = creates},
      {.method = post, .pattern = "/api/v1/members/search", .access = web::kOrganizers, .handler = web::Read(search)},
      {.method = post, .pattern = "/api/v1/members/export", .access = web::kAdmin, .handler = takes},
      {.method = get, .pattern = one, .access = web::kOrganizers, .handler = web::Read(roster::get)},
      {.method = put, .pattern = one, .access = web::kAdmin, .handler = changes},
      {.method = patch, .pattern = one, .access = web::kAdmin, .handler = web::Write(step)},
      {.method = get, .pattern = one + "/history", .access = web::kAdmin, .handler = web::Read(history)},
  };
}

}  // namespace uke::server::roster

#include "server/accounts/once.h"
#include "server/applications/api.h"
#include "server/applications/invitations_service.h"
#include "server/applications/links.h"
#include "server/web/rest.h"

namespace uke::server::applications {
namespace {

constexpr std::int64_t kPage = 100;

struct NewInvitation {
  MemberId sponsor;
  std::optional<std::string> invited_name;
  std::optional<std::string> note;
  std::optional<std::int64_t> uses_max;
};
BOOST_DESCRIBE_STRUCT(NewInvitation, (), (sponsor, invited_name, note, uses_max))

struct InvitationView {
  InvitationId id;
  InvitationState state = InvitationState::open;
  std::string url;
  MemberId sponsor;
  std::string sponsor_name;
  std::string invited_name;
  std::string note;
  std::int64_t uses_max = 1;
  std::int64_t uses = 0;
  std::string created_by;
  std::int64_t created_ms = 0;
  std::int64_t expires_ms = 0;
};
BOOST_DESCRIBE_STRUCT(InvitationView, (),
                      (id, state, url, sponsor, sponsor_name, invited_name, note, uses_max, uses, created_by, created_ms, expires_ms))

struct InvitationList {
  std::vector<InvitationView> items;
  std::optional<std::string> next;
};
BOOST_DESCRIBE_STRUCT(InvitationList, (), (items, next))

// The handlers of one site.
struct Api {
  std::string url;

  [[nodiscard]] InvitationView view_of(const web::Req& req, const Invitation& invitation) const {
    const auto& row = invitation.row;
    return {.id = row.id,
            .state = invitation.state,
            .url = full_link(url, req.http.header("host"), apply_path(row.code)),
            .sponsor = row.sponsor,
            .sponsor_name = invitation.sponsor_name,
            .invited_name = row.invited_name,
            .note = row.note,
            .uses_max = row.uses_max,
            .uses = row.uses,
            .created_by = row.created_by,
            .created_ms = row.created_ms,
            .expires_ms = row.expires_ms};
  }

  Result<web::Response> list(const web::Req& req, storage::ReadTx& tx) const {
    TRY(const auto limit, web::page_limit(req, kPage));
    TRY(const auto after, web::page_after<InvitationId>(req));
    TRY(auto found, get_invitations(tx, req.actor, after, limit + 1));
    InvitationList answer;
    if (std::ssize(found) > limit) {
      found.pop_back();
      answer.next = found.back().row.id.to_string();
    }
    for (const auto& invitation : found) answer.items.push_back(view_of(req, invitation));
    return web::json_answer(answer);
  }

  Result<web::Response> create(const web::Req& req, storage::WriteTx& tx) const {
    return accounts::once(req, tx, [&]() -> Result<web::Response> {
      TRY(const auto body, web::body_of<NewInvitation>(req));
      const InvitationFields fields{.sponsor = body.sponsor,
                                    .invited_name = body.invited_name.value_or(""),
                                    .note = body.note.value_or(""),
                                    .uses_max = body.uses_max.value_or(1)};
      TRY(const auto made, create_invitation(tx, req.actor, fields));
      return web::json_answer(view_of(req, made), 201);
    });
  }

  Result<web::Response> get_one(const web::Req& req, storage::ReadTx& tx) const {
    TRY(const auto id, web::path_value<InvitationId>(req, "invitation"));
    TRY(const auto invitation, get_invitation(tx, req.actor, id));
    return web::json_answer(view_of(req, invitation));
  }

  Result<web::Response> withdraw(const web::Req& req, storage::WriteTx& tx) const {
    TRY(const auto id, web::path_value<InvitationId>(req, "invitation"));
    TRY(const auto invitation, withdraw_invitation(tx, req.actor, id));
    return web::json_answer(view_of(req, invitation));
  }

  Result<web::Response> restore(const web::Req& req, storage::WriteTx& tx) const {
    TRY(const auto id, web::path_value<InvitationId>(req, "invitation"));
    TRY(const auto invitation, restore_invitation(tx, req.actor, id));
    return web::json_answer(view_of(req, invitation));
  }
};

}  // namespace

web::Routes invitation_routes(const std::string& url) {
  using enum web::Method;
  const auto api = std::make_shared<const Api>(url);
  const std::string all = "/api/v1/invitations";
  const std::string one = all + "/{invitation}";
  const auto read = [&](Result<web::Response> (Api::*handler)(const web::Req&, storage::ReadTx&) const) {
    return web::Read([api, handler](const web::Req& req, storage::ReadTx& tx) { return ((*api).*handler)(req, tx); });
  };
  const auto write = [&](Result<web::Response> (Api::*handler)(const web::Req&, storage::WriteTx&) const) {
    return web::Write([api, handler](const web::Req& req, storage::WriteTx& tx) { return ((*api).*handler)(req, tx); });
  };
  return {
      {.method = get, .pattern = all, .access = web::kOrganizers, .handler = read(&Api::list)},
      {.method = post, .pattern = all, .access = web::kAdmin, .handler = write(&Api::create)},
      {.method = get, .pattern = one, .access = web::kOrganizers, .handler = read(&Api::get_one)},
      {.method = del, .pattern = one, .access = web::kAdmin, .handler = write(&Api::withdraw)},
      {.method = post, .pattern = one + "/restore", .access = web::kAdmin, .handler = write(&Api::restore)},
  };
}

}  // namespace uke::server::applications

#include "server/accounts/api.h"
#include "server/accounts/logins.h"
#include "server/accounts/once.h"
#include "server/accounts/organizers_service.h"
#include "server/web/rest.h"

namespace uke::server::accounts {
namespace {

constexpr std::int64_t kPage = 100;

struct OrganizerView {
  AccountId id;
  std::string name;
  Role role = Role::reception;
  Standing standing = Standing::invited;
  std::optional<std::string> login;
  bool two_step = false;
  std::int64_t version = 1;
  std::int64_t created_ms = 0;
  std::optional<std::int64_t> seen_ms;
  std::optional<std::int64_t> welcome_expires_ms;
};
BOOST_DESCRIBE_STRUCT(OrganizerView, (), (id, name, role, standing, login, two_step, version, created_ms, seen_ms, welcome_expires_ms))

struct OrganizerList {
  std::vector<OrganizerView> items;
  std::optional<std::string> next;  // ?after= of the next page; absent on the last
};
BOOST_DESCRIBE_STRUCT(OrganizerList, (), (items, next))

struct WelcomeView {
  std::string path;  // /welcome/SECRET of this server
  std::int64_t expires_ms = 0;
};
BOOST_DESCRIBE_STRUCT(WelcomeView, (), (path, expires_ms))

struct Invited {
  OrganizerView organizer;
  std::optional<WelcomeView> welcome;  // shown once: an answer that is repeated by its Idempotency-Key lacks it
};
BOOST_DESCRIBE_STRUCT(Invited, (), (organizer, welcome))

struct Invitation {
  std::string name;
  Role role = Role::reception;
};
BOOST_DESCRIBE_STRUCT(Invitation, (), (name, role))

struct ChangeBody {
  std::optional<std::string> name;
  std::optional<Role> role;
  std::optional<bool> disabled;
};
BOOST_DESCRIBE_STRUCT(ChangeBody, (), (name, role, disabled))

OrganizerView view_of(const OrganizerRow& row) {
  return {.id = row.id,
          .name = row.name,
          .role = row.role,
          .standing = standing_of(row),
          .login = row.login,
          .two_step = row.two_step,
          .version = row.version,
          .created_ms = row.created_ms,
          .seen_ms = row.seen_ms,
          .welcome_expires_ms = row.welcome_expires_ms};
}

WelcomeView view_of(const Welcome& welcome) { return {"/welcome/" + welcome.secret, welcome.expires_ms}; }

web::Response refuse_name() { return web::refuse_fields({{"name", "must be one line of 1 to 100 characters"}}); }

Result<web::Response> list(const web::Req& req, storage::ReadTx& tx) {
  TRY(const auto limit, web::page_limit(req, kPage));
  TRY(const auto after, web::page_after<AccountId>(req));
  TRY(auto rows, get_organizers(tx, req.actor, after, limit + 1));
  OrganizerList answer;
  if (std::ssize(rows) > limit) {
    rows.pop_back();
    answer.next = rows.back().id.to_string();
  }
  for (const auto& row : rows) answer.items.push_back(view_of(row));
  return web::json_answer(answer);
}

Result<web::Response> create(const web::Req& req, storage::WriteTx& tx) {
  std::optional<Invited> invited;
  // What is remembered for a repetition has no link in it: secrets are stored as hashes only.
  TRY(auto remembered, once(req, tx, [&]() -> Result<web::Response> {
        TRY(const auto body, web::body_of<Invitation>(req));
        if (!check_name(body.name).empty()) return refuse_name();
        TRY(const auto welcome, invite(tx, req.actor, body.name, body.role));
        TRY(const auto row, get_organizer(tx, req.actor, welcome.account));
        invited = Invited{view_of(row), view_of(welcome)};
        return web::versioned_answer(Invited{invited->organizer, std::nullopt}, row.version, 201);
      }));
  if (!invited) return remembered;
  return web::versioned_answer(*invited, invited->organizer.version, 201);
}

Result<web::Response> change(const web::Req& req, storage::WriteTx& tx) {
  TRY(const auto id, web::path_value<AccountId>(req, "organizer"));
  TRY(const auto version, web::if_match(req));
  if (!version) return web::precondition_required();
  TRY(const auto body, web::body_of<ChangeBody>(req));
  if (body.name && !check_name(*body.name).empty()) return refuse_name();
  TRY(const auto row, change_organizer(tx, req.actor, id, *version, {.name = body.name, .role = body.role, .disabled = body.disabled}));
  return web::versioned_answer(view_of(row), row.version);
}

Result<web::Response> create_link(const web::Req& req, storage::WriteTx& tx) {
  TRY(const auto id, web::path_value<AccountId>(req, "organizer"));
  TRY(const auto welcome, new_welcome(tx, req.actor, id));
  return web::json_answer(view_of(welcome), 201);
}

Result<web::Response> delete_link(const web::Req& req, storage::WriteTx& tx) {
  TRY(const auto id, web::path_value<AccountId>(req, "organizer"));
  TRYV(withdraw_welcome(tx, req.actor, id));
  web::Response response;
  response.status = 204;
  return response;
}

}  // namespace

web::Routes organizers_routes() {
  using enum web::Method;
  constexpr auto kOne = "/api/v1/organizers/{organizer}";
  constexpr auto kLink = "/api/v1/organizers/{organizer}/welcome-link";
  return {
      {.method = get, .pattern = "/api/v1/organizers", .access = web::kAdmin, .handler = web::Read(list)},
      {.method = post, .pattern = "/api/v1/organizers", .access = web::kAdmin, .handler = web::Write(create)},
      {.method = patch, .pattern = kOne, .access = web::kAdmin, .handler = web::Write(change)},
      {.method = post, .pattern = kLink, .access = web::kAdmin, .handler = web::Write(create_link)},
      {.method = del, .pattern = kLink, .access = web::kAdmin, .handler = web::Write(delete_link)},
  };
}

}  // namespace uke::server::accounts

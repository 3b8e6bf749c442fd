// /organizers: who the organizers are, inviting them, and what each may do. Admins only.
#include "server/accounts/logins.h"
#include "server/accounts/page_kit.h"
#include "server/web/rest.h"

namespace uke::server::accounts {
namespace {

constexpr std::int64_t kMost = 500;
constexpr const char* kNav = "/organizers";

struct RowView {
  std::string id;
  std::string name;
  std::string role;
  std::string login;
  render::Chip standing;
  std::string seen;
  bool two_step = false;
  bool disabled = false;
};
BOOST_DESCRIBE_STRUCT(RowView, (), (id, name, role, login, standing, seen, two_step, disabled))
struct ListView {
  std::vector<RowView> rows;
};
BOOST_DESCRIBE_STRUCT(ListView, (), (rows))

struct NewView {
  render::FormView form;
};
BOOST_DESCRIBE_STRUCT(NewView, (), (form))

struct OneView {
  render::Facts facts;
  std::vector<render::Notice> notices;
  render::FormView form;
  std::vector<render::PostButton> link;      // a new link
  std::vector<render::PostButton> withdraw;  // of a link that was not used
  std::vector<render::PostButton> disable;
  std::vector<render::PostButton> enable;
  bool has_login = false;
  std::string organizer_id;
};
BOOST_DESCRIBE_STRUCT(OneView, (), (facts, notices, form, link, withdraw, disable, enable, has_login, organizer_id))

struct LinkView {
  std::string organizer;
  std::string until;
  std::vector<render::Copy> copies;
};
BOOST_DESCRIBE_STRUCT(LinkView, (), (organizer, until, copies))

render::Chip chip_of(const i18n::Messages& messages, const OrganizerRow& row, Time now) {
  switch (standing_of(row)) {
    case Standing::active: return {render::Tone::good, messages.text("accounts.standing.active")};
    case Standing::disabled: return {render::Tone::stop, messages.text("accounts.standing.disabled")};
    case Standing::invited: break;
  }
  const bool waits = row.welcome_expires_ms && from_ms(*row.welcome_expires_ms) > now;
  return {render::Tone::attention, messages.text(waits ? "accounts.standing.invited" : "accounts.standing.link_over")};
}

std::string seen_words(const i18n::Messages& messages, const OrganizerRow& row) {
  return row.seen_ms ? when(messages, *row.seen_ms) : messages.text("accounts.never_seen");
}

Result<web::Response> list(const Needs& needs, const web::Req& req, storage::ReadTx& tx) {
  const auto& messages = needs->pages->messages(req.http);
  TRY(const auto rows, get_organizers(tx, req.actor, AccountId{}, kMost));
  ListView view;
  for (const auto& row : rows) {
    view.rows.push_back({.id = row.id.to_string(),
                         .name = row.name,
                         .role = role_word(messages, row.role),
                         .login = row.login.value_or(""),
                         .standing = chip_of(messages, row, tx.now()),
                         .seen = seen_words(messages, row),
                         .two_step = row.two_step,
                         .disabled = row.disabled});
  }
  return needs->pages->page(req, {.title = messages.text("accounts.organizers.title"), .nav = kNav, .width = render::Head::Width::table},
                            "accounts/organizers", view);
}

Result<web::Response> new_page(const Needs& needs, const web::Req& req, const web::Faults& faults, int status) {
  const auto& messages = needs->pages->messages(req.http);
  const auto role = enum_value<Role>(req.form.text("role")).value_or(Role::reception);
  NewView view;
  view.form = {.action = "/organizers",
               .submit = messages.text("accounts.invite.submit"),
               .fields = {{.name = "name",
                           .label = messages.text("accounts.field.name"),
                           .hint = messages.text("accounts.hint.name"),
                           .value = typed(req.form, "name"),
                           .required = true,
                           .autocomplete = "off",
                           .length_max = kNameMax},
                          {.kind = render::FieldKind::radios,
                           .name = "role",
                           .label = messages.text("accounts.field.role"),
                           .required = true,
                           .choices = role_choices(messages, role)}},
               .cancel = kNav};
  render::show_faults(view.form, faults, messages);
  return needs->pages->page(req,
                            {.title = messages.text("accounts.invite.title"),
                             .nav = kNav,
                             .back = kNav,
                             .back_label = messages.text("accounts.organizers.title")},
                            "accounts/invite", view, status);
}

web::Response to_link(const Needs& needs, const Welcome& welcome) {
  auto response = needs->pages->see_other("/organizers/" + welcome.account.to_string() + "/link");
  show_once(response, *needs->pages, welcome.secret);
  return response;
}

Result<web::Response> create(const Needs& needs, const web::Req& req, storage::WriteTx& tx) {
  auto faults = check_name(req.form.text("name"));
  const auto role = enum_value<Role>(req.form.text("role"));
  if (!role) faults.push_back({"role", req.form.text("role").empty() ? web::What::required : web::What::unknown_choice});
  if (!faults.empty()) return new_page(needs, req, faults, 422);
  TRY(const auto welcome, invite(tx, req.actor, req.form.text("name"), *role));
  return to_link(needs, welcome);
}

// The link once more, as long as the browser that made it still has it.
Result<web::Response> show_link(const Needs& needs, const web::Req& req, storage::ReadTx& tx) {
  const auto& messages = needs->pages->messages(req.http);
  TRY(const auto id, web::path_value<AccountId>(req, "organizer"));
  TRY(const auto row, get_organizer(tx, req.actor, id));
  const auto secret = shown_once(req);
  TRY(const auto found, find_welcome(tx, secret_hash(secret)));
  if (!found || found->account != id) return needs->pages->see_other("/organizers/" + id.to_string());
  const auto base = needs->pages->url().empty() ? "http://" + std::string(req.http.header("host")) : needs->pages->url();
  const auto link = base + "/welcome/" + std::string(secret);
  const auto until = when(messages, found->expires_ms);
  LinkView view;
  view.organizer = row.name;
  view.until = messages.text("accounts.link.until", {{"time", until}});
  view.copies = {
      {.id = "message",
       .label = messages.text("accounts.link.message_label"),
       .text = messages.text("accounts.link.message", {{"name", row.name}, {"from", req.actor.name}, {"link", link}, {"time", until}}),
       .rows = 10},
      {.id = "link", .label = messages.text("accounts.link.link_label"), .text = link, .rows = 1}};
  return needs->pages->page(
      req,
      {.title = messages.text("accounts.link.title"), .nav = kNav, .back = kNav, .back_label = messages.text("accounts.organizers.title")},
      "accounts/link", view);
}

OneView one_view(const i18n::Messages& messages, const OrganizerRow& row, Time now) {
  const auto path = "/organizers/" + row.id.to_string();
  OneView view;
  view.facts.rows = {{.label = messages.text("accounts.field.standing"), .value = "", .chips = {chip_of(messages, row, now)}},
                     {.label = messages.text("accounts.field.login"), .value = row.login.value_or("—")},
                     {.label = messages.text("accounts.field.seen"), .value = seen_words(messages, row)},
                     {.label = messages.text("accounts.field.two_step"),
                      .value = messages.text(row.two_step ? "accounts.two_step.is_on" : "accounts.two_step.is_off")},
                     {.label = messages.text("accounts.field.created"), .value = when(messages, row.created_ms)}};
  const bool waits = row.welcome_expires_ms && from_ms(*row.welcome_expires_ms) > now;
  if (waits) {
    view.facts.rows.push_back({.label = messages.text("accounts.field.link_until"), .value = when(messages, *row.welcome_expires_ms)});
    view.withdraw.push_back({.action = path + "/withdraw", .label = messages.text("accounts.link.withdraw")});
  }
  if (row.disabled) {
    view.enable.push_back({.action = path + "/enable", .label = messages.text("accounts.enable"), .version = row.version});
  } else {
    view.link.push_back({.action = path + "/link", .label = messages.text(row.login ? "accounts.link.reset" : "accounts.link.renew")});
    view.disable.push_back(
        {.action = path + "/disable", .label = messages.text("accounts.disable"), .look = render::Look::danger, .version = row.version});
  }
  view.has_login = row.login.has_value();
  view.organizer_id = row.id.to_string();
  return view;
}

// `problem`: why what was asked for was not done; the form then holds what was typed, and the version of now.
Result<web::Response> one_page(const Needs& needs, const web::Req& req, const OrganizerRow& row, Time now, const web::Faults& faults,
                               std::string_view problem, int status) {
  const auto& messages = needs->pages->messages(req.http);
  auto view = one_view(messages, row, now);
  const auto typed_role = enum_value<Role>(req.form.text("role")).value_or(row.role);
  view.form = {.action = "/organizers/" + row.id.to_string(),
               .submit = messages.text("ui.save"),
               .fields = {{.name = "name",
                           .label = messages.text("accounts.field.name"),
                           .value = typed(req.form, "name", row.name),
                           .required = true,
                           .autocomplete = "off",
                           .length_max = kNameMax},
                          {.kind = render::FieldKind::radios,
                           .name = "role",
                           .label = messages.text("accounts.field.role"),
                           .hint = messages.text("accounts.hint.role"),
                           .required = true,
                           .choices = role_choices(messages, typed_role)}},
               .version = row.version};
  render::show_faults(view.form, faults, messages);
  if (status == 409 && problem == "stale") {
    view.notices.push_back({.tone = render::Tone::attention,
                            .title = messages.text("accounts.stale.title"),
                            .text = messages.text("accounts.stale.text"),
                            .points = {messages.text("accounts.stale.name", {{"name", row.name}}),
                                       messages.text("accounts.stale.role", {{"role", role_word(messages, row.role)}})}});
  } else if (status == 409) {
    view.notices.push_back({.tone = render::Tone::stop,
                            .title = messages.text("accounts.last_admin.title"),
                            .text = messages.text("accounts.last_admin.text")});
  }
  return needs->pages->page(req, {.title = row.name, .nav = kNav, .back = kNav, .back_label = messages.text("accounts.organizers.title")},
                            "accounts/organizer", view, status);
}

Result<web::Response> show_one(const Needs& needs, const web::Req& req, storage::ReadTx& tx) {
  TRY(const auto id, web::path_value<AccountId>(req, "organizer"));
  TRY(const auto row, get_organizer(tx, req.actor, id));
  return one_page(needs, req, row, tx.now(), {}, "", 200);
}

// Changes an organizer and goes back to the page, or shows it again with what hinders.
Result<web::Response> apply(const Needs& needs, const web::Req& req, storage::WriteTx& tx, AccountId id, const OrganizerChange& change,
                            const char* flash) {
  const auto done = tx.savepoint([&] { return change_organizer(tx, req.actor, id, version_of(req.form), change); });
  if (done) {
    return needs->pages->see_other("/organizers/" + id.to_string(), {.key = flash, .args = {{"name", done->name}}});
  }
  const auto code = done.error().code;
  if (code != ErrorCode::stale && code != ErrorCode::conflict) return std::unexpected(done.error());
  TRY(const auto row, get_organizer(tx, req.actor, id));
  return one_page(needs, req, row, tx.now(), {}, code == ErrorCode::stale ? "stale" : "last", 409);
}

Result<web::Response> change(const Needs& needs, const web::Req& req, storage::WriteTx& tx) {
  TRY(const auto id, web::path_value<AccountId>(req, "organizer"));
  auto faults = check_name(req.form.text("name"));
  const auto role = enum_value<Role>(req.form.text("role"));
  if (!role) faults.push_back({"role", web::What::unknown_choice});
  if (!faults.empty()) {
    TRY(const auto row, get_organizer(tx, req.actor, id));
    return one_page(needs, req, row, tx.now(), faults, "", 422);
  }
  return apply(needs, req, tx, id, {.name = std::string(req.form.text("name")), .role = role}, "flash.organizer_saved");
}

Result<web::Response> disable(const Needs& needs, const web::Req& req, storage::WriteTx& tx) {
  TRY(const auto id, web::path_value<AccountId>(req, "organizer"));
  return apply(needs, req, tx, id, {.disabled = true}, "flash.organizer_disabled");
}

Result<web::Response> enable(const Needs& needs, const web::Req& req, storage::WriteTx& tx) {
  TRY(const auto id, web::path_value<AccountId>(req, "organizer"));
  return apply(needs, req, tx, id, {.disabled = false}, "flash.organizer_enabled");
}

Result<web::Response> new_link(const Needs& needs, const web::Req& req, storage::WriteTx& tx) {
  TRY(const auto id, web::path_value<AccountId>(req, "organizer"));
  TRY(const auto welcome, new_welcome(tx, req.actor, id));
  return to_link(needs, welcome);
}

Result<web::Response> withdraw(const Needs& needs, const web::Req& req, storage::WriteTx& tx) {
  TRY(const auto id, web::path_value<AccountId>(req, "organizer"));
  TRYV(withdraw_welcome(tx, req.actor, id));
  return needs->pages->see_other(kNav, {.key = "flash.link_withdrawn", .args = {}});
}

}  // namespace

web::Routes organizers_page_routes(const Needs& needs) {
  using enum web::Method;
  return {
      page(get, "/organizers", web::kAdmin, reads(needs, list)),
      page(post, "/organizers", web::kAdmin, writes(needs, create)),
      page(get, "/organizers/new", web::kAdmin,
           web::Read([needs](const web::Req& req, storage::ReadTx&) { return new_page(needs, req, {}, 200); })),
      page(get, "/organizers/{organizer}", web::kAdmin, reads(needs, show_one)),
      page(post, "/organizers/{organizer}", web::kAdmin, writes(needs, change)),
      page(post, "/organizers/{organizer}/disable", web::kAdmin, writes(needs, disable)),
      page(post, "/organizers/{organizer}/enable", web::kAdmin, writes(needs, enable)),
      page(get, "/organizers/{organizer}/link", web::kAdmin, reads(needs, show_link)),
      page(post, "/organizers/{organizer}/link", web::kAdmin, writes(needs, new_link)),
      page(post, "/organizers/{organizer}/withdraw", web::kAdmin, writes(needs, withdraw)),
  };
}

}  // namespace uke::server::accounts

#include "server/announcements/api.h"

#include "server/accounts/once.h"
#include "server/render/form.h"
#include "server/web/rest.h"

namespace uke::server::announcements {
namespace {

struct MessageView {
  MessageId id;
  EditionId edition;
  MessageFields fields;
  MessageState state = MessageState::draft;
  std::int64_t send_at_ms = 0;
  std::int64_t sent_ms = 0;
  std::int64_t queued = 0;
  std::int64_t no_mail = 0;
  std::int64_t not_wanted = 0;
  std::string created_by;
  std::string changed_by;
  std::int64_t version = 0;
};
BOOST_DESCRIBE_STRUCT(MessageView, (),
                      (id, edition, fields, state, send_at_ms, sent_ms, queued, no_mail, not_wanted, created_by, changed_by, version))

struct MessageList {
  std::vector<MessageView> items;
};
BOOST_DESCRIBE_STRUCT(MessageList, (), (items))

struct ScheduleBody {
  std::optional<std::int64_t> at_ms;  // absent: now
};
BOOST_DESCRIBE_STRUCT(ScheduleBody, (), (at_ms))
struct TestBody {
  std::string address;
};
BOOST_DESCRIBE_STRUCT(TestBody, (), (address))
struct AudienceView {
  std::int64_t with_mail = 0;
  std::int64_t without_mail = 0;
  std::vector<std::string> names;
};
BOOST_DESCRIBE_STRUCT(AudienceView, (), (with_mail, without_mail, names))

MessageView view_of(const Message& message) {
  const auto& row = message.row;
  return {.id = row.id,
          .edition = row.edition,
          .fields = fields_of(row),
          .state = row.state,
          .send_at_ms = row.send_at_ms,
          .sent_ms = row.sent_ms,
          .queued = message.queued,
          .no_mail = message.no_mail,
          .not_wanted = message.not_wanted,
          .created_by = row.created_name,
          .changed_by = row.changed_name,
          .version = row.version};
}

web::Response answer(const Message& message, int status = 200) {
  return web::versioned_answer(view_of(message), message.row.version, status);
}

web::Response refuse(const SendingParts& parts, const web::Faults& faults) {
  const auto& english = parts.pages->messages(i18n::Language::en);
  std::vector<wire::FieldError> errors;
  for (const auto& fault : faults) errors.push_back({fault.field, render::sentence_of(fault, english)});
  return web::refuse_fields(std::move(errors));
}

Result<web::Response> list(const web::Req& req, storage::ReadTx& tx) {
  TRY(const auto edition, web::path_value<EditionId>(req, "edition"));
  TRY(const auto messages, get_messages(tx, req.actor, edition));
  MessageList list;
  for (const auto& message : messages) list.items.push_back(view_of(message));
  return web::json_answer(list);
}

Result<web::Response> create(const SendingParts& parts, const web::Req& req, storage::WriteTx& tx) {
  return accounts::once(req, tx, [&]() -> Result<web::Response> {
    TRY(const auto edition, web::path_value<EditionId>(req, "edition"));
    TRY(auto fields, web::body_of<MessageFields>(req));
    fields = tidied(std::move(fields));
    if (const auto faults = check(fields); !faults.empty()) return refuse(parts, faults);
    TRY(const auto row, create_message(tx, req.actor, edition, fields, {}));
    return answer({.row = row}, 201);
  });
}

Result<web::Response> get_one(const web::Req& req, storage::ReadTx& tx) {
  TRY(const auto id, web::path_value<MessageId>(req, "message"));
  TRY(const auto message, get_message(tx, req.actor, id));
  return answer(message);
}

// Runs `change` for the version that the caller saw.
template <class Change>
Result<web::Response> step(const web::Req& req, storage::WriteTx& tx, Change change) {
  TRY(const auto id, web::path_value<MessageId>(req, "message"));
  TRY(const auto version, web::if_match(req));
  if (!version) return web::precondition_required();
  TRYV(change(id, *version));
  TRY(const auto message, get_message(tx, req.actor, id));
  return answer(message);
}

Result<web::Response> change(const SendingParts& parts, const web::Req& req, storage::WriteTx& tx) {
  TRY(auto fields, web::body_of<MessageFields>(req));
  fields = tidied(std::move(fields));
  if (const auto faults = check(fields); !faults.empty()) return refuse(parts, faults);
  return step(req, tx, [&](MessageId id, std::int64_t version) { return change_message(tx, req.actor, id, version, fields); });
}

using Step = Result<MessageRow> (*)(storage::WriteTx&, const web::Actor&, MessageId, std::int64_t);
web::Write plain_step(Step what) {
  return [what](const web::Req& req, storage::WriteTx& tx) {
    return step(req, tx, [&](MessageId id, std::int64_t version) { return what(tx, req.actor, id, version); });
  };
}

Result<web::Response> schedule(const Post& post, const web::Req& req, storage::WriteTx& tx) {
  TRY(const auto body, web::body_of<ScheduleBody>(req));
  return step(req, tx, [&](MessageId id, std::int64_t version) {
    return schedule_message(tx, req.actor, post, id, version, body.at_ms.value_or(0));
  });
}

Result<web::Response> test(const SendingParts& parts, const web::Req& req, storage::WriteTx& tx) {
  TRY(const auto id, web::path_value<MessageId>(req, "message"));
  TRY(const auto body, web::body_of<TestBody>(req));
  TRYV(send_test(tx, req.actor, parts.post, id, body.address, parts.pages->messages(i18n::Language::ja)));
  web::Response response;
  response.status = 204;
  return response;
}

Result<web::Response> audience(const web::Req& req, storage::ReadTx& tx) {
  TRY(const auto id, web::path_value<MessageId>(req, "message"));
  TRY(const auto message, get_message(tx, req.actor, id));
  TRY(auto found, audience_of(tx, req.actor, message.row.edition, fields_of(message.row).filter));
  return web::json_answer(AudienceView{.with_mail = found.with_mail, .without_mail = found.without_mail, .names = std::move(found.names)});
}

}  // namespace

web::Routes routes(const SendingParts& parts) {
  using enum web::Method;
  const std::string many = "/api/v1/editions/{edition}/messages";
  const std::string one = "/api/v1/messages/{message}";
  const auto post_route = [&](const std::string& pattern, web::Write handler) {
    return web::Route{.method = post, .pattern = pattern, .access = web::kAdmin, .handler = std::move(handler)};
  };
  const auto get_route = [&](const std::string& pattern, web::Read handler) {
    return web::Route{.method = get, .pattern = pattern, .access = web::kAdmin, .handler = std::move(handler)};
  };
  return {get_route(many, list),
          post_route(many, [parts](const web::Req& req, storage::WriteTx& tx) { return create(parts, req, tx); }),
          get_route(one, get_one),
          {.method = put, .pattern = one, .access = web::kAdmin, .handler = web::Write([parts](const web::Req& req, storage::WriteTx& tx) {
                                                                   return change(parts, req, tx);
                                                                 })},
          post_route(one + "/schedule", [mail = parts.post](const web::Req& req, storage::WriteTx& tx) { return schedule(mail, req, tx); }),
          post_route(one + "/unschedule", plain_step(unschedule_message)),
          post_route(one + "/discard", plain_step(discard_message)),
          post_route(one + "/restore", plain_step(restore_message)),
          post_route(one + "/test", [parts](const web::Req& req, storage::WriteTx& tx) { return test(parts, req, tx); }),
          get_route(one + "/audience", audience)};
}

}  // namespace uke::server::announcements

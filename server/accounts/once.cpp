#include "server/accounts/once.h"

#include "server/accounts/once_store.h"
#include "server/accounts/rules.h"
#include "server/web/answers.h"

namespace uke::server::accounts {
namespace {

constexpr std::size_t kKeyBytesMax = 128;

std::string etag_of(const web::Response& response) {
  for (const auto& [name, value] : response.headers) {
    if (name == "etag") return value;
  }
  return {};
}

web::Response replay(const Remembered& remembered) {
  web::Response response;
  response.status = static_cast<int>(remembered.status);
  response.header("content-type", "application/json");
  if (!remembered.etag.empty()) response.header("etag", remembered.etag);
  response.body = remembered.body;
  return response;
}

}  // namespace

Result<web::Response> once(const web::Req& req, storage::WriteTx& tx, const std::function<Result<web::Response>()>& create) {
  const auto key = req.http.header("idempotency-key");
  if (key.empty()) return create();
  if (key.size() > kKeyBytesMax) return fail(ErrorCode::invalid, "accounts.once", "Idempotency-Key: is too long");
  const auto request_hash = secret_hash(req.http.path + "\n" + req.http.body);
  TRY(const auto seen, find_remembered(tx, req.actor.id, key));
  if (seen && seen->request_hash == request_hash) return replay(*seen);
  if (seen) return web::problem(422, "idempotency-key-reused", "This Idempotency-Key was used for another request");
  TRY(auto response, create());
  if (response.status >= 300) return response;
  const Remembered answer{
      .request_hash = request_hash, .status = response.status, .etag = etag_of(response), .body = std::string(response.bytes())};
  TRYV(insert_remembered(tx, req.actor.id, key, answer));
  return response;
}

}  // namespace uke::server::accounts

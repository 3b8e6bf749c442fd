#include "kiosk/sync/pairing.h"

namespace uke::kiosk::sync {
namespace {

constexpr std::string_view kOp = "sync.pair";

Result<wire::PairAnswer> read(const Result<HttpAnswer>& answer) {
  if (!answer) return std::unexpected(answer.error());
  if (answer->status == 200) {
    auto paired = json::parse<wire::PairAnswer>(answer->body);
    if (!paired) return fail(ErrorCode::unsupported, kOp, paired.error().detail);
    return paired;
  }
  const auto problem = json::parse<wire::Problem>(answer->body);
  const auto type = problem ? std::string_view(problem->type) : std::string_view{};
  if (!type.starts_with(wire::kProblemBase)) {
    return fail(ErrorCode::unsupported, kOp, "status " + std::to_string(answer->status) + " of something else");
  }
  const auto word = type.substr(wire::kProblemBase.size());
  if (word == wire::kProblemCodeUnknown) return fail(ErrorCode::not_found, kOp, "the code is wrong or expired");
  if (word == wire::kProblemCodeUsed) return fail(ErrorCode::conflict, kOp, "another kiosk used the code");
  if (answer->status == 400) return fail(ErrorCode::invalid, kOp, problem->detail.value_or(problem->title));
  return fail(ErrorCode::unavailable, kOp, "status " + std::to_string(answer->status));
}

}  // namespace

std::string tidy_url(std::string_view typed) {
  const auto is_rest = [](char c) { return c == ' ' || c == '/' || c == '\n' || c == '\r' || c == '\t'; };
  while (!typed.empty() && is_rest(typed.back())) typed.remove_suffix(1);
  while (!typed.empty() && typed.front() == ' ') typed.remove_prefix(1);
  std::string url(typed);
  return url.find("://") == std::string::npos && !url.empty() ? "https://" + url : url;
}

void pair(Transport& transport, const PairingCall& call, std::function<void(Result<wire::PairAnswer>)> done) {
  HttpCall http;
  http.method = HttpCall::Method::post;
  http.url = tidy_url(call.server) + "/api/v1/pair";
  http.body = json::to_text(
      wire::PairRequest{.code = call.code, .nonce = call.nonce, .name = call.name.empty() ? std::nullopt : std::optional(call.name)});
  transport.send(std::move(http), [done = std::move(done)](const Result<HttpAnswer>& answer) { done(read(answer)); });
}

}  // namespace uke::kiosk::sync

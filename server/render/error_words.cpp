#include "server/render/error_words.h"

#include "server/web/engine.h"

namespace uke::server::render {

std::string_view error_word(int status, const Error* error) {
  if (error && error->op == web::kOldForm) return "old_form";
  if (error && error->op == web::kForeignForm) return "foreign_form";
  if (error && error->code == ErrorCode::disk_full) return "disk_full";
  switch (status) {
    case 401: return "signed_out";
    case 403: return "forbidden";
    case 404: return "missing";
    case 405: return "method";
    case 408: return "slow";
    case 409: return "conflict";
    case 412: return "stale";
    case 413: return "too_large";
    case 415: return "unsupported";
    case 421: return "wrong_host";
    case 429: return "too_many";
    case 503: return "busy";
    default: return status >= 500 ? "broken" : "bad";
  }
}

}  // namespace uke::server::render

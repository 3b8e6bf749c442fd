#include "shared/base/result.h"

namespace uke {

std::string_view to_string(ErrorCode code) {
  switch (code) {
    case ErrorCode::invalid: return "invalid";
    case ErrorCode::not_found: return "not_found";
    case ErrorCode::conflict: return "conflict";
    case ErrorCode::stale: return "stale";
    case ErrorCode::unauthorized: return "unauthorized";
    case ErrorCode::forbidden: return "forbidden";
    case ErrorCode::too_large: return "too_large";
    case ErrorCode::unsupported: return "unsupported";
    case ErrorCode::busy: return "busy";
    case ErrorCode::unavailable: return "unavailable";
    case ErrorCode::disk_full: return "disk_full";
    case ErrorCode::corrupt: return "corrupt";
    case ErrorCode::timeout: return "timeout";
    case ErrorCode::internal: return "internal";
  }
  return "internal";
}

std::string describe(const Error& error) {
  std::string text(to_string(error.code));
  text += " in ";
  text += error.op;
  text += ": ";
  text += error.detail;
  return text;
}

}  // namespace uke

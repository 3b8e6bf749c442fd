#include "server/applications/links.h"

namespace uke::server::applications {

std::string full_link(std::string_view url, std::string_view host_header, std::string_view path) {
  std::string link = url.empty() ? "http://" + std::string(host_header) : std::string(url);
  return link.append(path);
}

std::string apply_path(std::string_view code) { return "/apply/" + std::string(code); }

}  // namespace uke::server::applications

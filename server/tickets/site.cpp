#include "server/tickets/site.h"

namespace uke::server::tickets {

std::string url_of(const Site& site, std::string_view host_header) {
  return site.url.empty() ? "http://" + std::string(host_header) : site.url;
}

std::string host_of(const Site& site, std::string_view host_header) {
  const auto url = url_of(site, host_header);
  const auto scheme = url.find("://");
  return scheme == std::string::npos ? url : url.substr(scheme + 3);
}

}  // namespace uke::server::tickets

// Paths that lead to this server and nowhere else: where a page sends people after signing in, saving or undoing. Pure.
#pragma once

#include "server/http/message.h"

#include <string>
#include <string_view>

namespace uke::server::web {

// Begins with one slash, has no backslash, no control characters and at most 500 bytes: no browser takes it for another host.
[[nodiscard]] bool is_own_path(std::string_view path);

// Everything but letters, digits and -._~ as %XX; with `keep`, those characters stay, too.
[[nodiscard]] std::string percent_encoded(std::string_view text, std::string_view keep = {});

// "/sign-in?next=…" back to the path and query of the request.
[[nodiscard]] std::string sign_in_path(const http::Request& request);

// Whether a form was sent by a page of this server, as far as the browser says: Sec-Fetch-Site, else Origin against Host or `url` (how
// the outside names this server; may be empty). A browser that says neither is believed: the csrf of the form still has to fit.
[[nodiscard]] bool is_from_own_page(const http::Request& request, std::string_view url);

// In time that does not depend on where they differ. Two empty texts are not the same secret.
[[nodiscard]] bool same_secret(std::string_view a, std::string_view b);

}  // namespace uke::server::web

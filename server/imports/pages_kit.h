// What the pages of imports have in common. Internal to this room.
#pragma once

#include "server/imports/pages.h"
#include "server/imports/service.h"

#include <string>

namespace uke::server::imports {

struct PageNeeds {
  render::PagesPtr pages;
  Place place;
};

// The parts of page_routes(), a file each.
[[nodiscard]] web::Routes list_pages(const PageNeeds& needs);
[[nodiscard]] web::Routes preview_pages(const PageNeeds& needs);
[[nodiscard]] web::Routes columns_pages(const PageNeeds& needs);

[[nodiscard]] web::Route page(web::Method method, std::string pattern, decltype(web::Route::handler) handler);
[[nodiscard]] std::string path_of(ImportId id);
[[nodiscard]] Result<ImportId> id_in(const web::Req& req);
// The version that the form carries; 0 for what is none.
[[nodiscard]] std::int64_t version_in(const web::Req& req);
[[nodiscard]] std::int64_t number_in(std::string_view text, std::int64_t otherwise);

}  // namespace uke::server::imports

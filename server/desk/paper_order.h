// Who stands on the paper list of an edition, in which order: the same for who prints it and for who enters it afterwards.
#pragma once

#include "server/rsvps/list.h"
#include "server/storage/write_tx.h"
#include "server/web/route.h"
#include "shared/desk/attendance.h"

#include <span>
#include <vector>

namespace uke::server::desk {

inline constexpr std::size_t kPaperRows = 30;  // of a sheet

struct OnPaper {
  std::vector<rsvps::Listed> onsite;  // 参加 and 未定, in gojūon order, companions right behind their holder
  std::vector<rsvps::Listed> online;
};
[[nodiscard]] Result<OnPaper> people_on_paper(storage::ReadTx& tx, const web::Actor& actor, EditionId edition);

// Under their names and under their tickets' numbers: what fold_around() asks for.
[[nodiscard]] std::vector<uke::desk::Subject> subjects_of(std::span<const rsvps::Listed> people);

}  // namespace uke::server::desk

// What a ticket says and how it looks on paper and as a picture. Pure; thread-safe.
#pragma once

#include "server/events/service.h"
#include "shared/base/random.h"
#include "shared/drawing/page.h"
#include "shared/ticket/ticket.h"

#include <span>
#include <string>
#include <string_view>

namespace uke::server::tickets {

// Random and never zero, so that nobody can guess another ticket's number.
[[nodiscard]] ticket::TicketNo draw_number(Random& random);

// The QR text of a ticket. `host` as tickets shall name the server; `hint` is the edition's number within the event.
[[nodiscard]] std::string ticket_text(const events::Signer& signer, std::string_view host, std::int64_t hint, ticket::TicketNo no);

// Everything that is to be read on a ticket, in the language of who reads it.
struct TicketFace {
  std::string qr_text;
  std::string short_code;  // 7ZKQ-3M0D
  std::string name;        // 山田 花子さん
  std::string event;
  std::string edition;  // 大阪会場
  std::string when;     // 2027年2月20日(土) 18:00
  std::string place;
  std::string what_to_do;  // two lines
};

// A6, the QR code's modules 50 mm wide. `too_large` if the text does not fit into a QR code.
[[nodiscard]] Result<drawing::Painter> ticket_page(const TicketFace& face);
[[nodiscard]] Result<std::string> ticket_png(const TicketFace& face);
// One page per ticket.
[[nodiscard]] Result<std::string> tickets_pdf(std::span<const TicketFace> faces, std::string_view title);

}  // namespace uke::server::tickets

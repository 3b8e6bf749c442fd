#include "server/tickets/rules.h"

#include "server/tickets/qr.h"

#include <vector>

namespace uke::server::tickets {
namespace {

constexpr double kPictureScale = 8;  // pixels per millimetre: 840 × 1,184, as wide as a phone's screen
constexpr double kQrMm = 50;
constexpr double kMargin = 8;
constexpr drawing::Color kInk{26, 26, 26, 255};
constexpr drawing::Color kQuiet{98, 98, 98, 255};

void paint(drawing::Canvas& canvas, const TicketFace& face, const drawing::Modules& code) {
  const double width = drawing::kA6.width_mm - 2 * kMargin;
  const auto line = [&](double y, double height, std::string_view text, double size_pt, drawing::Weight weight, drawing::Color color) {
    const drawing::TextLook look{.size_pt = size_pt,
                                 .size_pt_min = size_pt / 2,
                                 .weight = weight,
                                 .color = color,
                                 .align = drawing::Align::center,
                                 .valign = drawing::VAlign::middle,
                                 .line_height = 1.3};
    canvas.text({kMargin, y, width, height}, text, look);
  };
  using drawing::Weight;
  line(7, 10, face.event, 14, Weight::bold, kInk);
  line(17, 6, face.edition, 11, Weight::bold, kInk);
  line(23, 6, face.when, 11, Weight::regular, kInk);
  line(29, 8, face.place, 9, Weight::regular, kQuiet);
  line(38, 14, face.name, 20, Weight::bold, kInk);
  canvas.modules({(drawing::kA6.width_mm - kQrMm) / 2, 59, kQrMm, kQrMm}, code, drawing::Color{0, 0, 0, 255});
  line(115, 7, face.short_code, 14, Weight::bold, kInk);
  line(124, 16, face.what_to_do, 10, Weight::regular, kInk);
}

}  // namespace

ticket::TicketNo draw_number(Random& random) {
  ticket::TicketNo no;
  while (no.value == 0) no.value = random.u64();
  return no;
}

std::string ticket_text(const events::Signer& signer, std::string_view host, std::int64_t hint, ticket::TicketNo no) {
  const ticket::Payload payload{
      .event_no = signer.event_no, .no = no, .key_no = signer.key_no, .edition_hint = static_cast<std::uint8_t>(hint)};
  return ticket::qr_text(host, ticket::sign(payload, signer.key));
}

Result<drawing::Painter> ticket_page(const TicketFace& face) {
  TRY(auto code, qr_modules(face.qr_text));
  return drawing::Painter([face, code = std::move(code)](drawing::Canvas& canvas) { paint(canvas, face, code); });
}

Result<std::string> ticket_png(const TicketFace& face) {
  TRY(const auto page, ticket_page(face));
  TRY(const auto picture, drawing::draw_picture(drawing::kA6, kPictureScale, page));
  return drawing::png_of(picture);
}

Result<std::string> tickets_pdf(std::span<const TicketFace> faces, std::string_view title) {
  std::vector<drawing::Painter> pages;
  for (const auto& face : faces) {
    TRY(auto page, ticket_page(face));
    pages.push_back(std::move(page));
  }
  return drawing::draw_pdf(drawing::kA6, pages, title);
}

}  // namespace uke::server::tickets

// Tickets as QR symbols, pictures and pages.
#include "server/tickets/qr.h"
#include "server/tickets/rules.h"
#include "server/tickets/site.h"
#include "tests/support/builders.h"
#include "tests/support/catch.h"
#include "tests/support/fakes.h"

#include <algorithm>

namespace uke::server::tickets {

using namespace uke::test;

namespace {

std::string a_ticket_text() {
  const events::Signer signer{.event_no = 7, .key_no = 0, .key = a_signing_key()};
  return tickets::ticket_text(signer, "uketsuke.example.jp", 2, ticket::TicketNo{0x0123456789abcdef});
}

TicketFace a_face() {
  return {.qr_text = a_ticket_text(),
          .short_code = "受付番号 7ZKQ-3M0D",
          .name = "葛󠄀城 さくらさん",
          .event = "創立記念パーティー2027",
          .edition = "大阪会場",
          .when = "2027年2月20日(土) 18:00",
          .place = "中之島ホール",
          .what_to_do = "受付で、このQRコードをお見せください。\nQRコードがなくても、お名前で受付できます。"};
}

}  // namespace

TEST_CASE("a_ticket_text_verifies_with_the_events_public_key_and_carries_event_and_hint") {
  const auto text = a_ticket_text();
  CHECK(text.starts_with("HTTPS://UKETSUKE.EXAMPLE.JP/T/"));
  const auto token = ticket::parse_token(*ticket::find_token(text));
  REQUIRE(token);
  CHECK(ticket::verify(*token, a_signing_key().public_key()));
  CHECK(token->payload.event_no == 7);
  CHECK(token->payload.edition_hint == 2);
}

TEST_CASE("ticket_numbers_are_drawn_and_never_zero") {
  SeededRandom random(1);
  CHECK(draw_number(random).value != 0);
  CHECK(draw_number(random) != draw_number(random));
}

// ISO/IEC 18004, table 7: version 4 holds 90 alphanumeric characters at level M and 114 at level L; version 6 154 at M.
TEST_CASE("a_qr_symbol_has_the_size_of_level_M_in_alphanumeric_mode") {
  CHECK(qr_modules(std::string(90, 'A'))->size == 33);
  CHECK(qr_modules(std::string(91, 'A'))->size == 37);
  CHECK(qr_modules(std::string(154, 'A'))->size == 41);
  CHECK(qr_modules(std::string(155, 'A'))->size == 45);
}

TEST_CASE("a_text_that_no_symbol_holds_is_too_large") { CHECK(qr_modules(std::string(5000, 'A')).error().code == ErrorCode::too_large); }

TEST_CASE("a_qr_picture_has_four_light_modules_around_whole_pixels") {
  const auto code = qr_modules("UKETSUKE").value();
  const auto picture = drawing::read_png(qr_png(code, 300).value()).value();
  const int modules = code.size + 8;
  CHECK(picture.width >= 300);
  CHECK(picture.width % modules == 0);
  const int scale = picture.width / modules;
  const auto gray = [&](int module_x, int module_y) {
    const auto pixel = static_cast<std::size_t>((module_y * scale * picture.width + module_x * scale) * 4);
    return picture.rgba[pixel];
  };
  CHECK(gray(3, 3) == 255);
  CHECK(gray(4, 4) == 0);
  CHECK(gray(4 + 6, 4) == 0);
  CHECK(gray(4 + 7, 4) == 255);
}

TEST_CASE("a_symbol_on_a_terminal_has_a_line_for_two_rows_of_modules") {
  const auto code = qr_modules("UKETSUKE").value();
  const auto text = half_blocks(code);
  CHECK(std::ranges::count(text, '\n') == (code.size + 8 + 1) / 2);
}

TEST_CASE("a_ticket_picture_is_as_wide_as_a_phone_and_its_code_at_least_forty_millimetres") {
  const auto picture = drawing::read_png(ticket_png(a_face()).value()).value();
  CHECK(picture.width == 840);
  const double px_per_mm = picture.width / drawing::kA6.width_mm;
  int left = picture.width;
  int right = 0;
  const int middle = static_cast<int>((59 + 25) * px_per_mm);  // a row through the code: nothing else is dark there
  for (int x = 0; x < picture.width; ++x) {
    if (picture.rgba[static_cast<std::size_t>((middle * picture.width + x) * 4)] > 100) continue;
    left = std::min(left, x);
    right = std::max(right, x);
  }
  CHECK((right - left) / px_per_mm >= 40);
}

TEST_CASE("a_pdf_has_a_page_per_ticket") {
  const std::vector<TicketFace> faces{a_face(), a_face(), a_face()};
  const auto pdf = tickets_pdf(faces, "大阪会場").value();
  CHECK(pdf.starts_with("%PDF-"));
  CHECK(pdf.find("/Count 3") != std::string::npos);
}

TEST_CASE("a_ticket_names_the_configured_host_or_the_one_that_the_request_used") {
  CHECK(host_of({.url = "https://uketsuke.example.jp"}, "10.0.0.1:8420") == "uketsuke.example.jp");
  CHECK(host_of({.url = ""}, "10.0.0.1:8420") == "10.0.0.1:8420");
  CHECK(url_of({.url = ""}, "10.0.0.1:8420") == "http://10.0.0.1:8420");
}

}  // namespace uke::server::tickets

// What organizers copy into a messenger.
#include "server/applications/links.h"
#include "server/applications/texts.h"
#include "shared/assets/assets.h"
#include "tests/support/catch.h"

using namespace uke;
using namespace uke::server::applications;

namespace {

const i18n::Messages& japanese() {
  static const auto kMessages = i18n::Messages::load(assets::text("i18n/ja.json"), i18n::Language::ja).value();
  return kMessages;
}

Case a_case() {
  Case about;
  about.row.family_name = "佐藤";
  about.row.given_name = "花子";
  about.row.kana = "さとう はなこ";
  about.row.site = "府中";
  about.row.joined_year = 1988;
  return about;
}

bool has(const std::string& text, std::string_view part) { return text.find(part) != std::string::npos; }

}  // namespace

TEST_CASE("the_question_to_the_sponsor_is_polite_and_says_whom_it_is_about") {
  auto about = a_case();
  about.row.introduced_by = "中野さん";
  const auto text = question_to_sponsor(japanese(), "桜会", about);
  CHECK(text.starts_with("中野さん\n"));
  CHECK_FALSE(has(text, "さんさん"));
  CHECK(has(text, "佐藤 花子さん(さとう はなこ)\n府中、1988年入社"));
  CHECK(has(text, "この方をご存じですか"));
  CHECK(has(text, "桜会"));
}

TEST_CASE("the_text_of_a_link_says_who_invites_where_and_until_when") {
  Invitation invitation;
  invitation.sponsor_name = "高橋 一郎";
  invitation.row.expires_ms = 1803110400000;  // 2027-02-20 17:00 in Japan
  const auto link = full_link("https://sakura.example.jp", "ignored", apply_path("23456789abcdefgh"));
  const auto text = invitation_text(japanese(), "桜会", invitation, link);
  CHECK(has(text, "高橋 一郎さんのご紹介"));
  CHECK(has(text, "\nhttps://sakura.example.jp/apply/23456789abcdefgh\n"));
  CHECK(has(text, "2027年2月20日(土)"));
}

TEST_CASE("without_an_address_of_its_own_the_server_is_called_as_the_request_called_it") {
  CHECK(full_link("", "127.0.0.1:8080", "/apply") == "http://127.0.0.1:8080/apply");
}

TEST_CASE("the_reminder_counts_what_waits_and_links_to_the_queue") {
  const auto now = from_ms(1803110400000);
  const Waiting waiting{.count = 4, .oldest_ms = to_ms(now) - 5LL * 24 * 3600'000, .overdue = 2};
  const auto text = reminder_text(japanese(), waiting, "https://sakura.example.jp/applications", now);
  CHECK(has(text, "4件"));
  CHECK(has(text, "5日前から"));
  CHECK(has(text, "2件は3日以上"));
  CHECK(has(text, "https://sakura.example.jp/applications"));
}

TEST_CASE("waiting_times_are_whole_hours_and_days") {
  const auto now = from_ms(1803110400000);
  const auto since = [&](std::int64_t minutes) { return waiting_since(japanese(), to_ms(now) - minutes * 60'000, now); };
  CHECK(since(-5) == "1時間以内");
  CHECK(since(59) == "1時間以内");
  CHECK(since(60) == "1時間前から");
  CHECK(since(24 * 60 - 1) == "23時間前から");
  CHECK(since(24 * 60) == "1日前から");
}

// What is stored about oneself: to take along, and to have it deleted.
#include "server/attending/my_kit.h"
#include "server/attending/words.h"
#include "shared/json/json.h"

namespace uke::server::attending {
namespace {

struct Person {
  std::string family_name;
  std::string given_name;
  std::string kana;
  std::string shown_name;
  desk::RsvpState state = desk::RsvpState::yes;
  desk::Mode mode = desk::Mode::onsite;
  std::string ticket_code;
  Yen fee;
  Yen prepaid;
};
BOOST_DESCRIBE_STRUCT(Person, (), (family_name, given_name, kana, shown_name, state, mode, ticket_code, fee, prepaid))

struct Letters {
  std::string kind;
  mail::MailState state = mail::MailState::waiting;
  std::int64_t at_ms = 0;
};
BOOST_DESCRIBE_STRUCT(Letters, (), (kind, state, at_ms))

// All that is stored of an answer, but what signs and finds it.
struct OwnData {
  std::string event;
  std::string edition;
  std::string place;
  std::int64_t starts_ms = 0;
  Person answer;
  std::string email;
  std::string former_name;
  bool show_former_name = false;
  std::string department;
  std::string years;
  std::string table;
  std::string food;
  std::string comment;
  bool comment_public = false;
  rsvps::AfterParty after_party = rsvps::AfterParty::unsaid;
  bool photo_ok = true;
  bool late = false;
  std::int64_t watching = 0;
  std::string language;
  std::vector<desk::Goods> goods;
  std::vector<Person> companions;
  std::vector<Letters> letters;
};
BOOST_DESCRIBE_STRUCT(OwnData, (),
                      (event, edition, place, starts_ms, answer, email, former_name, show_former_name, department, years, table, food,
                       comment, comment_public, after_party, photo_ok, late, watching, language, goods, companions, letters))

struct ErasePage {
  render::Confirm confirm;
};
BOOST_DESCRIBE_STRUCT(ErasePage, (), (confirm))

Person person(const rsvps::AttendeeRow& row) {
  return {.family_name = row.family_name,
          .given_name = row.given_name,
          .kana = row.kana,
          .shown_name = row.shown_name,
          .state = row.state,
          .mode = row.mode,
          .ticket_code = ticket::format_short_code(row.short_code),
          .fee = row.fee,
          .prepaid = row.prepaid};
}

Result<web::Response> own_data(const PageParts&, const web::Req&, storage::ReadTx& tx, const Mine& mine) {
  const auto& row = mine.row();
  const auto& details = mine.own.details;
  OwnData data{.event = mine.occasion.event.name,
               .edition = mine.venue.edition.name,
               .place = mine.venue.edition.place,
               .starts_ms = mine.venue.edition.starts_ms,
               .answer = person(row),
               .email = row.email.value_or(""),
               .former_name = details.former_name,
               .show_former_name = details.show_former_name,
               .department = row.department,
               .years = row.years,
               .table = row.table,
               .food = details.food,
               .comment = details.comment,
               .comment_public = details.comment_public,
               .after_party = details.after_party,
               .photo_ok = row.photo_ok,
               .late = row.late,
               .watching = details.watching,
               .language = details.language,
               .goods = mine.own.rsvp.goods,
               .companions = {},
               .letters = {}};
  for (const auto& companion : mine.own.rsvp.companions) data.companions.push_back(person(companion));
  TRY(const auto told, mail::told(tx, row.id.to_string()));
  for (const auto& letter : told) data.letters.push_back({.kind = letter.kind, .state = letter.state, .at_ms = letter.at_ms});
  web::Response response;
  response.header("content-type", "application/json").header("content-disposition", "attachment; filename=\"uketsuke-my-data.json\"");
  response.body = json::to_text(data);
  return response;
}

Result<web::Response> open_erase(const PageParts& parts, const web::Req& req, storage::ReadTx& tx, const Mine& mine) {
  const auto& m = parts.pages->messages(req.http);
  ErasePage view{
      .confirm = {.text = m.text("attending.erase.question"),
                  .points = {m.text("attending.erase.names")},
                  .button = {.action = my_path(mine.own) + "/delete", .label = m.text("attending.erase.do"), .look = render::Look::danger},
                  .cancel = my_path(mine.own)}};
  auto& points = view.confirm.points;
  if (mine.row().state != desk::RsvpState::cancelled && mine.row().state != desk::RsvpState::no) {
    points.push_back(m.text("attending.erase.cancels"));
    const auto fee = rsvps::cancellation_fee(mine.own, mine.venue.details, tx.now());
    if (fee.value != 0) points.push_back(m.text("attending.cancel.costs", {{"amount", i18n::format_yen(m, fee)}}));
  }
  points.push_back(m.text("attending.erase.no_undo"));
  return parts.pages->page(req, head_of(m, mine, m.text("attending.erase.title")), "attending/cancel", view);
}

Result<web::Response> erase(const PageParts& parts, const web::Req& req, storage::WriteTx& tx, const Mine& mine) {
  const auto id = mine.row().id.to_string();
  const auto address = mine.row().email.value_or("");
  TRYV(rsvps::own_erase(tx, mine.own.secret));
  TRYV(mail::forget(tx, id, address));
  auto response = parts.pages->see_other(event_path(mine.occasion), {.key = "flash.answer_erased", .args = {}});
  forget(response, parts, req, mine.occasion.event.event_no, mine.own.secret);
  return response;
}

}  // namespace

web::Routes my_data_pages(const PagePartsPtr& parts) {
  return {
      page_get("/my/{secret}/data.json", looks(parts, own_data)),
      page_get("/my/{secret}/delete", looks(parts, open_erase)),
      page_post("/my/{secret}/delete", changes(parts, erase)),
  };
}

}  // namespace uke::server::attending

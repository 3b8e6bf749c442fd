#include "server/demo_party.h"

#include "server/accounts/service.h"
#include "server/accounts/store.h"
#include "server/commands_accounts.h"
#include "server/demo_event.h"
#include "server/demo_roster.h"
#include "server/desk/upload.h"
#include "server/rsvps/own.h"
#include "server/rsvps/service.h"
#include "shared/assets/assets.h"
#include "shared/json/json.h"

namespace uke::server {
namespace {

class DemoMaker {
 public:
  DemoMaker(storage::WriteTx& tx, const DemoFile& file) : tx_(tx), file_(file) {}

  Result<DemoParty> make(DemoFlags::Doors doors) {
    DemoParty made;
    TRY(made.organizer_token, make_demo_organizers(tx_));
    TRYV(make_roster(made.organizer_token));
    DemoEvents events(tx_, actor_, doors, file_);
    TRY(const auto older, events.make_older());
    for (const auto& person : file_.older) TRYV(make_older_person(older.id, person));
    TRY(const auto night, events.make_night());
    for (const auto& guest : file_.night.people) TRYV(answer(night, guest));
    TRY(editions_, events.make_party());
    for (const auto& person : file_.people) TRYV(make_person(person));
    for (const auto& guest : file_.doubles) TRYV(answer(editions_.front(), guest));
    TRY(const auto details, events::event_details_of(tx_, editions_.front().row.event));
    made.page = "/e/" + details.slug;
    made.people = file_.people.size() + file_.doubles.size();
    return made;
  }

 private:
  // By the organizer of that token: nobody is approved without a name.
  Status make_roster(const std::string& token) {
    TRY(const auto known, accounts::find_token(tx_, accounts::secret_hash(token)));
    if (!known) return fail(ErrorCode::internal, "commands.demo", "the organizer's token is unknown");
    TRY(const auto account, accounts::find_account(tx_, known->holder_id));
    if (!account) return fail(ErrorCode::internal, "commands.demo", "the organizer is unknown");
    return make_demo_roster(tx_, {.access = web::kAdmin, .id = account->id.to_string(), .name = account->name});
  }

  Status make_older_person(EditionId edition, const OlderPerson& person) {
    rsvps::RsvpFields answer;
    answer.family_name = person.family_name;
    answer.given_name = person.given_name;
    answer.kana = person.kana;
    TRYV(rsvps::create_rsvp(tx_, actor_, edition, answer));
    return {};
  }

  // As attendees do. Once the edition is over nobody answers any more: who makes a demo later has none of them.
  Status answer(const DemoEdition& edition, const DemoGuest& guest) {
    TRY(const auto details, events::edition_details_of(tx_, edition.row.id));
    if (rsvps::refusal_of(edition.row, details, tx_.now())) return {};
    rsvps::NewAnswer command;
    command.edition = edition.row.id;
    command.fields.mode = guest.mode;
    command.fields.family_name = guest.family_name;
    command.fields.given_name = guest.given_name;
    command.fields.kana = guest.kana;
    command.fields.email = guest.email;
    command.fields.department = guest.department;
    command.fields.comment = guest.comment;
    if (!edition.fees.empty()) command.fields.fee_category = edition.fees.at(file_.fees.front().name);
    if (guest.via) command.via = edition.speakers.at(*guest.via);
    TRYV(rsvps::answer(tx_, command));
    return {};
  }

  Result<rsvps::RsvpFields> fields_of(const DemoPerson& person, const DemoEdition& edition) const {
    rsvps::RsvpFields answer;
    answer.mode = person.mode;
    answer.family_name = person.family_name;
    answer.given_name = person.given_name;
    answer.kana = person.kana;
    answer.shown_name = person.shown_name;
    answer.former_name = person.former_name;
    answer.department = person.department;
    answer.years = person.years;
    answer.email = person.email;
    answer.note = person.note;
    answer.food = person.food;
    answer.comment = person.comment;
    answer.comment_public = person.comment_public;
    answer.after_party = person.after_party;
    answer.watching = person.watching;
    answer.language = person.language;
    answer.table = person.table;
    answer.fee = person.fee;
    answer.prepaid = person.prepaid;
    answer.photo_ok = person.photo_ok;
    answer.provisional = person.provisional;
    answer.companions = person.companions;
    if (person.mode == desk::Mode::onsite) {
      const auto found = edition.fees.find(person.fee_category.value_or(file_.fees.front().name));
      if (found == edition.fees.end()) return fail(ErrorCode::invalid, "commands.demo", "fee_category: is none of the edition's");
      answer.fee_category = found->second;
    }
    if (person.goods) {
      answer.goods.emplace();
      for (const auto& order : *person.goods) answer.goods->push_back({edition.goods.at(order.name), order.quantity});
    }
    return answer;
  }

  Status make_person(const DemoPerson& person) {
    const auto place = static_cast<std::size_t>(person.edition);
    if (place < 1 || place > editions_.size()) return fail(ErrorCode::invalid, "commands.demo", "edition: is none of the party's");
    const auto& edition = editions_[place - 1];
    TRY(auto answer, fields_of(person, edition));
    const bool cancels = person.state == desk::RsvpState::cancelled;
    answer.state = cancels ? desk::RsvpState::yes : person.state;
    TRY(const auto rsvp, rsvps::create_rsvp(tx_, actor_, edition.row.id, answer));
    if (cancels || person.late) {
      rsvps::RsvpChange change;
      if (cancels) change.state = desk::RsvpState::cancelled;
      change.late = person.late;
      TRYV(rsvps::change_rsvp(tx_, actor_, rsvp.attendee.id, rsvp.attendee.version, change));
    }
    if (person.admitted.value_or(false)) TRYV(admit(edition.row, rsvp.attendee.id));
    return {};
  }

  Status admit(const events::EditionRow& edition, AttendeeId attendee) {
    desk::DeskRecord record;
    record.edition = edition.id;
    record.subject = desk::Subject::of(attendee);
    record.step = 1;
    record.kind = desk::Kind::admit;
    record.by = desk::By::web;
    record.desk = "web";
    TRYV(desk::append_own_record(tx_, edition.event, record));
    return {};
  }

  storage::WriteTx& tx_;
  const DemoFile& file_;
  const web::Actor actor_ = accounts::operator_of_this_machine();
  std::vector<DemoEdition> editions_;
};

}  // namespace

Result<DemoParty> make_demo_party(storage::WriteTx& tx, DemoFlags::Doors doors) {
  TRY(const auto file, json::parse<DemoFile>(assets::text("demo/party.json")));
  return DemoMaker(tx, file).make(doors);
}

}  // namespace uke::server

// What attendees do with their own answer: through the event's link, or through their personal link. No account, no authorisation beyond
// knowing the address. Called inside a transaction.
//
// Errors: `not_found` for an address that leads nowhere, `conflict` with a Refusal's word in Error::detail where the answer comes too
// late or is not possible any more, `stale` when the answer was changed elsewhere since the form was made (two tabs).
#pragma once

#include "server/events/details_service.h"
#include "server/rsvps/details.h"
#include "server/rsvps/service.h"
#include "server/web/faults.h"

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace uke::server::rsvps {

struct OwnCompanion {
  std::string family_name;  // all three may be empty
  std::string given_name;
  std::string kana;
  std::string fee_category;  // id; "" = the edition's fee
};

// The attendee's form, as typed. tidied() first.
struct OwnFields {
  desk::RsvpState state = desk::RsvpState::yes;  // yes, no or maybe
  desk::Mode mode = desk::Mode::onsite;
  std::string family_name;  // the whole name where it cannot be divided
  std::string given_name;
  std::string kana;
  std::string former_name;
  bool show_former_name = false;
  std::string department;  // 在籍時の職場
  std::string years;
  std::string email;
  std::string food;
  std::string comment;
  bool comment_public = false;
  AfterParty after_party = AfterParty::unsaid;
  bool photo_ok = true;
  std::int64_t watching = 0;  // online only
  std::string fee_category;
  std::vector<GoodsOrder> goods;
  std::vector<OwnCompanion> companions;
};

// White space, line breaks, full-width digits and @ in addresses, half-width kana: as roster::tidied. `former_name` & co. stay as typed.
[[nodiscard]] OwnFields tidied(OwnFields fields);
// `companions_max`, categories and goods are judged by the edition: pass its details. Companions' faults name "companions.0.kana".
[[nodiscard]] web::Faults check(const OwnFields& fields, const events::EditionDetails& edition,
                                const std::vector<events::FeeCategory>& categories, const std::vector<events::GoodsItem>& goods);

// Why an answer cannot be given or changed; a sentence "rsvp.refusal.<word>" each.
// `full`: somebody more cannot join an answer that has its places. `ticket_used`: they have been let in already.
enum class Refusal : std::uint8_t { closed, cancelled_edition, over, wrong_edition, ticket_used, full };
BOOST_DESCRIBE_ENUM(Refusal, closed, cancelled_edition, over, wrong_edition, ticket_used, full)
// Nothing: answers are welcome. Changing from the venue to online is possible until the end.
[[nodiscard]] std::optional<Refusal> refusal_of(const events::EditionRow& edition, const events::EditionDetails& details, Time now);

// What an attendee knows of their own answer.
struct Own {
  Rsvp rsvp;  // with companions
  Details details;
  std::string secret;              // of /my/<secret>
  std::int64_t place_in_line = 0;  // 1 = next; 0 = not waiting
};

struct NewAnswer {
  EditionId edition;
  OwnFields fields;
  std::string nonce;  // of the form: sent again, it is the same answer
  std::string via;    // speaker's code; "" = none
  i18n::Language language = i18n::Language::ja;
};
// Through the event's link. Valid at once or held (link_trust), waiting where there is no place; who had withdrawn gets their old ticket
// number back; under a name that answered already it is marked as a possible double. Links to the roster or grows it. Notes what the
// attendee is to be told.
[[nodiscard]] Result<Own> answer(storage::WriteTx& tx, const NewAnswer& command);

[[nodiscard]] Result<Own> own_answer(storage::ReadTx& tx, std::string_view secret);
// Everything that the form says, companions and goods included; mode and edition stay. Cancelling and coming again is `state`'s: `no`,
// `maybe`, `yes` or (from own_cancel) cancelled.
[[nodiscard]] Result<Own> own_change(storage::WriteTx& tx, std::string_view secret, std::int64_t version, const OwnFields& fields);
// With all companions. Owes the cancellation fee where it is due.
[[nodiscard]] Result<Own> own_cancel(storage::WriteTx& tx, std::string_view secret, std::int64_t version);
// One companion less; the fee follows.
[[nodiscard]] Result<Own> own_cancel_companion(storage::WriteTx& tx, std::string_view secret, std::int64_t version, AttendeeId companion);
// A cancelled answer comes back with its old ticket number: to its place if there is one, else to the end of the line.
[[nodiscard]] Result<Own> own_restore(storage::WriteTx& tx, std::string_view secret, std::int64_t version);
// Another mode or another edition of the same event. Goods and categories that do not exist there are left behind.
[[nodiscard]] Result<Own> own_switch(storage::WriteTx& tx, std::string_view secret, std::int64_t version, EditionId edition,
                                     desk::Mode mode);
[[nodiscard]] Result<Own> own_late(storage::WriteTx& tx, std::string_view secret, std::int64_t version, bool is_late);
// Names, address and texts of the answer and its companions for good; a coming answer is cancelled first. What is counted stays.
[[nodiscard]] Status own_erase(storage::WriteTx& tx, std::string_view secret);

// What cancelling now would cost this answer with its companions.
[[nodiscard]] Yen cancellation_fee(const Own& own, const events::EditionDetails& details, Time now);

// --- for letters and organizers' pages: no authorisation of their own ---
[[nodiscard]] Result<Own> own_of(storage::ReadTx& tx, AttendeeId holder);
// The secret of the personal link, derived from the event's key: it can be written into a letter again, and the database has its hash.
[[nodiscard]] Result<std::string> personal_secret(storage::ReadTx& tx, const AttendeeRow& row, const Details& details);

}  // namespace uke::server::rsvps

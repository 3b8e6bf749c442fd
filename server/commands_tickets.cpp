// Tickets as files, and what a first scan of each answers at that edition's door.
#include "server/commands.h"
#include "server/commands_database.h"
#include "server/desk/live.h"
#include "server/desk/store.h"
#include "server/events/service.h"
#include "server/rsvps/service.h"
#include "server/tickets/site.h"
#include "shared/desk/verdict.h"
#include "shared/json/json.h"

#include <fmt/format.h>

#include <limits>
#include <map>

namespace uke::server {
namespace {

constexpr std::int64_t kPeopleMax = 100'000;
constexpr std::int64_t kStrangersPerEdition = 5;  // tickets of other editions and events, for trying out a desk

struct ManifestRow {
  std::string text;     // of the QR code
  std::string name;     // as shown
  std::string code;     // short code
  std::string verdict;  // what a first scan at this edition answers now
};
BOOST_DESCRIBE_STRUCT(ManifestRow, (), (text, name, code, verdict))

// The edition as its desk would see it, read from the database once.
class Door {
 public:
  static Result<Door> open(storage::ReadTx& tx, const events::EditionRow& edition) {
    Door door;
    door.here_ = {.event = edition.event, .edition = edition.id, .mode = desk::DeskMode::staffed};
    TRY(const auto all_events, events::events_for_desk(tx));
    for (const auto& event : all_events) door.events_.emplace(static_cast<std::uint32_t>(event.event_no), event);
    TRY(const auto rows, events::list_editions(tx, edition.event));
    for (const auto& row : rows) door.editions_.push_back(events::for_desk(row));
    TRYV(rsvps::each_for_desk(tx, edition.id, [&](const desk::Attendee& attendee) -> Status {
      door.attendees_.emplace(attendee.ticket, attendee);
      return {};
    }));
    TRYV(rsvps::each_other_ticket(tx, edition.event, edition.id, [&](desk::OtherTicket&& other) -> Status {
      door.others_.emplace(other.ticket, other);
      return {};
    }));
    const auto fold = [&](desk::StoredRecord&& row) -> Status {
      TRY(const auto record, desk::to_desk_record(std::move(row)));
      door.fold_.add(record);
      return {};
    };
    TRYV(desk::each_record_after(tx, edition.event, 0, std::numeric_limits<std::int64_t>::max(), fold));
    return door;
  }

  [[nodiscard]] desk::Verdict verdict(const std::string& scanned, Time now) const {
    const auto edition_where = [this](auto matches) -> const desk::Edition* {
      for (const auto& edition : editions_) {
        if (matches(edition)) return &edition;
      }
      return nullptr;
    };
    const desk::View view{
        .event =
            [&](std::uint32_t no) {
              const auto found = events_.find(no);
              return found == events_.end() ? nullptr : &found->second;
            },
        .edition = [&](EditionId id) { return edition_where([&](const desk::Edition& edition) { return edition.id == id; }); },
        .edition_by_hint =
            [&](std::uint8_t hint) { return edition_where([&](const desk::Edition& edition) { return edition.hint == hint; }); },
        .attendee = [&](ticket::TicketNo no) { return copy_of(attendees_, no); },
        .other_ticket = [&](ticket::TicketNo no) { return copy_of(others_, no); },
        .attendance = [&](const desk::Subject& subject) { return fold_.attendance(subject); }};
    return desk::decide(scanned, view, here_, now).verdict;
  }

 private:
  template <class T>
  static std::optional<T> copy_of(const std::map<ticket::TicketNo, T>& map, ticket::TicketNo no) {
    const auto found = map.find(no);
    return found == map.end() ? std::nullopt : std::optional<T>(found->second);
  }

  desk::Here here_;
  std::map<std::uint32_t, desk::Event> events_;
  std::vector<desk::Edition> editions_;
  std::map<ticket::TicketNo, desk::Attendee> attendees_;
  std::map<ticket::TicketNo, desk::OtherTicket> others_;
  desk::EventFold fold_;
};

struct Sheet {
  std::vector<tickets::TicketFace> faces;  // of the edition itself
  std::vector<ManifestRow> manifest;
};

bool wants_ticket(const rsvps::AttendeeRow& row) { return row.state == desk::RsvpState::yes || row.state == desk::RsvpState::waiting; }

Result<Sheet> sheet_of(storage::ReadTx& tx, const events::EditionRow& edition, const std::string& host, const i18n::Messages& messages) {
  Sheet sheet;
  TRY(const auto door, Door::open(tx, edition));
  const auto note = [&](const rsvps::AttendeeRow& row) -> Result<tickets::TicketFace> {
    TRY(auto face, rsvps::ticket_face(tx, row, host, messages));
    const auto verdict = door.verdict(face.qr_text, tx.now());
    sheet.manifest.push_back({.text = face.qr_text,
                              .name = row.shown_name.empty() ? face.name : row.shown_name,
                              .code = ticket::format_short_code(row.short_code),
                              .verdict = std::string(enum_name(verdict))});
    return face;
  };
  TRY(const auto rows, rsvps::list_attendees(tx, edition.id, AttendeeId{}, kPeopleMax));
  for (const auto& row : rows) {
    TRY(auto face, note(row));
    if (wants_ticket(row)) sheet.faces.push_back(std::move(face));
  }
  TRY(const auto all_events, events::list_events(tx, EventId{}, kPeopleMax));
  for (const auto& event : all_events) {
    TRY(const auto editions, events::list_editions(tx, event.id));
    for (const auto& other : editions) {
      if (other.id == edition.id) continue;
      TRY(const auto strangers, rsvps::list_attendees(tx, other.id, AttendeeId{}, kStrangersPerEdition));
      for (const auto& row : strangers) TRYV(note(row));
    }
  }
  return sheet;
}

}  // namespace

int tickets_command(const Config& config, const std::string& edition_name, const std::filesystem::path& out, const Console& console) {
  auto connection = open_database(config, Database::must_exist);
  if (!connection) return console.fail("cli.no_database", {{"folder", config.data.string()}});
  const auto host = tickets::host_of({.url = public_url(config)}, "");
  std::string title;
  const auto sheet = connection->read([&](storage::ReadTx& tx) -> Result<Sheet> {
    TRY(const auto edition, edition_named(tx, edition_name));
    title = edition.name;
    return sheet_of(tx, edition, host, console.messages());
  });
  if (!sheet && sheet.error().code == ErrorCode::not_found) {
    return console.fail("cli.no_edition", {{"edition", edition_name}, {"names", sheet.error().detail}});
  }
  if (!sheet) return console.fail(sheet.error());
  std::error_code error;
  std::filesystem::create_directories(out, error);
  const auto pdf = tickets::tickets_pdf(sheet->faces, title);
  if (!pdf) return console.fail(pdf.error());
  const auto manifest = json::to_text(sheet->manifest);
  for (const auto& [name, bytes] : {std::pair<std::string, const std::string&>("tickets.pdf", *pdf), {"tickets.json", manifest}}) {
    if (const auto written = write_file(out / name, bytes, Readable::by_owner); !written) return console.fail(written.error());
  }
  std::size_t number = 0;
  for (const auto& face : sheet->faces) {
    const auto png = tickets::ticket_png(face);
    if (!png) return console.fail(png.error());
    const auto written = write_file(out / fmt::format("{:04}.png", ++number), *png, Readable::by_owner);
    if (!written) return console.fail(written.error());
  }
  console.say("cli.tickets.done", {{"count", sheet->faces.size()}, {"folder", out.string()}});
  return 0;
}

}  // namespace uke::server

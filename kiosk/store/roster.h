// One snapshot of the event in a file of its own: who may come in, with names, and where other tickets belong. Disposable.
// Not thread-safe.
#pragma once

#include "shared/desk/headcount.h"
#include "shared/desk/roster.h"
#include "shared/storage/connection.h"
#include "shared/wire/messages.h"

#include <filesystem>
#include <map>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace uke::kiosk::store {

// What counting and conflicts need of an attendee.
struct Answered {
  AttendeeId id;
  EditionId edition;
  desk::RsvpState state = desk::RsvpState::yes;
  desk::Mode mode = desk::Mode::onsite;
  Yen fee;
  Yen prepaid;
  std::string goods;  // JSON of a vector of desk::Goods
};
BOOST_DESCRIBE_STRUCT(Answered, (), (id, edition, state, mode, fee, prepaid, goods))

class Roster {
 public:
  // Opens or makes it. `corrupt` for a damaged file.
  [[nodiscard]] static Result<Roster> open(const std::filesystem::path& file, const Clock& clock, Random& random);

  // Makes one to be built aside. Nobody misses it if the power fails on the way, so nothing waits for the disk before finish().
  [[nodiscard]] static Result<Roster> begin(const std::filesystem::path& file, const Clock& clock, Random& random);

  // One answer's changes and the cursor behind them, in one transaction. Desk records are not its business. A row that cannot be read
  // is passed over and counted: one bad row must not keep all the others from the door.
  [[nodiscard]] Status apply(std::span<const wire::Change> changes, const std::string& cursor_after);
  // From now on this is a whole snapshot, durable when it returns.
  [[nodiscard]] Status finish(const std::string& cursor_after);

  [[nodiscard]] const std::string& cursor() const { return cursor_; }
  [[nodiscard]] bool whole() const { return whole_; }
  [[nodiscard]] std::int64_t people() const { return people_; }
  [[nodiscard]] std::int64_t rows_passed_over() const { return passed_over_; }
  [[nodiscard]] const std::optional<wire::KioskSettings>& settings() const { return settings_; }

  [[nodiscard]] const std::map<std::int64_t, desk::Event>& events() const { return events_; }  // by number
  [[nodiscard]] const std::map<EditionId, desk::Edition>& editions() const { return editions_; }

  [[nodiscard]] Result<std::optional<desk::Attendee>> by_ticket(desk::TicketNo ticket);
  [[nodiscard]] Result<std::optional<desk::Attendee>> find(AttendeeId id);
  [[nodiscard]] Result<std::optional<desk::OtherTicket>> other_ticket(desk::TicketNo ticket);
  [[nodiscard]] Result<std::vector<desk::Attendee>> companions_of(AttendeeId holder);

  struct Hits {
    std::vector<desk::Attendee> people;
    bool more = false;
  };
  // People with a word that begins with the (unfolded) query, or whose short code it is. At most `limit`.
  [[nodiscard]] Result<Hits> search(const std::string& query, std::size_t limit);

  // Everybody, without reading names.
  [[nodiscard]] Result<std::vector<Answered>> answered();
  [[nodiscard]] Result<std::vector<desk::OtherTicket>> other_tickets();

  [[nodiscard]] Result<std::optional<std::string>> meta(std::string_view name);
  [[nodiscard]] Status set_meta(std::string_view name, std::string_view value);

 private:
  explicit Roster(storage::Connection db) : db_(std::move(db)) {}
  [[nodiscard]] Status load();
  [[nodiscard]] Status settle(const std::string& cursor_after);

  storage::Connection db_;
  bool building_ = false;  // begun and not finished: what is known of it in memory is loaded at the end
  std::string cursor_;
  bool whole_ = false;
  std::int64_t people_ = 0;
  std::int64_t passed_over_ = 0;
  std::optional<wire::KioskSettings> settings_;
  std::map<std::int64_t, desk::Event> events_;
  std::map<EditionId, desk::Edition> editions_;
};

}  // namespace uke::kiosk::store

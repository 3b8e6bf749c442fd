// What a Store holds, and the steps that its methods share. Internal to kiosk/store.
#pragma once

#include "kiosk/store/folder.h"
#include "kiosk/store/log_book.h"
#include "kiosk/store/refusals.h"
#include "kiosk/store/roster.h"
#include "kiosk/store/store.h"
#include "kiosk/store/touch.h"

#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace uke::kiosk::store {

struct Store::Impl {
  Impl(const StoreOptions& given, FolderLock taken, LogBook book, Roster whole, Place place)
      : options(given), lock(std::move(taken)), log(std::move(book)), roster(std::move(whole)), roster_place(place) {}

  // open.cpp
  [[nodiscard]] Status load_fold();
  [[nodiscard]] Status load_pairing();
  [[nodiscard]] Status check_roster_is_ours();
  [[nodiscard]] Status drop_roster();

  // judging.cpp
  [[nodiscard]] Status check_paired() const;
  [[nodiscard]] desk::View view();
  [[nodiscard]] desk::Here here(desk::DeskMode mode) const;
  [[nodiscard]] Result<app::DeskOutcome> settle(desk::Decision decision, desk::DeskMode mode, std::string_view code);
  [[nodiscard]] bool awaits_reception(const desk::Decision& decision) const;
  [[nodiscard]] Result<std::vector<desk::Attendee>> companions_to_come(const desk::Decision& decision);
  [[nodiscard]] Touch begin_touch(desk::By by);
  [[nodiscard]] Status write(Touch& touch);
  [[nodiscard]] const desk::Event* event(std::uint32_t event_no) const;
  [[nodiscard]] const desk::Edition* edition(EditionId id) const;
  [[nodiscard]] const desk::Edition* edition_by_hint(std::uint8_t hint) const;

  // touches.cpp
  [[nodiscard]] bool is_in(const desk::Subject& subject) const;
  [[nodiscard]] Result<Yen> still_due(AttendeeId attendee);
  [[nodiscard]] std::optional<desk::Admission> standing_admission(const desk::Subject& subject, std::optional<desk::TicketNo> ticket) const;

  // store.cpp
  [[nodiscard]] Status hear(const std::vector<desk::DeskRecord>& records);

  // linking.cpp
  [[nodiscard]] bool was_linked(const desk::Subject& ticket, const desk::Subject& attendee) const;
  void link(Touch& touch, const desk::Subject& ticket, const desk::Subject& attendee) const;
  [[nodiscard]] Status link_tickets(const std::vector<desk::Subject>& subjects);
  [[nodiscard]] Status link_changed(const std::vector<wire::Change>& changes);
  [[nodiscard]] Status link_all();

  // status.cpp
  [[nodiscard]] std::string desk_name() const;
  [[nodiscard]] std::optional<std::int64_t> server_now_ms() const;
  [[nodiscard]] Time door_time() const;
  void count();  // refreshes the figures of `figures`
  void note_write(const Status& status);
  [[nodiscard]] Status wipe();

  // staff.cpp
  [[nodiscard]] Result<std::string> name_of(const desk::Subject& subject);
  [[nodiscard]] Result<desk::EventFacts> event_facts(const std::vector<Answered>& everybody) const;
  [[nodiscard]] Result<std::vector<app::RecentRecord>> recent_records();

  StoreOptions options;
  FolderLock lock;
  LogBook log;
  Roster roster;
  Place roster_place;
  std::optional<Roster> next;  // a snapshot being downloaded
  desk::EventFold fold;        // of every record in `log`
  std::optional<Pairing> pairing;
  Refusals refusals;
  std::optional<Error> view_error;  // what a lookup of `view()` met, because a View cannot say it

  struct Figures {
    app::Link link = app::Link::never;
    std::optional<std::int64_t> synced_at_ms;
    std::optional<std::int64_t> server_minus_uptime_ms;  // within `boot_id`
    std::string boot_id;
    std::int64_t unsent = 0;
    std::int64_t parked = 0;
    bool revoked = false;
    bool disk_full = false;
    bool moved_aside = false;
    bool cloned = false;
    bool wiped = false;
  } figures;
};

}  // namespace uke::kiosk::store

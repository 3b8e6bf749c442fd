// The events and editions of the demo, with what attendees read about them.
#pragma once

#include "server/commands.h"
#include "server/demo_data.h"
#include "server/events/details_service.h"
#include "server/storage/write_tx.h"
#include "server/web/route.h"

#include <map>
#include <string>
#include <vector>

namespace uke::server {

struct DemoEdition {
  events::EditionRow row;
  std::map<std::string, std::string> goods;     // name → id
  std::map<std::string, std::string> fees;      // name → id
  std::map<std::string, std::string> speakers;  // name → code of their link
};

class DemoEvents {
 public:
  DemoEvents(storage::WriteTx& tx, const web::Actor& actor, DemoFlags::Doors doors, const DemoFile& file)
      : tx_(tx), actor_(actor), doors_(doors), file_(file) {}

  // The event of 2026; its only edition. Its tickets are signed and valid, but for another occasion: a desk answers other_event.
  Result<events::EditionRow> make_older();
  // The evening of speakers, for members.
  Result<DemoEdition> make_night();
  // The party's editions in the order of the file.
  Result<std::vector<DemoEdition>> make_party();

 private:
  struct Times {
    Time day;  // midnight where the edition is
    Time opens;
    Time closes;
  };
  Result<Times> times_of(const DemoPlace& place, std::string_view date, std::string_view opens, int days_from_now) const;
  Result<DemoEdition> make_edition(EventId event, const DemoPlace& place, const Times& times);
  Result<events::EditionDetails> details_of(const DemoPlace& place, const Times& times) const;
  Status add_fees(DemoEdition& edition);
  Status add_goods(DemoEdition& edition);
  Status add_programme(DemoEdition& edition, const std::vector<DemoItem>& items);
  Status describe_event(EventId event, events::EventDetails details);

  storage::WriteTx& tx_;
  const web::Actor& actor_;
  const DemoFlags::Doors doors_;
  const DemoFile& file_;
};

}  // namespace uke::server

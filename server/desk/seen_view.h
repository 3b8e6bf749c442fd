// A judgement as a page shows it: colours, signs and words of the kiosk's verdicts, and the buttons that reception has then. The part
// "desk/seen". Internal to this room. Pure.
#pragma once

#include "server/desk/web_desk.h"
#include "server/events/service.h"
#include "server/render/parts.h"
#include "shared/i18n/messages.h"

#include <optional>
#include <string>
#include <vector>

namespace uke::server::desk {

struct ActButton {
  std::string value;  // what is done: in, paid, settled
  std::string label;
  render::Look look = render::Look::primary;
};
BOOST_DESCRIBE_STRUCT(ActButton, (), (value, label, look))

// One form: for everybody, or for one of them.
struct Act {
  std::string title;
  std::vector<render::Hidden> hidden;
  std::vector<render::Choice> reasons;
  bool asks = false;  // for a reason
  std::string error;
  std::vector<ActButton> buttons;
};
BOOST_DESCRIBE_STRUCT(Act, (), (title, hidden, reasons, asks, error, buttons))

struct UndoAct {
  std::string label;
  std::string note;
  std::vector<render::Hidden> hidden;
};
BOOST_DESCRIBE_STRUCT(UndoAct, (), (label, note, hidden))

struct SeenLink {
  std::string path;
  std::string label;
  render::Look look = render::Look::secondary;
};
BOOST_DESCRIBE_STRUCT(SeenLink, (), (path, label, look))

// Where this phone's desk is, and the form that changes it.
struct WhereView {
  std::string here;
  std::string next;  // where the form leads back to
  std::vector<render::Choice> choices;
};
BOOST_DESCRIBE_STRUCT(WhereView, (), (here, next, choices))

struct SeenView {
  std::string tone;  // good, info, pay, attention
  std::string sign;
  std::string title;
  std::string kana;
  std::string work;
  std::string headline;
  std::vector<std::string> details;
  std::vector<std::string> notes;
  bool has_notes = false;
  std::vector<Act> acts;
  std::optional<UndoAct> undo;
  std::vector<SeenLink> links;
  std::optional<WhereView> where;
};
BOOST_DESCRIBE_STRUCT(SeenView, (), (tone, sign, title, kana, work, headline, details, notes, has_notes, acts, undo, links, where))

struct SeenAsk {
  const events::EditionRow* at = nullptr;  // the door; null where the ticket names none
  std::optional<RecordId> done;            // the tap that this page answers: then it is green, not "already in"
  bool lacks_reason = false;               // the tap before forgot it
};
// Without `links` and `where`.
[[nodiscard]] SeenView view_of(const i18n::Messages& messages, const Seen& seen, const SeenAsk& ask);

}  // namespace uke::server::desk

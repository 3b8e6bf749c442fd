// What in an edition's list waits for an organizer: answers held for approval, possible doubles, the line for a place. Internal to this
// room.
#pragma once

#include "server/render/parts.h"
#include "server/rsvps/pages_kit.h"

namespace uke::server::rsvps {

struct HeldView {
  std::string path;
  std::string name;
  std::string kana;
  render::Facts facts;
  std::vector<render::PostButton> buttons;
};
BOOST_DESCRIBE_STRUCT(HeldView, (), (path, name, kana, facts, buttons))

struct DoubtView {
  std::string path;
  std::string name;
  render::Compare compare;
  std::vector<render::PostButton> buttons;
};
BOOST_DESCRIBE_STRUCT(DoubtView, (), (path, name, compare, buttons))

struct LineView {
  std::string path;
  std::string name;
  std::string about;  // how many they are, since when
  std::vector<render::PostButton> buttons;
};
BOOST_DESCRIBE_STRUCT(LineView, (), (path, name, about, buttons))

struct AttentionView {
  bool has_held = false;
  std::vector<HeldView> held;
  bool has_doubts = false;
  std::vector<DoubtView> doubts;
  bool has_line = false;
  std::string line_text;
  std::vector<LineView> line;  // first in line first
};
BOOST_DESCRIBE_STRUCT(AttentionView, (), (has_held, held, has_doubts, doubts, has_line, line_text, line))

// For admins, who decide; nobody else is asked.
[[nodiscard]] Result<AttentionView> attention_view(const Messages& messages, const web::Req& req, storage::ReadTx& tx, const Place& place);
// The buttons of one answer that is held, doubtful or waiting; none for who may not decide.
[[nodiscard]] std::vector<render::PostButton> held_buttons(const Messages& messages, const AttendeeRow& row);
[[nodiscard]] std::vector<render::PostButton> doubt_buttons(const Messages& messages, const AttendeeRow& row);
[[nodiscard]] render::PostButton promote_button(const Messages& messages, const AttendeeRow& row, std::string_view name);
// The earlier answer beside this one. Nothing where the earlier one is gone.
[[nodiscard]] Result<std::optional<render::Compare>> beside_earlier(const Messages& messages, storage::ReadTx& tx, const AttendeeRow& row,
                                                                    const Details& details, std::string_view zone);

}  // namespace uke::server::rsvps

#include "server/rsvps/pages_attention.h"

#include "server/events/page_kit.h"
#include "server/rsvps/answered.h"
#include "server/rsvps/pages_words.h"
#include "server/rsvps/places.h"

namespace uke::server::rsvps {
namespace {

constexpr std::int64_t kShown = 20;

void add_fact(render::Facts& facts, std::string label, std::string value) {
  if (!value.empty()) facts.rows.push_back({.label = std::move(label), .value = std::move(value)});
}

HeldView held_view(const Messages& messages, const Listed& listed, std::string_view zone) {
  const auto& row = listed.row;
  HeldView view{.path = path_of(row.id),
                .name = person_name(messages, row, listed.holder_name),
                .kana = row.kana,
                .facts = {},
                .buttons = held_buttons(messages, row)};
  add_fact(view.facts, messages.text("rsvps.field.department"), row.department);
  add_fact(view.facts, messages.text("rsvps.field.former_name"), listed.details.former_name);
  add_fact(view.facts, messages.text("rsvps.field.mode"), mode_word(messages, row.mode));
  add_fact(view.facts, messages.text("rsvps.field.answered"), events::moment(messages, answered_ms(row.id), zone));
  return view;
}

struct Column {
  AttendeeRow row;
  Details details;
  std::int64_t companions = 0;
};

std::string value_of(const Messages& messages, std::string_view field, const Column& column, std::string_view zone) {
  const auto& [row, details, companions] = column;
  if (field == "name") return person_name(messages, row, {});
  if (field == "kana") return row.kana;
  if (field == "former_name") return details.former_name;
  if (field == "department") return row.department;
  if (field == "email") return row.email.value_or("");
  if (field == "state") return state_word(messages, row.state, details.held);
  if (field == "mode") return mode_word(messages, row.mode);
  if (field == "companions") return companions == 0 ? std::string() : messages.text("rsvps.people", {{"count", companions}});
  if (field == "food") return details.food;
  return events::moment(messages, answered_ms(row.id), zone);
}

Result<DoubtView> doubt_view(const Messages& messages, storage::ReadTx& tx, const Listed& listed, std::string_view zone) {
  DoubtView view{.path = path_of(listed.row.id),
                 .name = person_name(messages, listed.row, listed.holder_name),
                 .compare = {},
                 .buttons = doubt_buttons(messages, listed.row)};
  TRY(auto compare, beside_earlier(messages, tx, listed.row, listed.details, zone));
  if (compare) view.compare = std::move(*compare);
  return view;
}

Result<std::vector<LineView>> line_view(const Messages& messages, storage::ReadTx& tx, const Place& place) {
  std::vector<LineView> line;
  for (const auto mode : {desk::Mode::onsite, desk::Mode::online}) {
    TRY(const auto rows, line_of(tx, place.edition.id, mode));
    for (const auto& row : rows) {
      if (std::ssize(line) == kShown) return line;
      TRY(const auto company, companions_of(tx, row.id));
      TRY(const auto details, details_of(tx, row.id));
      const auto name = person_name(messages, row, {});
      const auto since = events::moment(messages, details.waiting_since_ms, place.edition.zone);
      line.push_back({.path = path_of(row.id),
                      .name = name,
                      .about = messages.text("rsvps.line.about",
                                             {{"mode", mode_word(messages, mode)}, {"count", 1 + std::ssize(company)}, {"since", since}}),
                      .buttons = {promote_button(messages, row, name)}});
    }
  }
  return line;
}

}  // namespace

std::vector<render::PostButton> held_buttons(const Messages& messages, const AttendeeRow& row) {
  const auto name = person_name(messages, row, {});
  return {{.action = path_of(row.id) + "/approve",
           .label = messages.text("rsvps.step.approve"),
           .look = render::Look::primary,
           .version = row.version,
           .says = messages.text("rsvps.says", {{"name", name}, {"what", messages.text("rsvps.step.approve")}})},
          {.action = path_of(row.id) + "/decline",
           .label = messages.text("rsvps.step.decline"),
           .version = row.version,
           .says = messages.text("rsvps.says", {{"name", name}, {"what", messages.text("rsvps.step.decline")}})}};
}

std::vector<render::PostButton> doubt_buttons(const Messages& messages, const AttendeeRow& row) {
  const auto name = person_name(messages, row, {});
  const auto button = [&](const char* key, const char* value) {
    return render::PostButton{.action = path_of(row.id) + "/doubt",
                              .label = messages.text(key),
                              .version = row.version,
                              .fields = {{"same", value}},
                              .says = messages.text("rsvps.says", {{"name", name}, {"what", messages.text(key)}})};
  };
  return {button("rsvps.step.same", "1"), button("rsvps.step.other", "0")};
}

render::PostButton promote_button(const Messages& messages, const AttendeeRow& row, std::string_view name) {
  const auto what = messages.text("rsvps.step.promote");
  return {.action = path_of(row.id) + "/promote",
          .label = what,
          .small = true,
          .version = row.version,
          .says = messages.text("rsvps.says", {{"name", name}, {"what", what}})};
}

Result<std::optional<render::Compare>> beside_earlier(const Messages& messages, storage::ReadTx& tx, const AttendeeRow& row,
                                                      const Details& details, std::string_view zone) {
  if (!details.doubt_of) return std::optional<render::Compare>{};
  TRY(auto earlier, find_attendee(tx, *details.doubt_of));
  if (!earlier) return std::optional<render::Compare>{};
  TRY(const auto company, companions_of(tx, earlier->id));
  TRY(const auto own_company, companions_of(tx, row.id));
  TRY(auto earlier_details, details_of(tx, earlier->id));
  const Column first{.row = std::move(*earlier), .details = std::move(earlier_details), .companions = std::ssize(company)};
  const Column second{.row = row, .details = details, .companions = std::ssize(own_company)};
  render::Compare compare{.caption = messages.text("rsvps.doubt.caption"),
                          .columns = {messages.text("rsvps.doubt.earlier"), messages.text("rsvps.doubt.later")},
                          .rows = {}};
  for (const auto* field : {"answered", "name", "kana", "former_name", "department", "email", "state", "mode", "companions", "food"}) {
    const auto one = value_of(messages, field, first, zone);
    const auto other = value_of(messages, field, second, zone);
    if (one.empty() && other.empty()) continue;
    const bool is_when = std::string_view(field) == "answered";
    const bool differs = one != other && !is_when;
    const bool is_needed = is_when || differs || std::string_view(field) == "name";
    if (!is_needed) continue;  // what is the same in both says nothing
    compare.rows.push_back({.label = messages.text(std::string("rsvps.field.") + field), .differs = differs, .cells = {{one}, {other}}});
  }
  return std::optional(std::move(compare));
}

Result<AttentionView> attention_view(const Messages& messages, const web::Req& req, storage::ReadTx& tx, const Place& place) {
  AttentionView view;
  if (!is_admin(req)) return view;
  ListQuery query;
  query.only = ListQuery::Only::held;
  TRY(const auto held, list_rsvps(tx, req.actor, place.edition.id, query, "", kShown));
  for (const auto& listed : held.rows) {
    if (!listed.row.holder) view.held.push_back(held_view(messages, listed, place.edition.zone));
  }
  query.only = ListQuery::Only::doubtful;
  TRY(const auto doubtful, list_rsvps(tx, req.actor, place.edition.id, query, "", kShown));
  for (const auto& listed : doubtful.rows) {
    if (listed.row.holder) continue;
    TRY(auto doubt, doubt_view(messages, tx, listed, place.edition.zone));
    view.doubts.push_back(std::move(doubt));
  }
  TRY(view.line, line_view(messages, tx, place));
  TRY(const auto places, places_of(tx, place.edition.id, desk::Mode::onsite));
  const auto free = std::max<std::int64_t>(places.capacity - places.occupied, 0);
  view.line_text = places.capacity == 0 ? messages.text("rsvps.line.lead") : messages.text("rsvps.line.lead_places", {{"count", free}});
  view.has_held = !view.held.empty();
  view.has_doubts = !view.doubts.empty();
  view.has_line = !view.line.empty();
  return view;
}

}  // namespace uke::server::rsvps

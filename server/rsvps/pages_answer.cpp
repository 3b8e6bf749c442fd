// /rsvps/{rsvp}: everything about one answer, and what can be done with it.
#include "server/events/page_kit.h"
#include "server/events/service.h"
#include "server/mail/mail.h"
#include "server/rsvps/answered.h"
#include "server/rsvps/pages_attention.h"
#include "server/rsvps/pages_member.h"
#include "server/rsvps/pages_words.h"
#include "server/web/rest.h"

namespace uke::server::rsvps {
namespace {

struct CompanionView {
  std::string name;
  std::string kana;
  std::string code;
  std::vector<render::Chip> chips;
  std::string ticket;
  std::vector<render::PostButton> paid;
};
BOOST_DESCRIBE_STRUCT(CompanionView, (), (name, kana, code, chips, ticket, paid))
struct LetterView {
  std::string when;
  std::string what;
  render::Chip state;
};
BOOST_DESCRIBE_STRUCT(LetterView, (), (when, what, state))
struct MoveView {
  std::string action;
  std::int64_t version = 0;
  std::vector<render::Choice> choices;
};
BOOST_DESCRIBE_STRUCT(MoveView, (), (action, version, choices))

struct AnswerView {
  std::string id;
  std::string name;
  std::string kana;
  render::Chip state;
  std::vector<render::Chip> marks;
  bool may_change = false;
  bool may_edit = false;
  std::vector<render::Notice> notices;
  std::vector<render::PostButton> decide;  // approve, decline, promote
  std::vector<render::Compare> doubt;      // at most one
  std::vector<render::PostButton> doubt_buttons;
  render::Facts facts;
  render::Facts day;
  render::Facts money;
  std::vector<render::PostButton> paid;
  bool has_companions = false;
  std::vector<CompanionView> companions;
  std::string comment;
  bool comment_public = false;
  std::string code;
  std::string ticket;
  std::vector<render::Copy> link;
  std::vector<render::PostButton> renew;
  MemberView member;
  bool has_letters = false;
  std::vector<LetterView> letters;
  std::vector<render::PostButton> steps;
  std::vector<MoveView> move;
  std::string history;
};
BOOST_DESCRIBE_STRUCT(AnswerView, (),
                      (id, name, kana, state, marks, may_change, may_edit, notices, decide, doubt, doubt_buttons, facts, day, money, paid,
                       has_companions, companions, comment, comment_public, code, ticket, link, renew, member, has_letters, letters, steps,
                       move, history))

// One page being made.
struct Making {
  const Needs& needs;
  const web::Req& req;
  storage::ReadTx& tx;
  const Messages& messages;
  const Own& own;
  const Place& place;
  [[nodiscard]] const AttendeeRow& row() const { return own.rsvp.attendee; }
  [[nodiscard]] std::string said(const char* key) const { return messages.text(key); }
};

void add_fact(render::Facts& facts, std::string label, std::string value) {
  if (!value.empty()) facts.rows.push_back({.label = std::move(label), .value = std::move(value)});
}

// "/T/…" of the row's ticket.
Result<std::string> ticket_path(const Making& m, const AttendeeRow& row) {
  TRY(const auto text, ticket_text_of(m.tx, row, tickets::host_of(m.needs->site, m.req.http.header("host"))));
  const auto at = text.find("/T/");
  return at == text.npos ? std::string() : text.substr(at);
}

Result<render::Facts> facts_of(const Making& m) {
  const auto& row = m.row();
  const auto& details = m.own.details;
  render::Facts facts;
  add_fact(facts, m.said("rsvps.field.mode"), mode_word(m.messages, row.mode));
  if (m.own.place_in_line > 0) {
    add_fact(facts, m.said("rsvps.field.place_in_line"), m.messages.text("rsvps.place_in_line", {{"number", m.own.place_in_line}}));
  }
  add_fact(facts, m.said("rsvps.field.former_name"), details.former_name);
  add_fact(facts, m.said("rsvps.field.shown_name"), row.shown_name);
  add_fact(facts, m.said("rsvps.field.department"), row.department);
  add_fact(facts, m.said("rsvps.field.years"), row.years);
  const bool sees_mail = may(m.req, kMayMarkPaid);
  if (sees_mail) {
    const auto mail = row.email.value_or("");
    add_fact(facts, m.said("rsvps.field.email"), mail.empty() ? m.said("rsvps.no_mail") : mail);
  }
  add_fact(facts, m.said("rsvps.field.answered"), events::moment(m.messages, answered_ms(row.id), m.place.edition.zone));
  if (details.cancelled_ms != 0) {
    add_fact(facts, m.said("rsvps.field.cancelled"), events::moment(m.messages, details.cancelled_ms, m.place.edition.zone));
  }
  if (details.via) {
    TRY(const auto programme, events::programme_of(m.tx, row.edition));
    for (const auto& item : programme) {
      if (item.id == *details.via) add_fact(facts, m.said("rsvps.field.via"), item.speaker);
    }
  }
  return facts;
}

render::Facts day_of(const Making& m) {
  const auto& row = m.row();
  const auto& details = m.own.details;
  render::Facts facts;
  add_fact(facts, m.said("rsvps.field.food"), details.food);
  if (m.place.edition.id == row.edition && details.after_party != AfterParty::unsaid) {
    add_fact(facts, m.said("rsvps.field.after_party"), m.messages.text("rsvps.after_party." + std::string(enum_name(details.after_party))));
  }
  if (details.watching > 0) {
    add_fact(facts, m.said("rsvps.field.watching"), m.messages.text("rsvps.people", {{"count", details.watching}}));
  }
  add_fact(facts, m.said("rsvps.field.photo"), m.said(row.photo_ok ? "rsvps.photo.ok" : "rsvps.photo.no"));
  for (const auto& goods : m.own.rsvp.goods) {
    add_fact(facts, goods.name, m.messages.text("rsvps.pieces", {{"count", goods.quantity}}));
  }
  add_fact(facts, m.said("rsvps.field.table"), row.table);
  add_fact(facts, m.said("rsvps.field.note"), row.note);
  return facts;
}

Result<render::Facts> money_of(const Making& m) {
  const auto& row = m.row();
  const auto yen = [&](Yen amount) { return i18n::format_yen(m.messages, amount); };
  render::Facts facts;
  add_fact(facts, m.said("rsvps.field.owed"), yen(row.fee));
  if (m.own.details.fee_by_hand) facts.rows.back().chips.push_back({render::Tone::info, m.said("rsvps.fee_by_hand")});
  if (m.own.details.fee_category) {
    TRY(const auto categories, events::fee_categories_of(m.tx, row.edition));
    for (const auto& category : categories) {
      if (category.id == *m.own.details.fee_category) add_fact(facts, m.said("rsvps.field.fee_category"), category.name);
    }
  }
  add_fact(facts, m.said("rsvps.field.prepaid"), yen(row.prepaid));
  Yen open{std::max<std::int64_t>(row.fee.value - row.prepaid.value, 0)};
  for (const auto& companion : m.own.rsvp.companions) {
    open.value += std::max<std::int64_t>(companion.fee.value - companion.prepaid.value, 0);
  }
  add_fact(facts, m.said("rsvps.field.open"), yen(open));
  return facts;
}

render::PostButton step_button(const Making& m, const char* path, const char* key, std::vector<render::Hidden> fields,
                               render::Look look = render::Look::secondary) {
  return {.action = path_of(m.row().id) + path,
          .label = m.said(key),
          .look = look,
          .version = m.row().version,
          .fields = std::move(fields),
          .says = m.messages.text("rsvps.says", {{"name", person_name(m.messages, m.row(), {})}, {"what", m.said(key)}})};
}

bool is_coming(const AttendeeRow& row) { return row.state == desk::RsvpState::yes; }

std::vector<render::PostButton> paid_buttons(const Making& m) {
  const auto& row = m.row();
  if (!may(m.req, kMayMarkPaid)) return {};
  if (owes(row)) return {step_button(m, "/paid", "rsvps.step.paid", {{"paid", "1"}})};
  if (row.prepaid.value > 0) return {step_button(m, "/paid", "rsvps.step.unpaid", {{"paid", "0"}}, render::Look::quiet)};
  return {};
}

std::vector<render::PostButton> step_buttons(const Making& m) {
  using enum desk::RsvpState;
  const auto& row = m.row();
  std::vector<render::PostButton> buttons;
  if (is_coming(row)) {
    buttons.push_back(row.late ? step_button(m, "/late", "rsvps.step.on_time", {{"late", "0"}})
                               : step_button(m, "/late", "rsvps.step.late", {{"late", "1"}}));
  }
  if (row.state != yes && row.state != waiting) buttons.push_back(step_button(m, "/state", "rsvps.step.restore", {{"state", "yes"}}));
  if (row.state != cancelled && row.state != no) {
    buttons.push_back(step_button(m, "/state", "rsvps.step.cancel", {{"state", "cancelled"}}));
  }
  return buttons;
}

// Every other edition of the event in both modes, and the other mode here.
Result<std::vector<MoveView>> move_of(const Making& m) {
  MoveView view{.action = path_of(m.row().id) + "/move", .version = m.row().version, .choices = {}};
  TRY(const auto editions, events::get_editions(m.tx, m.req.actor, m.row().event));
  for (const auto& edition : editions) {
    for (const auto mode : {desk::Mode::onsite, desk::Mode::online}) {
      if (edition.cancelled || (edition.id == m.row().edition && mode == m.row().mode)) continue;
      view.choices.push_back({.value = edition.id.to_string() + "." + std::string(enum_name(mode)),
                              .label = events::name_of(m.messages, edition) + " / " + mode_word(m.messages, mode)});
    }
  }
  return view.choices.empty() ? std::vector<MoveView>{} : std::vector{std::move(view)};
}

std::string word_or_raw(const Messages& messages, std::string_view prefix, std::string_view word) {
  const auto key = std::string(prefix) + std::string(word);
  return messages.has(key) ? messages.text(key) : std::string(word);
}

render::Chip mail_chip(const Messages& messages, mail::MailState state) {
  auto tone = render::Tone::neutral;
  if (state == mail::MailState::sent) tone = render::Tone::good;
  if (state == mail::MailState::refused || state == mail::MailState::unclear) tone = render::Tone::attention;
  return {tone, word_or_raw(messages, "mail.state.", enum_name(state))};
}

Result<std::vector<LetterView>> letters_of(const Making& m) {
  std::vector<LetterView> view;
  TRY(const auto told, mail::told(m.tx, m.row().id.to_string()));
  for (const auto& letter : told) {
    view.push_back({.when = events::moment(m.messages, letter.at_ms, m.place.edition.zone),
                    .what = word_or_raw(m.messages, "mail.kind.", letter.kind),
                    .state = mail_chip(m.messages, letter.state)});
  }
  return view;
}

Result<std::vector<CompanionView>> companions_view(const Making& m) {
  std::vector<CompanionView> view;
  const auto holder = person_name(m.messages, m.row(), {});
  for (const auto& row : m.own.rsvp.companions) {
    CompanionView one{.name = person_name(m.messages, row, holder),
                      .kana = row.kana,
                      .code = ticket::format_short_code(row.short_code),
                      .chips = money_chips(m.messages, row),
                      .ticket = {},
                      .paid = {}};
    TRY(one.ticket, ticket_path(m, row));
    if (owes(row) && may(m.req, kMayMarkPaid)) {
      const auto what = m.said("rsvps.step.paid");
      one.paid = {{.action = path_of(row.id) + "/paid",
                   .label = what,
                   .small = true,
                   .version = row.version,
                   .fields = {{"paid", "1"}},
                   .says = m.messages.text("rsvps.says", {{"name", one.name}, {"what", what}})}};
    }
    view.push_back(std::move(one));
  }
  return view;
}

std::vector<render::Notice> notices_of(const Making& m) {
  std::vector<render::Notice> notices;
  const auto& details = m.own.details;
  if (details.held) {
    notices.push_back({.tone = render::Tone::attention, .title = m.said("rsvps.held_title"), .text = m.said("rsvps.held_text")});
  }
  if (m.row().late) notices.push_back({.tone = render::Tone::info, .title = m.said("rsvps.late_title")});
  if (details.cancel_fee.value > 0) {
    const auto amount = i18n::format_yen(m.messages, details.cancel_fee);
    notices.push_back({.tone = render::Tone::info, .title = m.messages.text("rsvps.cancel_fee", {{"amount", amount}})});
  }
  return notices;
}

Status show_for_admin(const Making& m, AnswerView& view) {
  const auto& row = m.row();
  if (m.own.details.held) {
    view.decide = held_buttons(m.messages, row);
  } else if (row.state == desk::RsvpState::waiting) {
    view.decide = {promote_button(m.messages, row, view.name)};
  }
  if (m.own.details.doubt_of) {
    TRY(auto compare, beside_earlier(m.messages, m.tx, row, m.own.details, m.place.edition.zone));
    if (compare) view.doubt = {std::move(*compare)};
    view.doubt_buttons = doubt_buttons(m.messages, row);
  }
  if (!m.own.secret.empty()) {
    view.link = {{.id = "link",
                  .label = m.said("rsvps.link"),
                  .text = tickets::url_of(m.needs->site, m.req.http.header("host")) + "/my/" + m.own.secret,
                  .rows = 1}};
    view.renew = {step_button(m, "/link", "rsvps.step.renew", {})};
  }
  TRY(view.letters, letters_of(m));
  view.has_letters = !view.letters.empty();
  view.steps = step_buttons(m);
  TRY(view.move, move_of(m));
  view.history = "/audit?kind=rsvp&thing=" + row.id.to_string();
  return {};
}

Result<AnswerView> view_of(const Making& m, std::string_view searched) {
  const auto& row = m.row();
  AnswerView view;
  view.id = row.id.to_string();
  view.name = person_name(m.messages, row, {});
  view.kana = row.kana;
  view.state = state_chip(m.messages, row.state, m.own.details.held);
  Listed listed{.row = row, .details = m.own.details, .holder_name = {}, .fee_category = {}, .has_come = m.own.details.ever_admitted};
  view.marks = mark_chips(m.messages, listed);
  view.may_change = is_admin(m.req);
  view.may_edit = view.may_change && row.state != desk::RsvpState::cancelled;
  view.notices = notices_of(m);
  TRY(view.facts, facts_of(m));
  view.day = day_of(m);
  TRY(view.money, money_of(m));
  view.paid = paid_buttons(m);
  TRY(view.companions, companions_view(m));
  view.has_companions = !view.companions.empty();
  view.comment = m.own.details.comment;
  view.comment_public = m.own.details.comment_public;
  view.code = ticket::format_short_code(row.short_code);
  if (is_coming(row)) {
    TRY(view.ticket, ticket_path(m, row));
  }
  TRY(view.member, member_view(m.messages, m.req, m.tx, row, searched));
  if (view.may_change) TRYV(show_for_admin(m, view));
  return view;
}

Result<web::Response> show(const Needs& needs, const web::Req& req, storage::ReadTx& tx) {
  const auto& messages = needs->pages->messages(req.http);
  TRY(const auto id, web::path_value<AttendeeId>(req, "rsvp"));
  TRY(const auto rsvp, get_rsvp(tx, req.actor, id));
  if (rsvp.attendee.holder) return needs->pages->see_other(path_of(*rsvp.attendee.holder));
  TRY(const auto own, own_of(tx, id));
  TRY(const auto place, place_of(tx, req.actor, own.rsvp.attendee.edition));
  constexpr std::size_t kSearchBytes = 400;
  const auto typed = req.http.method == web::Method::post ? req.form.text("q") : std::string_view();
  const Making making{.needs = needs, .req = req, .tx = tx, .messages = messages, .own = own, .place = place};
  TRY(const auto view, view_of(making, typed.size() <= kSearchBytes ? typed : std::string_view()));
  return needs->pages->page(req,
                            {.title = view.name,
                             .nav = kNav,
                             .back = list_path(place.edition.id),
                             .back_label = name_of(messages, place),
                             .width = render::Head::Width::table},
                            "rsvps/answer", view);
}

}  // namespace

web::Routes answer_page_routes(const Needs& needs) {
  using enum web::Method;
  return {page(get, "/rsvps/{rsvp}", web::kOrganizers, reads(needs, show)),
          page(post, "/rsvps/{rsvp}/find-member", web::kAdmin, reads(needs, show))};  // searching changes nothing
}

}  // namespace uke::server::rsvps

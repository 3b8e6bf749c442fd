// One application as its page shows it. Internal to this room.
#pragma once

#include "server/applications/pages.h"
#include "server/applications/texts.h"
#include "server/render/form.h"

#include <optional>
#include <string>
#include <vector>

namespace uke::server::applications {

struct DoubleView {
  ApplicationId id;
  std::string name;
  std::string when;
};
BOOST_DESCRIBE_STRUCT(DoubleView, (), (id, name, when))

struct LikeView {
  MemberId id;
  std::string name;
  std::string kana;
  std::string place;
  std::string reasons;
  render::Chip chip;
};
BOOST_DESCRIBE_STRUCT(LikeView, (), (id, name, kana, place, reasons, chip))

struct CandidateView {
  std::string name;
  std::string kana;
  std::string place;
  render::PostButton choose;
};
BOOST_DESCRIBE_STRUCT(CandidateView, (), (name, kana, place, choose))

struct SponsorView {
  std::string name;
  std::string link;  // "" = only a typed name
  std::string vouched;
  bool may_not_vouch = false;
  bool asked = false;
  std::string asked_when;
  std::string answer;  // in words; "" = none yet
  std::string note;
  render::Copy question;
  std::optional<render::FormView> form;
  bool form_open = false;  // it was typed into
  std::optional<render::PostButton> remove;
  std::string id = {};  // of the application
  bool can_search = false;
  bool show_search = false;
  std::string nobody_found = {};  // said after a search without result
  std::vector<CandidateView> candidates;
};
BOOST_DESCRIBE_STRUCT(SponsorView, (),
                      (name, link, vouched, may_not_vouch, asked, asked_when, answer, note, question, form, form_open, remove, id,
                       can_search, show_search, nobody_found, candidates))

struct CaseView {
  std::string id;
  std::string name;
  std::string kana;
  render::Chip chip;
  std::string waits;
  std::optional<render::Notice> notice;
  std::optional<render::PostButton> take;
  std::optional<render::PostButton> give_back;
  std::optional<render::PostButton> reopen;
  render::Facts facts;
  std::string message;
  std::vector<std::string> names_in_group;
  std::vector<DoubleView> doubles;
  std::vector<LikeView> likes;
  bool has_group = false;
  bool has_doubles = false;
  bool has_likes = false;
  bool nothing_known = false;
  bool is_recognised = false;  // there is something to say of who this may be
  SponsorView sponsor;
  std::optional<render::FormView> approve;
  std::optional<render::FormView> decline;
  std::optional<render::FormView> ask;
  bool decline_open = false;  // it was typed into
  bool ask_open = false;
  std::string question;
  std::string reply;
  std::string reason;
  std::optional<render::PostButton> group_tick;
  bool group_invited = false;
  render::Copy for_organizers;
};
BOOST_DESCRIBE_STRUCT(CaseView, (),
                      (id, name, kana, chip, waits, notice, take, give_back, reopen, facts, message, names_in_group, doubles, likes,
                       has_group, has_doubles, has_likes, nothing_known, is_recognised, sponsor, approve, decline, ask, decline_open,
                       ask_open, question, reply, reason, group_tick, group_invited, for_organizers))

// Members that the organizer may name as the sponsor.
using Candidates = std::vector<roster::Member>;

struct CaseContext {
  const PageParts& parts;
  const web::Req& req;
  const Messages& messages;
  Time now;
  bool can_reopen = false;
};
[[nodiscard]] CaseView case_view(const CaseContext& context, const Case& about, const Candidates& candidates);

}  // namespace uke::server::applications

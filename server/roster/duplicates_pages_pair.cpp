// Two members side by side, field by field: merging them, saying that they are two people, and undoing either.
#include "server/roster/duplicates_pages.h"
#include "server/roster/pages_kit.h"
#include "server/roster/pages_words.h"
#include "server/web/rest.h"

#include <algorithm>
#include <charconv>

namespace uke::server::roster {
namespace {

constexpr const char* kFromMember = "member";
constexpr const char* kFromInto = "into";

struct PairView {
  std::string action;
  std::string into_version;
  std::string member_version;
  std::vector<render::Notice> notices;
  std::string reasons;
  std::vector<PersonCard> people;
  render::Compare compare;
  render::Facts united;
  std::string swap_path;
  bool may_merge = true;
  std::vector<render::PostButton> apart;
};
BOOST_DESCRIBE_STRUCT(PairView, (),
                      (action, into_version, member_version, notices, reasons, people, compare, united, swap_path, may_merge, apart))

struct Pair {
  Member into;
  Member member;
};

std::int64_t number_of(std::string_view text) {
  std::int64_t number = 0;
  std::from_chars(text.data(), text.data() + text.size(), number);
  return number;
}

Result<Pair> read_pair(const web::Req& req, storage::ReadTx& tx) {
  TRY(const auto into, web::path_value<MemberId>(req, "into"));
  TRY(const auto member, web::path_value<MemberId>(req, "member"));
  if (into == member) return fail(ErrorCode::not_found, "roster.duplicates", "one member is no pair");
  Pair pair;
  TRY(pair.into, get_member(tx, req.actor, into));
  TRY(pair.member, get_member(tx, req.actor, member));
  return pair;
}

// What was ticked; nothing where this is no form yet.
std::optional<std::vector<std::string>> taken_of(const web::Req& req) {
  if (req.http.method != web::Method::post) return {};
  std::vector<std::string> taken;
  for (const auto& field : choosable_fields()) {
    if (req.form.text("from." + field) == kFromMember) taken.push_back(field);
  }
  return taken;
}

render::CompareRow row_of(const i18n::Messages& messages, const Pair& pair, const std::string& field, bool is_taken) {
  const auto label = field_label(messages, field);
  const auto into = shown_value(messages, field, raw_value(pair.into.fields, field));
  const auto member = shown_value(messages, field, raw_value(pair.member.fields, field));
  render::CompareRow row{.label = label, .differs = false, .cells = {{.text = into}, {.text = member}}};
  if (into == member) return row;
  row.differs = !into.empty() && !member.empty();  // a gap is no contradiction
  const auto name = "from." + field;
  row.cells[0] = {.text = into,
                  .name = name,
                  .value = kFromInto,
                  .chosen = !is_taken,
                  .says = messages.text("duplicates.use_into", {{"field", label}, {"value", into}})};
  row.cells[1] = {.text = member,
                  .name = name,
                  .value = kFromMember,
                  .chosen = is_taken,
                  .says = messages.text("duplicates.use_member", {{"field", label}, {"value", member}})};
  return row;
}

render::Compare compare_view(const i18n::Messages& messages, const Pair& pair, const std::vector<std::string>& taken) {
  render::Compare view{.caption = messages.text("duplicates.compare_caption"),
                       .columns = {messages.text("duplicates.survivor"), messages.text("duplicates.double")},
                       .rows = {}};
  view.rows.push_back({.label = field_label(messages, "state"),
                       .differs = pair.into.state != pair.member.state,
                       .cells = {{.text = state_word(messages, pair.into.state)}, {.text = state_word(messages, pair.member.state)}}});
  for (const auto& field : choosable_fields()) {
    if (value_text(pair.into.fields, field).empty() && value_text(pair.member.fields, field).empty()) continue;
    view.rows.push_back(row_of(messages, pair, field, std::ranges::find(taken, field) != taken.end()));
  }
  for (const std::string field : {"aliases", "note"}) {
    const auto into = shown_value(messages, field, raw_value(pair.into.fields, field));
    const auto member = shown_value(messages, field, raw_value(pair.member.fields, field));
    if (!into.empty() || !member.empty())
      view.rows.push_back({.label = field_label(messages, field), .differs = false, .cells = {{.text = into}, {.text = member}}});
  }
  return view;
}

// Why the two cannot be merged, or what should be known before.
Status add_notices(const DuplicatesNeeds& needs, const web::Req& req, storage::ReadTx& tx, const Pair& pair, PairView& view) {
  const auto& messages = needs.pages->messages(req.http);
  for (const auto* member : {&pair.into, &pair.member}) {
    if (!member->merged_into) continue;
    view.may_merge = false;
    view.notices.push_back({.tone = render::Tone::attention,
                            .title = messages.text("duplicates.merged_already", {{"name", whole_name(member->fields)}}),
                            .text = messages.text("duplicates.merged_already_text")});
  }
  TRY(const bool apart, is_said_apart(tx, req.actor, pair.into.id, pair.member.id));
  if (apart) {
    view.notices.push_back(
        {.tone = render::Tone::info, .title = messages.text("duplicates.said_apart"), .text = messages.text("duplicates.said_apart_text")});
  }
  view.apart = {{.action = view.action + (apart ? "/apart/undo" : "/apart"),
                 .label = messages.text(apart ? "duplicates.take_back" : "duplicates.apart"),
                 .small = true}};
  TRY(const auto shared, needs.shared(tx, pair.into.id, pair.member.id));
  if (!shared.empty()) {
    view.notices.push_back({.tone = render::Tone::attention,
                            .title = messages.text("duplicates.two_tickets"),
                            .text = messages.text("duplicates.two_tickets_text"),
                            .points = shared});
  }
  if (pair.into.state != pair.member.state) {
    view.notices.push_back({.tone = render::Tone::info,
                            .title = messages.text("duplicates.states_differ", {{"state", state_word(messages, pair.into.state)}}),
                            .text = messages.text("duplicates.states_differ_text")});
  }
  return {};
}

Result<web::Response> show_pair(const DuplicatesNeeds& needs, const web::Req& req, storage::ReadTx& tx, const Pair& pair,
                                std::vector<render::Notice> problems, int status) {
  const auto& messages = needs.pages->messages(req.http);
  const auto taken = taken_of(req).value_or(gaps(pair.into.fields, pair.member.fields));
  const auto comparison = roster::compare(pair.into.fields, pair.member.fields);
  const auto merged = merged_fields(pair.into.fields, pair.member.fields, taken);
  PairView view;
  view.action = pair_path(pair.into.id, pair.member.id);
  view.into_version = std::to_string(pair.into.version);
  view.member_version = std::to_string(pair.member.version);
  view.notices = std::move(problems);
  view.reasons = reason_words(messages, comparison.reasons);
  view.people = {person_card(messages, pair.into), person_card(messages, pair.member)};
  view.people[0].chips.push_back({render::Tone::info, messages.text("duplicates.survivor")});
  view.people[1].chips.push_back({render::Tone::neutral, messages.text("duplicates.double")});
  view.compare = compare_view(messages, pair, taken);
  for (const std::string field : {"aliases", "note"}) {
    auto value = shown_value(messages, field, raw_value(merged, field));
    if (!value.empty()) view.united.rows.push_back({.label = field_label(messages, field), .value = std::move(value)});
  }
  view.swap_path = pair_path(pair.member.id, pair.into.id);
  TRYV(add_notices(needs, req, tx, pair, view));
  return needs.pages->page(req,
                           {.title = messages.text("duplicates.pair_title"),
                            .nav = kNav,
                            .back = "/members/duplicates",
                            .back_label = messages.text("duplicates.title")},
                           "duplicates/pair", view, status);
}

Result<web::Response> pair_page(const DuplicatesNeedsPtr& needs, const web::Req& req, storage::ReadTx& tx) {
  TRY(const auto pair, read_pair(req, tx));
  return show_pair(*needs, req, tx, pair, {}, 200);
}

// The same page with both as they are now, and what was ticked.
Result<web::Response> not_merged(const DuplicatesNeeds& needs, const web::Req& req, storage::ReadTx& tx, const Error& error) {
  const auto& messages = needs.pages->messages(req.http);
  TRY(const auto pair, read_pair(req, tx));
  render::Notice problem{
      .tone = render::Tone::stop, .title = messages.text("duplicates.changed"), .text = messages.text("duplicates.changed_text")};
  int status = 409;
  if (error.code == ErrorCode::invalid) {
    status = 422;
    const auto field = error.detail.substr(0, error.detail.find(':'));
    problem.title = messages.text("duplicates.not_acceptable", {{"field", field_label(messages, field)}});
    problem.text = messages.text("duplicates.not_acceptable_text");
  }
  return show_pair(needs, req, tx, pair, {std::move(problem)}, status);
}

Result<web::Response> merge(const DuplicatesNeedsPtr& needs, const web::Req& req, storage::WriteTx& tx) {
  TRY(const auto into, web::path_value<MemberId>(req, "into"));
  TRY(const auto member, web::path_value<MemberId>(req, "member"));
  const auto merged = merge_members(tx, req.actor,
                                    {.into = into,
                                     .member = member,
                                     .into_version = number_of(req.form.text("into_version")),
                                     .member_version = number_of(req.form.text("member_version")),
                                     .from_member = taken_of(req)});
  if (!merged) {
    const auto code = merged.error().code;
    const bool is_shown = code == ErrorCode::stale || code == ErrorCode::conflict || code == ErrorCode::invalid;
    return is_shown ? not_merged(*needs, req, tx, merged.error()) : Result<web::Response>(std::unexpected(merged.error()));
  }
  return needs->pages->see_other(
      path_of(into),
      {.key = "flash.merged", .args = {{"name", whole_name(merged->fields)}}, .undo = "/members/merges/" + member.to_string() + "/undo"});
}

Result<web::Response> unmerge(const DuplicatesNeedsPtr& needs, const web::Req& req, storage::WriteTx& tx) {
  TRY(const auto id, web::path_value<MemberId>(req, "member"));
  TRY(const auto merge, find_merge(tx, id));
  if (!merge) return needs->pages->see_other(path_of(id), {.key = "flash.unmerged_before", .args = {}});
  TRY(const auto member, undo_merge(tx, req.actor, id));
  return needs->pages->see_other(pair_path(merge->merge.into, id),
                                 {.key = "flash.unmerged", .args = {{"name", whole_name(member.fields)}}});
}

Result<web::Response> say(const DuplicatesNeedsPtr& needs, const web::Req& req, storage::WriteTx& tx) {
  TRY(const auto pair, read_pair(req, tx));
  TRYV(say_apart(tx, req.actor, pair.into.id, pair.member.id));
  return needs->pages->see_other("/members/duplicates",
                                 {.key = "flash.said_apart",
                                  .args = {{"name", whole_name(pair.into.fields)}, {"other", whole_name(pair.member.fields)}},
                                  .undo = pair_path(pair.into.id, pair.member.id) + "/apart/undo"});
}

Result<web::Response> take_back(const DuplicatesNeedsPtr& needs, const web::Req& req, storage::WriteTx& tx) {
  TRY(const auto pair, read_pair(req, tx));
  TRYV(take_back_apart(tx, req.actor, pair.into.id, pair.member.id));
  return needs->pages->see_other(pair_path(pair.into.id, pair.member.id), {.key = "flash.took_back_apart", .args = {}});
}

}  // namespace

web::Routes duplicates_pair_routes(const DuplicatesNeedsPtr& needs) {
  using enum web::Method;
  const std::string path = "/members/duplicates/{into}/{member}";
  const auto writing = [&needs](auto body) {
    return web::Write([needs, body](const web::Req& req, storage::WriteTx& tx) { return body(needs, req, tx); });
  };
  return {page(get, path, web::kAdmin, web::Read([needs](const web::Req& req, storage::ReadTx& tx) { return pair_page(needs, req, tx); })),
          page(post, path + "/merge", web::kAdmin, writing(merge)), page(post, path + "/apart", web::kAdmin, writing(say)),
          page(post, path + "/apart/undo", web::kAdmin, writing(take_back)),
          page(post, "/members/merges/{member}/undo", web::kAdmin, writing(unmerge))};
}

}  // namespace uke::server::roster

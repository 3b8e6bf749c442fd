// /members/{member}/data: everything that is known of one person, readable, and as a file for them.
#include "server/privacy/pages.h"
#include "server/privacy/person_data.h"
#include "server/render/parts.h"
#include "server/roster/pages_kit.h"
#include "server/roster/pages_words.h"
#include "server/web/rest.h"

namespace uke::server::privacy {
namespace {

using i18n::Messages;

struct SectionView {
  std::string id;
  std::string title;
  std::vector<render::Facts> facts;  // one for each row, application, answer …
};
BOOST_DESCRIBE_STRUCT(SectionView, (), (id, title, facts))

struct DataView {
  std::string id;
  std::vector<SectionView> sections;
};
BOOST_DESCRIBE_STRUCT(DataView, (), (id, sections))

class FactsMaker {
 public:
  explicit FactsMaker(const Messages& messages) : messages_(messages) {}
  FactsMaker& add(std::string_view key, std::string value) {
    if (!value.empty()) facts_.rows.push_back({.label = messages_.text(key), .value = std::move(value)});
    return *this;
  }
  FactsMaker& time(std::string_view key, std::int64_t at_ms) { return at_ms == 0 ? *this : add(key, roster::when(messages_, at_ms)); }
  // The fields of a described struct that have labels of their own ("member.field.NAME").
  FactsMaker& fields(const roster::MemberFields& fields) {
    for (const auto& name : roster::field_names()) {
      auto value = roster::shown_value(messages_, name, roster::raw_value(fields, name));
      if (!value.empty() && name != "show_former_name") {
        facts_.rows.push_back({.label = roster::field_label(messages_, name), .value = std::move(value)});
      }
    }
    return *this;
  }
  [[nodiscard]] render::Facts take() { return std::move(facts_); }

 private:
  const Messages& messages_;
  render::Facts facts_;
};

render::Facts member_facts(const Messages& messages, const PersonMember& member) {
  FactsMaker facts(messages);
  facts.fields(member.fields)
      .add("member.field.state", roster::state_word(messages, member.state))
      .add("member.field.sponsor", member.sponsor)
      .add("member.field.approved_by", member.approved_by)
      .time("member.field.approved_at", member.approved_ms)
      .time("member.field.created", member.created_ms)
      .time("member.field.changed", member.changed_ms);
  return facts.take();
}

render::Facts application_facts(const Messages& messages, const PersonApplication& form) {
  FactsMaker facts(messages);
  facts.time("privacy.at", form.created_ms)
      .add("privacy.state", messages.text("application.state." + std::string(enum_name(form.state))))
      .fields(applications::member_fields(form.fields))
      .add("privacy.message", form.fields.message)
      .add("privacy.question", form.question)
      .add("privacy.reply", form.reply)
      .add("privacy.decided_by", form.decided_by)
      .add("privacy.reason", form.reason);
  return facts.take();
}

std::string companions_of(const Messages& messages, const PersonAnswer& answer) {
  std::string names;
  for (const auto& companion : answer.companions) {
    auto name = companion.family_name + companion.given_name;
    if (name.empty()) name = messages.text("privacy.nameless");
    names.append(names.empty() ? "" : messages.text("roster.list_comma")).append(name);
  }
  return names;
}

std::string desk_lines(const Messages& messages, const PersonAnswer& answer) {
  std::string lines;
  for (const auto& fact : answer.desk) {
    const auto kind = messages.text("privacy.desk." + fact.kind);
    lines.append(lines.empty() ? "" : "\n").append(roster::when(messages, fact.at_ms) + " " + fact.desk + " " + kind);
  }
  return lines;
}

render::Facts answer_facts(const Messages& messages, const PersonAnswer& answer) {
  FactsMaker facts(messages);
  facts.add("privacy.event", answer.event + " " + answer.edition)
      .time("privacy.starts", answer.starts_ms)
      .add("privacy.answer", messages.text("roster.answer." + std::string(enum_name(answer.state))))
      .add("privacy.name", answer.family_name + " " + answer.given_name)
      .add("member.field.kana", answer.kana)
      .add("member.field.email", answer.email.value_or(""))
      .add("member.field.department", answer.department)
      .add("privacy.years", answer.years)
      .add("privacy.ticket", answer.ticket)
      .add("privacy.fee", i18n::format_yen(messages, answer.fee))
      .add("privacy.companions", companions_of(messages, answer))
      .add("member.field.former_name", answer.former_name)
      .add("privacy.food", answer.food)
      .add("privacy.comment", answer.comment)
      .add("privacy.note", answer.note)
      .add("privacy.desk", desk_lines(messages, answer));
  return facts.take();
}

// As people read it: 「会員の内容を変更しました」, and each value as the member's page shows it.
std::string history_text(const Messages& messages, const PersonEntry& entry) {
  const auto key = "audit.action." + entry.action;
  std::string text = entry.by + ": " + (messages.has(key) ? messages.text(key) : entry.action);
  for (const auto& change : entry.changes) {
    const auto value = [&](const std::string& raw) {
      auto shown = roster::shown_value(messages, change.field, raw);
      return shown.empty() ? messages.text("ui.nothing") : shown;
    };
    const auto label = roster::field_label(messages, change.field);
    text += '\n';
    text += messages.text("roster.change.value", {{"field", label}, {"before", value(change.before)}, {"after", value(change.after)}});
  }
  return text;
}

render::Facts history_facts(const Messages& messages, const PersonData& data) {
  render::Facts facts;
  for (const auto& entry : data.history) {
    facts.rows.push_back({.label = roster::when(messages, entry.at_ms), .value = history_text(messages, entry)});
  }
  return facts;
}

class Sections {
 public:
  explicit Sections(const Messages& messages) : messages_(messages) {}
  template <class T, class Describe>
  void add(std::string id, const std::vector<T>& things, Describe describe) {
    SectionView section{.id = id, .title = messages_.text("privacy.section." + id), .facts = {}};
    for (const auto& thing : things) section.facts.push_back(describe(messages_, thing));
    if (!section.facts.empty()) sections_.push_back(std::move(section));
  }
  [[nodiscard]] std::vector<SectionView> take() { return std::move(sections_); }

 private:
  const Messages& messages_;
  std::vector<SectionView> sections_;
};

DataView view_of(const Messages& messages, const PersonData& data) {
  Sections sections(messages);
  sections.add("member", std::vector{data.member}, member_facts);
  sections.add("merged", data.merged, member_facts);
  sections.add("applications", data.applications, application_facts);
  sections.add("invitations", data.invitations, [](const Messages& words, const PersonInvitation& invitation) {
    FactsMaker facts(words);
    facts.time("privacy.at", invitation.created_ms).add("privacy.invited", invitation.invited_name).add("privacy.note", invitation.note);
    return facts.take();
  });
  sections.add("answers", data.answers, answer_facts);
  sections.add("imported", data.imported, [](const Messages& words, const ImportedRow& row) {
    FactsMaker facts(words);
    facts.add("privacy.file", row.file_name).add("privacy.line", std::to_string(row.line)).add("privacy.fields", row.fields);
    return facts.take();
  });
  sections.add("group", data.names_in_group, [](const Messages& words, const std::string& name) {
    FactsMaker facts(words);
    facts.add("member.field.display_name", name);
    return facts.take();
  });
  if (!data.history.empty()) sections.add("history", std::vector{data}, history_facts);
  return {.id = data.member.id.to_string(), .sections = sections.take()};
}

Result<web::Response> show(const render::PagesPtr& pages, const web::Req& req, storage::ReadTx& tx) {
  const auto& messages = pages->messages(req.http);
  TRY(const auto id, web::path_value<MemberId>(req, "member"));
  TRY(const auto data, person_data(tx, req.actor, id));
  const auto name = roster::whole_name(data.member.fields);
  return pages->page(req,
                     {.title = messages.text("privacy.data_title", {{"name", name}}),
                      .nav = roster::kNav,
                      .back = roster::path_of(data.member.id),
                      .back_label = name},
                     "privacy/data", view_of(messages, data));
}

// The file's name says nothing about whom it is.
Result<web::Response> download(const render::PagesPtr&, const web::Req& req, storage::WriteTx& tx) {
  TRY(const auto id, web::path_value<MemberId>(req, "member"));
  TRY(const auto data, hand_out_person_data(tx, req.actor, id));
  auto response = web::json_answer(data);
  response.header("content-disposition", "attachment; filename=\"person.json\"");
  response.header("cache-control", "no-store");
  return response;
}

}  // namespace

web::Routes data_page_routes(const render::PagesPtr& pages) {
  using enum web::Method;
  return {roster::page(get, "/members/{member}/data", web::kAdmin,
                       web::Read([pages](const web::Req& req, storage::ReadTx& tx) { return show(pages, req, tx); })),
          roster::page(post, "/members/{member}/data/download", web::kAdmin,
                       web::Write([pages](const web::Req& req, storage::WriteTx& tx) { return download(pages, req, tx); }))};
}

}  // namespace uke::server::privacy

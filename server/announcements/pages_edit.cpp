// Writing a message: new ones and drafts. Two editors at once: the second sees both texts and chooses; nothing that was typed is lost.
#include "server/announcements/pages_kit.h"
#include "server/web/rest.h"

namespace uke::server::announcements {
namespace {

constexpr std::size_t kShownBytes = 64 * 1024;
constexpr const char* kFields[] = {"subject", "body", "state", "mode", "money", "only"};

struct EditView {
  std::string placeholders;  // what stands for what
  render::FormView form;
};
BOOST_DESCRIBE_STRUCT(EditView, (), (placeholders, form))

struct ConflictView {  // of the template that the roster has
  render::Notice notice;
  std::string action;
  std::int64_t version = 0;
  std::vector<render::Hidden> typed;
  render::Compare compare;
  std::string cancel;
};
BOOST_DESCRIBE_STRUCT(ConflictView, (), (notice, action, version, typed, compare, cancel))

// A form's fields as they travel; filters by their words, "" = not filtered.
struct Raw {
  std::string subject;
  std::string body;
  std::string state;
  std::string mode;
  std::string money;
  std::string only;
};

template <DescribedEnum E>
std::string word_of(const std::optional<E>& value) {
  return value ? std::string(enum_name(*value)) : std::string();
}

Raw raw_of(const MessageFields& fields) {
  return {.subject = fields.subject,
          .body = fields.body,
          .state = word_of(fields.filter.state),
          .mode = word_of(fields.filter.mode),
          .money = word_of(fields.filter.money),
          .only = word_of(fields.filter.only)};
}

Raw raw_of(const web::Form& form) {
  const auto field = [&](std::string_view name) {
    return form.text(name).size() <= kShownBytes ? std::string(form.text(name)) : std::string();
  };
  return {field("subject"), field("body"), field("state"), field("mode"), field("money"), field("only")};
}

std::string& value_in(Raw& raw, std::string_view name) {
  if (name == "subject") return raw.subject;
  if (name == "body") return raw.body;
  if (name == "state") return raw.state;
  if (name == "mode") return raw.mode;
  if (name == "money") return raw.money;
  return raw.only;
}

MessageFields fields_of_raw(const Raw& raw) {
  return tidied({.subject = raw.subject,
                 .body = raw.body,
                 .filter = {.state = enum_value<desk::RsvpState>(raw.state),
                            .mode = enum_value<desk::Mode>(raw.mode),
                            .money = enum_value<rsvps::ListQuery::Money>(raw.money),
                            .only = enum_value<rsvps::ListQuery::Only>(raw.only)}});
}

template <DescribedEnum E>
std::vector<render::Choice> choices(const Messages& messages, std::string all, std::string_view prefix, std::optional<E> left_out,
                                    std::string_view chosen) {
  std::vector<render::Choice> choices{{"", std::move(all), chosen.empty()}};
  boost::mp11::mp_for_each<boost::describe::describe_enumerators<E>>([&](auto each) {
    if (each.value == left_out) return;
    choices.push_back({each.name, messages.text(std::string(prefix) + each.name), chosen == each.name});
  });
  return choices;
}

std::vector<render::Field> form_fields(const Messages& messages, const Raw& raw) {
  using render::FieldKind;
  using Query = rsvps::ListQuery;
  const auto select = [&](const char* name, std::vector<render::Choice> list) {
    return render::Field{
        .kind = FieldKind::select, .name = name, .label = messages.text(std::string("rsvps.filter.") + name), .choices = std::move(list)};
  };
  std::vector<render::Field> fields{
      {.name = "subject",
       .label = messages.text("announcement.field.subject"),
       .value = raw.subject,
       .required = true,
       .autocomplete = "off",
       .length_max = kSubjectMax},
      {.kind = FieldKind::textarea,
       .name = "body",
       .label = messages.text("announcement.field.body"),
       .hint = messages.text("announcement.hint.body"),
       .value = raw.body,
       .required = true,
       .length_max = kBodyMax},
      select("state", choices<desk::RsvpState>(messages, messages.text("announcement.for_all"), "rsvps.state.", {}, raw.state)),
      select("mode", choices<desk::Mode>(messages, messages.text("ui.all"), "rsvps.mode.", {}, raw.mode)),
      select("money", choices<Query::Money>(messages, messages.text("ui.all"), "rsvps.money_filter.", Query::Money::any, raw.money)),
      select("only", choices<Query::Only>(messages, messages.text("ui.all"), "rsvps.only.", Query::Only::all, raw.only))};
  fields[2].begins_group = true;
  fields[2].group = messages.text("announcement.for_whom");
  return fields;
}

// Words in braces that stand for nothing are named, without their braces.
void name_unknown(render::FormView& form, const Messages& messages, const MessageFields& fields) {
  for (auto& field : form.fields) {
    const bool is_subject = field.name == "subject";
    if (field.error.empty() || (!is_subject && field.name != "body")) continue;
    std::string words;
    for (const auto& word : unknown_placeholders(is_subject ? fields.subject : fields.body))
      words += (words.empty() ? "" : " ") + word.substr(1, word.size() - 2);
    if (!words.empty()) field.error = messages.text("announcement.unknown", {{"words", words}});
    if (words.empty() && is_subject && fields.subject.find(kLink) != std::string::npos) {
      field.error = messages.text("announcement.link_in_subject");
    }
  }
}

struct Editing {
  EditionId edition;
  std::optional<MessageRow> row;  // none: a new one
  std::string nonce;
};

Result<web::Response> edit_page(const Needs& needs, const web::Req& req, storage::ReadTx& tx, const Editing& editing, const Raw& raw,
                                std::int64_t version, const web::Faults& faults) {
  const auto& messages = needs->pages->messages(req.http);
  TRY(const auto heading, heading_of(tx, req.actor, editing.edition));
  const auto back = editing.row ? path_of(editing.row->id) : list_path(editing.edition);
  EditView view;
  view.placeholders = messages.text("announcement.placeholders", {{"name_word", kName}, {"link_word", kLink}});
  view.form = {.action = editing.row ? back + "/edit" : back + "/new",
               .submit = messages.text(editing.row ? "ui.save" : "announcement.save_draft"),
               .fields = form_fields(messages, raw),
               .cancel = back,
               .version = version,
               .guards = true};
  if (!editing.nonce.empty()) view.form.hidden = {{"nonce", editing.nonce}};
  const bool is_wrong = render::show_faults(view.form, faults, messages);
  name_unknown(view.form, messages, fields_of_raw(raw));
  return needs->pages->page(req,
                            {.title = messages.text(editing.row ? "announcement.edit" : "announcement.new"),
                             .nav = kNav,
                             .back = back,
                             .back_label = editing.row ? editing.row->subject : name_of(messages, heading)},
                            "announcements/edit", view, is_wrong ? 422 : 200);
}

Result<web::Response> show_new(const Needs& needs, const web::Req& req, storage::ReadTx& tx) {
  TRY(const auto edition, web::path_value<EditionId>(req, "edition"));
  const auto nonce = Uuid::v7(tx.clock(), tx.random()).to_string();
  return edit_page(needs, req, tx, {.edition = edition, .row = {}, .nonce = nonce}, {}, 0, {});
}

Result<web::Response> create(const Needs& needs, const web::Req& req, storage::WriteTx& tx) {
  TRY(const auto edition, web::path_value<EditionId>(req, "edition"));
  constexpr std::size_t kNonceBytes = 36;
  const auto nonce = std::string(req.form.text("nonce").substr(0, kNonceBytes));
  const auto raw = raw_of(req.form);
  const auto fields = fields_of_raw(raw);
  if (const auto faults = check(fields); !faults.empty()) {
    return edit_page(needs, req, tx, {.edition = edition, .row = {}, .nonce = nonce}, raw, 0, faults);
  }
  TRY(const auto row, create_message(tx, req.actor, edition, fields, Uuid::parse(nonce) ? nonce : std::string()));
  return needs->pages->see_other(path_of(row.id), {.key = "flash.message_saved", .args = {}});
}

Result<web::Response> show_edit(const Needs& needs, const web::Req& req, storage::ReadTx& tx) {
  TRY(const auto id, web::path_value<MessageId>(req, "message"));
  TRY(const auto message, get_message(tx, req.actor, id));
  if (message.row.state != MessageState::draft) return needs->pages->see_other(path_of(id));
  const auto& row = message.row;
  return edit_page(needs, req, tx, {.edition = row.edition, .row = row, .nonce = {}}, raw_of(fields_of(row)), row.version, {});
}

std::string shown(const render::Field& field) {
  for (const auto& choice : field.choices) {
    if (choice.chosen) return choice.label;
  }
  return field.value;
}

Result<web::Response> conflict_page(const Needs& needs, const web::Req& req, const MessageRow& now, const Raw& typed) {
  const auto& messages = needs->pages->messages(req.http);
  const auto theirs = form_fields(messages, raw_of(fields_of(now)));
  const auto yours = form_fields(messages, typed);
  ConflictView view{.notice = {.tone = render::Tone::attention,
                               .title = messages.text("roster.conflict.choose"),
                               .text = messages.text("announcement.conflict_text", {{"name", now.changed_name}})},
                    .action = path_of(now.id) + "/edit",
                    .version = now.version,
                    .typed = {},
                    .compare = {.caption = messages.text("roster.conflict.title"),
                                .columns = {messages.text("roster.conflict.theirs"), messages.text("roster.conflict.yours")},
                                .rows = {}},
                    .cancel = path_of(now.id)};
  auto raw = typed;
  for (std::size_t i = 0; i < theirs.size(); ++i) {
    const std::string name = kFields[i];
    view.typed.push_back({name, value_in(raw, name)});
    const auto one = shown(theirs[i]);
    const auto other = shown(yours[i]);
    if (one == other) continue;
    const auto& label = theirs[i].label;
    view.compare.rows.push_back({.label = label,
                                 .differs = true,
                                 .cells = {{.text = one,
                                            .name = "pick_" + name,
                                            .value = "theirs",
                                            .says = messages.text("roster.conflict.take_theirs", {{"field", label}})},
                                           {.text = other,
                                            .name = "pick_" + name,
                                            .value = "yours",
                                            .chosen = true,
                                            .says = messages.text("roster.conflict.take_yours", {{"field", label}})}}});
  }
  return needs->pages->page(req,
                            {.title = messages.text("roster.conflict.title"),
                             .nav = kNav,
                             .back = path_of(now.id),
                             .back_label = now.subject,
                             .width = render::Head::Width::table},
                            "roster/conflict", view, 409);
}

Result<web::Response> save(const Needs& needs, const web::Req& req, storage::WriteTx& tx) {
  TRY(const auto id, web::path_value<MessageId>(req, "message"));
  TRY(const auto message, get_message(tx, req.actor, id));
  const auto& row = message.row;
  if (row.state != MessageState::draft) return needs->pages->see_other(path_of(id), {.key = "flash.message_stale", .args = {}});
  const auto version = version_of(req.form);
  auto raw = raw_of(req.form);
  if (version != row.version && !(fields_of_raw(raw) == fields_of(row))) return conflict_page(needs, req, row, raw);
  auto now = raw_of(fields_of(row));
  for (const auto* name : kFields) {
    if (req.form.text(std::string("pick_") + name) == "theirs") value_in(raw, name) = value_in(now, name);
  }
  const auto fields = fields_of_raw(raw);
  if (const auto faults = check(fields); !faults.empty()) {
    return edit_page(needs, req, tx, {.edition = row.edition, .row = row, .nonce = {}}, raw, version, faults);
  }
  TRYV(change_message(tx, req.actor, id, row.version, fields));
  return needs->pages->see_other(path_of(id), {.key = "flash.message_saved", .args = {}});
}

}  // namespace

web::Routes edit_page_routes(const Needs& needs) {
  using enum web::Method;
  return {page(get, "/editions/{edition}/messages/new", reads(needs, show_new)),
          page(post, "/editions/{edition}/messages/new", writes(needs, create)),
          page(get, "/messages/{message}/edit", reads(needs, show_edit)), page(post, "/messages/{message}/edit", writes(needs, save))};
}

}  // namespace uke::server::announcements

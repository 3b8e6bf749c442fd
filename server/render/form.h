// Forms as pages show them: one field a row, label and 必須/任意, errors beside the field and summed up on top. The part "parts/form"
// shows a FormView (member `form` of the page's view); csrf and version go along as hidden fields.
#pragma once

#include "server/render/data.h"
#include "server/web/faults.h"
#include "shared/base/describe.h"
#include "shared/i18n/messages.h"

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace uke::server::render {

// `button` is no field: it sends the form from its middle, with its name and value ("add another row"); Enter still presses the last one.
enum class FieldKind : std::uint8_t {
  text,
  email,
  number,
  password,
  code,
  textarea,
  select,
  radios,
  checkbox,
  checkboxes,
  date,
  time,
  datetime,
  file,
  button
};
BOOST_DESCRIBE_ENUM(FieldKind, text, email, number, password, code, textarea, select, radios, checkbox, checkboxes, date, time, datetime,
                    file, button)

struct Choice {
  std::string value;
  std::string label;
  bool chosen = false;
};
BOOST_DESCRIBE_STRUCT(Choice, (), (value, label, chosen))

// A value that goes along unseen.
struct Hidden {
  std::string name;
  std::string value;
};
BOOST_DESCRIBE_STRUCT(Hidden, (), (name, value))

struct Field {
  FieldKind kind = FieldKind::text;
  std::string name;
  std::string label;  // in the reader's language, as all texts here
  std::string hint = {};
  std::string value = {};  // of a checkbox or button: what is sent when ticked or pressed
  bool required = false;
  bool ticked = false;  // of a checkbox
  std::vector<Choice> choices = {};
  std::string autocomplete = {};  // HTML's words: "family-name"
  std::int64_t length_max = 0;    // characters; 0 = unsaid
  std::string error = {};
  std::string anchor = {};    // of a button: the place in the page that comes, "f-name"
  bool begins_group = false;  // a line above it, with `group` as its heading
  std::string group = {};
};

struct FormView {
  std::string action;
  std::string submit;
  std::vector<Field> fields;
  std::string id = {};        // of the form's element, for buttons outside of it; "" = none
  std::string cancel = {};    // path; "" for no way back
  std::int64_t version = 0;   // of the row that is edited; 0 = none
  bool sends_files = false;   // multipart
  bool is_dangerous = false;  // the button is the red one
  std::string error = {};     // above all: what concerns no single field
  std::vector<Hidden> hidden = {};
  std::string decoy = {};  // name of a field that people never see: what comes back filled in was written by a program
  bool guards = false;     // with a script: warn who leaves with something typed (long forms only)
};
[[nodiscard]] Data view_data(const FormView& form);

// Writes each fault's sentence beside its field; what names no field of the form goes on top. Returns whether there were any.
bool show_faults(FormView& form, const web::Faults& faults, const i18n::Messages& messages);

[[nodiscard]] std::string sentence_of(const web::Fault& fault, const i18n::Messages& messages);

}  // namespace uke::server::render

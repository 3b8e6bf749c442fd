// Letters on their way out. A letter is a row: it is written in the transaction of what it tells about, sent by a job, and never sent
// twice. Without a mail server configured nothing is queued and everything else works.
#pragma once

#include "server/jobs/jobs.h"
#include "server/storage/write_tx.h"
#include "shared/base/describe.h"
#include "shared/base/result.h"
#include "shared/i18n/messages.h"

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace uke::server::mail {

// From the section [mail] of the configuration. `smtp` "" = no mail is sent.
struct Settings {
  std::string smtp;  // smtp://host:587, smtps://host:465
  std::string user;
  std::string password;
  std::string from;                                                                  // "アルムナイ会 幹事 <kanji@example.jp>"
  std::string reply_to;                                                              // "" = from
  enum class Tls : std::uint8_t { required, if_offered, none } tls = Tls::required;  // of smtp://; smtps:// always encrypts
  std::string ca_file;  // certificates that the mail server's is checked with; "" = the system's
  std::int64_t per_minute = 60;
  [[nodiscard]] bool on() const { return !smtp.empty() && !from.empty(); }
};

// A letter in words; text and HTML are both made from it, so they say the same.
struct Line {
  std::string label;
  std::string value;
};
BOOST_DESCRIBE_STRUCT(Line, (), (label, value))
struct Button {
  std::string label;
  std::string url;
};
BOOST_DESCRIBE_STRUCT(Button, (), (label, url))
struct Letter {
  std::string subject;
  std::string greeting;                 // 山田 花子 様
  std::vector<std::string> paragraphs;  // line breaks inside are kept
  std::vector<Line> facts;              // what, when, where
  std::vector<Button> buttons;
  std::string picture_png;  // shown inline, e.g. the QR code; "" = none
  std::string picture_alt;
  std::string picture_caption;
  std::vector<std::string> closing;  // smaller, at the end
  std::string calendar;              // text/calendar; its METHOD is read from it
  i18n::Language language = i18n::Language::ja;
};
BOOST_DESCRIBE_STRUCT(Letter, (),
                      (subject, greeting, paragraphs, facts, buttons, picture_png, picture_alt, picture_caption, closing, calendar,
                       language))

enum class Purpose : std::uint8_t {
  answer,  // about one's own answer: unsubscribing does not stop it
  notice   // reminders and messages: with List-Unsubscribe, not to who unsubscribed
};
BOOST_DESCRIBE_ENUM(Purpose, answer, notice)

struct Outgoing {
  std::string key;  // "confirmed:<attendee>:<version>": a second letter with the key of one that was queued is not queued
  std::string to;   // address
  std::string to_name;
  Purpose purpose = Purpose::answer;
  std::string kind;        // word for lists: confirmed, reminder, message …; "mail.kind.<kind>" of assets/i18n
  std::string subject_id;  // whom it is about: an attendee's id; for lists and erasure
  Letter letter;
};

// Nothing happens, and false is returned: without settings, for a key that was used, for who unsubscribed (notices), for an address that
// the server refused for good, for what is no address. Texts may be any bytes: what is no text in them is left out. The letter leaves
// after the commit.
[[nodiscard]] Result<bool> queue(storage::WriteTx& tx, const Settings& settings, const Outgoing& letter);

enum class MailState : std::uint8_t { waiting, sending, sent, refused, unclear };
BOOST_DESCRIBE_ENUM(MailState, waiting, sending, sent, refused, unclear)
// Of letters about that attendee, newest first.
struct Told {
  std::string kind;
  MailState state = MailState::waiting;
  std::int64_t at_ms = 0;
};
[[nodiscard]] Result<std::vector<Told>> told(storage::ReadTx& tx, std::string_view subject_id);
// Takes letters, addresses and answers of mail servers about that subject out of the database (erasure of a person).
[[nodiscard]] Status forget(storage::WriteTx& tx, std::string_view subject_id, std::string_view address);
[[nodiscard]] Result<bool> is_unsubscribed(storage::ReadTx& tx, std::string_view address);

// How a letter looks, for previews: the same text and HTML that would be sent.
struct Rendered {
  std::string text;
  std::string html;  // a whole document; show it in a sandboxed frame
};
[[nodiscard]] Rendered render_letter(const Letter& letter, const i18n::Messages& messages);

// Sends what waits, tidies up what was sent long ago.
[[nodiscard]] std::vector<jobs::Kind> job_kinds(const Settings& settings, const std::string& url, const Clock& clock);

}  // namespace uke::server::mail

#include "server/applications/texts.h"

namespace uke::server::applications {
namespace {

// "name(kana)", and where they worked on a line of its own.
std::string person_lines(const Messages& messages, const ApplicationRow& row) {
  std::string lines = messages.text("application.person", {{"name", name_of(row)}, {"kana", row.kana}});
  if (!row.former_name.empty()) lines += "\n" + messages.text("application.former", {{"name", row.former_name}});
  if (const auto place = where_they_worked(messages, row); !place.empty()) lines += "\n" + place;
  return lines;
}

// 「広報部の中野さん」 is how people write it; the sentences add their own さん.
std::string without_title(std::string name) {
  for (const std::string_view title : {"さん", "さま", "様"}) {
    if (name.size() > title.size() && name.ends_with(title)) return name.substr(0, name.size() - title.size());
  }
  return name;
}

std::string sponsor_name(const Messages& messages, const Case& about) {
  if (about.sponsor) return about.sponsor->name;
  return about.row.introduced_by.empty() ? messages.text("application.nobody_named") : without_title(about.row.introduced_by);
}

}  // namespace

std::string invitation_text(const Messages& messages, std::string_view organization, const Invitation& invitation, std::string_view link) {
  return messages.text("invitation.text", {{"organization", organization},
                                           {"sponsor", invitation.sponsor_name},
                                           {"link", link},
                                           {"until", date_of(messages, invitation.row.expires_ms - 1)}});
}

std::string open_invitation_text(const Messages& messages, std::string_view organization, std::string_view link) {
  return messages.text("invitation.open_text", {{"organization", organization}, {"link", link}});
}

std::string question_to_sponsor(const Messages& messages, std::string_view organization, const Case& about) {
  return messages.text(
      "application.text.sponsor",
      {{"organization", organization}, {"sponsor", sponsor_name(messages, about)}, {"person", person_lines(messages, about.row)}});
}

std::string text_for_organizers(const Messages& messages, const Case& about, std::string_view link) {
  return messages.text("application.text.organizers", {{"person", person_lines(messages, about.row)},
                                                       {"sponsor", sponsor_name(messages, about)},
                                                       {"link", link},
                                                       {"date", date_of(messages, about.row.created_ms)}});
}

std::string reminder_text(const Messages& messages, const Waiting& waiting, std::string_view link, Time now) {
  return messages.text("application.text.reminder", {{"count", waiting.count},
                                                     {"overdue", waiting.overdue},
                                                     {"oldest", waiting_since(messages, waiting.oldest_ms, now)},
                                                     {"link", link}});
}

}  // namespace uke::server::applications

// Who did what: the audit log of changes and the log of lists that were handed out. Written in the transaction that does it.
#pragma once

#include "server/storage/write_tx.h"
#include "server/web/route.h"
#include "shared/json/json.h"

#include <string>
#include <string_view>
#include <vector>

namespace uke::server::accounts {

// What one thing about a row was and became; texts as people would read them.
struct Change {
  std::string field;
  std::string before;
  std::string after;
  auto operator<=>(const Change&) const = default;
};
BOOST_DESCRIBE_STRUCT(Change, (), (field, before, after))

struct Thing {
  std::string kind;  // member, application, account, event …
  std::string id;
};

// `action` is "<kind>.<verb>": member.create, member.merge, import.undo. Secrets never go into `changes`. What an entry says about a
// member goes when the member is erased: forget_changes().
[[nodiscard]] Status audit(storage::WriteTx& tx, const web::Actor& actor, std::string_view action, const Thing& thing,
                           const std::vector<Change>& changes);
// The same for what has no before and after: the kind is the action's first word.
[[nodiscard]] Status audit(storage::WriteTx& tx, const web::Actor& actor, std::string_view action, std::string_view thing_id);
// Empties the changes of all entries about that thing; the entries stay.
[[nodiscard]] Status forget_changes(storage::WriteTx& tx, const Thing& thing);

// The members of two described structs that differ.
template <class T>
[[nodiscard]] std::vector<Change> changes_between(const T& before, const T& after) {
  std::vector<Change> changes;
  boost::mp11::mp_for_each<boost::describe::describe_members<T, boost::describe::mod_public | boost::describe::mod_inherited>>(
      [&](auto member) {
        const auto& old_value = before.*member.pointer;
        const auto& new_value = after.*member.pointer;
        if (old_value == new_value) return;
        const auto text = [](const auto& value) {
          using V = std::remove_cvref_t<decltype(value)>;
          if constexpr (std::convertible_to<V, std::string_view>) {
            return std::string(value);
          } else {
            auto json_text = json::to_text(value);
            return json_text.size() > 1 && json_text.front() == '"' ? json_text.substr(1, json_text.size() - 2) : json_text;
          }
        };
        changes.push_back({member.name, text(old_value), text(new_value)});
      });
  return changes;
}

// A list that left the house: what, how narrowed down, how many people, and for which purpose (in the organizer's words).
struct Handout {
  std::string what;     // "roster.xlsx"
  std::string filter;   // in words of the API; never a name that was searched
  std::string purpose;  // may be empty
  std::int64_t people = 0;
};
// Also an entry of the audit log.
[[nodiscard]] Status note_handout(storage::WriteTx& tx, const web::Actor& actor, const Handout& handout);

}  // namespace uke::server::accounts

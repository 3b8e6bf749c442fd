// From what was typed into a form to the group that it means. Internal to this room. Called inside a transaction.
#pragma once

#include "server/rsvps/group.h"
#include "server/rsvps/own.h"

#include <vector>

namespace uke::server::rsvps {

// Names as the person wants them shown: 鈴木(旧姓 田中)花子.
[[nodiscard]] std::string shown_name(const OwnFields& fields, std::string_view language);

// Everything but state, mode and edition, into a new group or one that exists. Companions keep their ticket as long as their name does not
// change, or nobody else of them fits better; who is not named any more moves to `left`, who is named again comes back from there.
void fill(Group& group, const OwnFields& fields);
// The same for companions alone.
void fill_companions(Group& group, const std::vector<OwnCompanion>& companions);

// For who goes to another edition: goods and categories of the same name there; the others are left behind.
[[nodiscard]] Status translate_choices(storage::ReadTx& tx, Group& group, EditionId to);

// One companion less; does nothing for who is none.
void take_out(Group& group, AttendeeId companion);
// Brings back who was taken out; the same.
void take_back(Group& group, AttendeeId companion);

// `invalid` with the first fault: what check() of own.h refuses, and what is no longer offered unless the group has it already.
[[nodiscard]] Status acceptable(storage::ReadTx& tx, const Group& group, EditionId edition, const OwnFields& fields);

// Puts an old answer's row, details and companions in place of a new group's: its number, its link, its money, nothing that was typed.
void continue_as(Group& fresh, Group old);

}  // namespace uke::server::rsvps

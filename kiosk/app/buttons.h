// The names of everything that can be pressed: screens draw them, the core acts on them, tests press them. `argument` of a Pressed is the
// row, key or choice where a button stands for several.
#pragma once

#include <string_view>

namespace uke::kiosk::app::button {

// Everywhere.
inline constexpr std::string_view kBack = "back";          // lower left: to the welcome screen, or one question back
inline constexpr std::string_view kLanguage = "language";  // argument: "ja" or "en"
inline constexpr std::string_view kStaff = "staff";        // the corner for reception: asks for the PIN
inline constexpr std::string_view kFindMe = "find_me";
inline constexpr std::string_view kWalkIn = "walk_in";

// Typing: argument is one key ("あ", "7"), or one of the words below.
inline constexpr std::string_view kKey = "key";
inline constexpr std::string_view kKeyErase = "erase";  // argument: the last character
inline constexpr std::string_view kKeyClear = "clear";  // argument: everything
inline constexpr std::string_view kKeyMark = "mark";    // argument: ゛゜小 on the last character, in turn
inline constexpr std::string_view kFlipKeys = "flip_keys";

// Finding a person: argument is the row of the hit.
inline constexpr std::string_view kHit = "hit";
inline constexpr std::string_view kConfirm = "confirm";

// On a verdict.
inline constexpr std::string_view kUndo = "undo";               // this touch, or after a question the standing admit
inline constexpr std::string_view kUndoSure = "undo_sure";      // the answer to that question
inline constexpr std::string_view kAdmit = "admit";             // argument: a reason, where the verdict asks for one
inline constexpr std::string_view kTogether = "together";       // companions in the same touch
inline constexpr std::string_view kPayExact = "pay_exact";      // ちょうど
inline constexpr std::string_view kPayNote = "pay_note";        // argument: the yen handed over; change is shown
inline constexpr std::string_view kPayAlready = "pay_already";  // 支払い済み: admits, records no payment
inline constexpr std::string_view kNext = "next";               // done with this verdict: the next person

// Pairing.
inline constexpr std::string_view kTypePairing = "type_pairing";
inline constexpr std::string_view kField = "field";  // argument: "server" or "code"
inline constexpr std::string_view kPair = "pair";

// Staff.
inline constexpr std::string_view kTab = "tab";                          // argument: see StaffTab
inline constexpr std::string_view kResolve = "resolve";                  // argument: id of the conflict
inline constexpr std::string_view kUndoRecord = "undo_record";           // argument: id of the record; asks
inline constexpr std::string_view kUndoRecordSure = "undo_record_sure";  // argument: id of the record
inline constexpr std::string_view kPage = "page";                        // argument: "next" or "previous"
inline constexpr std::string_view kMode = "mode";                        // argument: a desk::DeskMode
inline constexpr std::string_view kSyncNow = "sync_now";
inline constexpr std::string_view kExport = "export";
inline constexpr std::string_view kQuit = "quit";
inline constexpr std::string_view kQuitSure = "quit_sure";

// Out of order.
inline constexpr std::string_view kRetry = "retry";

}  // namespace uke::kiosk::app::button

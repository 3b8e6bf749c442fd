#include "tests/screens/scenes.h"

#include "kiosk/app/buttons.h"
#include "kiosk/app/update.h"
#include "shared/base/describe.h"

namespace uke::test {

using namespace kiosk::app;
using desk::DeskMode;
using desk::Verdict;

namespace {

constexpr std::int64_t kMinute = 60'000;

AttendeeId person_no(std::uint8_t number) {
  AttendeeId id;
  id.uuid.bytes[15] = number;
  return id;
}

RecordId record_no(std::uint8_t number) {
  RecordId id;
  id.uuid.bytes[0] = number;
  return id;
}

desk::Attendee hanako() {
  desk::Attendee a;
  a.id = person_no(1);
  a.family_name = "鈴木";
  a.given_name = "花子";
  a.shown_name = "鈴木 花子";
  a.kana = "すずき はなこ";
  a.department = "鳥取工場 設計部";
  a.years = "1988–2015";
  a.table = "A-3";
  a.fee = {5'000};
  a.goods = {{"dorayaki", "記念どら焼き", 2}};
  return a;
}

// As long as names get, with kanji outside of 16 bits and an ideographic variation sequence.
desk::Attendee longest() {
  auto a = hanako();
  a.id = person_no(2);
  a.shown_name = "勅使河原𠮷左衛門(旧姓 葛\U000E0100城小鳥遊) 龍之介権左衛門";
  a.kana = "てしがわらよしざえもん りゅうのすけごんざえもん";
  a.department = "エレクトロニクスデバイスカンパニー 液晶ディスプレイ事業部 第三製造技術課";
  a.years = "1969–2004、2006–2011";
  a.table = "松の間 12";
  a.goods = {{"dorayaki", "創業記念どら焼き詰め合わせ(大)", 12}};
  a.note = "えび・かに・そばのアレルギー";
  a.photo_ok = false;
  return a;
}

desk::Edition edition(const char* name, const char* name_en, std::uint8_t number) {
  desk::Edition e;
  e.id.uuid.bytes[15] = number;
  e.hint = number;
  e.name = name;
  e.name_en = name_en;
  e.zone = "Asia/Tokyo";
  e.door_fee = {5'000};
  return e;
}

DeskStatus good_status() {
  DeskStatus s;
  s.paired = true;
  s.kiosk_name = "受付2";
  s.event.name = "創業記念パーティー2027";
  s.event.name_en = "Anniversary Party 2027";
  s.edition = edition("大阪会場", "Osaka", 1);
  s.roster_whole = true;
  s.roster_people = 128;
  s.link = Link::online;
  s.synced_at_ms = kSceneNowMs - 10'000;
  s.clock_offset_ms = 120;
  return s;
}

DeskStatus worst_status() {
  auto s = good_status();
  s.kiosk_name = "受付12(正面玄関ひだり)";
  s.event.name = "鳥取三洋電機同窓会 創業八十周年記念パーティー2027 春の部";
  s.event.name_en = "Eightieth Anniversary Party of the Alumni Association, Spring 2027";
  s.edition = edition("福岡会場(博多駅前ホテル 鳳凰の間)", "Fukuoka (Hakata Ekimae Hotel, Phoenix Hall)", 1);
  s.link = Link::offline;
  s.unsent = 1'234;
  s.parked = 12;
  s.synced_at_ms = kSceneNowMs - 125 * kMinute;
  s.clock_offset_ms = -7'200'000;
  s.trouble = "trouble.log_moved_aside";
  s.practice = true;
  return s;
}

State on(Screen screen, DeskStatus status = good_status()) {
  State state;
  state.status = std::move(status);
  state.camera = CameraState::running;
  state.screen = std::move(screen);
  return state;
}

DeskOutcome outcome_of(Verdict verdict, const desk::Attendee& attendee) {
  DeskOutcome o;
  auto& d = o.decision;
  d.verdict = verdict;
  const bool known = verdict != Verdict::unreadable && verdict != Verdict::forged && verdict != Verdict::other_event;
  if (known) {
    d.subject = desk::Subject::of(attendee.id);
    if (verdict != Verdict::other_edition) d.attendee = attendee;
  }
  d.already_at_ms = kSceneNowMs - 20 * kMinute;
  d.already_desk = "受付2";
  d.doors_open_ms = kSceneNowMs + 28 * kMinute;
  d.other_name = verdict == Verdict::other_event ? "百人会議 第12回" : "福岡会場";
  d.other_name_en = verdict == Verdict::other_event ? "Speaker Night 12" : "Fukuoka";
  d.other_date_ms = kSceneNowMs + 30LL * 24 * 60 * kMinute;
  d.other_zone = "Asia/Tokyo";
  if (verdict == Verdict::pay_first || verdict == Verdict::online_ticket) d.due = {5'000};
  if (verdict == Verdict::admitted || verdict == Verdict::already_in) o.admit = record_no(7);
  return o;
}

VerdictScreen showing(DeskOutcome outcome, Ask ask = Ask::nothing) {
  return {Committed<DeskOutcome>::for_test(std::move(outcome)), ask, {}, std::nullopt, false};
}

DeskOutcome with_companion(DeskOutcome outcome) {
  desk::Attendee companion;
  companion.id = person_no(3);
  companion.shown_name = "鈴木 一郎";
  companion.fee = {5'000};
  outcome.decision.companions = {companion};
  return outcome;
}

void add_verdicts(std::vector<Scene>& scenes) {
  for (int i = 0; i <= static_cast<int>(Verdict::admitted); ++i) {
    const auto verdict = static_cast<Verdict>(i);
    const std::string name(enum_name(verdict));
    scenes.push_back({"verdict_" + name, on(showing(outcome_of(verdict, hanako())))});
    auto worst = outcome_of(verdict, longest());
    worst.decision.other_name = "第百二十三回 100人カイギ 大阪・京都・神戸合同開催 夏の夜の特別編";
    worst.decision.other_name_en = "The one hundred and twenty-third speaker night of Osaka, Kyoto and Kobe";
    worst.decision.due = {verdict == Verdict::pay_first ? 1'234'567 : 0};
    scenes.push_back({"verdict_" + name + "_longest", on(showing(with_companion(worst)), worst_status())});
    auto alone = on(showing(outcome_of(verdict, hanako())));
    alone.mode = DeskMode::self_service;
    scenes.push_back({"verdict_" + name + "_self_service", alone});
  }
  auto unlisted = outcome_of(Verdict::admitted, hanako());
  unlisted.decision.attendee.reset();
  unlisted.decision.unlisted = true;
  scenes.push_back({"verdict_admitted_unlisted", on(showing(unlisted))});
  unlisted.admit.reset();
  scenes.push_back({"verdict_unlisted", on(showing(unlisted))});
  scenes.push_back({"verdict_unlisted_longest", on(showing(unlisted), worst_status())});
  auto unlisted_alone = on(showing(unlisted));
  unlisted_alone.mode = DeskMode::unattended;
  scenes.push_back({"verdict_unlisted_unattended", unlisted_alone});
  scenes.push_back({"verdict_admitted_companion", on(showing(with_companion(outcome_of(Verdict::admitted, hanako()))))});
  scenes.push_back({"verdict_pay_first_companion", on(showing(with_companion(outcome_of(Verdict::pay_first, hanako()))))});
  auto waiting = outcome_of(Verdict::cancelled, hanako());
  waiting.decision.state = desk::RsvpState::waiting;
  scenes.push_back({"verdict_cancelled_waiting", on(showing(waiting))});
  scenes.push_back({"verdict_cancelled_reason", on(showing(outcome_of(Verdict::cancelled, hanako()), Ask::reason))});
  scenes.push_back(
      {"verdict_cancelled_reason_longest", on(showing(outcome_of(Verdict::cancelled, longest()), Ask::reason), worst_status())});
  scenes.push_back({"verdict_online_payment", on(showing(outcome_of(Verdict::online_ticket, hanako()), Ask::payment))});
  scenes.push_back({"verdict_already_in_undo", on(showing(outcome_of(Verdict::already_in, hanako()), Ask::undo))});
  auto owes = outcome_of(Verdict::admitted, hanako());
  owes.decision.due = {5'000};
  scenes.push_back({"verdict_admitted_owes", on(showing(owes))});
  auto alone = on(showing(owes));
  alone.mode = DeskMode::unattended;
  scenes.push_back({"verdict_admitted_unattended", alone});
}

Person namesake(int i) {
  Person person{i % 2 == 0 ? hanako() : longest(), {}};
  person.attendee.id = person_no(static_cast<std::uint8_t>(10 + i));
  if (i == 2) person.attendance.presence = desk::Presence::inside;
  return person;
}

void add_finding(std::vector<Scene>& scenes) {
  FindMeScreen find;
  scenes.push_back({"find_me_empty", on(find)});
  find.query = "すず";
  find.answered = true;
  scenes.push_back({"find_me_nobody", on(find)});
  find.answer.hits = {namesake(0), namesake(2)};
  scenes.push_back({"find_me_two", on(find)});
  find.answer.hits.clear();
  for (int i = 0; i < 8; ++i) find.answer.hits.push_back(namesake(i));
  find.answer.more = true;
  find.query = "あいうえおかきくけこさしすせそたちつて";
  find.keys_flipped = true;
  scenes.push_back({"find_me_eight_longest", on(find, worst_status())});
  scenes.push_back({"confirm", on(ConfirmScreen{{hanako(), {}}, {}})});
  scenes.push_back({"confirm_longest", on(ConfirmScreen{{longest(), {}}, {}}, worst_status())});
  scenes.push_back({"walk_in_empty", on(WalkInScreen{})});
  scenes.push_back({"walk_in_name", on(WalkInScreen{"すずき　はなこ", false, false})});
  scenes.push_back({"walk_in_fee", on(WalkInScreen{"すずき　はなこ", true, false})});
}

StaffFacts staff_facts() {
  StaffFacts facts;
  auto osaka = edition("大阪会場", "Osaka", 1);
  osaka.exits_recorded = true;
  facts.counts.push_back({osaka, {58, 24, 1'041, 1'038, 3, 17, 0}, true});
  facts.counts.push_back({edition("東京会場", "Tokyo", 2), {0, 0, 62, 62, 1, 0, 0}, false});
  facts.counts.push_back(
      {edition("福岡会場(博多駅前ホテル 鳳凰の間)", "Fukuoka (Hakata Ekimae Hotel, Phoenix Hall)", 3), {0, 0, 9, 9, 0, 0, 0}, false});
  for (int i = 0; i < 7; ++i) {
    desk::Conflict conflict;
    conflict.id = std::string(31, '0') + static_cast<char>('0' + i);
    conflict.kind = static_cast<desk::ConflictKind>(i);
    conflict.times_ms = {kSceneNowMs - 40 * kMinute, kSceneNowMs - 31 * kMinute};
    conflict.desks = {"受付1", "受付12(正面玄関ひだり)"};
    conflict.resolved = i > 4;
    facts.conflicts.push_back(conflict);
    const bool about_nobody = conflict.kind == desk::ConflictKind::over_capacity;
    facts.conflict_names.push_back(about_nobody ? "" : i == 1 ? longest().shown_name : "鈴木 花子");
  }
  for (int i = 0; i < 14; ++i) {
    RecentRecord recent;
    recent.record.id = record_no(static_cast<std::uint8_t>(i + 1));
    recent.record.kind = static_cast<desk::Kind>(i);
    recent.record.at_ms = kSceneNowMs - i * 3 * kMinute;
    recent.record.desk = i == 2 ? "受付12(正面玄関ひだり)" : "受付2";
    if (recent.record.kind == desk::Kind::payment) recent.record.payload.amount = Yen{5'000};
    if (recent.record.kind == desk::Kind::refuse) recent.record.payload.verdict = "other_edition";
    recent.name = i == 1 ? "" : i == 3 ? longest().shown_name : "鈴木 花子";
    recent.can_undo = i % 3 == 0;
    recent.undone = i == 4;
    facts.recent.push_back(recent);
  }
  facts.parked = {"payload.amount: 金額がありません"};
  return facts;
}

void add_staff(std::vector<Scene>& scenes) {
  StaffScreen staff;
  scenes.push_back({"staff_loading", on(staff)});
  staff.facts = StaffFacts{};
  staff.tab = StaffTab::conflicts;
  scenes.push_back({"staff_conflicts_none", on(staff)});
  staff.tab = StaffTab::recent;
  scenes.push_back({"staff_recent_none", on(staff)});
  staff.facts = staff_facts();
  staff.tab = StaffTab::counts;
  scenes.push_back({"staff_counts", on(staff)});
  staff.tab = StaffTab::conflicts;
  scenes.push_back({"staff_conflicts", on(staff)});
  staff.page = 1;
  scenes.push_back({"staff_conflicts_last", on(staff)});
  staff.page = 0;
  staff.tab = StaffTab::recent;
  staff.asking_undo = record_no(1);
  scenes.push_back({"staff_recent", on(staff)});
  staff.page = 1;
  staff.asking_undo.reset();
  scenes.push_back({"staff_recent_second", on(staff, worst_status())});
  staff.tab = StaffTab::machine;
  scenes.push_back({"staff_machine", on(staff)});
  staff.asking_quit = true;
  staff.exported = Exported{0, std::nullopt, "/media/kiosk/usb-stick-with-a-name/uketsuke-2027-02-20-1802-log-0190b1c2.jsonl"};
  auto worst = on(staff, worst_status());
  worst.camera = CameraState::lost;
  scenes.push_back({"staff_machine_worst", worst});
}

void add_pairing(std::vector<Scene>& scenes) {
  PairingScreen pairing;
  scenes.push_back({"pairing", on(pairing, DeskStatus{})});
  pairing.request = 1;
  pairing.server = "https://uketsuke.example:8443";
  scenes.push_back({"pairing_connecting", on(pairing, DeskStatus{})});
  pairing.request = 0;
  pairing.error = Error{ErrorCode::not_found, "pair", "unknown code", {}};
  scenes.push_back({"pairing_refused", on(pairing, DeskStatus{})});
  pairing.error.reset();
  pairing.typing = true;
  pairing.server = "https://";
  scenes.push_back({"pairing_typing", on(pairing, DeskStatus{})});
  pairing.server = "https://reception.alumni-association.example.jp:8443";
  pairing.code = "7ZKQ-3M0D";
  pairing.field = PairingScreen::Field::code;
  pairing.error = Error{ErrorCode::unavailable, "pair", "no answer", {}};
  scenes.push_back({"pairing_typing_failed", on(pairing, DeskStatus{})});
}

}  // namespace

std::vector<Scene> all_scenes() {
  std::vector<Scene> scenes;
  scenes.push_back({"starting", State{}});
  scenes.push_back({"welcome", on(WelcomeScreen{})});
  auto coached = on(WelcomeScreen{});
  coached.advice = "coach.too_dark";
  scenes.push_back({"welcome_coached", coached});
  auto lost = on(WelcomeScreen{}, worst_status());
  lost.camera = CameraState::lost;
  scenes.push_back({"welcome_camera_lost", lost, false});
  auto alone = on(WelcomeScreen{});
  alone.mode = DeskMode::self_service;
  scenes.push_back({"welcome_self_service", alone});
  add_verdicts(scenes);
  add_finding(scenes);
  add_staff(scenes);
  auto pin = on(WelcomeScreen{});
  pin.pin = PinPad{"1234", 0, false, {std::string(button::kStaff), {}}};
  scenes.push_back({"pin", pin});
  pin.pin = PinPad{"", 0, true, {std::string(button::kStaff), {}}};
  scenes.push_back({"pin_wrong", pin});
  auto noticed = on(WelcomeScreen{}, worst_status());
  noticed.notice = "notice.not_done";
  scenes.push_back({"toast_notice", noticed});
  auto waits = on(WelcomeScreen{});
  waits.pending = Pending{1, JudgeScan{}, "", 1, true};
  scenes.push_back({"toast_waiting", waits});
  for (const auto code : {ErrorCode::disk_full, ErrorCode::corrupt, ErrorCode::busy}) {
    OutOfOrderScreen broken{Error{code, "store", "", {}}, JudgeScan{}};
    scenes.push_back({"out_of_order_" + std::string(to_string(code)), on(broken)});
  }
  add_pairing(scenes);
  return scenes;
}

}  // namespace uke::test

// Somebody of whom every room knows something, and where in the database a word still stands.
#pragma once

#include "server/applications/apply_service.h"
#include "server/applications/checking_service.h"
#include "server/applications/invitations_service.h"
#include "server/desk/store.h"
#include "server/privacy/erasure.h"
#include "server/privacy/person_data.h"
#include "server/privacy/retention.h"
#include "server/roster/duplicates_service.h"
#include "server/rsvps/service.h"
#include "server/storage/changes.h"
#include "tests/unit/server/events/party.h"

namespace uke::server::privacy {

using namespace uke::test;

inline const std::vector<std::string>& words_of_the_person() {
  static const std::vector<std::string> words = {"鷲尾", "千早", "わしお", "ちはや", "washio", "丹羽"};
  return words;
}

// "members.family_name" for each column of each table that holds one of the words.
inline std::vector<std::string> traces(RoomDatabase& database, const std::vector<std::string>& words = words_of_the_person()) {
  return must(database.read([&](uke::storage::ReadTx& tx) -> Result<std::vector<std::string>> {
    std::vector<std::string> found;
    TRY(const auto tables, tx.all<std::string>("select name from sqlite_master where type = 'table' order by name"));
    for (const auto& table : tables) {
      TRY(const auto columns, tx.all<std::string>("select name from pragma_table_info('" + table + "')"));
      for (const auto& column : columns) {
        for (const auto& word : words) {
          const auto sql = "select count(*) from " + table + " where cast(" + column + " as text) like '%" + word + "%'";
          TRY(const auto count, tx.one<std::int64_t>(sql));
          if (count.value_or(0) > 0) {
            found.push_back(table + "." + column);
            break;
          }
        }
      }
    }
    return found;
  }));
}

// 鷲尾(旧姓 丹羽)千早: a member with a merged double, an application, an invitation, a past answer with a companion and desk records, rows
// of an import, a name on the checking list; and 新田光, whom she introduced.
struct KnownPerson {
  RoomDatabase database;
  events::EventRow event = make_event(database);
  events::EditionRow osaka = make_edition(database, event.id, "大阪会場");
  MemberId member;
  MemberId merged;
  MemberId introduced;
  AttendeeId answer;

  template <class Body>
  auto write(Body body) {
    return must(database.write(body));
  }

  KnownPerson() {
    roster::MemberFields fields;
    fields.family_name = "鷲尾";
    fields.given_name = "千早";
    fields.kana = "わしお ちはや";
    fields.former_name = "丹羽";
    fields.email = "washio@example.jp";
    fields.note = "鷲尾さんは会計";
    member = add_member(fields);
    roster::MemberFields other;
    other.family_name = "丹羽";
    other.given_name = "千早";
    merged = add_member(other);
    write([&](storage::WriteTx& tx) {
      return roster::merge_members(tx, an_admin(),
                                   {.into = member, .member = merged, .into_version = 1, .member_version = 1, .from_member = {}});
    });
    roster::MemberFields friend_of;
    friend_of.family_name = "新田";
    friend_of.given_name = "光";
    friend_of.introduced_by = "鷲尾千早";
    introduced = add_member(friend_of);
    add_application();
    add_answer();
    add_rest();
  }

  MemberId add_member(const roster::MemberFields& fields) {
    return write([&](storage::WriteTx& tx) {
             return roster::create_member(tx, an_admin(),
                                          {.fields = fields, .state = roster::MemberState::approved, .origin = {}, .sponsor = {}});
           })
        .id;
  }
  roster::Member now_of(MemberId id) {
    return must(database.read([&](uke::storage::ReadTx& tx) { return roster::get_member(tx, an_admin(), id); }));
  }
  rsvps::AttendeeRow answer_row(AttendeeId id) {
    return must(database.read([&](uke::storage::ReadTx& tx) { return rsvps::find_attendee(tx, id); })).value();
  }
  ErasurePlan plan() {
    return must(database.read([&](uke::storage::ReadTx& tx) { return plan_erasure(tx, an_admin(), member); }));
  }
  Status erase(Expected expected = Expected::refuse, const web::Actor& actor = an_admin()) {
    const auto planned = plan();
    return database.write([&](storage::WriteTx& tx) { return erase_person(tx, actor, planned, planned.member.version, expected); });
  }

 private:
  void add_application() {
    applications::ApplicationFields form;
    form.family_name = "鷲尾";
    form.given_name = "千早";
    form.kana = "わしお ちはや";
    form.message = "千早です";
    write([&](storage::WriteTx& tx) {
      return applications::submit_application(tx, {.fields = form, .nonce = applications::fresh_nonce(tx.random()), .code = {}});
    });
    write([&](storage::WriteTx& tx) -> Status {
      TRYV(tx.exec("update applications set member_id = :member, state = 'approved'", member));
      return {};
    });
    form.family_name = "新田";
    form.given_name = "光";
    form.kana = "にった ひかる";
    form.message = "";
    form.introduced_by = "わしお ちはや";
    write([&](storage::WriteTx& tx) {
      return applications::submit_application(tx, {.fields = form, .nonce = applications::fresh_nonce(tx.random()), .code = {}});
    });
    write([&](storage::WriteTx& tx) {
      return applications::create_invitation(tx, an_admin(),
                                             {.sponsor = member, .invited_name = "新田光", .note = "鷲尾さんの後輩", .uses_max = 1});
    });
  }

  void add_answer() {
    rsvps::RsvpFields fields;
    fields.family_name = "鷲尾";
    fields.given_name = "千早";
    fields.kana = "わしお ちはや";
    fields.former_name = "丹羽";
    fields.email = "washio@example.jp";
    fields.note = "千早さんは蕎麦を食べません";
    fields.food = "千早は蕎麦アレルギー";
    fields.comment = "鷲尾は元気です";
    fields.companions = std::vector<rsvps::CompanionFields>{{.family_name = "鷲尾", .given_name = "誠", .kana = {}}};
    const auto rsvp = write([&](storage::WriteTx& tx) { return rsvps::create_rsvp(tx, an_admin(), osaka.id, fields); });
    answer = rsvp.attendee.id;
    rsvps::RsvpChange change;
    change.member = merged.to_string();  // linked before the rows were merged
    write([&](storage::WriteTx& tx) { return rsvps::change_rsvp(tx, an_admin(), answer, rsvp.attendee.version, change); });
    add_desk_record(a_record().about(desk::Subject::of(answer)).at(osaka.id).seq(1).admit(), "");
    const auto walk_in = desk::Subject::walk_in(a_uuid(5));
    add_desk_record(a_record().about(walk_in).at(osaka.id).seq(2).walk_in(), "鷲尾千早");
    add_desk_record(a_record().about(walk_in).at(osaka.id).seq(3).link(desk::Subject::of(answer)), "");
  }

  void add_desk_record(const desk::DeskRecord& record, const std::string& name) {
    write([&](storage::WriteTx& tx) -> Status {
      TRY(const auto number, storage::next_change(tx, event.id));
      TRYV(desk::insert_record(tx, record, event.id, number));
      if (!name.empty()) TRYV(desk::insert_private(tx, record.id, {.name = name, .kana = "わしお"}));
      return {};
    });
  }

  void add_rest() {
    const auto pasted = applications::parse_names("鷲尾千早\n新田光\n");
    write([&](storage::WriteTx& tx) { return applications::paste_names(tx, an_admin(), pasted, applications::PasteMode::add); });
    write([&](storage::WriteTx& tx) -> Status {
      TRYV(
          tx.exec("insert into idempotency_keys (actor_id, idempotency_key, request_hash, status, etag, body, created_ms)"
                  " values ('admin-1', 'k', 'h', 201, '', :body, :now)",
                  R"({"id":")" + member.to_string() + R"(","family_name":"鷲尾"})", tx.now()));
      TRYV(
          tx.exec("insert into imports (id, file_name, file_bytes, state, error, error_detail, by_id, by_name, format, encoding,"
                  " separator, sheet, sheets, header_line, columns, choice, overwrite, done, total, roster_mark, created_ms, applied_ms,"
                  " version) values ('i', 'list.csv', 1, 'done', '', '', '', '', 'separated', 'utf8', ',', 0, '[]', 1, '[]', '{}', 0, 1,"
                  " 1, '', :created, :applied, 1)",
                  tx.now(), tx.now()));
      TRYV(
          tx.exec("insert into import_rows (import_id, seq, line, outcome, reason, fields, member_id, member_version, earlier_seq,"
                  " candidates, decision, applied, applied_version, before) values ('i', 1, 2, 'changes', '', :fields, :member, 1, 0,"
                  " '[]', 'none', 'changed', 1, '{}')",
                  R"({"family_name":"鷲尾"})", member));
      return {};
    });
  }
};

}  // namespace uke::server::privacy

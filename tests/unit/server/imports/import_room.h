// A database with members, a folder for files, and the background work of imports done at once.
#pragma once

#include "server/imports/files.h"
#include "server/imports/service.h"
#include "server/imports/work.h"
#include "server/roster/service.h"
#include "tests/support/process.h"
#include "tests/unit/server/accounts/room_database.h"

#include <algorithm>
#include <filesystem>
#include <set>

namespace uke::test {

namespace imports = server::imports;
namespace roster = server::roster;

// One of the lists in tests/data/roster.
inline std::string list(const char* name) { return read_file(std::filesystem::path(UKE_TEST_DATA) / "roster" / name); }

inline roster::MemberFields named(std::string family, std::string given, std::string kana = {}) {
  roster::MemberFields fields;
  fields.family_name = std::move(family);
  fields.given_name = std::move(given);
  fields.kana = std::move(kana);
  return fields;
}

// "doubtful like": what a row was found to be, and why.
inline std::string outcome_of(const imports::StagedRow& row) { return std::string(enum_name(row.outcome)) + " " + row.reason; }

class ImportRoom {
 public:
  RoomDatabase db;
  TempFolder folder;
  imports::Place place{.folder = folder.path() / "imports", .is_known = {}};
  int steps_until_crash = -1;  // the step of that number fails, like a server that is killed; -1 = never

  imports::ImportId bring(std::string_view bytes, imports::NewImport command = {}) {
    db.clock.advance(Millis{5});
    command.id = imports::ImportId::fresh(db.clock, db.random);
    command.file_bytes = static_cast<std::int64_t>(bytes.size());
    if (command.file_name.empty()) command.file_name = "list.csv";
    must(imports::keep_bytes(place.folder, command.id, bytes));
    must(db.write([&](auto& tx) { return imports::create_import(tx, an_admin(), command, imports::By::job); }));
    return command.id;
  }
  imports::ImportRow read(std::string_view bytes, const imports::NewImport& command = {}) {
    const auto id = bring(bytes, command);
    must(work(imports::read_import, id));
    return get(id);
  }
  imports::ImportRow apply(const imports::ImportRow& import) {
    db.clock.advance(Millis{5});
    must(db.write([&](auto& tx) { return imports::apply_import(tx, an_admin(), import.id, import.version, imports::By::job); }));
    must(work(imports::run_application, import.id));
    return get(import.id);
  }
  imports::ImportRow undo(const imports::ImportRow& import) {
    db.clock.advance(Millis{5});
    must(db.write([&](auto& tx) { return imports::undo_import(tx, an_admin(), import.id, import.version, imports::By::job); }));
    must(work(imports::run_undo, import.id));
    return get(import.id);
  }
  Status work(Status (*what)(server::jobs::Run&, const imports::Place&, imports::ImportId), imports::ImportId id) {
    DirectRun run(*this);
    return what(run, place, id);
  }
  Status tidy() {
    DirectRun run(*this);
    return imports::tidy_up(run, place, db.clock.now());
  }

  imports::ImportRow get(imports::ImportId id) {
    return must(db.read([&](auto& tx) { return imports::get_import(tx, an_admin(), id); }));
  }
  imports::Counts counts(imports::ImportId id) {
    return must(db.read([&](auto& tx) { return imports::counts_of(tx, an_admin(), id); }));
  }
  std::vector<imports::StagedRow> rows(imports::ImportId id, std::optional<imports::Outcome> outcome = {}) {
    return must(db.read([&](auto& tx) { return imports::get_rows(tx, an_admin(), id, outcome, 0, 1'000'000); }));
  }
  Status decide(imports::ImportId id, const imports::RowDecision& decision) {
    return db.write([&](auto& tx) { return imports::decide_rows(tx, an_admin(), id, {decision}); });
  }
  roster::Member add(const roster::MemberFields& fields) {
    db.clock.advance(Millis{5});
    return must(db.write([&](auto& tx) { return roster::create_member(tx, an_admin(), {.fields = fields, .sponsor = {}}); }));
  }
  roster::Member change(const roster::Member& member, const roster::MemberFields& fields) {
    db.clock.advance(Millis{5});
    return must(db.write([&](auto& tx) { return roster::change_member(tx, an_admin(), member.id, member.version, fields); }));
  }
  std::vector<roster::Member> members() {
    std::vector<roster::Member> all;
    must(db.read([&](auto& tx) {
      return roster::each_member(tx, an_admin(), {}, [&](const roster::Member& member) -> Status {
        all.push_back(member);
        return {};
      });
    }));
    return all;
  }
  // What the roster says, whoever says it and whenever.
  std::multiset<roster::MemberFields> people() {
    std::multiset<roster::MemberFields> all;
    for (auto& member : members()) all.insert(member.fields);
    return all;
  }
  // Everything that a search reads, in order.
  std::vector<std::string> search_rows() {
    return must(db.read([&](auto& tx) {
      return tx.template all<std::string>(
          "select facets || '|' || sort_key || '|' || region || '|' || site || '|' || search from member_search"
          " order by 1");
    }));
  }

 private:
  class DirectRun final : public server::jobs::Run {
   public:
    explicit DirectRun(ImportRoom& room) : room_(room) {}
    Status write(const std::function<Status(server::storage::WriteTx&)>& step) override {
      if (room_.steps_until_crash == 0) return fail(ErrorCode::internal, "test", "killed");
      if (room_.steps_until_crash > 0) --room_.steps_until_crash;
      room_.db.clock.advance(Millis{1});
      return room_.db.write([&](auto& tx) { return step(tx); });
    }
    Status read(const std::function<Status(storage::ReadTx&)>& body) override {
      return room_.db.read([&](auto& tx) { return body(tx); });
    }
    void progress(std::int64_t, std::int64_t) override {}
    bool stopping() const override { return false; }

   private:
    ImportRoom& room_;
  };
};

}  // namespace uke::test

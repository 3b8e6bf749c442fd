// import roster FILE: the same staging, rules and undo as on the page, run by this program itself, beside a running server or without one.
#include "server/accounts/rules.h"
#include "server/commands.h"
#include "server/commands_database.h"
#include "server/imports/files.h"
#include "server/imports/service.h"
#include "server/imports/words.h"
#include "server/imports/work.h"
#include "server/rooms_imports.h"
#include "shared/base/yen.h"

#include <fmt/format.h>

#include <cstdio>
#include <unistd.h>

namespace uke::server {
namespace {

constexpr std::int64_t kRowsListed = 200;
constexpr int kBarWidth = 30;

// How far the work is: a bar that is drawn over itself on a terminal, a line for each tenth elsewhere.
class ProgressBar {
 public:
  explicit ProgressBar(std::string label) : label_(std::move(label)), on_terminal_(::isatty(STDOUT_FILENO) == 1) {}
  ~ProgressBar() {
    if (drawn_ && on_terminal_) fmt::print("\n");
  }
  ProgressBar(const ProgressBar&) = delete;
  ProgressBar& operator=(const ProgressBar&) = delete;

  void show(std::int64_t done, std::int64_t total) {
    if (total <= 0) return;
    const auto percent = done * 100 / total;
    if (percent == percent_ || (!on_terminal_ && percent / 10 == percent_ / 10)) return;
    percent_ = percent;
    drawn_ = true;
    if (on_terminal_) {
      const auto full = static_cast<std::size_t>(percent * kBarWidth / 100);
      fmt::print("\r{} [{}{}] {} / {}", label_, std::string(full, '#'), std::string(kBarWidth - full, ' '), format_thousands(done),
                 format_thousands(total));
    } else {
      fmt::print("{} {} / {}\n", label_, format_thousands(done), format_thousands(total));
    }
    std::fflush(stdout);
  }

 private:
  const std::string label_;
  const bool on_terminal_;
  bool drawn_ = false;
  std::int64_t percent_ = -1;
};

class CommandRun final : public jobs::Run {
 public:
  CommandRun(uke::storage::Connection& connection, ProgressBar& bar) : connection_(connection), bar_(bar) {}
  Status write(const std::function<Status(storage::WriteTx&)>& step) override { return write_to(connection_, step); }
  Status read(const std::function<Status(storage::ReadTx&)>& body) override { return connection_.read(body); }
  void progress(std::int64_t done, std::int64_t total) override { bar_.show(done, total); }
  [[nodiscard]] bool stopping() const override { return false; }

 private:
  uke::storage::Connection& connection_;
  ProgressBar& bar_;
};

class RosterImport {
 public:
  RosterImport(uke::storage::Connection connection, const Config& config, const Console& console)
      : connection_(std::move(connection)), place_{config.data / "imports", is_known_beside_the_roster}, console_(console) {}

  Result<int> run(const ImportFlags& flags) {
    TRYV(bring(flags));
    const imports::FileLock lock(place_.folder, id_);  // so that the server leaves it to us
    TRYV(work("cli.import_roster.reading", imports::read_import));
    TRY(const auto import, get());
    if (import.state == imports::ImportState::failed) {
      TRYV(forget(import));
      return console_.fail("cli.import_roster.failed", {{"why", imports::failure_words(console_.messages(), import)}});
    }
    TRYV(summarize(import));
    if (flags.dry_run) {
      console_.say("cli.import_roster.dry_run");
      TRYV(forget(import));
      return 0;
    }
    TRYV(write_to(connection_,
                  [&](storage::WriteTx& tx) { return imports::apply_import(tx, actor_, id_, import.version, imports::By::caller); }));
    TRYV(work("cli.import_roster.writing", imports::run_application));
    TRY(const auto counts, count());
    console_.say("cli.import_roster.done", {{"created", counts.created}, {"changed", counts.changed}, {"lost", counts.lost}});
    if (counts.created + counts.changed > 0) console_.say("cli.import_roster.undo", {{"path", "/imports/" + id_.to_string()}});
    return 0;
  }

 private:
  Status bring(const ImportFlags& flags) {
    std::error_code error;
    const auto size = std::filesystem::file_size(flags.file, error);
    if (error) return fail(ErrorCode::not_found, "commands.import_roster", "there is no such file");
    id_ = imports::ImportId::fresh(system_clock(), system_random());
    TRYV(imports::keep_part(place_.folder, id_, flags.file, 0, size));
    imports::NewImport command;
    command.id = id_;
    command.file_name = flags.file.filename().string();
    command.file_bytes = static_cast<std::int64_t>(size);
    command.overwrite = flags.overwrite;
    if (!flags.encoding.empty()) command.choice.encoding = enum_value<tables::Encoding>(flags.encoding);
    TRYV(write_to(connection_, [&](storage::WriteTx& tx) { return imports::create_import(tx, actor_, command, imports::By::caller); }));
    return {};
  }

  Status work(std::string_view label, Status (*what)(jobs::Run&, const imports::Place&, imports::ImportId)) {
    ProgressBar bar(console_.messages().text(label));
    CommandRun run(connection_, bar);
    return what(run, place_, id_);
  }

  Result<imports::ImportRow> get() {
    return connection_.read([&](storage::ReadTx& tx) { return imports::get_import(tx, actor_, id_); });
  }
  Result<imports::Counts> count() {
    return connection_.read([&](storage::ReadTx& tx) { return imports::counts_of(tx, actor_, id_); });
  }

  Status summarize(const imports::ImportRow& import) {
    TRY(const auto c, count());
    console_.say("cli.import_roster.summary", {{"total", import.total},
                                               {"added", c.new_person},
                                               {"changed", c.changes},
                                               {"same", c.same},
                                               {"doubtful", c.doubtful},
                                               {"faulty", c.error}});
    TRYV(list(imports::Outcome::doubtful, c.doubtful));
    return list(imports::Outcome::error, c.error);
  }

  Status list(imports::Outcome outcome, std::int64_t count) {
    const auto& m = console_.messages();
    TRYV(connection_.read([&](storage::ReadTx& tx) -> Status {
      TRY(const auto rows, imports::get_rows(tx, actor_, id_, outcome, 0, kRowsListed));
      for (const auto& row : rows) {
        TRY(const auto fields, imports::fields_of(row));
        std::int64_t earlier = 0;
        if (row.earlier_seq != 0) {
          TRY(const auto found, imports::find_row(tx, id_, row.earlier_seq));
          if (found) earlier = found->line;
        }
        console_.say("cli.import_roster.row", {{"line", std::to_string(row.line)},
                                               {"outcome", imports::outcome_word(m, outcome)},
                                               {"name", imports::name_of(fields)},
                                               {"why", imports::reason_words(m, row, earlier)}});
      }
      return {};
    }));
    if (count > kRowsListed) console_.say("cli.import_roster.more", {{"count", count - kRowsListed}});
    return {};
  }

  Status forget(const imports::ImportRow& import) {
    TRYV(write_to(connection_, [&](storage::WriteTx& tx) { return imports::discard_import(tx, actor_, id_, import.version); }));
    ProgressBar bar("");
    CommandRun run(connection_, bar);
    return imports::tidy_up(run, place_, system_clock().now());
  }

  uke::storage::Connection connection_;
  const imports::Place place_;
  const Console& console_;
  const web::Actor actor_ = accounts::operator_of_this_machine();
  imports::ImportId id_;
};

}  // namespace

int import_roster(const Config& config, const ImportFlags& flags, const Console& console) {
  auto connection = open_database(config, Database::must_exist);
  if (!connection) return console.fail("cli.no_database", {{"folder", config.data.string()}});
  const auto code = RosterImport(std::move(*connection), config, console).run(flags);
  if (code) return *code;
  if (code.error().code == ErrorCode::too_large) {
    return console.fail("cli.import_roster.failed", {{"why", console.messages().text("imports.failed.too_large_file")}});
  }
  return console.fail(code.error());
}

}  // namespace uke::server

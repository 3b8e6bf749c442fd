#include "server/imports/files.h"
#include "server/imports/matcher.h"
#include "server/imports/service.h"
#include "server/imports/store.h"
#include "server/imports/work.h"
#include "shared/json/json.h"

namespace uke::server::imports {
namespace {

constexpr std::size_t kHeadRows = 30;
constexpr std::int64_t kRowsAStep = 500;

std::unexpected<Error> stopped() { return fail(ErrorCode::busy, "imports.read", "stopped"); }

// What is wrong with the file itself; everything else is the server's trouble.
bool is_about_the_file(ErrorCode code) {
  return code == ErrorCode::invalid || code == ErrorCode::unsupported || code == ErrorCode::corrupt || code == ErrorCode::too_large ||
         code == ErrorCode::not_found;
}

std::string reason_of(const web::Fault& fault) { return "fault:" + fault.field + ":" + std::string(enum_name(fault.what)); }

class Reading {
 public:
  Reading(jobs::Run& run, const Place& place, ImportRow import) : run_(run), place_(place), import_(std::move(import)) {}

  Status read() {
    TRYV(forget_rows());
    const auto read_status = read_file();
    if (!read_status && !is_about_the_file(read_status.error().code)) return read_status;
    if (moved_on_) return {};
    if (!read_status) {
      import_.state = ImportState::failed;
      import_.error = to_string(read_status.error().code);
      import_.error_detail = read_status.error().detail;
    } else {
      import_.state = ImportState::ready;
    }
    return run_.write([&](storage::WriteTx& tx) -> Status {
      TRYV(update_import(tx, import_, import_.version));  // somebody corrected it meanwhile: the next job reads it
      return {};
    });
  }

 private:
  Status forget_rows() {
    for (std::int64_t deleted = 1; deleted > 0;) {
      if (run_.stopping()) return stopped();
      TRYV(run_.write([&](storage::WriteTx& tx) -> Status {
        TRY(deleted, delete_rows(tx, import_.id, kRowsAStep));
        return {};
      }));
    }
    return {};
  }

  Status read_file() {
    const auto file = file_of(place_.folder, import_.id);
    TRY(const auto choice, choice_of(import_));
    TRY(const auto guess, tables::guess(file));
    tables::ReadOptions options{.encoding = choice.encoding, .separator = {}, .sheet = 0};
    if (choice.separator && !choice.separator->empty()) options.separator = choice.separator->front();
    if (choice.sheet) options.sheet = static_cast<std::size_t>(*choice.sheet);
    import_.format = guess.format;
    import_.encoding = choice.encoding.value_or(guess.encoding);
    import_.separator = std::string(1, options.separator.value_or(guess.separator));
    import_.sheet = choice.sheet.value_or(0);
    import_.sheets = json::to_text(guess.sheets);
    TRYV(look_over(file, options, choice));
    TRYV(prepare_matcher());
    return stage(file, options);
  }

  // A first pass: how many rows there are, and what the columns mean.
  Status look_over(const std::filesystem::path& file, const tables::ReadOptions& options, const Choice& choice) {
    std::vector<tables::Row> head;
    std::size_t header_rows = 0;
    TRYV(tables::each_row(file, options, [&](tables::Row&& row) -> Status {
      if (run_.stopping()) return stopped();
      ++import_.total;
      if (head.size() < kHeadRows) head.push_back(std::move(row));
      return {};
    }));
    auto layout = guess_layout(head, choice.header_line);
    for (const auto& row : head) header_rows += row.line <= layout.header_line ? 1 : 0;
    import_.total -= static_cast<std::int64_t>(header_rows);
    import_.header_line = static_cast<std::int64_t>(layout.header_line);
    for (std::size_t c = 0; c < layout.columns.size(); ++c) {
      if (choice.meanings) layout.columns[c].meaning = c < choice.meanings->size() ? (*choice.meanings)[c] : Meaning::none;
      meanings_.push_back(layout.columns[c].meaning);
    }
    import_.columns = json::to_text(layout.columns);
    if (import_.total == 0) return fail(ErrorCode::invalid, "imports.read", "empty");
    return {};
  }

  Status prepare_matcher() {
    if (run_.stopping()) return stopped();
    return run_.read([&](storage::ReadTx& tx) -> Status {
      TRY(import_.roster_mark, roster_mark(tx, ""));
      return matcher_.add_roster(tx);
    });
  }

  Status stage(const std::filesystem::path& file, const tables::ReadOptions& options) {
    TRYV(tables::each_row(file, options, [&](tables::Row&& row) -> Status {
      if (row.line <= static_cast<std::size_t>(import_.header_line)) return {};
      auto person = person_of(row, meanings_);
      StagedRow staged;
      staged.seq = ++seq_;
      staged.line = static_cast<std::int64_t>(row.line);
      const auto faults = roster::check(person.fields);
      if (person.broken) {
        staged.reason = "broken";
      } else if (!faults.empty()) {
        staged.reason = reason_of(faults.front());
      }
      chunk_.push_back({std::move(staged), std::move(person.fields)});
      return std::ssize(chunk_) >= kRowsAStep ? flush() : Status{};
    }));
    return flush();
  }

  Status flush() {
    if (run_.stopping()) return stopped();
    TRYV(run_.read([&](storage::ReadTx& tx) { return match_chunk(tx); }));
    import_.done = seq_;
    run_.progress(import_.done, import_.total);
    const auto done = run_.write([&](storage::WriteTx& tx) -> Status {
      TRY(const auto now, find_import(tx, import_.id));
      moved_on_ = !now || now->version != import_.version || now->state != ImportState::reading;
      if (moved_on_) return {};
      for (const auto& row : chunk_) TRYV(insert_row(tx, import_.id, row.staged));
      return set_progress(tx, import_.id, import_.done, import_.total);
    });
    if (!done) return done;
    chunk_.clear();
    if (moved_on_) return fail(ErrorCode::invalid, "imports.read", "another reading comes");
    return {};
  }

  Status match_chunk(storage::ReadTx& tx) {
    const auto fields_of_row = [&](std::int64_t seq) -> Result<roster::MemberFields> {
      const auto first = chunk_.front().staged.seq;
      if (seq >= first) return chunk_[static_cast<std::size_t>(seq - first)].fields;
      TRY(const auto row, find_row(tx, import_.id, seq));
      if (!row) return fail(ErrorCode::internal, "imports.read", "an earlier row is missing");
      return fields_of(*row);
    };
    for (auto& row : chunk_) {
      auto& staged = row.staged;
      staged.fields = json::to_text(row.fields);
      if (!staged.reason.empty()) continue;  // an error
      TRY(auto match, matcher_.match(tx, row.fields, staged.seq, fields_of_row));
      staged.outcome = match.outcome;
      staged.reason = std::move(match.reason);
      staged.member = match.member;
      staged.member_version = match.member_version;
      staged.earlier_seq = match.earlier_seq;
      staged.candidates = json::to_text(match.candidates);
    }
    return {};
  }

  struct Pending {
    StagedRow staged;
    roster::MemberFields fields;
  };
  jobs::Run& run_;
  const Place& place_;
  ImportRow import_;
  Matcher matcher_{fill_of(import_)};
  std::vector<Meaning> meanings_;
  std::vector<Pending> chunk_;
  std::int64_t seq_ = 0;
  bool moved_on_ = false;  // discarded, or corrected and to be read again
};

}  // namespace

Status read_import(jobs::Run& run, const Place& place, ImportId id) {
  std::optional<ImportRow> import;
  TRYV(run.read([&](storage::ReadTx& tx) -> Status {
    TRY(import, find_import(tx, id));
    return {};
  }));
  if (!import || import->state != ImportState::reading) return {};
  import->done = import->total = 0;
  return Reading(run, place, std::move(*import)).read();
}

}  // namespace uke::server::imports

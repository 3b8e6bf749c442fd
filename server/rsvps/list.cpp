#include "server/rsvps/list.h"

#include "server/accounts/rules.h"
#include "server/rsvps/identity.h"
#include "server/rsvps/list_store.h"
#include "shared/text/fold.h"
#include "shared/text/kana.h"

#include <algorithm>
#include <map>
#include <tuple>

namespace uke::server::rsvps {
namespace {

using enum desk::RsvpState;

// Where a row stands: by the holder's kana, the holder first. Names without kana stand at the end.
using Place = std::tuple<std::string, AttendeeId, bool, AttendeeId>;

struct Entry {
  const ListRow* row = nullptr;
  const ListRow* holder = nullptr;  // itself for who gave the answer
  Place place;
};

std::string without_spaces(std::string text) {
  std::erase(text, ' ');
  return text;
}

std::vector<std::string> words_of(std::string_view typed) {
  std::vector<std::string> words;
  std::string folded = text::fold_words(typed);
  for (std::size_t at = 0; at < folded.size();) {
    const auto end = std::min(folded.find(' ', at), folded.size());
    if (end > at) words.push_back(folded.substr(at, end - at));
    at = end + 1;
  }
  return words;
}

class Filter {
 public:
  explicit Filter(const ListQuery& query) : query_(query), words_(words_of(query.text)), code_(ticket::parse_short_code(query.text)) {}

  [[nodiscard]] bool fits(const ListRow& row, const ListRow& holder) const {
    if (query_.state && row.state != *query_.state) return false;
    if (query_.mode && row.mode != *query_.mode) return false;
    return fits_money(row) && fits_only(row, holder) && fits_text(row);
  }

 private:
  [[nodiscard]] bool fits_money(const ListRow& row) const {
    using enum ListQuery::Money;
    if (query_.money == open) return row.fee > row.prepaid;
    if (query_.money == paid) return row.fee.value > 0 && row.prepaid >= row.fee;
    return true;
  }
  [[nodiscard]] bool fits_only(const ListRow& row, const ListRow& holder) const {
    using enum ListQuery::Only;
    const bool is_holder = !row.holder;
    switch (query_.only) {
      case all: return true;
      case held: return is_holder && row.held;
      case doubtful: return is_holder && row.doubtful && is_active(row.state);
      case companions: return !is_holder;
      case food: return row.has_food;
      case late: return row.late;
      case no_mail: return is_holder && !row.has_address && is_active(row.state);
      case goods: return row.has_goods;
      case photo_no: return !row.photo_ok;
      case provisional: return holder.provisional;
    }
    return true;
  }
  [[nodiscard]] bool fits_text(const ListRow& row) const {
    if (query_.text.empty()) return true;
    if (code_ && row.short_code == *code_) return true;
    const auto whole = without_spaces(row.search);
    return !words_.empty() && std::ranges::all_of(words_, [&](const auto& word) { return whole.find(word) != whole.npos; });
  }

  const ListQuery& query_;
  std::vector<std::string> words_;
  std::optional<std::string> code_;
};

std::string sort_key(const ListRow& holder) { return text::kana_sort_key(holder.kana.empty() ? holder.shown_name : holder.kana); }

Place place_of(const ListRow& row, const ListRow& holder) {
  const std::string group = holder.kana.empty() ? "2" : "1";
  return {group + sort_key(holder), holder.id, row.holder.has_value(), row.id};
}

// Those that fit, in order.
std::vector<Entry> entries_of(const std::vector<ListRow>& rows, const ListQuery& query) {
  std::map<AttendeeId, const ListRow*> by_id;
  for (const auto& row : rows) by_id.emplace(row.id, &row);
  const Filter filter(query);
  std::vector<Entry> entries;
  for (const auto& row : rows) {
    const auto found = row.holder ? by_id.find(*row.holder) : by_id.end();
    const ListRow& holder = found == by_id.end() ? row : *found->second;
    if (filter.fits(row, holder)) entries.push_back({&row, &holder, place_of(row, holder)});
  }
  std::ranges::sort(entries, {}, &Entry::place);
  return entries;
}

Result<Listed> listed(storage::ReadTx& tx, const Entry& entry, const std::map<std::string, std::string>& categories) {
  Listed listed;
  TRY(auto row, find_attendee(tx, entry.row->id));
  if (!row) return fail(ErrorCode::corrupt, "rsvps.list", "a listed answer is gone");
  listed.row = std::move(*row);
  TRY(listed.details, details_of(tx, entry.row->id));
  if (entry.holder != entry.row) listed.holder_name = entry.holder->shown_name;
  const auto category = categories.find(listed.details.fee_category.value_or(""));
  if (category != categories.end()) listed.fee_category = category->second;
  listed.has_come = listed.details.ever_admitted;
  return listed;
}

Result<std::map<std::string, std::string>> category_names(storage::ReadTx& tx, EditionId edition) {
  TRY(const auto categories, events::fee_categories_of(tx, edition));
  std::map<std::string, std::string> names;
  for (const auto& category : categories) names.emplace(category.id, category.name);
  return names;
}

}  // namespace

Result<ListPage> list_rsvps(storage::ReadTx& tx, const web::Actor& actor, EditionId edition, const ListQuery& query, std::string_view after,
                            std::int64_t limit) {
  TRYV(accounts::require(actor, web::kOrganizers));
  TRYV(events::event_of(tx, edition));
  TRY(const auto rows, list_rows(tx, edition));
  const auto entries = entries_of(rows, query);
  TRY(const auto categories, category_names(tx, edition));
  auto next = entries.begin();
  if (!after.empty()) {  // the row behind which to go on need not fit any more
    const auto id = AttendeeId::parse(after);
    const auto last = std::ranges::find_if(rows, [&](const ListRow& row) { return id && row.id == *id; });
    if (last == rows.end()) return fail(ErrorCode::invalid, "rsvps.list", "after: is not a cursor of this list");
    const auto holder = std::ranges::find_if(rows, [&](const ListRow& row) { return row.id == last->holder.value_or(last->id); });
    next = std::ranges::upper_bound(entries, place_of(*last, holder == rows.end() ? *last : *holder), {}, &Entry::place);
  }
  ListPage page;
  page.total = std::ssize(entries);
  for (; next != entries.end() && std::ssize(page.rows) < limit; ++next) {
    TRY(auto row, listed(tx, *next, categories));
    page.rows.push_back(std::move(row));
  }
  if (next != entries.end() && !page.rows.empty()) page.next = page.rows.back().row.id.to_string();
  return page;
}

Status each_rsvp(storage::ReadTx& tx, const web::Actor& actor, EditionId edition, const ListQuery& query,
                 const std::function<Status(const Listed&)>& visit) {
  TRYV(accounts::require(actor, web::kOrganizers));
  TRYV(events::event_of(tx, edition));
  TRY(const auto rows, list_rows(tx, edition));
  TRY(const auto categories, category_names(tx, edition));
  for (const auto& entry : entries_of(rows, query)) {
    TRY(const auto row, listed(tx, entry, categories));
    TRYV(visit(row));
  }
  return {};
}

Result<Sums> sums_of(storage::ReadTx& tx, const web::Actor& actor, EditionId edition) {
  TRYV(accounts::require(actor, web::kOrganizers));
  TRYV(events::event_of(tx, edition));
  TRY(const auto rows, list_rows(tx, edition));
  std::map<AttendeeId, bool> held;
  for (const auto& row : rows) held.emplace(row.id, row.held);
  Sums sums;
  for (const auto& row : rows) {
    const bool is_held = held[row.holder.value_or(row.id)];
    if (row.state == yes) (row.mode == desk::Mode::onsite ? sums.onsite : sums.online) += 1;
    if (row.state == waiting && !is_held) sums.waiting += 1;
    if (row.state == maybe) sums.maybe += 1;
    if (row.state == no) sums.no += 1;
    if (row.state == cancelled) sums.cancelled += 1;
    if (row.held && !row.holder) sums.held += 1;
    if (row.doubtful && is_active(row.state)) sums.doubtful += 1;
    if (row.came) sums.came += 1;
    if (row.state == yes && row.mode == desk::Mode::onsite && row.fee > row.prepaid) sums.unpaid += 1;
  }
  return sums;
}

}  // namespace uke::server::rsvps

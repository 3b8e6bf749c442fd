#include "server/applications/cases.h"

#include "server/applications/checking_service.h"
#include "server/applications/invitations_rules.h"

#include <string>
#include <unordered_map>

namespace uke::server::applications {
namespace {

constexpr std::int64_t kLikesShown = 5;

// The open applications by everything that could make two of them one person, so that only those are compared in full.
class OpenApplications {
 public:
  explicit OpenApplications(const std::vector<ApplicationRow>& rows) : rows_(rows) {
    for (std::size_t i = 0; i < rows.size(); ++i) {
      for (auto& key : keys_of(rows[i])) places_.emplace(std::move(key), i);
    }
  }

  [[nodiscard]] std::vector<ApplicationRow> like(const ApplicationRow& row) const {
    std::vector<bool> seen(rows_.size());
    std::vector<ApplicationRow> found;
    for (const auto& key : keys_of(row)) {
      const auto [first, last] = places_.equal_range(key);
      for (auto place = first; place != last; ++place) {
        const auto& other = rows_[place->second];
        if (seen[place->second] || other.id == row.id) continue;
        seen[place->second] = true;
        const auto comparison = roster::compare(member_fields(row), member_fields(other));
        if (comparison.likeness != roster::Likeness::none) found.push_back(other);
      }
    }
    return found;
  }

 private:
  static std::vector<std::string> keys_of(const ApplicationRow& row) {
    auto keys = roster::keys_of(member_fields(row));
    std::vector<std::string> texts;
    for (auto* text : {&keys.name, &keys.kana, &keys.former, &keys.email}) {
      if (!text->empty()) texts.push_back(std::move(*text));
    }
    return texts;
  }

  const std::vector<ApplicationRow>& rows_;
  std::unordered_multimap<std::string, std::size_t> places_;
};

}  // namespace

Result<std::optional<Sponsor>> sponsor_of(storage::ReadTx& tx, MemberId id) {
  TRY(const auto current, roster::current_of(tx, id));
  TRY(const auto member, roster::find_member(tx, current));
  if (!member) return std::optional<Sponsor>{};
  TRY(const auto vouched_for, count_vouched_for(tx, id));
  return std::optional{Sponsor{
      .id = current, .name = roster::whole_name(member->fields), .may_vouch = may_vouch(member->state), .vouched_for = vouched_for}};
}

Result<std::vector<Case>> cases_of(storage::ReadTx& tx, std::vector<ApplicationRow> rows, const std::vector<ApplicationRow>& open) {
  const OpenApplications others(open);
  std::vector<Case> cases;
  cases.reserve(rows.size());
  for (auto& row : rows) {
    Case about;
    if (row.sponsor) {
      TRY(about.sponsor, sponsor_of(tx, *row.sponsor));
    }
    const auto fields = member_fields(row);
    if (is_open(row.state)) {
      TRY(about.likes, roster::members_like(tx, fields, kLikesShown));
      about.doubles = others.like(row);
    }
    TRY(about.names_in_group, names_in_group(tx, fields));
    about.row = std::move(row);
    cases.push_back(std::move(about));
  }
  return cases;
}

}  // namespace uke::server::applications

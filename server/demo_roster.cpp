#include "server/demo_roster.h"

#include "server/applications/apply_service.h"
#include "server/applications/checking_service.h"
#include "server/applications/invitations_service.h"
#include "server/applications/service.h"
#include "server/roster/service.h"
#include "shared/assets/assets.h"
#include "shared/json/json.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>

namespace uke::server {
namespace {

struct NamePart {
  std::string name;
  std::string kana;
};
BOOST_DESCRIBE_STRUCT(NamePart, (), (name, kana))

struct Workplace {
  std::string site;
  std::string region;
  std::vector<std::string> departments;
};
BOOST_DESCRIBE_STRUCT(Workplace, (), (site, region, departments))

struct KnownMember {
  std::string family_name;
  std::string given_name;
  std::string kana;
  std::optional<std::string> former_name;
  std::optional<bool> show_former_name;
  std::optional<std::string> display_name;
  std::optional<std::string> email;
  std::optional<std::string> site;
  std::optional<std::string> department;
  std::optional<std::int64_t> joined_year;
  std::optional<std::int64_t> left_year;
  std::optional<roster::Employment> employment;
  std::optional<roster::Occupation> occupation;
  std::optional<std::string> region;
  std::optional<std::int64_t> age_decade;
  std::optional<std::string> note;
  std::optional<std::vector<std::string>> aliases;
  std::optional<roster::MemberState> state;
  std::optional<roster::Origin> origin;
};
BOOST_DESCRIBE_STRUCT(KnownMember, (),
                      (family_name, given_name, kana, former_name, show_former_name, display_name, email, site, department, joined_year,
                       left_year, employment, occupation, region, age_decade, note, aliases, state, origin))

struct Applicant {
  std::string family_name;
  std::string given_name;
  std::string kana;
  std::string email;
  std::string site;
  std::string department;
  std::int64_t joined_year = 0;
  std::string introduced_by;
  std::string message;
  applications::ApplicationState end = applications::ApplicationState::received;
  std::optional<std::string> display_name;
  std::optional<std::string> question;  // with `checking`
  std::optional<std::string> reason;    // with `declined`
  std::optional<bool> invited;          // by a link of the first member
};
BOOST_DESCRIBE_STRUCT(Applicant, (),
                      (family_name, given_name, kana, email, site, department, joined_year, introduced_by, message, end, display_name,
                       question, reason, invited))

struct DemoRoster {
  std::vector<NamePart> families;
  std::vector<NamePart> men;
  std::vector<NamePart> women;
  std::vector<Workplace> places;
  std::vector<KnownMember> members;
  std::vector<Applicant> applications;
  std::vector<std::string> group;  // display names of the checking list
};
BOOST_DESCRIBE_STRUCT(DemoRoster, (), (families, men, women, places, members, applications, group))

// Looks like chance and is the same each time (splitmix64).
class Dice {
 public:
  std::size_t below(std::size_t bound) {
    std::uint64_t z = (state_ += 0x9e3779b97f4a7c15U);
    z = (z ^ (z >> 30)) * 0xbf58476d1ce4e5b9U;
    z = (z ^ (z >> 27)) * 0x94d049bb133111ebU;
    return (z ^ (z >> 31)) % bound;
  }
  bool in_hundred(std::size_t percent) { return below(100) < percent; }
  template <class List>
  const auto& of(const List& list) {
    return list[below(list.size())];
  }

 private:
  std::uint64_t state_ = 2027;
};

roster::NewMember as_new(const KnownMember& known) {
  roster::NewMember member;
  auto& fields = member.fields;
  fields.family_name = known.family_name;
  fields.given_name = known.given_name;
  fields.kana = known.kana;
  fields.former_name = known.former_name.value_or("");
  fields.show_former_name = known.show_former_name.value_or(false);
  fields.display_name = known.display_name.value_or("");
  fields.email = known.email.value_or("");
  fields.site = known.site.value_or("");
  fields.department = known.department.value_or("");
  fields.joined_year = known.joined_year.value_or(0);
  fields.left_year = known.left_year.value_or(0);
  fields.employment = known.employment.value_or(roster::Employment::unknown);
  fields.occupation = known.occupation.value_or(roster::Occupation::unknown);
  fields.region = known.region.value_or("");
  fields.age_decade = known.age_decade.value_or(0);
  fields.note = known.note.value_or("");
  fields.aliases = known.aliases.value_or(std::vector<std::string>());
  member.state = known.state.value_or(roster::MemberState::approved);
  member.origin = known.origin.value_or(roster::Origin::organizer);
  return member;
}

class Maker {
 public:
  Maker(storage::WriteTx& tx, const web::Actor& actor, const DemoRoster& from) : tx_(tx), actor_(actor), from_(from) {}

  Status make() {
    std::optional<MemberId> first;
    for (const auto& known : from_.members) {
      TRY(const auto member, add(as_new(known)));
      if (!first) first = member.id;
    }
    const auto joining = std::ranges::count(from_.applications, applications::ApplicationState::approved, &Applicant::end);
    for (auto i = from_.members.size(); i < kDemoMembers - static_cast<std::size_t>(joining); ++i) TRYV(add(composed(i)));
    if (!first) return fail(ErrorCode::invalid, "commands.demo", "members: nobody is there");
    TRYV(invite_and_apply(*first));
    std::string lines;
    for (const auto& name : from_.group) lines.append(name).append("\n");
    TRYV(applications::paste_names(tx_, actor_, applications::parse_names(lines), applications::PasteMode::add));
    return {};
  }

 private:
  // Whoever has left was a member before: only so can it be undone.
  Result<roster::Member> add(roster::NewMember wanted) {
    const auto state = wanted.state;
    const bool has_left =
        state == roster::MemberState::left || state == roster::MemberState::removed || state == roster::MemberState::deceased;
    if (has_left) wanted.state = roster::MemberState::approved;
    TRY(auto member, roster::create_member(tx_, actor_, wanted));
    if (!has_left) return member;
    return roster::set_member_state(tx_, actor_, member.id, member.version, state);
  }

  roster::NewMember composed(std::size_t number) {
    roster::NewMember member;
    auto& fields = member.fields;
    const bool woman = dice_.in_hundred(40);
    const auto& family = dice_.of(from_.families);
    const auto& given = dice_.of(woman ? from_.women : from_.men);
    fields.family_name = family.name;
    fields.given_name = given.name;
    fields.kana = dice_.in_hundred(97) ? family.kana + " " + given.kana : "";
    if (woman && dice_.in_hundred(25)) fields.former_name = dice_.of(from_.families).name;
    if (dice_.in_hundred(70)) fields.email = fmt::format("m{:03}@example.jp", number);
    put_work(fields);
    put_person(fields);
    member.state = state();
    member.origin = member.state == roster::MemberState::provisional ? roster::Origin::answer : roster::Origin::import;
    return member;
  }

  void put_work(roster::MemberFields& fields) {
    using roster::Employment;
    constexpr std::array kKinds = {Employment::regular,    Employment::regular,   Employment::regular, Employment::contract,
                                   Employment::dispatched, Employment::part_time, Employment::unknown};
    const auto& place = dice_.of(from_.places);
    if (dice_.in_hundred(85)) {
      fields.site = place.site;
      fields.department = dice_.of(place.departments);
    }
    fields.region = dice_.in_hundred(80) ? place.region : "";
    fields.employment = dice_.of(kKinds);
    if (dice_.in_hundred(90)) fields.joined_year = 1966 + static_cast<std::int64_t>(dice_.below(50));
    if (fields.joined_year > 0) {
      const auto years = static_cast<std::int64_t>(2 + dice_.below(35));
      fields.left_year = std::min(fields.joined_year + years, roster::kYearLast);
    }
  }

  void put_person(roster::MemberFields& fields) {
    using roster::Occupation;
    constexpr std::array kWorking = {Occupation::other_company, Occupation::successor, Occupation::self_employed, Occupation::unknown};
    if (fields.joined_year == 0) return;
    const auto age = 2026 - fields.joined_year + 22;
    fields.age_decade = dice_.in_hundred(80) ? std::min<std::int64_t>(age / 10 * 10, 90) : 0;
    fields.occupation = age >= 65 && dice_.in_hundred(80) ? Occupation::retired : dice_.of(kWorking);
  }

  roster::MemberState state() {
    using roster::MemberState;
    const auto roll = dice_.below(100);
    if (roll < 80) return MemberState::approved;
    if (roll < 88) return MemberState::provisional;
    if (roll < 91) return MemberState::invited;
    if (roll < 94) return MemberState::left;
    if (roll < 95) return MemberState::removed;
    if (roll < 96) return MemberState::declined;
    return MemberState::deceased;
  }

  Status invite_and_apply(MemberId sponsor) {
    TRY(const auto invitation,
        applications::create_invitation(tx_, actor_, {.sponsor = sponsor, .invited_name = "黒田さん", .note = "", .uses_max = 3}));
    for (const auto& applicant : from_.applications) {
      applications::Submission sent;
      sent.fields = applications::tidied({.family_name = applicant.family_name,
                                          .given_name = applicant.given_name,
                                          .kana = applicant.kana,
                                          .former_name = "",
                                          .email = applicant.email,
                                          .site = applicant.site,
                                          .department = applicant.department,
                                          .joined_year = applicant.joined_year,
                                          .introduced_by = applicant.introduced_by,
                                          .display_name = applicant.display_name.value_or(""),
                                          .message = applicant.message});
      sent.nonce = applications::fresh_nonce(tx_.random());
      if (applicant.invited.value_or(false)) sent.code = invitation.row.code;
      TRY(const auto secret, applications::submit_application(tx_, sent));
      TRYV(bring_to_its_end(applicant, secret, sponsor));
    }
    return {};
  }

  Status bring_to_its_end(const Applicant& applicant, const std::string& secret, MemberId sponsor) {
    using applications::ApplicationState;
    TRY(const auto row, applications::own_application(tx_, secret));
    switch (applicant.end) {
      case ApplicationState::received: return {};
      case ApplicationState::withdrawn: TRYV(applications::withdraw_own(tx_, secret)); return {};
      case ApplicationState::declined:
        TRYV(applications::decline_application(tx_, actor_, row.id, row.version, applicant.reason.value_or("")));
        return {};
      case ApplicationState::checking:
        TRYV(applications::change_application(tx_, actor_, row.id, row.version, {.taken = true, .question = applicant.question}));
        return {};
      case ApplicationState::approved: {
        TRY(const auto known, applications::change_application(tx_, actor_, row.id, row.version, {.sponsor = sponsor.to_string()}));
        TRYV(applications::approve_application(tx_, actor_, row.id, known.version, {.new_member = true}));
        return {};
      }
    }
    return {};
  }

  storage::WriteTx& tx_;
  const web::Actor& actor_;
  const DemoRoster& from_;
  Dice dice_;
};

}  // namespace

Status make_demo_roster(storage::WriteTx& tx, const web::Actor& actor) {
  TRY(const auto from, json::parse<DemoRoster>(assets::text("demo/roster.json")));
  if (from.families.empty() || from.men.empty() || from.women.empty() || from.places.empty()) {
    return fail(ErrorCode::invalid, "commands.demo", "roster.json: a list is empty");
  }
  return Maker(tx, actor, from).make();
}

}  // namespace uke::server

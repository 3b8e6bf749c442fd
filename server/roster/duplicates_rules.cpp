#include "server/roster/duplicates_rules.h"

#include "server/roster/rules_characters.h"
#include "shared/text/fold.h"

#include <algorithm>

namespace uke::server::roster {
namespace {

// Calls visit(name, pointer to member) for each field that has one value.
template <class Visit>
void for_each_value(Visit visit) {
  boost::mp11::mp_for_each<boost::describe::describe_members<MemberFields, boost::describe::mod_public>>([&](auto member) {
    using V = std::remove_cvref_t<decltype(std::declval<MemberFields&>().*member.pointer)>;
    if constexpr (!std::same_as<V, std::vector<std::string>>) {
      if (std::string_view(member.name) != "note") visit(std::string_view(member.name), member.pointer);
    }
  });
}

bool goes_along(std::string_view field) { return field == "show_former_name"; }

template <class V>
std::string text_of_value(const V& value) {
  if constexpr (std::convertible_to<const V&, std::string_view>) {
    return value;
  } else if constexpr (DescribedEnum<V>) {
    return value == V::unknown ? std::string() : std::string(enum_name(value));
  } else {
    return value == V{} ? std::string() : std::to_string(value);
  }
}

bool same_folded(std::string_view one, std::string_view other) { return text::fold(one) == text::fold(other); }

// The names by which somebody of these fields may be searched, beside those that the fields of the name hold.
std::vector<std::string> names_of(const MemberFields& fields) {
  std::vector<std::string> names = {whole_name(fields), fields.display_name};
  names.insert(names.end(), fields.aliases.begin(), fields.aliases.end());
  std::erase_if(names, [](const auto& name) { return name.empty() || count_characters(name) > kTextMax; });
  return names;
}

bool contributes_alias(const MemberFields& member, const std::string& alias) {
  const auto names = names_of(member);
  return std::ranges::find(names, alias) != names.end();
}

void add_alias(MemberFields& fields, const std::string& name) {
  const bool is_known = same_folded(name, whole_name(fields)) || same_folded(name, fields.display_name) || text::fold(name).empty() ||
                        std::ranges::any_of(fields.aliases, [&](const auto& alias) { return same_folded(alias, name); });
  if (!is_known && fields.aliases.size() < kAliasesMax) fields.aliases.push_back(name);
}

// Where `block` stands in `note` as whole lines; npos if it does not.
std::size_t block_at(std::string_view note, std::string_view block) {
  for (auto at = note.find(block); at != note.npos && !block.empty(); at = note.find(block, at + 1)) {
    const bool begins = at == 0 || note[at - 1] == '\n';
    const auto end = at + block.size();
    if (begins && (end == note.size() || note[end] == '\n')) return at;
  }
  return std::string_view::npos;
}

void add_note(MemberFields& fields, const std::string& note) {
  if (note.empty() || block_at(fields.note, note) != std::string::npos) return;
  auto united = fields.note.empty() ? note : fields.note + '\n' + note;
  if (count_characters(united) <= kNoteMax) fields.note = std::move(united);
}

// Takes the block out that was appended at `at`, with the line break that joined it. Where the note was edited meanwhile it is the first
// such block, if there is one.
void take_out(std::string& note, std::size_t at, std::string_view block) {
  const bool is_there = at <= note.size() && note.substr(at).starts_with(block) && (at == 0 || note[at - 1] == '\n') &&
                        (at + block.size() == note.size() || note[at + block.size()] == '\n');
  if (!is_there) at = block_at(note, block);
  if (at == std::string::npos) return;
  if (at > 0) {
    note.erase(at - 1, block.size() + 1);
  } else {
    note.erase(at, std::min(block.size() + 1, note.size()));
  }
}

// Where the block begins that add_note() appended to `before`.
std::size_t end_of(std::string_view before) { return before.empty() ? 0 : before.size() + 1; }

// Undoes one merge in a world.
class Undo {
 public:
  explicit Undo(MergeWorld& world) : world_(world) {}

  void run(const Merge& merge) {
    for_each_value([&](std::string_view, auto pointer) {
      const auto from = merge.after.fields.*pointer;
      const auto to = merge.before.fields.*pointer;
      if (from != to) shift(merge.into, merge.before.step, pointer, from, to);
    });
    for (const auto& alias : merge.after.fields.aliases) {
      if (std::ranges::find(merge.before.fields.aliases, alias) == merge.before.fields.aliases.end()) {
        drop_alias(merge.into, merge.before.step, alias);
      }
    }
    const auto at = end_of(merge.before.fields.note);
    if (merge.after.fields.note.size() > at) drop_note(merge.into, merge.before.step, at, merge.after.fields.note.substr(at));
  }

 private:
  // The merges into `into` after `step`, in order.
  std::vector<Merge*> later(MemberId into, std::int64_t step) {
    std::vector<Merge*> merges;
    for (auto& merge : world_.merges) {
      if (merge.into == into && merge.before.step > step) merges.push_back(&merge);
    }
    std::ranges::sort(merges, {}, [](const Merge* merge) { return merge->before.step; });
    return merges;
  }
  Merge* merge_of(MemberId member) {
    const auto found = std::ranges::find(world_.merges, member, &Merge::member);
    return found == world_.merges.end() ? nullptr : &*found;
  }

  // What was `from` in the survivor's history after `step` is `to`, up to the next change by hand or merge.
  template <class Pointer, class V>
  void shift(MemberId who, std::int64_t step, Pointer pointer, const V& from, const V& to) {
    for (auto* next : later(who, step)) {
      if (next->before.fields.*pointer == next->after.fields.*pointer) continue;
      if (next->before.fields.*pointer == from) next->before.fields.*pointer = to;
      return;
    }
    const auto found = world_.members.find(who);
    if (found == world_.members.end() || found->second.*pointer != from) return;
    found->second.*pointer = to;
    auto* up = merge_of(who);
    if (up == nullptr || up->after.fields.*pointer != from || up->before.fields.*pointer == from) return;
    up->after.fields.*pointer = to;
    shift(up->into, up->before.step, pointer, from, to);
  }

  // An alias is gone unless a later double has it, too: from then on it is that one's.
  void drop_alias(MemberId who, std::int64_t step, const std::string& alias) {
    for (auto* next : later(who, step)) {
      std::erase(next->before.fields.aliases, alias);
      const auto member = world_.members.find(next->member);
      if (member != world_.members.end() && contributes_alias(member->second, alias)) return;
      std::erase(next->after.fields.aliases, alias);
    }
    const auto found = world_.members.find(who);
    if (found == world_.members.end()) return;
    std::erase(found->second.aliases, alias);
    auto* up = merge_of(who);
    if (up == nullptr || contributes_alias(found->second, alias)) return;
    const auto& before = up->before.fields.aliases;
    if (std::ranges::find(before, alias) != before.end() || std::erase(up->after.fields.aliases, alias) == 0) return;
    drop_alias(up->into, up->before.step, alias);
  }

  void drop_note(MemberId who, std::int64_t step, std::size_t at, const std::string& block) {
    for (auto* next : later(who, step)) {
      take_out(next->before.fields.note, at, block);
      take_out(next->after.fields.note, at, block);
    }
    const auto found = world_.members.find(who);
    if (found == world_.members.end()) return;
    take_out(found->second.note, at, block);
    auto* up = merge_of(who);
    if (up == nullptr || up->before.fields.note == up->after.fields.note) return;
    const auto carried_at = end_of(up->before.fields.note) + at;
    take_out(up->after.fields.note, carried_at, block);
    drop_note(up->into, up->before.step, carried_at, block);
  }

  MergeWorld& world_;
};

}  // namespace

const std::vector<std::string>& choosable_fields() {
  static const auto fields = [] {
    std::vector<std::string> names;
    for_each_value([&](std::string_view name, auto) {
      if (!goes_along(name)) names.emplace_back(name);
    });
    return names;
  }();
  return fields;
}

std::string value_text(const MemberFields& fields, std::string_view field) {
  std::string text;
  for_each_value([&](std::string_view name, auto pointer) {
    if (name == field && !goes_along(name)) text = text_of_value(fields.*pointer);
  });
  return text;
}

std::vector<std::string> gaps(const MemberFields& into, const MemberFields& member) {
  std::vector<std::string> names;
  for (const auto& field : choosable_fields()) {
    if (value_text(into, field).empty() && !value_text(member, field).empty()) names.push_back(field);
  }
  // A name that was never divided has no gap where the given name would be.
  const bool is_undivided = !into.family_name.empty() && into.given_name.empty();
  if (is_undivided) std::erase(names, "given_name");
  return names;
}

MemberFields merged_fields(const MemberFields& into, const MemberFields& member, const std::vector<std::string>& from_member) {
  auto merged = into;
  const auto is_taken = [&](std::string_view field) { return std::ranges::find(from_member, field) != from_member.end(); };
  for_each_value([&](std::string_view name, auto pointer) {
    if (is_taken(goes_along(name) ? "former_name" : name)) merged.*pointer = member.*pointer;
  });
  for (const auto& name : names_of(into)) add_alias(merged, name);
  for (const auto& name : names_of(member)) add_alias(merged, name);
  add_note(merged, member.note);
  return merged;
}

void undo_in(MergeWorld& world, MemberId member) {
  const auto found = std::ranges::find(world.merges, member, &Merge::member);
  if (found == world.merges.end()) return;
  const auto merge = std::move(*found);
  world.merges.erase(found);
  Undo(world).run(merge);
}

}  // namespace uke::server::roster

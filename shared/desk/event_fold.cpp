#include "shared/desk/attendance.h"
#include "shared/desk/fold_live.h"

#include <algorithm>
#include <unordered_set>

namespace uke::desk {
namespace {

struct Node;

struct Entry {
  DeskRecord record;
  Node* owner = nullptr;  // the subject it is about, after reassigns
  bool undone = false;
};

// One subject. Joined subjects form a tree of parents (union-find); what is said of the person stands at its root.
struct Node {
  Subject subject;
  std::vector<Entry*> entries;  // about this subject after reassigns, as they arrived
  std::int64_t top_step = 0;    // of records written about this subject, wherever reassigns took them
  Node* parent = nullptr;       // nothing: this is a root
  // Of roots only:
  std::vector<Node*> others;          // the other subjects of the person
  Node* standing = nullptr;           // nothing: this one
  std::unique_ptr<Attendance> known;  // worked out since the last change
};

bool may_move(Kind kind) {
  switch (kind) {
    case Kind::admit:
    case Kind::exit:
    case Kind::refuse:
    case Kind::payment:
    case Kind::hand_over:
    case Kind::gift:
    case Kind::note: return true;
    default: return false;
  }
}

Node& root_of(Node& node) {
  Node* at = &node;
  while (at->parent != nullptr) {
    if (at->parent->parent != nullptr) at->parent = at->parent->parent;
    at = at->parent;
  }
  return *at;
}

Node& standing_of(Node& root) { return root.standing != nullptr ? *root.standing : root; }

// Calls `visit` with each subject of the person whose root this is.
void each_node(Node& root, const auto& visit) {
  visit(root);
  for (Node* other : root.others) visit(*other);
}

void unite(Node& a, Node& b) {
  Node* big = &root_of(a);
  Node* small = &root_of(b);
  if (big == small) return;
  if (big->others.size() < small->others.size()) std::swap(big, small);
  // "a:" sorts before "t:" and "w:", so the smallest name is the smallest attendee's if there is one.
  Node* standing = &standing_of(*big);
  if (standing_of(*small).subject < standing->subject) standing = &standing_of(*small);
  big->standing = standing;
  big->others.push_back(small);
  big->others.insert(big->others.end(), small->others.begin(), small->others.end());
  small->others.clear();
  small->standing = nullptr;
  small->parent = big;
  small->known.reset();
  big->known.reset();
}

}  // namespace

struct EventFold::State {
  std::unordered_map<RecordId, Entry> entries;
  std::unordered_map<std::string, Node> nodes;
  std::unordered_set<RecordId> undone;  // named by an undo, arrived or not
  std::vector<Entry*> links;
  std::unordered_map<RecordId, std::vector<Entry*>> unlinks;    // by the link they name
  std::unordered_map<RecordId, std::vector<Entry*>> reassigns;  // by the record they name
  std::unordered_map<std::string, std::vector<Entry*>> resolves;
  std::unordered_map<std::string, RecordId> resolved;
  std::vector<Node*> united;  // subjects that were ever part of a link
  bool unions_stale = false;  // a link has gone: join again before the next look

  Node& node(const Subject& subject) {
    const auto [it, made] = nodes.try_emplace(subject.text);
    if (made) it->second.subject = subject;
    return it->second;
  }

  Entry* entry(RecordId id) {
    const auto it = entries.find(id);
    return it == entries.end() ? nullptr : &it->second;
  }

  bool is_live_link(const Entry& link) const {
    if (link.undone) return false;
    const auto named = unlinks.find(link.record.id);
    return named == unlinks.end() || std::ranges::all_of(named->second, &Entry::undone);
  }

  void join(const Entry& link) {
    if (!link.record.payload.to) return;
    for (const auto& subject : {link.record.subject, *link.record.payload.to}) united.push_back(&node(subject));
    unite(*united.back(), *united[united.size() - 2]);
  }

  void freshen_unions() {
    if (!unions_stale) return;
    unions_stale = false;
    for (Node* node : united) {
      node->parent = nullptr;
      node->others.clear();
      node->standing = nullptr;
      node->known.reset();
    }
    united.clear();
    for (const Entry* link : links) {
      if (is_live_link(*link)) join(*link);
    }
  }

  // Puts a record where its last live reassign says, or back to its own subject.
  void place(Entry& moved) {
    const Entry* last = nullptr;
    if (const auto named = reassigns.find(moved.record.id); named != reassigns.end() && may_move(moved.record.kind)) {
      for (const Entry* reassign : named->second) {
        const bool counts = !reassign->undone && reassign->record.payload.to;
        if (counts && (last == nullptr || in_order(last->record, reassign->record))) last = reassign;
      }
    }
    Node& owner = node(last != nullptr ? *last->record.payload.to : moved.record.subject);
    if (&owner == moved.owner) return;
    if (moved.owner != nullptr) {
      std::erase(moved.owner->entries, &moved);
      root_of(*moved.owner).known.reset();
    }
    moved.owner = &owner;
    owner.entries.push_back(&moved);
    root_of(owner).known.reset();
  }

  void settle_conflict(const std::string& conflict) {
    const Entry* last = nullptr;
    for (const Entry* resolve : resolves[conflict]) {
      if (!resolve->undone && (last == nullptr || in_order(last->record, resolve->record))) last = resolve;
    }
    if (last != nullptr) {
      resolved[conflict] = last->record.id;
    } else {
      resolved.erase(conflict);
    }
  }

  // A record other than an undo has come to life or gone: brings everything that hangs on it up to date.
  void settle(Entry& changed) {
    const auto& record = changed.record;
    switch (record.kind) {
      case Kind::link:
        if (unions_stale) break;
        if (is_live_link(changed)) {
          join(changed);
        } else {
          unions_stale = true;
        }
        break;
      case Kind::unlink:
        if (record.ref && entry(*record.ref) != nullptr) unions_stale = true;
        break;
      case Kind::reassign:
        if (Entry* moved = record.ref ? entry(*record.ref) : nullptr) place(*moved);
        break;
      case Kind::resolve:
        if (record.payload.conflict) settle_conflict(*record.payload.conflict);
        break;
      default: break;
    }
  }

  void enlist(Entry& added) {
    const auto& record = added.record;
    if (record.kind == Kind::link) links.push_back(&added);
    if (record.kind == Kind::unlink && record.ref) unlinks[*record.ref].push_back(&added);
    if (record.kind == Kind::reassign && record.ref) reassigns[*record.ref].push_back(&added);
    if (record.kind == Kind::resolve && record.payload.conflict) resolves[*record.payload.conflict].push_back(&added);
  }

  void undo(RecordId id) {
    if (!undone.insert(id).second) return;
    Entry* target = entry(id);
    if (target == nullptr || target->record.kind == Kind::undo) return;
    target->undone = true;
    root_of(*target->owner).known.reset();
    settle(*target);
  }

  void add(Entry& added) {
    const auto& record = added.record;
    added.undone = record.kind != Kind::undo && undone.contains(record.id);
    Node& own = node(record.subject);
    own.top_step = std::max(own.top_step, record.step);
    root_of(own).known.reset();
    place(added);
    enlist(added);
    if (record.kind == Kind::undo) {
      if (record.ref) undo(*record.ref);
    } else if (!added.undone) {
      settle(added);
    }
  }

  Node* find_root(const Subject& subject) {
    freshen_unions();
    const auto it = nodes.find(subject.text);
    return it == nodes.end() ? nullptr : &root_of(it->second);
  }

  // Whether this is the root of somebody with records, and not a desk.
  static bool is_person(Node& node) {
    if (node.parent != nullptr || node.subject.text.starts_with("d:")) return false;
    bool any = false;
    each_node(node, [&](const Node& part) { any = any || !part.entries.empty(); });
    return any;
  }

  enum class Which : std::uint8_t { all, live };
  static std::vector<const DeskRecord*> collect(Node& root, Which which) {
    std::vector<const DeskRecord*> records;
    each_node(root, [&](const Node& part) {
      for (const Entry* entry : part.entries) {
        if (which == Which::all || !entry->undone) records.push_back(&entry->record);
      }
    });
    std::ranges::sort(records, [](const auto* a, const auto* b) { return in_order(*a, *b); });
    return records;
  }

  static const Attendance& attendance(Node& root) {
    if (root.known == nullptr) {
      auto sum = fold_live(collect(root, Which::live));
      each_node(root, [&](const Node& part) {
        sum.top_step = std::max(sum.top_step, part.top_step);
        for (const Entry* entry : part.entries) sum.top_step = std::max(sum.top_step, entry->record.step);
      });
      root.known = std::make_unique<Attendance>(std::move(sum));
    }
    return *root.known;
  }
};

EventFold::EventFold() : state_(std::make_unique<State>()) {}
EventFold::~EventFold() = default;
EventFold::EventFold(EventFold&&) noexcept = default;
EventFold& EventFold::operator=(EventFold&&) noexcept = default;

bool EventFold::add(const DeskRecord& record) {
  if (record.practice) return false;
  const auto [it, made] = state_->entries.try_emplace(record.id);
  if (!made) return false;
  it->second.record = record;
  state_->add(it->second);
  return true;
}

const DeskRecord* EventFold::find(RecordId id) const {
  const Entry* entry = state_->entry(id);
  return entry != nullptr ? &entry->record : nullptr;
}

Subject EventFold::person(const Subject& subject) const {
  Node* root = state_->find_root(subject);
  return root != nullptr ? standing_of(*root).subject : subject;
}

const Attendance& EventFold::attendance(const Subject& subject) const {
  static const Attendance nothing;
  Node* root = state_->find_root(subject);
  return root != nullptr ? State::attendance(*root) : nothing;
}

std::optional<EventFold::Person> EventFold::look_up(const Subject& subject) const {
  Node* root = state_->find_root(subject);
  if (root == nullptr) return std::nullopt;
  return Person{standing_of(*root).subject, State::attendance(*root), !root->others.empty()};
}

void EventFold::each_person(const std::function<void(const Person&)>& visit) const {
  state_->freshen_unions();
  for (auto& [name, node] : state_->nodes) {
    if (State::is_person(node)) visit({standing_of(node).subject, State::attendance(node), !node.others.empty()});
  }
}

std::vector<Subject> EventFold::people() const {
  state_->freshen_unions();
  std::vector<Subject> people;
  for (auto& [name, node] : state_->nodes) {
    if (State::is_person(node)) people.push_back(standing_of(node).subject);
  }
  std::ranges::sort(people);
  return people;
}

std::vector<Subject> EventFold::joined(const Subject& subject) const {
  Node* root = state_->find_root(subject);
  if (root == nullptr) return {subject};
  std::vector<Subject> subjects;
  each_node(*root, [&](const Node& part) { subjects.push_back(part.subject); });
  std::ranges::sort(subjects);
  return subjects;
}

std::vector<const DeskRecord*> EventFold::records_of(const Subject& subject) const {
  Node* root = state_->find_root(subject);
  return root != nullptr ? State::collect(*root, State::Which::all) : std::vector<const DeskRecord*>{};
}

std::vector<const DeskRecord*> EventFold::live_records_of(const Subject& subject) const {
  Node* root = state_->find_root(subject);
  return root != nullptr ? State::collect(*root, State::Which::live) : std::vector<const DeskRecord*>{};
}

std::optional<Subject> EventFold::owner_of(RecordId id) const {
  const Entry* entry = state_->entry(id);
  return entry != nullptr ? std::optional(entry->owner->subject) : std::nullopt;
}

bool EventFold::is_undone(RecordId id) const {
  const Entry* entry = state_->entry(id);
  return entry != nullptr && entry->undone;
}

bool EventFold::is_walk_in(const Subject& subject) const { return person(subject).text.starts_with("w:"); }

const std::unordered_map<std::string, RecordId>& EventFold::resolved_conflicts() const { return state_->resolved; }

std::size_t EventFold::size() const { return state_->entries.size(); }

}  // namespace uke::desk

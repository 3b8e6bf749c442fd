#include "shared/desk/record.h"

#include <algorithm>
#include <tuple>

namespace uke::desk {
namespace {

std::unexpected<Error> bad(std::string_view member, std::string_view why) {
  return fail(ErrorCode::invalid, "desk::validate", std::string(member) + ": " + std::string(why));
}

Status check_text(std::string_view member, const std::string& text) {
  if (text.size() > kTextBytesMax) return bad(member, "is longer than 1,000 bytes");
  if (text.find('\0') != std::string::npos) return bad(member, "contains NUL");
  return {};
}

Status check_text(std::string_view member, const std::optional<std::string>& text) { return text ? check_text(member, *text) : Status{}; }

Status check_needed(std::string_view member, const std::optional<std::string>& text) {
  return text && !text->empty() ? Status{} : bad(member, "is missing");
}

Status check_range(std::string_view member, std::int64_t value, std::int64_t lowest, std::int64_t highest) {
  return value >= lowest && value <= highest ? Status{} : bad(member, "is out of range");
}

bool is_desk(const Subject& subject) { return subject.text.starts_with("d:"); }

bool may_be_about_desk(Kind kind) {
  switch (kind) {
    case Kind::refuse:
    case Kind::undo:
    case Kind::gift:
    case Kind::note:
    case Kind::cash_count:
    case Kind::unlink:
    case Kind::reassign:
    case Kind::resolve: return true;
    default: return false;
  }
}

Status check_subject(const DeskRecord& record) {
  const auto& subject = record.subject;
  if (!Subject::parse(subject.text)) return bad("subject", "is not a:, t:, w: or d: with an id");
  if (is_desk(subject) && !may_be_about_desk(record.kind)) return bad("subject", "cannot be a desk");
  if (record.kind == Kind::cash_count && !is_desk(subject)) return bad("subject", "must be a desk");
  if (record.kind == Kind::walk_in && !subject.text.starts_with("w:")) return bad("subject", "must be a walk-in");
  return {};
}

// Of link and reassign: another person.
Status check_to(const DeskRecord& record) {
  const auto& to = record.payload.to;
  if (!to) return bad("payload.to", "is missing");
  if (!Subject::parse(to->text) || is_desk(*to)) return bad("payload.to", "is not a:, t: or w: with an id");
  if (record.kind == Kind::link && *to == record.subject) return bad("payload.to", "is the subject itself");
  return {};
}

Status check_ref(const DeskRecord& record) {
  if (!record.ref) return bad("ref", "is missing");
  if (record.ref->is_nil() || *record.ref == record.id) return bad("ref", "names no other record");
  return {};
}

Status check_amount(const Payload& payload) {
  if (!payload.amount) return bad("payload.amount", "is missing");
  if (payload.amount->value == 0) return bad("payload.amount", "is zero");
  return {};
}

Status check_kind(const DeskRecord& record) {
  const auto& payload = record.payload;
  switch (record.kind) {
    case Kind::admit:
    case Kind::exit:
    case Kind::walk_in: return {};
    case Kind::refuse: return check_needed("payload.verdict", payload.verdict);
    case Kind::undo:
    case Kind::unlink: return check_ref(record);
    case Kind::payment: TRYV(check_amount(payload)); return payload.method ? Status{} : bad("payload.method", "is missing");
    case Kind::hand_over:
      TRYV(check_needed("payload.goods", payload.goods));
      return payload.quantity && *payload.quantity != 0 ? Status{} : bad("payload.quantity", "is missing or zero");
    case Kind::gift: return payload.amount ? Status{} : check_needed("payload.text", payload.text);
    case Kind::note: return check_needed("payload.text", payload.text);
    case Kind::cash_count:
      if (!payload.amount) return bad("payload.amount", "is missing");  // an empty cash box is a count, too
      return check_needed("payload.text", payload.text);
    case Kind::link: return check_to(record);
    case Kind::reassign: TRYV(check_ref(record)); return check_to(record);
    case Kind::resolve: return check_needed("payload.conflict", payload.conflict);
  }
  return bad("kind", "is unknown");
}

Status check_payload_limits(const Payload& payload) {
  if (payload.overrides.size() > kOverridesMax) return bad("payload.overrides", "has more than 8 entries");
  for (const auto& name : payload.overrides) TRYV(check_text("payload.overrides", name));
  TRYV(check_text("payload.reason", payload.reason));
  TRYV(check_text("payload.verdict", payload.verdict));
  TRYV(check_text("payload.goods", payload.goods));
  TRYV(check_text("payload.conflict", payload.conflict));
  TRYV(check_text("payload.text", payload.text));
  if (payload.amount) TRYV(check_range("payload.amount", payload.amount->value, -kAmountMax.value, kAmountMax.value));
  if (payload.quantity) TRYV(check_range("payload.quantity", *payload.quantity, -kQuantityMax, kQuantityMax));
  return {};
}

}  // namespace

Result<Subject> Subject::parse(std::string_view text) {
  const auto good = [&] {
    if (text.size() < 3 || text[1] != ':') return false;
    const auto rest = text.substr(2);
    if (text[0] == 't') return TicketNo::parse(rest).has_value();
    if (text[0] != 'a' && text[0] != 'w' && text[0] != 'd') return false;
    const bool upper = std::ranges::any_of(rest, [](char c) { return c >= 'A' && c <= 'F'; });
    return !upper && Uuid::parse(rest).has_value();
  };
  if (!good()) return fail(ErrorCode::invalid, "Subject::parse", "not a:, t:, w: or d: with an id");
  return Subject{std::string(text)};
}

Subject Subject::of(AttendeeId attendee) { return {"a:" + attendee.to_string()}; }
Subject Subject::of(TicketNo unlisted) { return {"t:" + unlisted.to_string()}; }
Subject Subject::walk_in(Uuid id) { return {"w:" + id.to_string()}; }
Subject Subject::desk(LogId log) { return {"d:" + log.to_string()}; }

std::optional<AttendeeId> Subject::attendee() const {
  if (!text.starts_with("a:")) return std::nullopt;
  const auto id = AttendeeId::parse(std::string_view(text).substr(2));
  return id ? std::optional(*id) : std::nullopt;
}

std::optional<TicketNo> Subject::unlisted() const {
  if (!text.starts_with("t:")) return std::nullopt;
  const auto no = TicketNo::parse(std::string_view(text).substr(2));
  return no ? std::optional(*no) : std::nullopt;
}

bool in_order(const DeskRecord& a, const DeskRecord& b) {
  return std::tie(a.step, a.at_ms, a.log, a.seq, a.id) < std::tie(b.step, b.at_ms, b.log, b.seq, b.id);
}

Status validate(const DeskRecord& record) {
  if (record.id.is_nil()) return bad("id", "is nil");
  if (record.log.is_nil()) return bad("log", "is nil");
  if (record.edition.is_nil()) return bad("edition", "is nil");
  TRYV(check_range("seq", record.seq, 1, kSeqMax));
  TRYV(check_range("step", record.step, 1, kStepMax));
  TRYV(check_subject(record));
  TRYV(check_text("boot_id", record.boot_id));
  TRYV(check_text("desk", record.desk));
  TRYV(check_payload_limits(record.payload));
  return check_kind(record);
}

}  // namespace uke::desk

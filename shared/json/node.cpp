#include "shared/json/node.h"

#include <boost/json.hpp>
#include <fmt/format.h>

#include <array>
#include <charconv>
#include <cmath>

namespace uke::json::detail {

namespace bj = boost::json;

namespace {

constexpr std::size_t kDepthMax = 32;
constexpr std::size_t kStackBytes = 16 * 1024;  // a desk record needs 3 KB; what does not fit comes from the heap

std::string_view view(const bj::string& text) { return {text.data(), text.size()}; }

void write_value(std::string& out, const bj::value& value);

void write_object(std::string& out, const bj::object& object) {
  char separator = '{';
  for (const auto& member : object) {
    out += separator;
    separator = ',';
    write_text(out, {member.key().data(), member.key().size()});
    out += ':';
    write_value(out, member.value());
  }
  out += object.empty() ? "{}" : "}";
}

void write_array(std::string& out, const bj::array& array) {
  char separator = '[';
  for (const auto& element : array) {
    out += separator;
    separator = ',';
    write_value(out, element);
  }
  out += array.empty() ? "[]" : "]";
}

void write_value(std::string& out, const bj::value& value) {
  switch (value.kind()) {
    case bj::kind::null: out += "null"; return;
    case bj::kind::bool_: out += value.get_bool() ? "true" : "false"; return;
    case bj::kind::int64: return write_integer(out, value.get_int64());
    case bj::kind::uint64: return write_unsigned(out, value.get_uint64());
    case bj::kind::double_: return write_double(out, value.get_double());
    case bj::kind::string: return write_text(out, view(value.get_string()));
    case bj::kind::array: return write_array(out, value.get_array());
    case bj::kind::object: return write_object(out, value.get_object());
  }
}

template <class Number>
void write_number(std::string& out, Number value) {
  std::array<char, 32> digits;
  const auto end = std::to_chars(digits.data(), digits.data() + digits.size(), value).ptr;
  out.append(digits.data(), end);
}

}  // namespace

bool Fault::inside_member(std::string_view name) {
  const bool joins = path.empty() || path.front() == '[';
  path = std::string(name) + (joins ? "" : ".") + path;
  return false;
}

bool Fault::inside_element(std::size_t index) {
  const bool joins = path.empty() || path.front() == '[';
  path = fmt::format("[{}]{}{}", index, joins ? "" : ".", path);
  return false;
}

bool Node::is_null() const { return value_->is_null(); }

bool Node::read(bool& out, Fault& fault) const {
  const bool* found = value_->if_bool();
  if (!found) return fault.set("must be true or false");
  out = *found;
  return true;
}

bool Node::read(std::int64_t& out, Fault& fault) const {
  if (const auto* found = value_->if_int64()) {
    out = *found;
    return true;
  }
  return fault.set(value_->is_uint64() ? "is out of range" : "must be a whole number");
}

bool Node::read(std::uint64_t& out, Fault& fault) const {
  if (const auto* found = value_->if_uint64()) {
    out = *found;
    return true;
  }
  const auto* number = value_->if_int64();
  if (!number) return fault.set("must be a whole number");
  if (*number < 0) return fault.set("is out of range");
  out = static_cast<std::uint64_t>(*number);
  return true;
}

bool Node::read(double& out, Fault& fault) const {
  if (!value_->is_number()) return fault.set("must be a number");
  out = value_->to_number<double>();
  return true;
}

bool Node::read_text(std::string_view& out, Fault& fault) const {
  const auto* found = value_->if_string();
  if (!found) return fault.set("must be text");
  out = view(*found);
  if (out.find('\0') != std::string_view::npos) return fault.set("must not contain NUL");
  return true;
}

bool Node::read_raw(std::string& out, Fault&) const {
  out.clear();
  write_value(out, *value_);
  return true;
}

bool Node::expect_object(Fault& fault) const { return value_->is_object() || fault.set("must be an object"); }

Node Node::member(std::string_view name) const { return Node(value_->get_object().if_contains({name.data(), name.size()})); }

bool Node::expect_array(Fault& fault) const { return value_->is_array() || fault.set("must be a list"); }

std::size_t Node::size() const { return value_->is_array() ? value_->get_array().size() : value_->get_object().size(); }

Node Node::element(std::size_t index) const { return Node(&value_->get_array()[index]); }

std::string_view Node::member_name(std::size_t index) const {
  const auto key = (value_->get_object().begin() + index)->key();
  return {key.data(), key.size()};
}

Node Node::member_value(std::size_t index) const { return Node(&(value_->get_object().begin() + index)->value()); }

Status parse_with(std::string_view text, void* out, Decode decode) {
  try {
    std::array<unsigned char, kStackBytes> buffer;
    bj::monotonic_resource memory(buffer.data(), buffer.size());
    bj::parse_options options;
    options.max_depth = kDepthMax;
    // A parser that is kept would keep its buffers too; this one lives on the stack and is done in one call.
    std::array<unsigned char, 1024> scratch;
    bj::parser parser(bj::storage_ptr(), options, scratch.data(), scratch.size());
    parser.reset(&memory);
    bj::error_code error;
    parser.write(text.data(), text.size(), error);
    if (error) return fail(ErrorCode::invalid, "json.parse", fmt::format("document: is not JSON ({})", error.message()));
    const bj::value root = parser.release();
    Fault fault;
    if (decode(Node(&root), out, fault)) return {};
    return fail(ErrorCode::invalid, "json.parse", fmt::format("{}: {}", fault.path.empty() ? "document" : fault.path, fault.what));
  } catch (const std::exception&) {
    return fail(ErrorCode::internal, "json.parse", "out of memory while parsing");
  }
}

void write_text(std::string& out, std::string_view text) {
  static constexpr std::string_view kHex = "0123456789abcdef";
  out += '"';
  std::size_t plain = 0;
  for (std::size_t i = 0; i < text.size(); ++i) {
    const auto c = static_cast<unsigned char>(text[i]);
    if (c >= 0x20 && c != '"' && c != '\\') continue;
    out.append(text, plain, i - plain);
    plain = i + 1;
    out += '\\';
    switch (c) {
      case '"': out += '"'; break;
      case '\\': out += '\\'; break;
      case '\n': out += 'n'; break;
      case '\r': out += 'r'; break;
      case '\t': out += 't'; break;
      default: out.append("u00").append(1, kHex[c >> 4]).append(1, kHex[c & 15]);
    }
  }
  out.append(text, plain);
  out += '"';
}

void write_integer(std::string& out, std::int64_t value) { write_number(out, value); }
void write_unsigned(std::string& out, std::uint64_t value) { write_number(out, value); }
void write_double(std::string& out, double value) {
  if (!std::isfinite(value)) {
    out += "null";
  } else {
    write_number(out, value);
  }
}

}  // namespace uke::json::detail

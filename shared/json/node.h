// The parsed JSON text as the decoders of json.h see it. Internal to shared/json; hides Boost.JSON from everybody who includes it.
#pragma once

#include "shared/base/result.h"

#include <cstdint>
#include <string>
#include <string_view>

namespace boost::json {
class value;
}

namespace uke::json::detail {

// Where and why a text does not fit. The path grows from the inside out.
struct Fault {
  std::string path;
  std::string what;

  bool set(std::string_view text) {
    what = text;
    return false;
  }
  bool inside_member(std::string_view name);
  bool inside_element(std::size_t index);
};

// A value inside a parsed text; valid while parse_with() runs.
class Node {
 public:
  explicit Node(const boost::json::value* value) : value_(value) {}

  [[nodiscard]] bool is_null() const;
  // The readers return false, with `fault` set, where the value is of another kind.
  bool read(bool& out, Fault& fault) const;
  bool read(std::int64_t& out, Fault& fault) const;
  bool read(std::uint64_t& out, Fault& fault) const;
  bool read(double& out, Fault& fault) const;
  bool read_text(std::string_view& out, Fault& fault) const;  // refuses NUL
  bool read_raw(std::string& out, Fault& fault) const;

  bool expect_object(Fault& fault) const;
  // The member of that name, or nothing (has_value() is false). Precondition: an object.
  [[nodiscard]] Node member(std::string_view name) const;
  [[nodiscard]] bool has_value() const { return value_ != nullptr; }

  // Arrays and objects as a sequence.
  bool expect_array(Fault& fault) const;
  [[nodiscard]] std::size_t size() const;
  [[nodiscard]] Node element(std::size_t index) const;                  // of an array
  [[nodiscard]] std::string_view member_name(std::size_t index) const;  // of an object
  [[nodiscard]] Node member_value(std::size_t index) const;

 private:
  const boost::json::value* value_;
};

using Decode = bool (*)(Node root, void* out, Fault& fault);

// Parses `text` and hands its root to `decode`. `invalid` with "path: what".
[[nodiscard]] Status parse_with(std::string_view text, void* out, Decode decode);

void write_text(std::string& out, std::string_view text);
void write_integer(std::string& out, std::int64_t value);
void write_unsigned(std::string& out, std::uint64_t value);
void write_double(std::string& out, double value);

}  // namespace uke::json::detail

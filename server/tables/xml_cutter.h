// Cuts a stream of XML at the elements of one name, so that each can be parsed alone in bounded memory. Internal to this room. Not
// thread-safe.
#pragma once

#include "shared/base/result.h"
#include "shared/text/encoding.h"

#include <cstddef>
#include <functional>
#include <optional>
#include <string>
#include <string_view>

namespace uke::server::tables {

// Names are compared without their prefix: some programs write <x:row>. Errors: `corrupt` for XML that is not well nested, has a DTD
// (a workbook has none; what could be done with one is only harm) or ends in the middle; `too_large` for an element over 8 MB.
class XmlCutter {
 public:
  // `visit` may change the fragment as it likes.
  XmlCutter(std::string_view name, std::function<Status(std::string& fragment)> visit) : name_(name), visit_(std::move(visit)) {}
  [[nodiscard]] Status feed(std::string_view bytes);
  [[nodiscard]] Status end();

 private:
  [[nodiscard]] Status take_tokens();
  [[nodiscard]] Status take_markup(std::string_view markup);
  [[nodiscard]] Status take_tag(std::string_view tag);
  [[nodiscard]] Status close_element(bool ours);

  const std::string name_;
  const std::function<Status(std::string&)> visit_;
  std::optional<text::Decoder> decoder_;
  std::string first_;     // until the encoding is known
  std::string text_;      // what was not looked at yet
  std::size_t at_ = 0;    // in text_
  std::string fragment_;  // the element that is being collected
  int depth_ = 0;
  int inside_ = 0;  // depth of the element that is collected; 0 = none
  bool any_ = false;
};

// Small parts only: whether the XML has a DTD.
[[nodiscard]] bool has_dtd(std::string_view xml);

}  // namespace uke::server::tables

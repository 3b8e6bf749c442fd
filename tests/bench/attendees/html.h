// As much of a page as an attendee's browser needs: links, forms and what else the page asks for. Pure.
#pragma once

#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace uke::bench {

using Fields = std::vector<std::pair<std::string, std::string>>;

// Values of that attribute in all tags of that name, in order.
[[nodiscard]] std::vector<std::string> attributes(std::string_view html, std::string_view tag, std::string_view attribute);
// What sending the page's forms as they are would send: hidden and typed fields, what is ticked; the first of radios where none is.
[[nodiscard]] Fields fields_of(std::string_view html);
void set(Fields& fields, std::string_view name, std::string value);
// As application/x-www-form-urlencoded.
[[nodiscard]] std::string encoded(const Fields& fields);
// Paths of the style sheets, scripts, icons and pictures that the page brings along.
[[nodiscard]] std::vector<std::string> parts_of(std::string_view html);

}  // namespace uke::bench

// The templates of assets/web/templates in one language, checked and parsed once. Internal to this room. Thread-safe once loaded.
#pragma once

#include "server/render/data.h"
#include "shared/base/result.h"
#include "shared/i18n/messages.h"

#include <cstdint>
#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace uke::server::render {

// The text of the template of that name ("parts/form"); nothing if there is none.
using TemplateSource = std::function<std::optional<std::string_view>(std::string_view name)>;

// The template with its parts in place and its sentences burnt in, escaped. `internal` names the template and what is wrong with it: an
// unknown part or sentence, parts that contain themselves, a sentence that wants arguments, a section that is not closed, {{{markup}}}.
[[nodiscard]] Result<std::string> expanded(std::string_view name, const TemplateSource& source, const i18n::Messages& messages);

class Templates {
 public:
  enum class Defects : std::uint8_t { refused, kept };  // kept: an error when that template is rendered
  [[nodiscard]] static Result<Templates> load(const std::vector<std::string>& names, const TemplateSource& source,
                                              const i18n::Messages& messages, Defects defects = Defects::refused);
  // All of the program. While somebody works on the assets (assets::is_overridden()), a defect costs its own page only.
  [[nodiscard]] static Result<Templates> load(const i18n::Messages& messages);
  ~Templates();
  Templates(Templates&&) noexcept;
  Templates& operator=(Templates&&) noexcept;

  // `internal` for an unknown template, and for a name that neither `view` nor `frame` has. `view` is looked at first.
  [[nodiscard]] Result<std::string> render(std::string_view name, const Data& view, const Data& frame) const;

 private:
  struct Parsed;
  Templates();
  std::map<std::string, std::unique_ptr<Parsed>, std::less<>> parsed_;
};

// Text as HTML shows it, in an element as in a quoted attribute.
[[nodiscard]] std::string escaped(std::string_view text);

}  // namespace uke::server::render

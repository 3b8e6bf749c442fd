#include "server/render/templates.h"

#include "shared/assets/assets.h"

#include <algorithm>
#include <exception>
#include <kainjow/mustache.hpp>

namespace uke::server::render {
namespace {

namespace km = kainjow::mustache;

constexpr int kPartsDeep = 10;
constexpr std::string_view kFolder = "web/templates/";
constexpr std::string_view kSuffix = ".html";
// The first byte of a text that is markup. What people typed never begins with it: NUL is taken out of all other texts.
constexpr char kMarkup = '\0';

std::unexpected<Error> defect(std::string_view name, std::string_view what) {
  return fail(ErrorCode::internal, "render.template", std::string(name) + ": " + std::string(what));
}

std::string_view trimmed(std::string_view text) {
  while (!text.empty() && text.front() == ' ') text.remove_prefix(1);
  while (!text.empty() && text.back() == ' ') text.remove_suffix(1);
  return text;
}

bool is_name(std::string_view text) {
  return !text.empty() && std::all_of(text.begin(), text.end(), [](char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_' || c == '.';
  });
}

class Expander {
 public:
  Expander(const TemplateSource& source, const i18n::Messages& messages) : source_(source), messages_(messages) {}

  Status expand(std::string_view name, int depth) {
    const auto text = source_(name);
    if (!text) return defect(name, "there is no such template");
    if (depth > kPartsDeep) return defect(name, "parts in parts without end");
    std::vector<std::string_view> open;
    auto rest = *text;
    while (true) {
      const auto begin = rest.find("{{");
      out_.append(rest.substr(0, begin));
      if (begin == std::string_view::npos) break;
      rest.remove_prefix(begin + 2);
      const auto end = rest.find("}}");
      if (end == std::string_view::npos) return defect(name, "a tag is not closed");
      TRYV(tag(name, trimmed(rest.substr(0, end)), depth, open));
      rest.remove_prefix(end + 2);
    }
    if (!open.empty()) return defect(name, "a section is not closed: " + std::string(open.back()));
    return {};
  }
  [[nodiscard]] std::string take() { return std::move(out_); }

 private:
  Status tag(std::string_view name, std::string_view inner, int depth, std::vector<std::string_view>& open) {
    if (inner.starts_with('!')) return {};
    if (inner.starts_with('>')) return expand(trimmed(inner.substr(1)), depth + 1);
    if (inner.starts_with("t ")) return sentence(name, trimmed(inner.substr(2)));
    const bool opens = inner.starts_with('#') || inner.starts_with('^');
    const bool closes = inner.starts_with('/');
    const auto word = opens || closes ? trimmed(inner.substr(1)) : inner;
    if (!is_name(word)) return defect(name, "there is no such tag: " + std::string(inner));
    if (opens) open.push_back(word);
    if (closes) {
      if (open.empty() || open.back() != word) return defect(name, "a section ends that is not open: " + std::string(word));
      open.pop_back();
    }
    out_.append("{{").append(inner).append("}}");
    return {};
  }

  Status sentence(std::string_view name, std::string_view key) {
    if (!messages_.has(key)) return defect(name, "there is no such sentence: " + std::string(key));
    const auto text = messages_.text(key);
    if (text.find_first_of("{}") != std::string::npos) return defect(name, "the sentence wants arguments: " + std::string(key));
    out_.append(escaped(text));
    return {};
  }

  const TemplateSource& source_;
  const i18n::Messages& messages_;
  std::string out_;
};

// Names that are missing are remembered: kainjow itself shows nothing for them.
class StrictContext final : public km::context<std::string> {
 public:
  const km::data* get(const std::string& name) const override {
    const auto* found = km::context<std::string>::get(name);
    if (!found && missing_.empty()) missing_ = name;
    return found;
  }
  [[nodiscard]] const std::string& missing() const { return missing_; }

 private:
  mutable std::string missing_;
};

struct Out {
  std::string text;
  Out& operator<<(const std::string& piece) {
    text += piece;
    return *this;
  }
};

km::data converted(const Data& data) {
  if (const auto* flag = std::get_if<bool>(&data.value)) return {*flag};
  if (const auto* text = std::get_if<std::string>(&data.value)) {
    if (text->empty()) return {false};
    if (text->find(kMarkup) == std::string::npos) return {*text};
    auto clean = *text;
    std::erase(clean, kMarkup);
    return {clean};
  }
  if (const auto* html = std::get_if<Html>(&data.value)) {
    if (html->text.empty()) return {false};
    return {kMarkup + html->text};
  }
  if (const auto* list = std::get_if<DataList>(&data.value)) {
    km::list out;
    out.reserve(list->size());
    for (const auto& element : *list) out.push_back(converted(element));
    return {out};
  }
  km::data out;
  for (const auto& [name, member] : std::get<DataMap>(data.value)) out[name] = converted(member);
  return out;
}

std::optional<std::string_view> embedded(std::string_view name) {
  const auto path = std::string(kFolder) + std::string(name) + std::string(kSuffix);
  if (!assets::find(path)) return std::nullopt;
  return assets::text(path);
}

}  // namespace

// kainjow's render() is not const, but changes nothing as long as there are neither lambdas nor partials: so one tree serves all threads.
struct Templates::Parsed {
  explicit Parsed(const std::string& text) : tree(text) {
    tree.set_custom_escape([](const std::string& value) { return value.starts_with(kMarkup) ? value.substr(1) : escaped(value); });
  }
  mutable km::mustache tree;
  std::string defect;  // why the template cannot be rendered; "" for one that is whole
};

Templates::Templates() = default;
Templates::~Templates() = default;
Templates::Templates(Templates&&) noexcept = default;
Templates& Templates::operator=(Templates&&) noexcept = default;

std::string escaped(std::string_view text) {
  std::string out;
  out.reserve(text.size() + text.size() / 8);
  for (const char c : text) {
    switch (c) {
      case '&': out += "&amp;"; break;
      case '<': out += "&lt;"; break;
      case '>': out += "&gt;"; break;
      case '"': out += "&quot;"; break;
      case '\'': out += "&#39;"; break;
      default: out += c;
    }
  }
  return out;
}

Result<std::string> expanded(std::string_view name, const TemplateSource& source, const i18n::Messages& messages) {
  Expander expander(source, messages);
  TRYV(expander.expand(name, 0));
  return expander.take();
}

Result<Templates> Templates::load(const std::vector<std::string>& names, const TemplateSource& source, const i18n::Messages& messages,
                                  Defects defects) {
  Templates templates;
  for (const auto& name : names) {
    const auto text = expanded(name, source, messages);
    if (!text && defects == Defects::refused) return std::unexpected(text.error());
    auto parsed = std::make_unique<Parsed>(text.value_or(""));
    if (!text) parsed->defect = text.error().detail;
    if (!parsed->tree.is_valid()) return defect(name, parsed->tree.error_message());
    templates.parsed_.emplace(name, std::move(parsed));
  }
  return templates;
}

Result<Templates> Templates::load(const i18n::Messages& messages) {
  std::vector<std::string> names;
  for (const auto path : assets::names()) {
    if (!path.starts_with(kFolder) || !path.ends_with(kSuffix)) continue;
    names.emplace_back(path.substr(kFolder.size(), path.size() - kFolder.size() - kSuffix.size()));
  }
  return load(names, embedded, messages, assets::is_overridden() ? Defects::kept : Defects::refused);
}

Result<std::string> Templates::render(std::string_view name, const Data& view, const Data& frame) const {
  const auto found = parsed_.find(name);
  if (found == parsed_.end()) return defect(name, "there is no such template");
  if (!found->second->defect.empty()) return fail(ErrorCode::internal, "render.template", found->second->defect);
  try {
    const auto outer = converted(frame);
    const auto inner = converted(view);
    StrictContext context;
    context.push(&outer);
    context.push(&inner);
    Out out;
    found->second->tree.render(context, out);
    if (!context.missing().empty()) return defect(name, "nothing is called " + context.missing());
    return std::move(out.text);
  } catch (const std::exception& thrown) {
    return defect(name, thrown.what());
  }
}

}  // namespace uke::server::render

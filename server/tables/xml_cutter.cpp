#include "server/tables/xml_cutter.h"

namespace uke::server::tables {
namespace {

constexpr std::size_t kFragmentBytesMax = 8 * 1024 * 1024;
constexpr std::size_t kMarkupBytesMax = 1024 * 1024;
constexpr int kDepthMax = 64;

std::unexpected<Error> corrupt(std::string_view detail) { return fail(ErrorCode::corrupt, "tables.xml", detail); }

bool is_space(char c) { return c == ' ' || c == '\t' || c == '\n' || c == '\r'; }

// The length of the markup at the beginning of `text`, "<" to ">"; npos where its end is not there yet.
std::size_t markup_length(std::string_view text) {
  const auto until = [text](std::string_view close, std::size_t from) {
    const auto found = text.find(close, from);
    return found == std::string_view::npos ? found : found + close.size();
  };
  if (text.starts_with("<!--")) return until("-->", 4);
  if (text.starts_with("<![CDATA[")) return until("]]>", 9);
  if (text.starts_with("<?")) return until("?>", 2);
  if (text.size() < 9 && std::string_view("<![CDATA[").starts_with(text)) return std::string_view::npos;
  char quote = 0;
  for (std::size_t i = 1; i < text.size(); ++i) {
    const char c = text[i];
    if (quote != 0) {
      if (c == quote) quote = 0;
    } else if (c == '"' || c == '\'') {
      quote = c;
    } else if (c == '>') {
      return i + 1;
    }
  }
  return std::string_view::npos;
}

// "x:row r='1'" → "row".
std::string_view local_name(std::string_view inside) {
  std::size_t end = 0;
  while (end < inside.size() && !is_space(inside[end]) && inside[end] != '/') ++end;
  const auto name = inside.substr(0, end);
  const auto colon = name.rfind(':');
  return colon == std::string_view::npos ? name : name.substr(colon + 1);
}

}  // namespace

bool has_dtd(std::string_view xml) { return xml.contains("<!DOCTYPE") || xml.contains("<!ENTITY"); }

Status XmlCutter::feed(std::string_view bytes) {
  if (!decoder_) {
    first_ += bytes;
    if (first_.size() < 4) return {};
    // XML without a mark is UTF-8, or says otherwise in words that no spreadsheet program uses.
    const bool marked = first_.starts_with("\xFF\xFE") || first_.starts_with("\xFE\xFF");
    decoder_.emplace(marked ? text::detect_encoding(first_) : text::Encoding::utf8);
    decoder_->feed(first_, text_);
    first_.clear();
  } else {
    decoder_->feed(bytes, text_);
  }
  TRYV(take_tokens());
  text_.erase(0, at_);
  at_ = 0;
  return {};
}

Status XmlCutter::take_tokens() {
  while (at_ < text_.size()) {
    auto open = text_.find('<', at_);
    if (open == std::string::npos) open = text_.size();
    if (inside_ > 0) fragment_.append(text_, at_, open - at_);
    at_ = open;
    if (open == text_.size()) break;
    const auto rest = std::string_view(text_).substr(at_);
    const auto length = markup_length(rest);
    if (length == std::string_view::npos) {
      if (rest.size() > kMarkupBytesMax) return fail(ErrorCode::too_large, "tables.xml", "markup");
      break;
    }
    at_ += length;
    TRYV(take_markup(rest.substr(0, length)));
    if (fragment_.size() > kFragmentBytesMax) return fail(ErrorCode::too_large, "tables.xml", "row");
  }
  if (fragment_.size() > kFragmentBytesMax) return fail(ErrorCode::too_large, "tables.xml", "row");
  return {};
}

Status XmlCutter::take_markup(std::string_view markup) {
  if (markup.starts_with("<!--") || markup.starts_with("<?")) return {};
  if (markup.starts_with("<![CDATA[")) {
    if (inside_ > 0) fragment_ += markup;
    return {};
  }
  if (markup.starts_with("<!")) return corrupt("the XML has a DTD");
  return take_tag(markup);
}

Status XmlCutter::take_tag(std::string_view tag) {
  any_ = true;
  if (tag.starts_with("</")) {
    if (depth_ == 0) return corrupt("an element ends that never began");
    if (inside_ > 0) fragment_ += tag;
    const bool ours = inside_ == depth_;
    --depth_;
    return close_element(ours);
  }
  const bool empty = tag.ends_with("/>");
  if (++depth_ > kDepthMax) return corrupt("the XML is nested too deeply");
  if (inside_ == 0 && local_name(tag.substr(1, tag.size() - 2)) == name_) inside_ = depth_;
  if (inside_ > 0) fragment_ += tag;
  if (!empty) return {};
  const bool ours = inside_ == depth_;
  --depth_;
  return close_element(ours);
}

Status XmlCutter::close_element(bool ours) {
  if (!ours || inside_ == 0) return {};
  inside_ = 0;
  const auto seen = visit_(fragment_);
  fragment_.clear();
  return seen;
}

Status XmlCutter::end() {
  if (decoder_) decoder_->end(text_);
  if (depth_ != 0 || !any_) return corrupt("the XML ends in the middle");
  return {};
}

}  // namespace uke::server::tables

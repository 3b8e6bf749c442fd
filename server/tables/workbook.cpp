#include "server/tables/workbook.h"

#include "server/tables/rich_text.h"
#include "server/tables/xml_cutter.h"

#include <algorithm>
#include <filesystem>
#include <map>

namespace uke::server::tables {
namespace {

constexpr std::uint64_t kSmallPartBytesMax = 4 * 1024 * 1024;
constexpr std::size_t kSharedTextBytesMax = 48 * 1024 * 1024;
constexpr std::size_t kSheetsMax = 256;

std::unexpected<Error> corrupt(std::string_view detail) { return fail(ErrorCode::corrupt, "tables.workbook", detail); }

struct Relation {
  std::string type;  // last word of its address: "worksheet"
  std::string part;
};
using Relations = std::map<std::string, Relation, std::less<>>;

Status parse_small(const ZipParts& parts, std::string_view name, pugi::xml_document& document) {
  TRY(const auto bytes, parts.whole(name, kSmallPartBytesMax));
  if (has_dtd(bytes)) return corrupt("the XML has a DTD");
  if (!document.load_buffer(bytes.data(), bytes.size())) return corrupt("the XML cannot be read");
  return {};
}

// "xl/workbook.xml" and "worksheets/sheet1.xml" → "xl/worksheets/sheet1.xml"; "" for what leads out of the archive.
std::string resolved(std::string_view from, std::string_view target) {
  const auto path = target.starts_with('/') ? std::filesystem::path(target.substr(1))
                                            : std::filesystem::path(from).parent_path() / std::filesystem::path(target);
  auto name = path.lexically_normal().generic_string();
  return name.starts_with("..") ? "" : name;
}

Result<Relations> relations_of(const ZipParts& parts, std::string_view part) {
  const std::filesystem::path path(part);
  const auto name = (path.parent_path() / "_rels" / (path.filename().string() + ".rels")).generic_string();
  pugi::xml_document document;
  TRYV(parse_small(parts, name, document));
  Relations relations;
  for (const auto& node : document.document_element().children()) {
    if (local(node) != "Relationship" || std::string_view(node.attribute("TargetMode").value()) == "External") continue;
    const std::string_view type = node.attribute("Type").value();
    const auto slash = type.rfind('/');
    relations[node.attribute("Id").value()] = {std::string(slash == std::string_view::npos ? type : type.substr(slash + 1)),
                                               resolved(part, node.attribute("Target").value())};
  }
  return relations;
}

std::string part_of_type(const Relations& relations, std::string_view type) {
  for (const auto& [id, relation] : relations) {
    if (relation.type == type) return relation.part;
  }
  return "";
}

std::string_view relation_id(const pugi::xml_node& sheet) {
  for (const auto& attribute : sheet.attributes()) {
    const std::string_view name = attribute.name();
    if (name.ends_with(":id")) return attribute.value();
  }
  return "";
}

}  // namespace

Result<Workbook> read_workbook(const ZipParts& parts) {
  if (!parts.has("_rels/.rels")) return fail(ErrorCode::unsupported, "tables.workbook", "another kind of zip archive");
  TRY(const auto top, relations_of(parts, ""));
  const auto main = part_of_type(top, "officeDocument");
  if (main.empty()) return fail(ErrorCode::unsupported, "tables.workbook", "another kind of zip archive");
  if (!parts.has(main)) return corrupt("a part is missing");
  if (main.ends_with(".bin")) return fail(ErrorCode::unsupported, "tables.workbook", "a binary workbook");
  pugi::xml_document document;
  TRYV(parse_small(parts, main, document));
  const auto root = document.document_element();
  if (local(root) != "workbook") return fail(ErrorCode::unsupported, "tables.workbook", "another kind of document");
  TRY(const auto relations, relations_of(parts, main));
  Workbook book;
  book.strings_part = part_of_type(relations, "sharedStrings");
  book.styles_part = part_of_type(relations, "styles");
  if (child_of(root, "workbookPr").attribute("date1904").as_bool()) book.day_zero = DayZero::of_1904;
  std::vector<Sheet> hidden;
  for (const auto& sheet : child_of(root, "sheets").children()) {
    if (local(sheet) != "sheet") continue;
    const auto relation = relations.find(relation_id(sheet));
    if (relation == relations.end()) return corrupt("a sheet has no part");
    if (relation->second.type != "worksheet") continue;  // a chart
    if (!parts.has(relation->second.part)) return corrupt("a part is missing");
    auto& list = sheet.attribute("state") && std::string_view(sheet.attribute("state").value()) != "visible" ? hidden : book.sheets;
    list.push_back({sheet.attribute("name").value(), relation->second.part});
  }
  std::move(hidden.begin(), hidden.end(), std::back_inserter(book.sheets));
  if (book.sheets.empty()) return fail(ErrorCode::invalid, "tables.workbook", "empty");
  if (book.sheets.size() > kSheetsMax) return fail(ErrorCode::too_large, "tables.workbook", "sheets");
  return book;
}

Result<std::vector<bool>> read_date_styles(const ZipParts& parts, const Workbook& book) {
  std::vector<bool> dates;
  if (book.styles_part.empty()) return dates;
  pugi::xml_document document;
  TRYV(parse_small(parts, book.styles_part, document));
  std::map<int, bool> own;
  for (const auto& format : child_of(document.document_element(), "numFmts").children()) {
    own[format.attribute("numFmtId").as_int()] = is_date_format(std::string_view(format.attribute("formatCode").value()));
  }
  for (const auto& style : child_of(document.document_element(), "cellXfs").children()) {
    if (local(style) != "xf") continue;
    const int id = style.attribute("numFmtId").as_int();
    const auto found = own.find(id);
    dates.push_back(found != own.end() ? found->second : is_date_format(id));
  }
  return dates;
}

Result<SharedStrings> SharedStrings::read(const ZipParts& parts, const Workbook& book) {
  SharedStrings strings;
  if (book.strings_part.empty()) return strings;
  pugi::xml_document document;
  XmlCutter cutter("si", [&](std::string& fragment) -> Status {
    constexpr unsigned kFlags = pugi::parse_default | pugi::parse_ws_pcdata;
    if (!document.load_buffer_inplace(fragment.data(), fragment.size(), kFlags)) return corrupt("a shared string cannot be read");
    strings.text_ += rich_text_of(document.document_element());
    if (strings.text_.size() + 4 * strings.ends_.size() > kSharedTextBytesMax) {
      return fail(ErrorCode::too_large, "tables.workbook", "strings");
    }
    strings.ends_.push_back(static_cast<std::uint32_t>(strings.text_.size()));
    return {};
  });
  TRYV(parts.each_piece(book.strings_part, [&](std::string_view piece) { return cutter.feed(piece); }));
  TRYV(cutter.end());
  return strings;
}

Result<std::string_view> SharedStrings::at(std::size_t index) const {
  if (index >= ends_.size()) return corrupt("a shared string is missing");
  const std::size_t begin = index == 0 ? 0 : ends_[index - 1];
  return std::string_view(text_).substr(begin, ends_[index] - begin);
}

}  // namespace uke::server::tables

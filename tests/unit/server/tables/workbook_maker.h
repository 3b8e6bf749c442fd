// Workbooks made part by part, so that a test can spoil any of them.
#pragma once

#include "tests/support/catch.h"

#include <filesystem>
#include <string>
#include <utility>
#include <vector>
#include <zip.h>

namespace uke::test {

struct ZipEntry {
  std::string name;
  std::string bytes;
};

// Entries in order, also two of one name.
inline void write_zip(const std::filesystem::path& file, const std::vector<ZipEntry>& entries) {
  int error = 0;
  zip_t* const archive = zip_open(file.c_str(), ZIP_CREATE | ZIP_TRUNCATE, &error);
  REQUIRE(archive != nullptr);
  for (const auto& entry : entries) {
    zip_source_t* const source = zip_source_buffer(archive, entry.bytes.data(), entry.bytes.size(), 0);
    // libzip refuses to add a second entry of one name: such archives are made by renaming it afterwards, in the bytes.
    REQUIRE(zip_file_add(archive, entry.name.c_str(), source, ZIP_FL_ENC_UTF_8) >= 0);
  }
  REQUIRE(zip_close(archive) == 0);
}

constexpr const char* kNs = "xmlns=\"http://schemas.openxmlformats.org/spreadsheetml/2006/main\"";

// A workbook of one sheet whose <sheetData> is `rows`. Its parts can be changed before write().
struct WorkbookMaker {
  explicit WorkbookMaker(const std::string& rows) {
    const std::string type = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/";
    const std::string relations = "<Relationships xmlns=\"http://schemas.openxmlformats.org/package/2006/relationships\">";
    set("_rels/.rels",
        relations + "<Relationship Id=\"r1\" Type=\"" + type + "officeDocument\" Target=\"xl/workbook.xml\"/></Relationships>");
    set("xl/workbook.xml", std::string("<?xml version=\"1.0\"?><workbook ") + kNs + " xmlns:r=\"" + type +
                               "\"><workbookPr/><sheets><sheet name=\"名簿\" sheetId=\"1\" r:id=\"s1\"/></sheets></workbook>");
    set("xl/_rels/workbook.xml.rels", relations + "<Relationship Id=\"s1\" Type=\"" + type +
                                          "worksheet\" Target=\"worksheets/sheet1.xml\"/><Relationship Id=\"s2\" Type=\"" + type +
                                          "sharedStrings\" Target=\"/xl/sharedStrings.xml\"/><Relationship Id=\"s3\" Type=\"" + type +
                                          "styles\" Target=\"styles.xml\"/></Relationships>");
    set("xl/worksheets/sheet1.xml", std::string("<?xml version=\"1.0\" encoding=\"UTF-8\"?><worksheet ") + kNs +
                                        "><dimension ref=\"A1\"/><sheetData>" + rows + "</sheetData></worksheet>");
    set("xl/sharedStrings.xml", std::string("<sst ") + kNs +
                                    "><si><t>髙橋</t></si><si><r><rPr><b/></rPr><t>山</t></r><r><t xml:space=\"preserve\">﨑 </t></r><rPh "
                                    "sb=\"0\" eb=\"1\"><t>ヤマ</t></rPh></si>"
                                    "<si><t>a_x000D_b_x005F_c &amp; &lt;</t></si></sst>");
    set("xl/styles.xml", std::string("<styleSheet ") + kNs +
                             "><numFmts count=\"2\"><numFmt numFmtId=\"164\" formatCode=\"yyyy/m/d\"/><numFmt numFmtId=\"165\" "
                             "formatCode=\"0&quot;年&quot;\"/></numFmts><cellXfs count=\"5\"><xf numFmtId=\"0\"/><xf numFmtId=\"14\"/><xf "
                             "numFmtId=\"164\"/><xf numFmtId=\"165\"/><xf numFmtId=\"22\"/></cellXfs></styleSheet>");
  }
  void set(const std::string& name, std::string bytes) {
    for (auto& entry : entries) {
      if (entry.name == name) {
        entry.bytes = std::move(bytes);
        return;
      }
    }
    entries.push_back({name, std::move(bytes)});
  }
  void drop(const std::string& name) {
    std::erase_if(entries, [&](const ZipEntry& entry) { return entry.name == name; });
  }
  void replace(const std::string& name, const std::string& what, const std::string& by) {
    for (auto& entry : entries) {
      if (entry.name != name) continue;
      const auto at = entry.bytes.find(what);
      REQUIRE(at != std::string::npos);
      entry.bytes.replace(at, what.size(), by);
    }
  }
  void write(const std::filesystem::path& file) const { write_zip(file, entries); }

  std::vector<ZipEntry> entries;
};

}  // namespace uke::test

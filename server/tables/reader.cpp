#include "server/tables/reader.h"

#include "server/tables/separated.h"
#include "server/tables/sheet.h"

#include <algorithm>
#include <array>
#include <fstream>

namespace uke::server::tables {
namespace {

constexpr std::size_t kPieceBytes = 256 * 1024;

std::unexpected<Error> unsupported(std::string_view detail) { return fail(ErrorCode::unsupported, "tables.reader", detail); }

class File {
 public:
  static Result<File> open(const std::filesystem::path& path) {
    std::error_code error;
    const auto size = std::filesystem::file_size(path, error);
    File file(path);
    if (error || !file.stream_) return fail(ErrorCode::not_found, "tables.reader", "there is no such file");
    if (size > kFileBytesMax) return fail(ErrorCode::too_large, "tables.reader", "file");
    return file;
  }
  // The next piece; empty at the end.
  Result<std::string_view> next() {
    stream_.read(piece_.data(), static_cast<std::streamsize>(piece_.size()));
    if (stream_.bad()) return fail(ErrorCode::unavailable, "tables.reader", "the file cannot be read");
    return std::string_view(piece_.data(), static_cast<std::size_t>(stream_.gcount()));
  }

 private:
  explicit File(const std::filesystem::path& path) : stream_(path, std::ios::binary), piece_(kPieceBytes, '\0') {}
  std::ifstream stream_;
  std::string piece_;
};

// What kinds of files people pick by mistake, by their first bytes.
Status refuse_other_kinds(std::string_view head) {
  using namespace std::string_view_literals;
  static constexpr std::array kKinds = {
      std::pair{"\xD0\xCF\x11\xE0"sv, "an old or encrypted workbook"sv},
      std::pair{"%PDF"sv, "a PDF"sv},
      std::pair{"\x89PNG"sv, "a picture"sv},
      std::pair{"\xFF\xD8\xFF"sv, "a picture"sv},
      std::pair{"GIF8"sv, "a picture"sv},
      std::pair{"BM"sv, "a picture"sv},
      std::pair{"II*\0"sv, "a picture"sv},
      std::pair{"MM\0*"sv, "a picture"sv},
      std::pair{"RIFF"sv, "a picture"sv},
      std::pair{"\x1F\x8B"sv, "a compressed file"sv},
      std::pair{"7z\xBC\xAF"sv, "a compressed file"sv},
      std::pair{"Rar!"sv, "a compressed file"sv},
      std::pair{"{\\rtf"sv, "a text with formatting"sv},
      std::pair{"<html"sv, "a web page"sv},
      std::pair{"<!DOCTYPE"sv, "a web page"sv},
      std::pair{"<?xml"sv, "XML"sv},
      std::pair{"<svg"sv, "a picture"sv},
  };
  for (const auto& [begin, name] : kKinds) {
    if (begin == "BM"sv && !(head.size() > 16 && head.substr(6, 4) == "\0\0\0\0"sv)) continue;
    if (head.starts_with(begin)) return unsupported(name);
  }
  if (head.size() > 12 && head.substr(4, 4) == "ftyp"sv) return unsupported("a picture");
  return {};
}

bool is_zip(std::string_view head) { return head.starts_with("PK\x03\x04") || head.starts_with("PK\x05\x06"); }

std::string decoded(std::string_view head, Encoding encoding) {
  std::string out;
  text::Decoder decoder(encoding);
  decoder.feed(head, out);
  return out;
}

// Bytes of anything else than a table are full of control characters and of what no encoding has.
Status refuse_binary(std::string_view text) {
  std::size_t odd = 0;
  for (std::size_t i = 0; i < text.size(); ++i) {
    const auto c = static_cast<unsigned char>(text[i]);
    if ((c < 0x20 && c != '\t' && c != '\n' && c != '\r') || text.compare(i, 3, "\xEF\xBF\xBD") == 0) ++odd;
  }
  return odd * 10 > text.size() ? unsupported("no text") : Status{};
}

bool is_ascii(std::string_view bytes) {
  return std::all_of(bytes.begin(), bytes.end(), [](char c) { return c > 0; });
}

// By the first piece that has more than ASCII: a long list may begin with lines that say nothing.
Result<Encoding> encoding_of(const std::filesystem::path& path) {
  TRY(auto file, File::open(path));
  for (;;) {
    TRY(const auto piece, file.next());
    if (piece.empty()) return Encoding::utf8;
    if (!is_ascii(piece)) return text::detect_encoding(piece);
  }
}

Result<Guess> guess_separated(const std::filesystem::path& path, std::string_view head) {
  Guess guess;
  TRY(guess.encoding, encoding_of(path));
  const auto text = decoded(head, guess.encoding);
  TRYV(refuse_binary(text));
  guess.separator = guess_separator(text);
  return guess;
}

Status each_separated_row(const std::filesystem::path& path, Encoding encoding, char separator, const std::function<Status(Row&&)>& visit) {
  TRY(auto file, File::open(path));
  text::Decoder decoder(encoding);
  SeparatedParser parser(separator, visit);
  std::string text;
  for (;;) {
    text.clear();
    TRY(const auto piece, file.next());
    if (piece.empty()) break;
    decoder.feed(piece, text);
    TRYV(parser.feed(text));
  }
  decoder.end(text);
  TRYV(parser.feed(text));
  return parser.end();
}

}  // namespace

Result<Guess> guess(const std::filesystem::path& path) {
  TRY(auto file, File::open(path));
  TRY(const auto head, file.next());
  if (head.empty()) return fail(ErrorCode::invalid, "tables.guess", "empty");
  TRYV(refuse_other_kinds(head));
  if (!is_zip(head)) return guess_separated(path, head);
  TRY(const auto parts, ZipParts::open(path));
  TRY(const auto book, read_workbook(parts));
  Guess guess;
  guess.format = Format::xlsx;
  for (const auto& sheet : book.sheets) guess.sheets.push_back(sheet.name);
  return guess;
}

Status each_row(const std::filesystem::path& path, const ReadOptions& options, const std::function<Status(Row&&)>& visit) {
  TRY(const auto found, guess(path));
  if (found.format == Format::separated) {
    return each_separated_row(path, options.encoding.value_or(found.encoding), options.separator.value_or(found.separator), visit);
  }
  TRY(const auto parts, ZipParts::open(path));
  TRY(const auto book, read_workbook(parts));
  return each_sheet_row(parts, book, options.sheet, visit);
}

}  // namespace uke::server::tables

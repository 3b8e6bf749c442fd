#include "server/web/form.h"

#include "server/http/target.h"
#include "server/web/multipart.h"
#include "shared/base/utf8.h"

#include <fstream>
#include <iterator>

namespace uke::server::web {
namespace {

constexpr std::size_t kTextBytesMax = 4 * 1024 * 1024;  // of all typed fields together: a pasted list of 1,900 names has 100 KB

bool is_text(std::string_view bytes) { return bytes.find('\0') == std::string_view::npos && is_valid_utf8(bytes); }

std::string with_plain_line_breaks(std::string_view text) {
  std::string out;
  out.reserve(text.size());
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (text[i] != '\r') {
      out.push_back(text[i]);
    } else if (i + 1 == text.size() || text[i + 1] != '\n') {
      out.push_back('\n');
    }
  }
  return out;
}

std::unexpected<Error> invalid(std::string_view what) { return fail(ErrorCode::invalid, "web.form", what); }

}  // namespace

// Fills a form.
class FormReader {
 public:
  Status add(std::string_view name, std::string_view value) {
    if (!is_text(name) || !is_text(value)) return invalid("a field is not text");
    TRYV(count());
    form_.fields_.emplace_back(std::string(name), with_plain_line_breaks(value));
    return {};
  }
  Status add(Upload upload) {
    if (!is_text(upload.field) || !is_text(upload.file_name)) return invalid("the name of a file is not text");
    TRYV(count());
    form_.uploads_.push_back(std::move(upload));
    return {};
  }
  [[nodiscard]] Upload& last_upload() { return form_.uploads_.back(); }
  void drop_last_upload() { form_.uploads_.pop_back(); }
  [[nodiscard]] Form take() { return std::move(form_); }

 private:
  Status count() {
    if (++count_ > kFormFieldsMax) return fail(ErrorCode::too_large, "web.form", "too many fields");
    return {};
  }
  Form form_;
  std::size_t count_ = 0;
};

namespace {

Result<std::string> whole_body(const http::Request& request) {
  if (!request.body_file) return request.body;
  std::error_code error;
  const auto size = std::filesystem::file_size(*request.body_file, error);
  if (!error && size > kTextBytesMax) return fail(ErrorCode::too_large, "web.form", "too much text");
  std::ifstream file(*request.body_file, std::ios::binary);
  std::string body(std::istreambuf_iterator<char>(file), {});
  if (error || !file || body.size() != size) return fail(ErrorCode::internal, "web.form", "cannot read the spooled body");
  return body;
}

Result<Form> parse_urlencoded(const http::Request& request) {
  TRY(const auto body, whole_body(request));
  FormReader reader;
  for (std::string_view rest = body; !rest.empty();) {
    const auto pair = rest.substr(0, rest.find('&'));
    rest.remove_prefix(std::min(rest.size(), pair.size() + 1));
    if (pair.empty()) continue;
    const auto equals = pair.find('=');
    const auto name = http::percent_decoded(pair.substr(0, equals), http::Plus::is_space);
    const auto value =
        http::percent_decoded(equals == std::string_view::npos ? std::string_view() : pair.substr(equals + 1), http::Plus::is_space);
    if (!name || !value) return invalid("a field is not encoded as it should be");
    TRYV(reader.add(*name, *value));
  }
  return reader.take();
}

// "C:\\lists\\a.csv" and "lists/a.csv" are a.csv.
std::string without_folders(std::string_view file_name) { return std::string(file_name.substr(file_name.find_last_of("/\\") + 1)); }

class MultipartForm {
 public:
  explicit MultipartForm(const http::Request& request) : request_(request) {}

  Result<Form> parse(std::string_view boundary) {
    std::ifstream file;
    std::string_view memory = request_.body;
    if (request_.body_file) file.open(*request_.body_file, std::ios::binary);
    if (request_.body_file && !file) return fail(ErrorCode::internal, "web.form", "cannot read the spooled body");
    const auto read = [&](char* buffer, std::size_t size) -> std::size_t {
      if (request_.body_file) {
        file.read(buffer, static_cast<std::streamsize>(size));
        return static_cast<std::size_t>(file.gcount());
      }
      const auto count = memory.copy(buffer, size);
      memory.remove_prefix(count);
      return count;
    };
    TRYV(read_multipart(boundary, read,
                        {.begin = [this](std::string_view disposition, std::uint64_t offset) { return begin(disposition, offset); },
                         .content = [this](std::string_view bytes) { return content(bytes); },
                         .end = [this](std::uint64_t size) { end(size); }}));
    TRYV(ended_);
    return reader_.take();
  }

 private:
  Result<bool> begin(std::string_view disposition, std::uint64_t offset) {
    TRYV(ended_);
    TRY(auto name, header_parameter(disposition, "name"));
    TRY(auto file_name, header_parameter(disposition, "filename"));
    if (!disposition.starts_with("form-data") || !name.found) return invalid("a part has no name");
    name_ = std::move(name.value);
    value_.clear();
    is_file_ = file_name.found;
    if (!is_file_) return true;
    if (!request_.body_file) return fail(ErrorCode::unsupported, "web.form", "this page takes no files");
    TRYV(reader_.add(Upload{name_, without_folders(file_name.value), *request_.body_file, offset, 0}));
    return false;
  }
  Status content(std::string_view bytes) {
    text_bytes_ += bytes.size();
    if (text_bytes_ > kTextBytesMax) return fail(ErrorCode::too_large, "web.form", "too much text");
    value_.append(bytes);
    return {};
  }
  void end(std::uint64_t size) {
    if (!is_file_) {
      ended_ = reader_.add(name_, value_);
    } else if (reader_.last_upload().file_name.empty()) {
      reader_.drop_last_upload();  // nothing was chosen
    } else {
      reader_.last_upload().size = size;
    }
  }

  const http::Request& request_;
  FormReader reader_;
  std::string name_;
  std::string value_;
  bool is_file_ = false;
  std::size_t text_bytes_ = 0;
  Status ended_;
};

}  // namespace

Result<Form> Form::parse(const http::Request& request) {
  const auto type = request.header("content-type");
  auto media = std::string(type.substr(0, type.find(';')));
  while (media.ends_with(' ')) media.pop_back();
  for (char& c : media) c = c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
  if (media == "application/x-www-form-urlencoded") return parse_urlencoded(request);
  if (media == "multipart/form-data") {
    TRY(const auto boundary, header_parameter(type, "boundary"));
    if (boundary.value.empty() || boundary.value.size() > 70) return invalid("its boundary is missing or too long");
    return MultipartForm(request).parse(boundary.value);
  }
  if (media.empty() && request.body.empty() && !request.body_file) return Form{};
  return fail(ErrorCode::unsupported, "web.form", "the body is no form");
}

std::string_view Form::text(std::string_view name) const {
  for (const auto& [key, value] : fields_) {
    if (key == name) return value;
  }
  return {};
}

std::vector<std::string_view> Form::all(std::string_view name) const {
  std::vector<std::string_view> found;
  for (const auto& [key, value] : fields_) {
    if (key == name) found.emplace_back(value);
  }
  return found;
}

bool Form::has(std::string_view name) const {
  for (const auto& field : fields_) {
    if (field.first == name) return true;
  }
  return false;
}

const Upload* Form::upload(std::string_view name) const {
  for (const auto& upload : uploads_) {
    if (upload.field == name) return &upload;
  }
  return nullptr;
}

}  // namespace uke::server::web

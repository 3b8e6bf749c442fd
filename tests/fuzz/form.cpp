// Any bytes as a browser's form: the first line is the content type, the rest the body. What is taken for a field is text, what is taken
// for a file lies inside of the body.
#include "server/web/form.h"

#include "server/web/own_path.h"
#include "shared/base/utf8.h"
#include "tests/fuzz/claim.h"

#include <fstream>
#include <unistd.h>

using namespace uke;
using namespace uke::server;

namespace {

void take(const http::Request& request, std::uint64_t body_size) {
  const auto form = web::Form::parse(request);
  if (!form) {
    CLAIM(!form.error().detail.empty());
    CLAIM(form.error().code != ErrorCode::internal);
    return;
  }
  for (const std::string_view name : {"a", "csrf", ""}) {
    const auto all = form->all(name);
    CLAIM(form->has(name) == !all.empty());
    CLAIM(all.size() <= web::kFormFieldsMax);
    for (const auto value : all)
      CLAIM(is_valid_utf8(value) && value.find('\0') == std::string_view::npos && value.find('\r') == std::string_view::npos);
    if (const auto* upload = form->upload(name)) {
      CLAIM(request.body_file.has_value());
      CLAIM(!upload->file_name.empty());
      CLAIM(upload->offset + upload->size <= body_size);
    }
  }
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view input(reinterpret_cast<const char*>(data), size);
  const auto line = input.substr(0, input.find('\n'));
  http::Request request;
  request.method = http::Method::post;
  request.headers.emplace_back("content-type", std::string(line));
  request.body = std::string(input.substr(std::min(input.size(), line.size() + 1)));
  const auto body_size = request.body.size();
  take(request, body_size);
  // The same as a route that takes files gets it.
  static const auto file = std::filesystem::temp_directory_path() / ("uketsuke-fuzz-form-" + std::to_string(::getpid()));
  std::ofstream(file, std::ios::binary | std::ios::trunc) << request.body;
  request.body.clear();
  request.body_file = file;
  take(request, body_size);
  std::error_code ignored;
  std::filesystem::remove(file, ignored);
  request.path = "/" + std::string(line);
  request.query = line;
  CLAIM(web::is_own_path(web::sign_in_path(request).substr(0, 500)));
  return 0;
}

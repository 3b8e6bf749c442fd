// What a browser's form may send, and what nobody may: hostile encodings, boundaries and counts.
#include "server/web/form.h"
#include "server/web/multipart.h"
#include "tests/support/catch.h"

#include <cstdlib>
#include <fstream>

using namespace uke;
using namespace uke::server;
using web::Form;

namespace {

http::Request typed(std::string body, std::string type = "application/x-www-form-urlencoded") {
  http::Request request;
  request.method = http::Method::post;
  request.headers.emplace_back("content-type", std::move(type));
  request.body = std::move(body);
  return request;
}

ErrorCode refusal_of(const http::Request& request) {
  const auto form = Form::parse(request);
  REQUIRE_FALSE(form.has_value());
  return form.error().code;
}

std::string part(const std::string& disposition, const std::string& content) {
  return "--limit\r\nContent-Disposition: " + disposition + "\r\n\r\n" + content + "\r\n";
}
const std::string kMultipart = "multipart/form-data; boundary=limit";
const std::string kEnd = "--limit--\r\n";

// A request whose body lies in a file, as of a route that takes files.
class Spooled {
 public:
  explicit Spooled(const std::string& body, std::string type = kMultipart) : request(typed("", std::move(type))) {
    std::string name = (std::filesystem::temp_directory_path() / "uketsuke-form-XXXXXX").string();
    REQUIRE(::mkdtemp(name.data()) != nullptr);
    folder_ = name;
    request.body_file = folder_ / "body";
    std::ofstream(*request.body_file, std::ios::binary) << body;
  }
  ~Spooled() {
    std::error_code ignored;
    std::filesystem::remove_all(folder_, ignored);
  }
  Spooled(const Spooled&) = delete;
  Spooled& operator=(const Spooled&) = delete;

  http::Request request;

 private:
  std::filesystem::path folder_;
};

std::string bytes_of(const web::Upload& upload) {
  std::ifstream file(upload.in, std::ios::binary);
  file.seekg(static_cast<std::streamoff>(upload.offset));
  std::string bytes(upload.size, '\0');
  file.read(bytes.data(), static_cast<std::streamsize>(bytes.size()));
  REQUIRE(file.good());
  return bytes;
}

}  // namespace

TEST_CASE("fields_come_as_they_were_typed_with_plain_line_breaks") {
  const auto form = Form::parse(typed("name=%E8%8A%B1%E5%AD%90+%26co&note=a%0D%0Ab%0Dc%0A&empty=&bare&name=second&&=nameless"));
  REQUIRE(form);
  CHECK(form->text("name") == "花子 &co");
  CHECK(form->all("name") == std::vector<std::string_view>{"花子 &co", "second"});
  CHECK(form->text("note") == "a\nb\nc\n");
  CHECK(form->has("empty"));
  CHECK(form->has("bare"));
  CHECK(form->text("") == "nameless");
  CHECK_FALSE(form->has("missing"));
  CHECK(form->text("missing").empty());
  CHECK(form->upload("name") == nullptr);
}

TEST_CASE("a_form_is_known_by_its_content_type") {
  CHECK(Form::parse(typed("a=b", "Application/X-WWW-Form-Urlencoded ; charset=UTF-8")));
  CHECK(refusal_of(typed("{}", "application/json")) == ErrorCode::unsupported);
  CHECK(refusal_of(typed("a=b", "")) == ErrorCode::unsupported);
  CHECK(refusal_of(typed("a=b", "text/plain")) == ErrorCode::unsupported);
  CHECK(Form::parse(typed("", "")));
}

TEST_CASE("refuses_fields_that_are_no_text") {
  const auto body =
      GENERATE(as<std::string>(), "a=%00", "a=%FF", "a=%ED%A0%80", "%00=a", "a=%C3", "a=b%0", "a=%zz", "%=a", "a=%F8%88%80%80%80");
  INFO(body);
  CHECK(refusal_of(typed(body)) == ErrorCode::invalid);
}

TEST_CASE("refuses_three_thousand_fields") {
  std::string body;
  for (int i = 0; i < 2000; ++i) body += "a=b&";
  CHECK(Form::parse(typed(body)));
  for (int i = 0; i < 1000; ++i) body += "a=b&";
  CHECK(refusal_of(typed(body)) == ErrorCode::too_large);

  std::string parts;
  for (int i = 0; i < 3000; ++i) parts += part("form-data; name=\"a\"", "b");
  CHECK(refusal_of(typed(parts + kEnd, kMultipart)) == ErrorCode::too_large);
}

TEST_CASE("parts_in_memory_are_fields") {
  const auto form = Form::parse(typed("a preamble\r\n" + part("form-data; name=\"name\"", "花子") + part("form-data; name=note", "a\r\nb") +
                                          part("FORM: x\r\ncontent-disposition:  form-data; name=\"empty\"", "") + kEnd + "an epilogue",
                                      "multipart/form-data; boundary=\"limit\""));
  REQUIRE_FALSE(form);  // the third part names something else first: two dispositions make no part

  const auto plain = Form::parse(typed("a preamble\r\n" + part("form-data; name=\"name\"", "花子") +
                                           part("form-data; name=note\r\nX-More: x", "a\r\nb") + kEnd + "an epilogue",
                                       "multipart/form-data; boundary=\"limit\""));
  REQUIRE(plain);
  CHECK(plain->text("name") == "花子");
  CHECK(plain->text("note") == "a\nb");
  CHECK(refusal_of(typed(part("form-data; name=\"f\"; filename=\"a.csv\"", "1,2") + kEnd, kMultipart)) == ErrorCode::unsupported);
}

TEST_CASE("an_upload_is_a_piece_of_the_spooled_body") {
  const std::string csv = "姓,名\r\n佐藤,花子\r\n--limi\r\n";
  Spooled spooled(part("form-data; name=\"csrf\"", "secret") +
                  part("form-data; name=\"file\"; filename=\"C:\\\\lists\\\\名簿 %22new%22.csv\"\r\nContent-Type: text/csv", csv) +
                  part("form-data; name=\"none\"; filename=\"\"", "") + part("form-data; name=\"void\"; filename=\"void.csv\"", "") +
                  part("form-data; name=\"last\"", "x") + kEnd);
  const auto form = Form::parse(spooled.request);
  REQUIRE(form);
  CHECK(form->text("csrf") == "secret");
  CHECK(form->text("last") == "x");
  const auto* upload = form->upload("file");
  REQUIRE(upload != nullptr);
  CHECK(upload->file_name == "名簿 \"new\".csv");
  CHECK(bytes_of(*upload) == csv);
  CHECK(form->upload("none") == nullptr);
  REQUIRE(form->upload("void") != nullptr);
  CHECK(form->upload("void")->size == 0);
}

TEST_CASE("an_upload_larger_than_any_buffer_keeps_every_byte") {
  std::string large;
  for (int i = 0; large.size() < 300'000; ++i) large += "line " + std::to_string(i) + "\r\n--limi\r\n-";
  Spooled spooled(part("form-data; name=\"a\"", "1") + part("form-data; name=\"file\"; filename=\"x\"", large) +
                  part("form-data; name=\"b\"", "2") + kEnd);
  const auto form = Form::parse(spooled.request);
  REQUIRE(form);
  CHECK(bytes_of(*form->upload("file")) == large);
  CHECK(form->text("b") == "2");
}

TEST_CASE("typed_fields_of_a_spooled_body_are_read_too") {
  Spooled spooled("name=%E8%8A%B1&csrf=x", "application/x-www-form-urlencoded");
  const auto form = Form::parse(spooled.request);
  REQUIRE(form);
  CHECK(form->text("name") == "花");
  Spooled endless("name=" + std::string(5 << 20, 'a'), "application/x-www-form-urlencoded");
  CHECK(refusal_of(endless.request) == ErrorCode::too_large);
  Spooled field(part("form-data; name=\"a\"", std::string(5 << 20, 'a')) + kEnd);
  CHECK(refusal_of(field.request) == ErrorCode::too_large);
}

TEST_CASE("refuses_a_broken_multipart_body") {
  const auto good = part("form-data; name=\"a\"", "b");
  const auto body = GENERATE_COPY(values<std::string>({
      "",
      "--",
      "no boundary at all",
      good,                                                             // never ends
      good + "--limit",                                                 // nothing says whether it ends
      good + "--limit-x",                                               // neither
      "--limit\r\n\r\nb\r\n" + kEnd,                                    // a part without a name
      "--limit\r\nContent-Disposition: form-data\r\n\r\nb\r\n" + kEnd,  // nor here
      part("attachment; name=\"a\"", "b") + kEnd,
      part("form-data; name=\"a", "b") + kEnd,  // a quote that never closes
      "--limit\r\nno colon\r\n\r\nb\r\n" + kEnd,
      "--limit\r\nContent-Disposition: form-data; name=\"a\"",  // ends inside the header
      "--limitb\r\nContent-Disposition: form-data; name=\"a\"\r\n\r\nb\r\n" + kEnd,
      part("form-data; name=\"a\"; x=" + std::string(9000, 'x'), "b") + kEnd,
      part("form-data; name=\"a\"", std::string("b\0c", 3)) + kEnd,
      part("form-data; name=\"a\xff\"", "b") + kEnd,
  }));
  INFO(body.substr(0, 200));
  CHECK(refusal_of(typed(body, kMultipart)) == ErrorCode::invalid);
}

TEST_CASE("refuses_a_boundary_that_cannot_be_one") {
  const auto body = part("form-data; name=\"a\"", "b") + kEnd;
  for (const std::string type : {"multipart/form-data", "multipart/form-data; boundary=", "multipart/form-data; boundary=\"limit"}) {
    INFO(type);
    CHECK(refusal_of(typed(body, type)) == ErrorCode::invalid);
  }
  CHECK(refusal_of(typed(body, "multipart/form-data; boundary=" + std::string(71, 'x'))) == ErrorCode::invalid);
}

TEST_CASE("no_cut_through_a_form_is_read_as_another_form") {
  const auto whole = part("form-data; name=\"a\"", "1") + part("form-data; name=\"b\"", "2") + kEnd;
  const auto ends = whole.find("--limit--") + std::string("--limit--").size();
  for (std::size_t size = 0; size < ends; ++size) {
    INFO(size);
    CHECK_FALSE(Form::parse(typed(whole.substr(0, size), kMultipart)).has_value());
  }
  CHECK(Form::parse(typed(whole.substr(0, ends), kMultipart)));
}

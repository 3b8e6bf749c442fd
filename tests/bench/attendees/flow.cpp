#include "tests/bench/attendees/flow.h"

#include "tests/support/bench.h"

#include <fmt/format.h>

#include <algorithm>
#include <stdexcept>

namespace uke::bench {
namespace {

constexpr std::size_t kChangesEvery = 5;
constexpr std::size_t kCancelsEvery = 7;
constexpr std::size_t kOnlineEvery = 3;

// A number spelt in kana: nobody has another's name.
std::string in_kana(std::size_t number) {
  static constexpr std::string_view kDigits[] = {"あ", "か", "さ", "た", "な", "は", "ま", "や", "ら", "わ"};
  std::string text;
  for (const char digit : std::to_string(number)) text += kDigits[digit - '0'];
  return text;
}

class Attendee {
 public:
  explicit Attendee(const Visit& visit) : visit_(visit), client_(visit.port) {
    client_.patience = std::chrono::seconds{30};
    // The server is told to believe this header: nobody shares an address, as behind a reverse proxy.
    from_ = fmt::format("10.{}.{}.{}", visit.number / 65025 % 255, visit.number / 255 % 255, visit.number % 255 + 1);
  }

  void run() {
    get("healthz", "/healthz");  // the same client and connection without a page: the reference
    const auto event = get("event", visit_.event_path);
    const auto form = get("form", way_to_answer(event));
    auto fields = fields_of(form);
    fill_in(fields);
    const auto action = visit_.event_path + "/rsvp";
    auto confirmed = fields_of(post("confirm", action, fields, 200));
    set(confirmed, "do", "send");
    const auto mine = redirect("send", action, confirmed);
    ++seen_.sent;
    const auto personal = get("personal", mine);
    if (const auto ticket = link_to(personal, "/T/"); !ticket.empty()) {
      get("ticket", ticket);
      get("picture", ticket + "/picture.png");
    }
    if (visit_.number % kChangesEvery == 0) change(mine);
    if (visit_.number % kCancelsEvery == 0) cancel(mine);
  }

  // Answers, and says how large each page of the way was.
  std::map<std::string, std::size_t> sizes() {
    std::map<std::string, std::size_t> bytes;
    bytes["event"] = with_parts(visit_.event_path);
    const auto form_path = way_to_answer(get("event", visit_.event_path));
    bytes["form"] = with_parts(form_path);
    auto fields = fields_of(get("form", form_path));
    fill_in(fields);
    set(fields, "do", "send");
    const auto mine = redirect("send", visit_.event_path + "/rsvp", fields);
    bytes["personal"] = with_parts(mine);
    const auto ticket = link_to(get("personal", mine), "/T/");
    bytes["ticket"] = with_parts(ticket);
    bytes["picture"] = with_parts(ticket + "/picture.png");
    bytes["change_form"] = with_parts(mine + "/edit");
    bytes["cancel_form"] = with_parts(mine + "/cancel");
    return bytes;
  }

  Seen take() { return std::move(seen_); }

 private:
  test::HttpAnswer ask(std::string_view method, const std::string& path, const std::string& body, bool gzip) {
    std::vector<std::pair<std::string, std::string>> headers = {{"X-Forwarded-For", from_}, {"Accept-Language", "ja"}};
    if (gzip) headers.emplace_back("Accept-Encoding", "gzip");
    if (method == "POST") {
      headers.emplace_back("Content-Type", "application/x-www-form-urlencoded");
      headers.emplace_back("Sec-Fetch-Site", "same-origin");
    }
    if (!cookies_.empty()) headers.emplace_back("Cookie", cookies_);
    auto answer = client_.request(method, path, body, headers);
    if (!answer) throw std::runtime_error(fmt::format("{} {}: no answer", method, path));
    if (const auto cookie = answer->headers.find("set-cookie"); cookie != answer->headers.end()) {
      cookies_ = cookie->second.substr(0, cookie->second.find(';'));
    }
    return *answer;
  }

  test::HttpAnswer send(const std::string& page, std::string_view method, const std::string& path, const Fields& fields) {
    if (visit_.think) visit_.think();
    const auto body = encoded(fields);
    const test::Stopwatch watch;
    auto answer = ask(method, path, body, false);
    seen_.ms[page].push_back(watch.ms());
    return answer;
  }
  test::HttpAnswer timed(const std::string& page, std::string_view method, const std::string& path, const Fields& fields, int status) {
    auto answer = send(page, method, path, fields);
    if (answer.status != status) throw std::runtime_error(fmt::format("{} answered {} instead of {}", page, answer.status, status));
    return answer;
  }
  std::string get(const std::string& page, const std::string& path) { return timed(page, "GET", path, {}, 200).body; }
  std::string post(const std::string& page, const std::string& path, const Fields& fields, int status) {
    return timed(page, "POST", path, fields, status).body;
  }
  std::string redirect(const std::string& page, const std::string& path, const Fields& fields) {
    return timed(page, "POST", path, fields, 303).headers["location"];
  }
  // The line may have moved on and given this very answer a place since the form was made: then the page comes again with both.
  void change_own(const std::string& page, const std::string& path, const Fields& fields) {
    const auto answer = send(page, "POST", path, fields);
    if (answer.status == 303) return;
    if (answer.status != 412) throw std::runtime_error(fmt::format("{} answered {}", page, answer.status));
    (void)redirect(page, path, fields_of(answer.body));
  }

  // As a browser that takes gzip and has nothing in its cache gets them.
  std::size_t with_parts(const std::string& path) {
    std::size_t bytes = ask("GET", path, "", true).body.size();
    for (const auto& part : parts_of(ask("GET", path, "", false).body)) bytes += ask("GET", part, "", true).body.size();
    return bytes;
  }

  static std::string link_to(std::string_view html, std::string_view begin) {
    for (auto& path : attributes(html, "a", "href")) {
      if (path.starts_with(begin)) return path;
    }
    return "";
  }
  std::string way_to_answer(std::string_view event) const {
    const std::string mode = visit_.number % kOnlineEvery == 0 ? "mode=online" : "mode=onsite";
    for (auto& path : attributes(event, "a", "href")) {
      if (path.find("/rsvp?") != std::string::npos && path.find(mode) != std::string::npos) return path;
    }
    throw std::runtime_error("the event's page leads to no form of " + mode);
  }

  void fill_in(Fields& fields) const {
    const auto name = in_kana(visit_.number);
    set(fields, "family_name", "試験");
    set(fields, "given_name", name);
    set(fields, "kana", "しけん " + name);
    set(fields, "email", fmt::format("shiken{}@example.jp", visit_.number));
    set(fields, "comment", "楽しみにしています。");
  }
  void change(const std::string& mine) {
    auto fields = fields_of(get("change_form", mine + "/edit"));
    set(fields, "comment", "遅れて伺うかもしれません。");
    change_own("change", mine + "/edit", fields);
  }
  void cancel(const std::string& mine) {
    change_own("cancel", mine + "/cancel", fields_of(get("cancel_form", mine + "/cancel")));
    ++seen_.cancelled;
  }

  const Visit& visit_;
  test::HttpClient client_;
  std::string from_;
  std::string cookies_;
  Seen seen_;
};

}  // namespace

std::map<std::string, std::size_t> page_bytes(const Visit& visit) { return Attendee(visit).sizes(); }

void Seen::add(Seen other) {
  for (auto& [page, times] : other.ms) ms[page].insert(ms[page].end(), times.begin(), times.end());
  sent += other.sent;
  cancelled += other.cancelled;
  failures.insert(failures.end(), other.failures.begin(), other.failures.end());
}

Seen attend(const Visit& visit) {
  Attendee attendee(visit);
  std::string failure;
  try {
    attendee.run();
  } catch (const std::exception& e) {
    failure = e.what();
  }
  auto seen = attendee.take();
  if (!failure.empty()) seen.failures.push_back(fmt::format("attendee {}: {}", visit.number, failure));
  return seen;
}

}  // namespace uke::bench

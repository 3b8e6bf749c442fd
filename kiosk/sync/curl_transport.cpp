#include "kiosk/sync/curl_transport.h"

#include <curl/curl.h>

#include <atomic>
#include <map>
#include <mutex>
#include <thread>
#include <vector>

namespace uke::kiosk::sync {
namespace {

constexpr std::string_view kOp = "sync.http";
constexpr long kConnectTimeoutMs = 10'000;
constexpr int kPollMs = 1'000;

using Done = std::function<void(Result<HttpAnswer>)>;

struct Easy {
  void operator()(CURL* handle) const { curl_easy_cleanup(handle); }
};
struct Headers {
  void operator()(curl_slist* list) const { curl_slist_free_all(list); }
};

// One call and everything that libcurl reads and writes during it.
struct Exchange {
  HttpCall call;
  Done done;
  HttpAnswer answer;
  bool too_large = false;
  std::unique_ptr<curl_slist, Headers> headers;
  std::unique_ptr<CURL, Easy> easy;
};

size_t take_bytes(char* bytes, size_t size, size_t count, void* user) {
  auto& exchange = *static_cast<Exchange*>(user);
  exchange.too_large = exchange.answer.body.size() + size * count > exchange.call.answer_bytes_max;
  if (exchange.too_large) return 0;  // ends the transfer
  exchange.answer.body.append(bytes, size * count);
  return size * count;
}

void add_header(Exchange& exchange, const std::string& line) {
  exchange.headers.reset(curl_slist_append(exchange.headers.release(), line.c_str()));
}

void prepare(Exchange& exchange) {
  exchange.easy.reset(curl_easy_init());
  CURL* easy = exchange.easy.get();
  const auto& call = exchange.call;
  curl_easy_setopt(easy, CURLOPT_URL, call.url.c_str());
  curl_easy_setopt(easy, CURLOPT_PROTOCOLS_STR, "http,https");
  curl_easy_setopt(easy, CURLOPT_NOSIGNAL, 1L);
  curl_easy_setopt(easy, CURLOPT_TIMEOUT_MS, static_cast<long>(call.timeout.count()));
  curl_easy_setopt(easy, CURLOPT_CONNECTTIMEOUT_MS, kConnectTimeoutMs);
  curl_easy_setopt(easy, CURLOPT_ACCEPT_ENCODING, "gzip");
  curl_easy_setopt(easy, CURLOPT_USERAGENT, "uketsuke-kiosk");
  curl_easy_setopt(easy, CURLOPT_TCP_KEEPALIVE, 1L);
  curl_easy_setopt(easy, CURLOPT_WRITEFUNCTION, take_bytes);
  curl_easy_setopt(easy, CURLOPT_WRITEDATA, &exchange);
  curl_easy_setopt(easy, CURLOPT_PRIVATE, &exchange);
  if (!call.bearer.empty()) add_header(exchange, "Authorization: Bearer " + call.bearer);
  if (call.method == HttpCall::Method::post) {
    curl_easy_setopt(easy, CURLOPT_POST, 1L);
    curl_easy_setopt(easy, CURLOPT_POSTFIELDS, call.body.data());
    curl_easy_setopt(easy, CURLOPT_POSTFIELDSIZE_LARGE, static_cast<curl_off_t>(call.body.size()));
    add_header(exchange, "Content-Type: application/json");
    if (call.packing == HttpCall::Body::gzip) add_header(exchange, "Content-Encoding: gzip");
    add_header(exchange, "Expect:");  // no waiting for 100-continue: bodies are small
  }
  curl_easy_setopt(easy, CURLOPT_HTTPHEADER, exchange.headers.get());
}

Result<HttpAnswer> result_of(Exchange& exchange, CURLcode code) {
  if (exchange.too_large) return fail(ErrorCode::too_large, kOp, "the answer is over its limit");
  if (code == CURLE_OPERATION_TIMEDOUT) return fail(ErrorCode::timeout, kOp, curl_easy_strerror(code));
  if (code != CURLE_OK) return fail(ErrorCode::unavailable, kOp, curl_easy_strerror(code));
  long status = 0;
  curl_easy_getinfo(exchange.easy.get(), CURLINFO_RESPONSE_CODE, &status);
  exchange.answer.status = static_cast<int>(status);
  return std::move(exchange.answer);
}

}  // namespace

struct CurlTransport::Impl {
  Impl() {
    static const bool ready = curl_global_init(CURL_GLOBAL_DEFAULT) == CURLE_OK;
    if (ready) multi = curl_multi_init();
    thread = std::thread([this] { run(); });
  }

  ~Impl() {
    stopping = true;
    curl_multi_wakeup(multi);
    thread.join();
    for (auto& [easy, exchange] : under_way) curl_multi_remove_handle(multi, easy);
    under_way.clear();
    curl_multi_cleanup(multi);
  }

  void run() {
    while (!stopping) {
      start_new();
      int running = 0;
      curl_multi_perform(multi, &running);
      finish_done();
      curl_multi_poll(multi, nullptr, 0, kPollMs, nullptr);
    }
  }

  void start_new() {
    std::vector<std::unique_ptr<Exchange>> fresh;
    {
      const std::lock_guard lock(mutex);
      fresh.swap(waiting);
    }
    for (auto& exchange : fresh) {
      prepare(*exchange);
      CURL* easy = exchange->easy.get();
      under_way.emplace(easy, std::move(exchange));
      curl_multi_add_handle(multi, easy);
    }
  }

  void finish_done() {
    int left = 0;
    while (CURLMsg* message = curl_multi_info_read(multi, &left)) {
      if (message->msg != CURLMSG_DONE) continue;
      const auto code = message->data.result;
      CURL* easy = message->easy_handle;
      auto exchange = std::move(under_way.extract(easy).mapped());
      curl_multi_remove_handle(multi, easy);
      exchange->done(result_of(*exchange, code));
    }
  }

  CURLM* multi = nullptr;
  std::atomic<bool> stopping = false;
  std::mutex mutex;
  std::vector<std::unique_ptr<Exchange>> waiting;
  std::map<CURL*, std::unique_ptr<Exchange>> under_way;  // only on the thread
  std::thread thread;
};

CurlTransport::CurlTransport() : impl_(std::make_unique<Impl>()) {}
CurlTransport::~CurlTransport() = default;

void CurlTransport::send(HttpCall call, std::function<void(Result<HttpAnswer>)> done) {
  auto exchange = std::make_unique<Exchange>();
  exchange->call = std::move(call);
  exchange->done = std::move(done);
  {
    const std::lock_guard lock(impl_->mutex);
    impl_->waiting.push_back(std::move(exchange));
  }
  curl_multi_wakeup(impl_->multi);
}

}  // namespace uke::kiosk::sync

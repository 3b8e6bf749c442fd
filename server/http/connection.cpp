#include "server/http/connection.h"

#include <boost/asio/buffer.hpp>
#include <boost/asio/dispatch.hpp>
#include <boost/asio/write.hpp>
#include <boost/beast/http/error.hpp>

#include <array>
#include <cerrno>
#include <cstring>
#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

namespace uke::server::http {
namespace {

namespace asio = boost::asio;
using boost::system::error_code;

constexpr std::size_t kBufferAtFirst = 4 * 1024;
constexpr std::size_t kPiece = 64 * 1024;             // of a file
constexpr std::size_t kSmallBody = 4 * 1024;          // copied behind the head: one buffer is cheaper than two
constexpr std::size_t kBodyPerDeadline = 256 * 1024;  // a slow upload goes on, a trickle does not
constexpr std::size_t kLingerBytes = 4 * 1024 * 1024;
constexpr std::string_view kContinue = "HTTP/1.1 100 Continue\r\n\r\n";

}  // namespace

Connection::Connection(Server::Core& core, Socket socket, std::string remote)
    : core_(core), socket_(std::move(socket)), remote_(std::move(remote)) {}

Connection::~Connection() {
  if (file_ >= 0) ::close(file_);
}

void Connection::start() {
  core_.enter(*this);
  deadline_ = core_.now + core_.options.idle_time_max;
  error_code ignored;
  socket_.set_option(asio::ip::tcp::no_delay(true), ignored);
  socket_.non_blocking(true, ignored);
  read();
}

void Connection::turn_away() {
  counted_ = false;
  start();
  refuse(503);
}

// --- reading

bool Connection::make_room() {
  if (begin_ == end_) begin_ = end_ = 0;
  const std::size_t most = core_.options.header_bytes_max * 2;
  if (buffer_.empty()) buffer_.resize(std::min(kBufferAtFirst, most));
  if (end_ < buffer_.size()) return true;
  if (begin_ > 0) {
    std::memmove(buffer_.data(), buffer_.data() + begin_, end_ - begin_);
    end_ -= begin_;
    begin_ = 0;
    return true;
  }
  if (buffer_.size() >= most) return false;
  buffer_.resize(most);
  return true;
}

void Connection::read() {
  if (reading_ || ended_ || phase_ == Phase::closed || !make_room()) return;
  reading_ = true;
  socket_.async_read_some(asio::buffer(buffer_.data() + end_, buffer_.size() - end_),
                          [self = shared_from_this()](const error_code& error, std::size_t count) { self->on_read(error, count); });
}

void Connection::on_read(const error_code& error, std::size_t count) {
  reading_ = false;
  core_.now = std::chrono::steady_clock::now();
  if (phase_ == Phase::closed) return;
  if (error) {
    ended_ = true;
    set_gone(true);
    if (phase_ != Phase::handling && phase_ != Phase::writing) close();
    return;
  }
  end_ += count;
  if (phase_ == Phase::lingering) {
    discarded_ += count;
    begin_ = end_ = 0;
    return discarded_ > kLingerBytes ? close() : read();
  }
  if (phase_ == Phase::header || phase_ == Phase::body) return parse();
  read();  // what a client sends ahead waits in the buffer
}

void Connection::parse() {
  while (phase_ == Phase::header || phase_ == Phase::body) {
    if (!mid_request_) {
      while (begin_ < end_ && (buffer_[begin_] == '\r' || buffer_[begin_] == '\n')) ++begin_;  // RFC 9112, section 2.2
    }
    if (begin_ == end_) return read();
    if (!mid_request_) {
      mid_request_ = true;
      deadline_ = core_.now + core_.options.header_time_max;
      request_ = Request{};
      request_.headers.reserve(8);
      parser_.emplace(request_, body_, core_.options);
    }
    error_code error;
    begin_ += parser_->put(asio::const_buffer(buffer_.data() + begin_, end_ - begin_), error);
    if (error == boost::beast::http::error::need_more) {
      if (!make_room()) return refuse(phase_ == Phase::header ? 431 : 400);
      return read();
    }
    if (error) return refuse(parser_->status(error));
    if (phase_ == Phase::header && !on_header()) return;
    if (parser_->is_done()) return dispatch();
    if (phase_ == Phase::body && body_.size() >= body_milestone_) {
      body_milestone_ = body_.size() + kBodyPerDeadline;
      deadline_ = core_.now + core_.options.body_time_max;
    }
  }
}

bool Connection::on_header() {
  version_ = parser_->version();
  keep_alive_ = parser_->keep_alive() ? KeepAlive::yes : KeepAlive::no;
  head_only_ = request_.method == Method::head;
  if (const int refused = parser_->check_header()) {
    refuse(refused);
    return false;
  }
  phase_ = Phase::body;
  body_milestone_ = 0;
  if (parser_->expects_continue() && begin_ == end_ && !parser_->is_done()) send_continue();
  return true;
}

void Connection::send_continue() {
  // 25 bytes into an empty socket buffer: a client that does not take them gets nothing else either.
  error_code ignored;
  socket_.write_some(asio::buffer(kContinue), ignored);
}

void Connection::dispatch() {
  if (body_.file()) {
    request_.body_file = body_.file();
  } else {
    request_.body = body_.take_memory();
  }
  request_.remote = remote_;
  if (core_.options.forwarded == Forwarded::trust) {
    // The last entry is the one that our own proxy added; those before it are the client's word.
    const auto chain = request_.header("x-forwarded-for");
    const auto last = chain.substr(chain.find_last_of(", ") + 1);
    if (!last.empty()) request_.remote = last;
  }
  phase_ = Phase::handling;
  read();
  core_.handler(std::move(request_), Responder(shared_from_this()));
}

void Connection::refuse(int status) {
  keep_alive_ = KeepAlive::no;
  phase_ = Phase::handling;
  answer(core_.refusal(status, request_));
}

// --- answering

void Connection::deliver(Answers answers) {
  asio::dispatch(core_.io, [answers = std::move(answers)]() mutable {
    for (auto& [exchange, response] : answers) exchange->answer(std::move(response));
  });
}

void Connection::answer(Response response) {
  if (phase_ != Phase::handling) return;
  core_.now = std::chrono::steady_clock::now();
  phase_ = Phase::writing;
  if (core_.draining || ended_) keep_alive_ = KeepAlive::no;
  write_answer(std::move(response));
}

bool Connection::open_file(const std::filesystem::path& path, std::uint64_t& length) {
  file_ = ::open(path.c_str(), O_RDONLY | O_CLOEXEC);
  struct stat info{};
  if (file_ < 0 || ::fstat(file_, &info) != 0) return false;
  length = file_left_ = static_cast<std::uint64_t>(info.st_size);
  return true;
}

void Connection::write_answer(Response response) {
  response_ = std::move(response);
  std::uint64_t length = response_.bytes().size();
  if (const auto* path = std::get_if<std::filesystem::path>(&response_.body); path && !open_file(*path, length)) {
    response_ = core_.refusal(500, request_);
    length = response_.bytes().size();
  }
  const bool bare = never_has_body(response_.status);
  out_.clear();
  append_head(out_, {.status = response_.status,
                     .headers = response_.headers,
                     .defaults = core_.options.default_headers,
                     .length = bare ? std::nullopt : std::optional(length),
                     .date = core_.date.at(std::time(nullptr)),
                     .keep_alive = keep_alive_,
                     .version = version_});
  auto body = response_.bytes();
  if (bare || head_only_) {
    body = {};
    file_left_ = 0;
  }
  if (body.size() <= kSmallBody) {
    out_.append(body);
    body = {};
  }
  deadline_ = core_.now + core_.options.write_time_max;
  auto written = [self = shared_from_this()](const error_code& error, std::size_t) { self->on_written(error); };
  if (body.empty()) return asio::async_write(socket_, asio::buffer(out_), std::move(written));
  asio::async_write(socket_, std::array{asio::buffer(std::as_const(out_)), asio::buffer(body)}, std::move(written));
}

void Connection::write_piece() {
  out_.resize(std::min<std::uint64_t>(kPiece, file_left_));
  const auto got = ::read(file_, out_.data(), out_.size());
  if (got <= 0) return close();  // the file became shorter: the promised length cannot be kept
  out_.resize(static_cast<std::size_t>(got));
  file_left_ -= out_.size();
  deadline_ = core_.now + core_.options.write_time_max;
  asio::async_write(socket_, asio::buffer(out_),
                    [self = shared_from_this()](const error_code& error, std::size_t) { self->on_written(error); });
}

void Connection::on_written(const error_code& error) {
  core_.now = std::chrono::steady_clock::now();
  if (phase_ == Phase::closed) return;
  if (error) return close();
  if (file_left_ > 0) return write_piece();
  finish_request();
}

void Connection::finish_request() {
  if (file_ >= 0) ::close(file_);
  file_ = -1;
  response_ = Response{};
  if (out_.capacity() > kPiece) out_ = {};
  body_.discard();
  parser_.reset();
  mid_request_ = false;
  if (keep_alive_ == KeepAlive::no || ended_ || core_.draining) return linger();
  phase_ = Phase::header;
  deadline_ = core_.now + core_.options.idle_time_max;
  parse();
}

void Connection::linger() {
  // Closing with unread bytes in the socket makes the kernel send a reset, which can overtake the answer (RFC 9112, section 9.6).
  error_code ignored;
  socket_.shutdown(Socket::shutdown_send, ignored);
  if (ended_) return close();
  phase_ = Phase::lingering;
  deadline_ = core_.now + core_.options.linger_time_max;
  begin_ = end_ = 0;
  if (!reading_) read();
}

void Connection::close() {
  if (phase_ == Phase::closed) return;
  phase_ = Phase::closed;
  set_gone(true);
  body_.discard();
  error_code ignored;
  socket_.close(ignored);
  core_.leave(*this);
}

void Connection::check_deadline(SteadyTime now) {
  if (now < deadline_ || phase_ == Phase::handling || phase_ == Phase::closed) return;
  core_.now = now;
  if ((phase_ == Phase::header && mid_request_) || phase_ == Phase::body) return refuse(408);
  close();
}

void Connection::close_when_idle() {
  if (phase_ == Phase::header && !mid_request_) close();
}

}  // namespace uke::server::http

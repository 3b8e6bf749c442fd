// One connection: reads requests one at a time, hands each to the handler, writes its answer. Only for connection.cpp and server.cpp.
//
// There is always a read under way (unless the buffer is full), also while a request is being handled: that is how a client that goes
// away is noticed. Time limits are deadlines that the server's sweep compares, so that no request touches a timer.
#pragma once

#include "server/http/body_spool.h"
#include "server/http/core.h"
#include "server/http/request_parser.h"

#include <memory>
#include <optional>
#include <string>

namespace uke::server::http {

class Connection final : public Exchange, public std::enable_shared_from_this<Connection> {
 public:
  Connection(Server::Core& core, Socket socket, std::string remote);
  ~Connection() override;

  void start();
  // Answers 503 with Retry-After and closes: there are too many connections.
  void turn_away();
  // Called every now and then.
  void check_deadline(SteadyTime now);
  // While draining: closes if no request is under way, else after its answer.
  void close_when_idle();
  [[nodiscard]] const std::string& remote() const { return remote_; }
  [[nodiscard]] bool counted() const { return counted_; }

  void deliver(Answers answers) override;
  void answer(Response response) override;

  std::size_t index = 0;  // in Core::open

 private:
  enum class Phase : std::uint8_t { header, body, handling, writing, lingering, closed };

  void read();
  void on_read(const boost::system::error_code& error, std::size_t count);
  bool make_room();
  void parse();
  bool on_header();
  void send_continue();
  void dispatch();
  void refuse(int status);

  void write_answer(Response response);
  bool open_file(const std::filesystem::path& path, std::uint64_t& length);
  void write_piece();
  void on_written(const boost::system::error_code& error);
  void finish_request();
  void linger();
  void close();

  Server::Core& core_;
  Socket socket_;
  std::string remote_;
  Phase phase_ = Phase::header;
  SteadyTime deadline_;
  bool counted_ = true;
  bool reading_ = false;
  bool ended_ = false;        // the client sends no more
  bool mid_request_ = false;  // at least one byte of the request came
  KeepAlive keep_alive_ = KeepAlive::yes;
  int version_ = 11;
  bool head_only_ = false;

  std::string buffer_;
  std::size_t begin_ = 0;
  std::size_t end_ = 0;
  std::size_t discarded_ = 0;
  std::size_t body_milestone_ = 0;
  std::optional<RequestParser> parser_;
  Request request_;
  BodySpool body_;

  std::string out_;    // head and small bodies, or a piece of a file
  Response response_;  // keeps the body alive while it is written
  int file_ = -1;
  std::uint64_t file_left_ = 0;
};

}  // namespace uke::server::http

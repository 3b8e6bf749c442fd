// What the connections of one server share. Only for connection.cpp and server.cpp. I/O thread, except where it says so.
#pragma once

#include "server/http/server.h"

#include <boost/asio/io_context.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/signal_set.hpp>
#include <boost/asio/steady_timer.hpp>

#include <atomic>
#include <condition_variable>
#include <map>
#include <memory>
#include <mutex>
#include <thread>
#include <vector>

namespace uke::server::http {

class Connection;
using SteadyTime = std::chrono::steady_clock::time_point;
using Socket = boost::asio::basic_stream_socket<boost::asio::ip::tcp, boost::asio::io_context::executor_type>;
using Acceptor = boost::asio::basic_socket_acceptor<boost::asio::ip::tcp, boost::asio::io_context::executor_type>;
using Timer = boost::asio::basic_waitable_timer<std::chrono::steady_clock, boost::asio::wait_traits<std::chrono::steady_clock>,
                                                boost::asio::io_context::executor_type>;

struct Server::Core {
  Core(ServerOptions server_options, Handler request_handler);

  Status listen();
  void accept();
  void accepted(Socket socket);
  void sweep();
  void run();
  void close_idle();
  void drain();

  // Of the connections.
  void enter(Connection& connection);
  void leave(Connection& connection);
  Response refusal(int status, const Request& request) const;

  const ServerOptions options;
  const Handler handler;
  boost::asio::io_context io{1};
  Acceptor acceptor{io};
  Timer sweep_timer{io};
  Timer accept_timer{io};
  boost::asio::basic_signal_set<boost::asio::io_context::executor_type> signals{io};
  std::vector<Connection*> open;
  std::map<std::string, std::size_t> per_address;
  DateCache date;
  SteadyTime now = std::chrono::steady_clock::now();  // set when an event is handled; good to a few milliseconds
  bool draining = false;
  bool accepting = false;
  std::atomic<std::size_t> connection_count = 0;
  std::uint16_t port = 0;

  std::mutex mutex;  // guards the two below
  std::condition_variable changed;
  bool signalled = false;
  bool drained = false;
  std::thread thread;
};

}  // namespace uke::server::http

#include "server/http/server.h"

#include "server/http/connection.h"

#include <boost/asio/post.hpp>

#include <csignal>
#include <pthread.h>
#include <sys/resource.h>

namespace uke::server::http {
namespace {

namespace asio = boost::asio;
using boost::system::error_code;

constexpr std::size_t kTurnedAwayMax = 128;  // connections that are only being told 503; beyond that they are closed at once

// Room for all connections, the database and spooled files; without more the limit of many systems is 1,024.
void raise_open_files_max() {
  rlimit limit{};
  if (::getrlimit(RLIMIT_NOFILE, &limit) != 0) return;
  limit.rlim_cur = limit.rlim_max;
  ::setrlimit(RLIMIT_NOFILE, &limit);
}

std::string text_of(const asio::ip::address& address) {
  if (address.is_v6() && address.to_v6().is_v4_mapped()) {
    return asio::ip::make_address_v4(asio::ip::v4_mapped, address.to_v6()).to_string();
  }
  return address.to_string();
}

Millis sweep_interval(const ServerOptions& options) {
  const auto shortest =
      std::min({options.idle_time_max, options.header_time_max, options.body_time_max, options.write_time_max, options.linger_time_max});
  return std::clamp(shortest / 4, Millis{10}, Millis{500});
}

}  // namespace

Server::Core::Core(ServerOptions server_options, Handler request_handler)
    : options(std::move(server_options)), handler(std::move(request_handler)) {}

Status Server::Core::listen() {
  error_code error;
  const auto address = asio::ip::make_address(options.address, error);
  const asio::ip::tcp::endpoint endpoint(address, options.port);
  if (!error) acceptor.open(endpoint.protocol(), error);
  if (!error) acceptor.set_option(Acceptor::reuse_address(true), error);
  if (!error) acceptor.bind(endpoint, error);
  if (!error) acceptor.listen(asio::socket_base::max_listen_connections, error);
  if (error) {
    return fail(ErrorCode::unavailable, "http.listen", options.address + ":" + std::to_string(options.port) + ": " + error.message(),
                "Is another program using this port?");
  }
  port = acceptor.local_endpoint(error).port();
  accepting = true;
  return {};
}

void Server::Core::accept() {
  acceptor.async_accept(io,
                        [this](const error_code& error, asio::basic_stream_socket<asio::ip::tcp, asio::io_context::executor_type> socket) {
                          if (!accepting) return;
                          if (error) {  // no file descriptors left, mostly: wait until some connections have closed
                            accept_timer.expires_after(Millis{100});
                            accept_timer.async_wait([this](const error_code& cancelled) {
                              if (!cancelled && accepting) accept();
                            });
                            return;
                          }
                          accepted(std::move(socket));
                          accept();
                        });
}

void Server::Core::accepted(Socket socket) {
  now = std::chrono::steady_clock::now();
  error_code error;
  const auto peer = socket.remote_endpoint(error);
  if (error) return;  // gone already
  auto remote = text_of(peer.address());
  const auto same_address = per_address.find(remote);
  const bool address_full = same_address != per_address.end() && same_address->second >= options.connections_per_address_max &&
                            options.forwarded == Forwarded::ignore;  // behind a proxy all have the proxy's address
  const bool full = connection_count >= options.connections_max || address_full;
  if (full && open.size() >= connection_count + kTurnedAwayMax) return;
  auto connection = std::make_shared<Connection>(*this, std::move(socket), std::move(remote));
  full ? connection->turn_away() : connection->start();
}

void Server::Core::enter(Connection& connection) {
  connection.index = open.size();
  open.push_back(&connection);
  if (!connection.counted()) return;
  ++connection_count;
  ++per_address[connection.remote()];
}

void Server::Core::leave(Connection& connection) {
  open[connection.index] = open.back();
  open[connection.index]->index = connection.index;
  open.pop_back();
  if (!connection.counted()) return;
  --connection_count;
  const auto address = per_address.find(connection.remote());
  if (--address->second == 0) per_address.erase(address);
}

Response Server::Core::refusal(int status, const Request& request) const {
  Response response;
  if (options.refusal) {
    response = options.refusal(status, request);
  } else {
    response.status = status;
  }
  if (status == 503) response.header("retry-after", "2");
  return response;
}

void Server::Core::sweep() {
  sweep_timer.expires_after(sweep_interval(options));
  sweep_timer.async_wait([this](const error_code& cancelled) {
    if (cancelled) return;
    const auto at = std::chrono::steady_clock::now();
    // A connection that closes here is replaced by the last one, which was looked at already.
    for (std::size_t i = open.size(); i-- > 0;) {
      if (i < open.size()) open[i]->check_deadline(at);
    }
    sweep();
  });
}

void Server::Core::close_idle() {
  accepting = false;
  draining = true;
  error_code ignored;
  acceptor.close(ignored);
  accept_timer.cancel();
  for (std::size_t i = open.size(); i-- > 0;) {
    if (i < open.size()) open[i]->close_when_idle();
  }
}

void Server::Core::drain() {
  if (open.empty()) {
    const std::lock_guard lock(mutex);
    drained = true;
    changed.notify_all();
    return;
  }
  accept_timer.expires_after(Millis{10});
  accept_timer.async_wait([this](const error_code& cancelled) {
    if (!cancelled) drain();
  });
}

void Server::Core::run() {
  pthread_setname_np(pthread_self(), "http");
  while (!io.stopped()) {
    try {
      io.run();
    } catch (const std::exception&) {
      // Out of memory in one connection's handler: that connection is dropped with its handler, the others go on.
    }
  }
}

Server::Server(std::unique_ptr<Core> core) : core_(std::move(core)) {}

Result<std::unique_ptr<Server>> Server::start(ServerOptions options, Handler handler) {
  raise_open_files_max();
  auto core = std::make_unique<Core>(std::move(options), std::move(handler));
  TRYV(core->listen());
  Core& running = *core;
  if (running.options.signals == Signals::handle) {
    error_code error;
    running.signals.add(SIGTERM, error);
    if (!error) running.signals.add(SIGINT, error);
    if (error) return fail(ErrorCode::internal, "http.signals", error.message());
    running.signals.async_wait([&running](const error_code& cancelled, int) {
      if (cancelled) return;
      error_code ignored;
      running.signals.clear(ignored);  // the second one does what it does by default
      const std::lock_guard lock(running.mutex);
      running.signalled = true;
      running.changed.notify_all();
    });
  }
  running.accept();
  running.sweep();
  running.thread = std::thread([&running] { running.run(); });
  return std::unique_ptr<Server>(new Server(std::move(core)));
}

Server::~Server() { drain_and_stop(); }

std::uint16_t Server::port() const { return core_->port; }
std::size_t Server::connections() const { return core_->connection_count; }

void Server::wait_for_signal() {
  std::unique_lock lock(core_->mutex);
  core_->changed.wait(lock, [&] { return core_->signalled; });
}

void Server::stop_accepting() {
  asio::post(core_->io, [core = core_.get()] { core->close_idle(); });
}

void Server::drain_and_stop() {
  if (!core_->thread.joinable()) return;
  asio::post(core_->io, [core = core_.get()] {
    core->close_idle();
    core->drain();
  });
  {
    std::unique_lock lock(core_->mutex);
    core_->changed.wait_for(lock, core_->options.drain_time_max, [&] { return core_->drained; });
  }
  core_->io.stop();
  core_->thread.join();
}

}  // namespace uke::server::http

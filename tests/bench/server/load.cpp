#include "tests/bench/server/load.h"

#include <arpa/inet.h>
#include <cerrno>
#include <charconv>
#include <chrono>
#include <fcntl.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <stdexcept>
#include <string_view>
#include <sys/epoll.h>
#include <sys/socket.h>
#include <unistd.h>
#include <vector>

namespace uke::bench {
namespace {

using SteadyClock = std::chrono::steady_clock;

struct Client {
  int fd = -1;
  SteadyClock::time_point sent;
  std::string out;
  std::size_t out_done = 0;
  std::string in;
  std::size_t need = 0;  // of `in`, once the header is complete
  std::size_t head = 0;
};

int connect_to(std::uint16_t port) {
  const int fd = ::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
  sockaddr_in address{};
  address.sin_family = AF_INET;
  address.sin_port = htons(port);
  address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  const int on = 1;
  ::setsockopt(fd, IPPROTO_TCP, TCP_NODELAY, &on, sizeof on);
  if (fd < 0 || ::connect(fd, reinterpret_cast<const sockaddr*>(&address), sizeof address) != 0) {
    throw std::runtime_error("cannot connect to the server");
  }
  ::fcntl(fd, F_SETFL, O_NONBLOCK);
  return fd;
}

std::size_t content_length(std::string_view head) {
  for (const std::string_view name : {"Content-Length: ", "content-length: "}) {
    const auto at = head.find(name);
    if (at == std::string_view::npos) continue;
    std::size_t length = 0;
    std::from_chars(head.data() + at + name.size(), head.data() + head.size(), length);
    return length;
  }
  return 0;
}

class Driver {
 public:
  explicit Driver(const Load& load) : load_(load), clients_(load.connections), buffer_(256 * 1024) {}
  ~Driver() {
    for (const auto& client : clients_) ::close(client.fd);
    ::close(epoll_);
  }
  Driver(const Driver&) = delete;
  Driver& operator=(const Driver&) = delete;

  LoadResult run() {
    epoll_ = ::epoll_create1(EPOLL_CLOEXEC);
    for (std::size_t i = 0; i < clients_.size(); ++i) {
      clients_[i].fd = connect_to(load_.port);
      epoll_event event{};
      event.events = EPOLLIN;
      event.data.u64 = i;
      ::epoll_ctl(epoll_, EPOLL_CTL_ADD, clients_[i].fd, &event);
    }
    const auto begun = SteadyClock::now();
    counting_from_ = begun + seconds(load_.warm_up_seconds);
    const auto end = counting_from_ + seconds(load_.seconds);
    for (std::size_t i = 0; i < clients_.size(); ++i) send_next(i);
    std::vector<epoll_event> events(clients_.size());
    while (SteadyClock::now() < end && broken_ < clients_.size()) {
      const int ready = ::epoll_wait(epoll_, events.data(), static_cast<int>(events.size()), 100);
      for (int i = 0; i < ready; ++i) receive(events[static_cast<std::size_t>(i)].data.u64);
    }
    result_.per_s = static_cast<double>(result_.answers) / load_.seconds;
    result_.ms = test::percentiles(std::move(times_));
    return result_;
  }

 private:
  static SteadyClock::duration seconds(double s) {
    return std::chrono::duration_cast<SteadyClock::duration>(std::chrono::duration<double>(s));
  }

  void send_next(std::size_t index) {
    auto& client = clients_[index];
    client.in.clear();
    client.need = 0;
    client.out = load_.next_request(index);
    client.sent = SteadyClock::now();
    // Requests are smaller than a socket's buffer, so that they always go out whole.
    if (::send(client.fd, client.out.data(), client.out.size(), MSG_NOSIGNAL) != static_cast<ssize_t>(client.out.size())) drop(index, 0);
  }

  void receive(std::size_t index) {
    auto& client = clients_[index];
    if (client.fd < 0) return;
    const auto got = ::recv(client.fd, buffer_.data(), buffer_.size(), 0);
    if (got < 0 && errno == EAGAIN) return;
    if (got <= 0) return drop(index, 0);
    client.in.append(buffer_.data(), static_cast<std::size_t>(got));
    if (client.need == 0) {
      const auto end = client.in.find("\r\n\r\n");
      if (end == std::string::npos) return;
      client.head = end + 4;
      client.need = client.head + content_length(std::string_view(client.in).substr(0, end + 2));
    }
    if (client.in.size() >= client.need) complete(index);
  }

  void complete(std::size_t index) {
    auto& client = clients_[index];
    const auto now = SteadyClock::now();
    const int status = std::atoi(client.in.substr(9, 3).c_str());
    const auto body = std::string_view(client.in).substr(client.head);
    if (load_.on_answer) load_.on_answer(index, body);
    if (status < 200 || status > 299) {
      ++result_.failures;
      result_.last_failure = status;
    } else if (now >= counting_from_) {
      ++result_.answers;
      result_.body_bytes = body.size();
      times_.push_back(std::chrono::duration<double, std::milli>(now - client.sent).count());
    }
    send_next(index);
  }

  void drop(std::size_t index, int status) {
    ++broken_;
    ++result_.failures;
    result_.last_failure = status;
    ::close(clients_[index].fd);
    clients_[index].fd = -1;
  }

  const Load& load_;
  std::vector<Client> clients_;
  std::vector<char> buffer_;
  std::vector<double> times_;
  LoadResult result_;
  SteadyClock::time_point counting_from_;
  std::size_t broken_ = 0;
  int epoll_ = -1;
};

}  // namespace

LoadResult run_load(const Load& load) { return Driver(load).run(); }

}  // namespace uke::bench

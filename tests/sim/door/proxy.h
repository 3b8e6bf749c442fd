// A network that can be cut: forwards TCP connections to a server on this machine, until it is told to drop all and refuse new ones.
#pragma once

#include <atomic>
#include <cstdint>
#include <thread>
#include <vector>

namespace uke::test {

class Proxy {
 public:
  explicit Proxy(std::uint16_t to);
  ~Proxy();
  Proxy(const Proxy&) = delete;
  Proxy& operator=(const Proxy&) = delete;

  [[nodiscard]] std::uint16_t port() const { return port_; }
  void cut();
  void restore() { cut_ = false; }

 private:
  struct Pair {
    int client = -1;
    int server = -1;
  };
  void run();
  void accept_one();
  [[nodiscard]] static bool forward(int from, int to);
  void drop_all();

  std::uint16_t to_;
  std::uint16_t port_ = 0;
  int listener_ = -1;
  std::atomic<bool> cut_ = false;
  std::atomic<bool> stopping_ = false;
  std::vector<Pair> pairs_;  // only on the thread
  std::thread thread_;
};

}  // namespace uke::test

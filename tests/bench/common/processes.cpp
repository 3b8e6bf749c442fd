#include "tests/bench/common/processes.h"

#include "tests/support/http_client.h"

#include <fmt/format.h>

#include <arpa/inet.h>
#include <chrono>
#include <csignal>
#include <fcntl.h>
#include <fstream>
#include <netinet/in.h>
#include <sys/prctl.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <thread>
#include <unistd.h>

namespace uke::bench {
namespace {

pid_t spawn(const std::vector<std::string>& command, const std::filesystem::path& output) {
  std::vector<char*> arguments;
  for (const auto& word : command) arguments.push_back(const_cast<char*>(word.c_str()));
  arguments.push_back(nullptr);
  const pid_t pid = ::fork();
  if (pid != 0) return pid;
  ::prctl(PR_SET_PDEATHSIG, SIGTERM);  // ends with the benchmark, however that ends
  const int out = ::open(output.c_str(), O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0600);
  ::dup2(out, STDOUT_FILENO);
  ::dup2(out, STDERR_FILENO);
  ::execv(arguments[0], arguments.data());
  ::_exit(127);
}

// A port that was free a moment ago: nginx cannot say which one it took.
std::uint16_t free_port() {
  const int fd = ::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
  sockaddr_in address{};
  address.sin_family = AF_INET;
  address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  socklen_t size = sizeof address;
  ::bind(fd, reinterpret_cast<const sockaddr*>(&address), size);
  ::getsockname(fd, reinterpret_cast<sockaddr*>(&address), &size);
  ::close(fd);
  return ntohs(address.sin_port);
}

bool answers(std::uint16_t port, std::string_view path) {
  for (int i = 0; i < 200; ++i) {
    test::HttpClient client(port);
    const auto answer = client.get(path);
    if (answer && answer->status == 200) return true;
    std::this_thread::sleep_for(std::chrono::milliseconds(25));
  }
  return false;
}

}  // namespace

Process::~Process() {
  if (pid_ <= 0) return;
  ::kill(pid_, SIGTERM);
  ::waitpid(pid_, nullptr, 0);
}

double Process::resident_mb() const {
  std::ifstream file(fmt::format("/proc/{}/statm", pid_));
  double total = 0;
  double resident = 0;
  file >> total >> resident;
  return resident * static_cast<double>(::sysconf(_SC_PAGESIZE)) / (1024 * 1024);
}

double Process::cpu_ms() const {
  std::ifstream file(fmt::format("/proc/{}/stat", pid_));
  std::string word;
  for (int i = 0; i < 13; ++i) file >> word;  // proc_pid_stat(5): then utime and stime, in ticks
  double user = 0;
  double system = 0;
  file >> user >> system;
  return (user + system) * 1000 / static_cast<double>(::sysconf(_SC_CLK_TCK));
}

Result<Process> start_server(const std::filesystem::path& program, const std::filesystem::path& folder,
                             const std::vector<std::string>& more_flags) {
  if (!std::filesystem::exists(program)) return fail(ErrorCode::not_found, "bench.server", program.string());
  const auto port = free_port();
  std::vector<std::string> command{program.string(), "--data", folder.string(), "--port", std::to_string(port)};
  command.insert(command.end(), more_flags.begin(), more_flags.end());
  command.emplace_back("serve");
  Process process(spawn(command, folder / "server.log"));
  process.port = port;
  if (!answers(port, "/healthz")) return fail(ErrorCode::unavailable, "bench.server", "does not answer; see server.log");
  return process;
}

Result<Process> start_nginx(const std::filesystem::path& folder, std::size_t bytes) {
  const std::filesystem::path program = "/usr/sbin/nginx";
  if (!std::filesystem::exists(program)) return fail(ErrorCode::not_found, "bench.nginx", "not installed");
  std::ofstream(folder / "static") << std::string(bytes, 'x');
  const auto port = free_port();
  std::ofstream(folder / "nginx.conf") << fmt::format(
      "worker_processes 1; daemon off; pid {0}/nginx.pid; error_log {0}/nginx.log crit; events {{ worker_connections 1024; }}\n"
      "http {{ access_log off; keepalive_requests 100000000; open_file_cache max=10; client_body_temp_path {0}/b; proxy_temp_path {0}/p;\n"
      "fastcgi_temp_path {0}/f; uwsgi_temp_path {0}/u; scgi_temp_path {0}/s;\n"
      "server {{ listen 127.0.0.1:{1}; root {0}; }} }}\n",
      folder.string(), port);
  std::filesystem::permissions(folder, std::filesystem::perms::others_exec | std::filesystem::perms::others_read,
                               std::filesystem::perm_options::add);
  Process process(spawn({program.string(), "-c", (folder / "nginx.conf").string()}, folder / "nginx.out"));
  process.port = port;
  if (!answers(port, "/static")) return fail(ErrorCode::unavailable, "bench.nginx", "does not answer");
  return process;
}

}  // namespace uke::bench

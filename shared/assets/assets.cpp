#include "shared/assets/assets.h"

#include <algorithm>
#include <charconv>
#include <fstream>
#include <iterator>
#include <list>
#include <map>
#include <mutex>
#include <string>
#include <system_error>

namespace uke::assets {

namespace {

// A row of the table that embed.cmake writes.
struct Entry {
  const char* name;
  std::size_t name_size;
  const std::uint8_t* data;
  std::size_t size;

  [[nodiscard]] std::string_view path() const { return {name, name_size}; }
};

extern "C" const Entry uke_assets_begin[];
extern "C" const Entry uke_assets_end[];

std::span<const Entry> embedded() { return {uke_assets_begin, uke_assets_end}; }

using Bytes = std::vector<std::uint8_t>;

// Files read from disk while developing. Older versions are kept: somebody may still look at them.
struct Override {
  struct File {
    std::filesystem::file_time_type changed;
    std::list<Bytes> versions;
  };
  std::mutex mutex;
  std::filesystem::path directory;
  std::map<std::string, File, std::less<>> files;
};

Override& the_override() {
  static Override instance;
  return instance;
}

// A name of ours never leaves the folder, wherever it came from.
bool is_inside(std::string_view path) {
  return !path.empty() && path.front() != '/' && path.find("..") == std::string_view::npos && path.find('\0') == std::string_view::npos;
}

std::optional<std::span<const std::uint8_t>> find_on_disk(std::string_view path) {
  auto& override = the_override();
  const std::lock_guard lock(override.mutex);
  if (override.directory.empty() || !is_inside(path)) return std::nullopt;
  std::error_code error;
  const auto file = override.directory / path;
  const auto changed = std::filesystem::last_write_time(file, error);
  if (error || !std::filesystem::is_regular_file(file, error)) return std::nullopt;
  auto& known = override.files[std::string(path)];
  if (known.versions.empty() || known.changed != changed) {
    std::ifstream stream(file, std::ios::binary);
    known.versions.emplace_back(std::istreambuf_iterator<char>(stream), std::istreambuf_iterator<char>());
    known.changed = changed;
  }
  return std::span<const std::uint8_t>(known.versions.back());
}

}  // namespace

std::optional<std::span<const std::uint8_t>> find(std::string_view path) {
  if (const auto bytes = find_on_disk(path)) return bytes;
  const auto all = embedded();
  const auto entry = std::ranges::lower_bound(all, path, {}, &Entry::path);
  if (entry == all.end() || entry->path() != path) return std::nullopt;
  return std::span(entry->data, entry->size);
}

std::string_view text(std::string_view path) {
  const auto bytes = find(path);
  if (!bytes) return {};
  return {reinterpret_cast<const char*>(bytes->data()), bytes->size()};
}

std::vector<std::string_view> names() {
  std::vector<std::string_view> all;
  for (const auto& entry : embedded()) all.push_back(entry.path());
  return all;
}

std::vector<Numbered> numbered(std::string_view prefix) {
  constexpr std::string_view kSuffix = ".sql";
  std::vector<Numbered> found;
  for (const auto path : names()) {
    if (!path.starts_with(prefix) || !path.ends_with(kSuffix)) continue;
    const char* const begin = path.data() + prefix.size();
    const char* const end = path.data() + path.size() - kSuffix.size();
    std::int64_t number = 0;
    const auto [after, error] = std::from_chars(begin, end, number);
    if (error != std::errc{} || after == end || *after != '_') continue;
    found.push_back({number, std::string_view(after + 1, end), text(path)});
  }
  std::ranges::sort(found, {}, &Numbered::number);
  return found;
}

Status set_override(const std::filesystem::path& directory) {
  std::error_code error;
  if (!directory.empty() && !std::filesystem::is_directory(directory, error)) {
    return fail(ErrorCode::not_found, "assets.override", "there is no directory " + directory.string());
  }
  auto& override = the_override();
  const std::lock_guard lock(override.mutex);
  override.directory = directory;
  return {};
}

bool is_overridden() {
  auto& override = the_override();
  const std::lock_guard lock(override.mutex);
  return !override.directory.empty();
}

}  // namespace uke::assets

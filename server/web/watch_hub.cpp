#include "server/web/watch_hub.h"

#include <algorithm>
#include <utility>

namespace uke::server::web {
namespace {

constexpr Millis kSweepInterval{200};
constexpr std::size_t kTopicsMax = 10'000;

}  // namespace

std::uint64_t WatchHub::sequence() {
  const std::lock_guard lock(mutex_);
  return sequence_;
}

WatchHub::Parking WatchHub::park(const std::string& topic, std::uint64_t since, Millis deadline, std::shared_ptr<Watcher> watcher) {
  const std::lock_guard lock(mutex_);
  if (stopping_ || clock_.uptime() >= deadline) return Parking::look_last;
  const auto known = topics_.find(topic);
  const auto touched = known == topics_.end() ? forgotten_ : known->second.touched;
  if (touched > since) return Parking::look_again;
  topics_[topic].parked.push_back({deadline, std::move(watcher)});
  ++parked_;
  plan_sweep();
  return Parking::parked;
}

void WatchHub::touched(const std::set<std::string>& topics) {
  if (topics.empty()) return;
  std::vector<std::string> wake_now;
  {
    const std::lock_guard lock(mutex_);
    ++sequence_;
    const auto now = clock_.uptime();
    if (topics_.size() > kTopicsMax) {
      std::erase_if(topics_, [](const auto& entry) { return entry.second.parked.empty() && !entry.second.wake_planned; });
      forgotten_ = sequence_;
    }
    for (const auto& name : topics) {
      auto& topic = topics_[name];
      topic.touched = sequence_;
      if (topic.parked.empty() || topic.wake_planned) continue;
      if (now >= topic.woken + gap_) {
        wake_now.push_back(name);
      } else {
        topic.wake_planned = true;
        timers_.post_after(topic.woken + gap_ - now, [this, name] { wake_topic(name); });
      }
    }
  }
  for (const auto& name : wake_now) wake_topic(name);
}

void WatchHub::wake_topic(const std::string& name) {
  std::vector<Parked> woken;
  {
    const std::lock_guard lock(mutex_);
    const auto topic = topics_.find(name);
    if (topic == topics_.end()) return;
    topic->second.wake_planned = false;
    topic->second.woken = clock_.uptime();
    woken = std::exchange(topic->second.parked, {});
    parked_ -= woken.size();
  }
  for (const auto& entry : woken) entry.watcher->wake(Turn::again);
}

void WatchHub::wake_all() {
  std::vector<Parked> woken;
  {
    const std::lock_guard lock(mutex_);
    stopping_ = true;
    for (auto& [name, topic] : topics_) std::move(topic.parked.begin(), topic.parked.end(), std::back_inserter(woken));
    topics_.clear();
    parked_ = 0;
  }
  for (const auto& entry : woken) entry.watcher->wake(Turn::last);
}

std::size_t WatchHub::parked() {
  const std::lock_guard lock(mutex_);
  return parked_;
}

void WatchHub::plan_sweep() {
  if (std::exchange(sweep_planned_, true)) return;
  timers_.post_after(kSweepInterval, [this] { sweep(); });
}

void WatchHub::sweep() {
  std::vector<Parked> expired;
  {
    const std::lock_guard lock(mutex_);
    const auto now = clock_.uptime();
    const auto is_over = [&](const Parked& entry) { return now >= entry.deadline || entry.watcher->gone(); };
    for (auto& [name, topic] : topics_) {
      const auto first = std::partition(topic.parked.begin(), topic.parked.end(), [&](const Parked& entry) { return !is_over(entry); });
      std::move(first, topic.parked.end(), std::back_inserter(expired));
      topic.parked.erase(first, topic.parked.end());
    }
    parked_ -= expired.size();
    sweep_planned_ = false;
    if (parked_ > 0) plan_sweep();
  }
  for (const auto& entry : expired) {
    if (!entry.watcher->gone()) entry.watcher->wake(Turn::last);
  }
}

}  // namespace uke::server::web

#include "server/announcements/sending.h"

#include "server/announcements/letters.h"
#include "server/rsvps/own.h"

#include <chrono>
#include <set>

namespace uke::server::announcements {
namespace {

constexpr std::size_t kAtOnce = 100;  // people in a step
constexpr std::int64_t kDueAtOnce = 20;
constexpr std::chrono::seconds kEvery{30};

// Who stands behind a message when it leaves: it was an admin who scheduled it.
web::Actor sender() {
  web::Actor actor;
  actor.access = web::kAdmin;
  return actor;
}

// The next people who were not dealt with.
Status next_people(storage::ReadTx& tx, const MessageRow& row, std::vector<rsvps::Listed>& people) {
  TRY(const auto done, receivers_of(tx, row.id));
  const std::set<AttendeeId> dealt_with(done.begin(), done.end());
  const auto filter = fields_of(row).filter;
  return rsvps::each_rsvp(tx, sender(), row.edition, query_of(filter), [&](const rsvps::Listed& listed) -> Status {
    const bool is_next = people.size() < kAtOnce && is_for(filter, listed) && !dealt_with.contains(listed.row.id);
    if (is_next) people.push_back(listed);
    return {};
  });
}

Result<Receiver> receiver_of(storage::ReadTx& tx, const Post& post, const rsvps::Listed& listed) {
  Receiver receiver{.name = listed.row.shown_name, .link = {}};
  if (post.url.empty()) return receiver;
  TRY(const auto secret, rsvps::personal_secret(tx, listed.row, listed.details));
  receiver.link = post.url + "/my/" + secret;
  return receiver;
}

class Sending {
 public:
  Sending(const Post& post, const MessagesOf& messages, const MessageRow& row, Occasion occasion)
      : post_(post), messages_(messages), row_(row), occasion_(std::move(occasion)) {}

  Status deal_with(storage::WriteTx& tx, const rsvps::Listed& listed) const {
    const auto address = listed.row.email.value_or("");
    auto outcome = Outcome::no_mail;
    if (!address.empty()) {
      TRY(const bool queued, queue(tx, listed, address));
      outcome = queued ? Outcome::queued : Outcome::not_wanted;
    }
    TRYV(insert_receiver(tx, row_.id, listed.row.id, outcome));
    return {};
  }

 private:
  Result<bool> queue(storage::WriteTx& tx, const rsvps::Listed& listed, const std::string& address) const {
    TRY(const auto receiver, receiver_of(tx, post_, listed));
    const auto language = listed.details.language == "en" ? i18n::Language::en : i18n::Language::ja;
    return mail::queue(tx, post_.settings,
                       {.key = letter_key(row_.id.to_string(), listed.row.id),
                        .to = address,
                        .to_name = receiver.name,
                        .purpose = mail::Purpose::notice,
                        .kind = "message",
                        .subject_id = listed.row.id.to_string(),
                        .letter = letter_to(messages_(language), occasion_, row_, receiver)});
  }

  const Post& post_;
  const MessagesOf& messages_;
  const MessageRow& row_;
  Occasion occasion_;
};

// Nothing where it is not to be sent (any more).
Result<std::optional<MessageRow>> begin(jobs::Run& run, MessageId id) {
  std::optional<MessageRow> begun;
  TRYV(run.write([&](storage::WriteTx& tx) -> Status {
    begun.reset();
    TRY(auto row, find_message(tx, id));
    if (!row || (row->state != MessageState::scheduled && row->state != MessageState::sending)) return {};
    if (row->state == MessageState::scheduled) {
      if (from_ms(row->send_at_ms) > tx.now()) return {};
      row->state = MessageState::sending;
      TRY(const bool updated, update_message(tx, *row));
      if (!updated) return {};
      row->version += 1;
    }
    begun = std::move(*row);
    return {};
  }));
  return begun;
}

Status finish(jobs::Run& run, MessageId id) {
  return run.write([&](storage::WriteTx& tx) -> Status {
    TRY(auto row, find_message(tx, id));
    if (!row || row->state != MessageState::sending) return {};
    row->state = MessageState::sent;
    row->sent_ms = to_ms(tx.now());
    TRYV(update_message(tx, *row));
    return {};
  });
}

}  // namespace

Status send_message(const Post& post, const MessagesOf& messages, jobs::Run& run, MessageId id) {
  if (!post.on()) return {};  // it waits until there is a mail server again
  TRY(const auto row, begin(run, id));
  if (!row) return {};
  std::optional<Occasion> occasion;
  TRYV(run.read([&](storage::ReadTx& tx) -> Status {
    TRY(occasion, occasion_of(tx, row->edition));
    return {};
  }));
  const Sending sending(post, messages, *row, *occasion);
  while (!run.stopping()) {
    std::vector<rsvps::Listed> people;
    TRYV(run.read([&](storage::ReadTx& tx) {
      people.clear();
      return next_people(tx, *row, people);
    }));
    if (people.empty()) return finish(run, id);
    const auto deal_with_all = [&](storage::WriteTx& tx) -> Status {
      for (const auto& listed : people) TRYV(sending.deal_with(tx, listed));
      return {};
    };
    TRYV(run.write(deal_with_all));
  }
  return {};
}

std::vector<jobs::Kind> job_kinds(const SendingParts& parts) {
  const MessagesOf messages = [pages = parts.pages](i18n::Language language) -> const i18n::Messages& { return pages->messages(language); };
  const auto post = parts.post;
  jobs::Kind now{.name = std::string(kSendJob),
                 .work = [post, messages](jobs::Run& run, const jobs::JobRow& job) -> Status {
                   TRY(const auto id, MessageId::parse(job.subject));
                   return send_message(post, messages, run, id);
                 },
                 .every = {}};
  jobs::Kind due{.name = "announcements.due",
                 .work = [post, messages](jobs::Run& run, const jobs::JobRow&) -> Status {
                   std::vector<MessageId> ids;
                   const auto look = [&](storage::ReadTx& tx) -> Status {
                     TRY(ids, due_messages(tx, tx.now(), kDueAtOnce));
                     return {};
                   };
                   TRYV(run.read(look));
                   for (const auto& id : ids) TRYV(send_message(post, messages, run, id));
                   return {};
                 },
                 .every = kEvery};
  return {std::move(now), std::move(due)};
}

}  // namespace uke::server::announcements

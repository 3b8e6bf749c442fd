// A database with a queue of letters, and a mail server that says what a test wants.
#pragma once

#include "server/mail/letters.h"
#include "server/mail/sending.h"
#include "server/mail/store.h"
#include "tests/support/catch.h"
#include "tests/support/server_fixture.h"

#include <deque>
#include <string>
#include <utility>
#include <vector>

namespace uke::server::mail {

inline Settings on() {
  Settings settings;
  settings.smtp = "smtp://127.0.0.1:1";
  settings.from = "アルムナイ会 幹事 <kanji@example.jp>";
  settings.per_minute = 1000;
  return settings;
}

inline Outgoing letter_to(std::string to, std::string key = "") {
  static int number = 0;
  Outgoing out;
  out.key = key.empty() ? "test:" + std::to_string(++number) : std::move(key);
  out.to = std::move(to);
  out.to_name = "山田 花子";
  out.kind = "confirmed";
  out.subject_id = "subject-1";
  out.letter.subject = "お申し込みありがとうございます";
  out.letter.greeting = "山田 花子 様";
  out.letter.paragraphs = {"お待ちしています。"};
  return out;
}

class PostOffice {
 public:
  PostOffice() : server_({}) {}

  Settings settings = on();
  std::deque<Conversation> replies;  // the next ones; empty = every letter is taken
  std::vector<std::string> sent;     // recipients that the mail server heard of
  std::string url = "https://uketsuke.example.jp";
  bool dies = false;  // in the middle of a letter: the run ends, nothing is written any more
  bool stops = false;

  bool queue(const Outgoing& letter) {
    bool queued = false;
    clock().advance(Millis{1});  // so that letters have an order
    write([&](storage::WriteTx& tx) -> Status {
      TRY(queued, mail::queue(tx, settings, letter));
      return {};
    });
    return queued;
  }
  // As the runner does: takes the job that waits, and runs it.
  Status send() {
    write([](storage::WriteTx& tx) -> Status {
      TRYV(tx.exec("delete from jobs where kind = 'mail.send'"));
      return {};
    });
    OneRun run(*this);
    return send_waiting(run, {.settings = settings, .url = url, .clock = &clock(), .make_deliver = deliver()});
  }
  Status tidy() {
    OneRun run(*this);
    return tidy_up(run);
  }
  LetterRow row(const std::string& key) {
    return read<LetterRow>([&](storage::ReadTx& tx) -> Result<LetterRow> {
      TRY(const auto all, list_letters(tx, std::nullopt, LetterId{}, 1000));
      for (const auto& one : all) {
        if (one.key == key) return one;
      }
      return fail(ErrorCode::not_found, "test", key);
    });
  }
  QueueRow queue_now() {
    return read<QueueRow>([](storage::ReadTx& tx) -> Result<QueueRow> {
      TRY(const auto row, find_queue(tx));
      return row.value_or(QueueRow{});
    });
  }
  AddressRow address(const std::string& folded) {
    return read<AddressRow>([&](storage::ReadTx& tx) -> Result<AddressRow> {
      TRY(const auto row, find_address(tx, folded));
      return row.value_or(AddressRow{});
    });
  }
  // When the send job runs next; nothing if none waits.
  std::optional<Time> next_run() {
    return read<std::optional<Time>>([](storage::ReadTx& tx) -> Result<std::optional<Time>> {
      TRY(const auto job, jobs::find_job_of(tx, "mail.send", ""));
      return job ? std::optional<Time>(from_ms(job->run_at_ms)) : std::nullopt;
    });
  }
  template <class T>
  T read(const std::function<Result<T>(storage::ReadTx&)>& body) {
    T value{};
    const auto status = server_.app().read([&](storage::ReadTx& tx) -> Status {
      TRY(value, body(tx));
      return {};
    });
    INFO((status ? std::string() : describe(status.error())));
    REQUIRE(status.has_value());
    return value;
  }
  void write(const std::function<Status(storage::WriteTx&)>& body) {
    const auto status = server_.app().write(body);
    INFO((status ? std::string() : describe(status.error())));
    REQUIRE(status.has_value());
  }
  test::FakeClock& clock() { return server_.clock; }

 private:
  class OneRun final : public jobs::Run {
   public:
    explicit OneRun(PostOffice& office) : office_(office) {}
    Status write(const std::function<Status(storage::WriteTx&)>& step) override {
      if (office_.dies && !office_.sent.empty()) return fail(ErrorCode::internal, "test", "the program ended");
      return office_.server_.app().write(step);
    }
    Status read(const std::function<Status(storage::ReadTx&)>& body) override { return office_.server_.app().read(body); }
    void progress(std::int64_t, std::int64_t) override {}
    [[nodiscard]] bool stopping() const override { return office_.stops; }

   private:
    PostOffice& office_;
  };
  MakeDeliver deliver() {
    return [this](const Settings&, const std::function<bool()>&) -> Deliver {
      return [this](const Address&, const Address& to, const std::string&) -> Conversation {
        sent.push_back(to.folded());
        Conversation said{.step = Step::end, .breach = Breach::none, .code = 250, .reply = "250 OK"};
        if (!replies.empty()) {
          said = replies.front();
          replies.pop_front();
        }
        return said;
      };
    };
  }

  test::ServerFixture server_;
};

}  // namespace uke::server::mail

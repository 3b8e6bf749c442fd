// fuzz_seeds DIR: writes DIR/<target>/<n>, from which each fuzz target starts.
#include "shared/json/json.h"
#include "shared/wire/messages.h"
#include "tests/fuzz/door.h"
#include "tests/support/builders.h"
#include "tests/support/fakes.h"

#include <cstdio>
#include <filesystem>
#include <fstream>
#include <initializer_list>

using namespace uke;
using namespace uke::test;

namespace {

class Corpus {
 public:
  Corpus(const std::filesystem::path& folder, const char* target) : folder_(folder / target) {
    std::filesystem::create_directories(folder_);
  }

  void add(const std::string& seed) {
    good_ = std::ofstream(folder_ / std::to_string(++last_), std::ios::binary)
                .write(seed.data(), static_cast<std::streamsize>(seed.size()))
                .good() &&
            good_;
  }
  [[nodiscard]] bool good() const { return good_; }

 private:
  std::filesystem::path folder_;
  int last_ = 0;
  bool good_ = true;
};

bool tickets(const std::filesystem::path& folder) {
  Corpus corpus(folder, "fuzz_ticket");
  for (const auto& text : fuzz::signed_texts()) corpus.add(text);
  corpus.add("https*++h>example+t+" + std::string(125, 'A') + "\r\n");
  return corpus.good();
}

bool short_codes(const std::filesystem::path& folder) {
  Corpus corpus(folder, "fuzz_short_code");
  corpus.add("7ZKQ-3M0D");
  corpus.add(" oil0 ooil ");
  return corpus.good();
}

bool records(const std::filesystem::path& folder) {
  Corpus corpus(folder, "fuzz_record");
  wire::UploadRequest batch;
  for (const desk::DeskRecord& record :
       {a_record().admit({"cancelled"}).build(), a_record().payment(5000).build(), a_record().undo(an_id<RecordId>(1)).build(),
        a_record().link(desk::Subject::of(desk::TicketNo{7})).build(), a_record().cash_count(1).build()}) {
    batch.records.push_back({json::to_text(wire::UploadItem{record, wire::PrivatePart{"山田", "やまだ"}})});
    corpus.add(batch.records.back().text);
  }
  corpus.add(json::to_text(batch));
  corpus.add(
      R"({"from":"","to":"1.a","more":false,"changes":[{"kind":"event","key":"k","deleted":true}],"have":{"l":1},"server_time_ms":1})");
  return corpus.good();
}

bool scans(const std::filesystem::path& folder) {
  Corpus corpus(folder, "fuzz_decide");
  for (const auto& text : fuzz::signed_texts()) {
    for (const char place : {0, 1, 2, 3, 5, 8}) corpus.add(std::string{place, '@'} + text);
  }
  return corpus.good();
}

bool folds(const std::filesystem::path& folder) {
  Corpus corpus(folder, "fuzz_fold");
  SeededRandom random(1);
  for (const std::size_t records : {1, 5, 20, 40}) {
    std::string bytes(5 * records, '\0');
    for (char& byte : bytes) byte = static_cast<char>(random.below(256));
    corpus.add(bytes);
  }
  return corpus.good();
}

bool forms(const std::filesystem::path& folder) {
  Corpus corpus(folder, "fuzz_form");
  corpus.add("application/x-www-form-urlencoded\ncsrf=x&a=%E8%8A%B1%0D%0A+b&a=");
  const std::string part = "\r\nContent-Disposition: form-data; name=\"a\"";
  corpus.add("multipart/form-data; boundary=b\n--b" + part + "\r\n\r\n1\r\n--b--\r\n");
  corpus.add("multipart/form-data; boundary=\"b\"\nx\r\n--b" + part +
             "; filename=\"C:\\%22.csv\"\r\nContent-Type: text/csv\r\n\r\n1,2\r\n--b" + part + "\r\n\r\n\r\n--b--");
  return corpus.good();
}

// A small .xlsx cannot be written without its library: the fuzzer gets its XML, and zip archives only by their beginning.
bool tables(const std::filesystem::path& folder) {
  Corpus corpus(folder, "fuzz_table");
  corpus.add("氏名,ふりがな,メール\r\n髙橋 一郎,\"たかはし\nいちろう\",ichiro@example.jp\r\n");
  corpus.add("\x8e\x81\x96\xbc\t\x82\xd3\x82\xe8\n\xfb\xfc\x8b\xb4\t\x87\x40\n");
  corpus.add(
      std::string("\xff\xfe"
                  "a\0;\0b\0\r\0\n\0",
                  12));
  corpus.add("<worksheet><sheetData><x:row r=\"1\"><c t=\"s\"><v>0</v></c><!-- --><c><f>1+1</f></c></x:row></sheetData></worksheet>");
  corpus.add("PK\x03\x04\x14");
  return corpus.good();
}

// Two bytes for choices and numbers, then the texts of the form in the order of answer.cpp.
std::string typed(char state, char mode, std::initializer_list<const char*> texts) {
  std::string input{state, mode};
  for (const auto* text : texts) input += std::string(input.size() > 2 ? 1 : 0, '\x1f') + text;
  return input;
}

bool answers(const std::filesystem::path& folder) {
  Corpus corpus(folder, "fuzz_answer");
  corpus.add(typed(100, 2,
                   {"髙橋", "一郎", "ﾀｶﾊｼ　ｲﾁﾛｳ", "田中", "広報部", "１９７８–1986", "ｉｃｈｉｒｏ＠example.jp", "そば", "一行目\r\n二行目",
                    "a", "髙橋", "よね", ""}));
  corpus.add(typed(102, 3, {"林", "", "", "", "", "", "ab..c.@docomo.ne.jp", "", "👩‍🚀", "z", "", "", "はやし"}));
  return corpus.good();
}

bool letters(const std::filesystem::path& folder) {
  Corpus corpus(folder, "fuzz_mail");
  corpus.add("創立記念パーティー2027の受付票\r\nBcc: everybody@example.jp\nヨロシク =?UTF-8?B?eA==?=");
  corpus.add("\"幹事, 一同\" <kanji@example.jp>");
  corpus.add("\"ab..c.\"@docomo.ne.jp");
  corpus.add(std::string(120, 'x') + " =\t \n.\n");
  return corpus.good();
}

}  // namespace

int main(int argc, char** argv) {
  if (argc != 2) {
    std::fprintf(stderr, "usage: fuzz_seeds DIR\n");
    return 2;
  }
  const std::filesystem::path folder = argv[1];
  const bool good = tickets(folder) && short_codes(folder) && records(folder) && scans(folder) && folds(folder) && tables(folder) &&
                    forms(folder) && answers(folder) && letters(folder);
  return good ? 0 : 1;
}

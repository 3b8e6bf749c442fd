// Every action that some room notes in the audit log reads as a sentence, every kind of thing has a name, in both languages.
#include "shared/i18n/messages.h"
#include "tests/unit/server/accounts/room_database.h"

#include <fstream>
#include <iterator>
#include <regex>
#include <set>

namespace uke::server {
namespace {

std::string text_of(const std::filesystem::path& file) {
  std::ifstream in(file);
  return {std::istreambuf_iterator<char>(in), {}};
}

// The words after audit( and the like, up to the end of the statement: "member.merge".
std::set<std::string> audited_actions() {
  static const std::regex kCall(R"re((?:audit|store_and_note)\([^;]*;)re");
  static const std::regex kAction(R"re("([a-z_]+\.[a-z_]+)")re");
  std::set<std::string> actions;
  for (const auto& entry : std::filesystem::recursive_directory_iterator(std::filesystem::path(UKE_ASSETS) / ".." / "server")) {
    if (entry.path().extension() != ".cpp") continue;
    const auto text = text_of(entry.path());
    for (std::sregex_iterator call(text.begin(), text.end(), kCall), end; call != end; ++call) {
      const auto words = call->str();
      for (std::sregex_iterator word(words.begin(), words.end(), kAction); word != end; ++word) actions.insert((*word)[1].str());
    }
  }
  return actions;
}

}  // namespace

TEST_CASE("every_audited_action_has_a_sentence_and_every_kind_a_name") {
  const auto actions = audited_actions();
  CHECK(actions.size() > 30);
  CHECK(actions.contains("member.merge"));
  CHECK(actions.contains("account.sign_in"));
  for (const auto language : {i18n::Language::ja, i18n::Language::en}) {
    const auto file = std::filesystem::path(UKE_ASSETS) / "i18n" / (std::string(enum_name(language)) + ".json");
    const auto messages = test::must(i18n::Messages::load(text_of(file), language));
    for (const auto& action : actions) {
      INFO(enum_name(language) << " " << action);
      CHECK(messages.has("audit.action." + action));
      CHECK(messages.has("audit.kind." + action.substr(0, action.find('.'))));
    }
  }
}

}  // namespace uke::server

#include "server/mail/verdict.h"
#include "tests/support/catch.h"

namespace uke::server::mail {
namespace {

using Kind = Verdict::Kind;

Verdict of(Step step, Breach breach, int code, std::string reply = {}) { return verdict_of({step, breach, code, std::move(reply)}); }

}  // namespace

TEST_CASE("a letter is sent when its end was taken and only then") {
  CHECK(of(Step::end, Breach::none, 250).kind == Kind::sent);
  CHECK(of(Step::end, Breach::connection, 354).kind == Kind::unclear);
  CHECK(of(Step::end, Breach::connection, 0).kind == Kind::unclear);
  CHECK(of(Step::end, Breach::connection, 250).kind == Kind::unclear);
  CHECK(of(Step::end, Breach::connection, 554).kind == Kind::refused);
  CHECK(of(Step::end, Breach::connection, 452).kind == Kind::later);
  CHECK(of(Step::text, Breach::connection, 354).kind == Kind::trouble);
}

TEST_CASE("what is about our server or theirs stops the queue and no letter") {
  CHECK(of(Step::connecting, Breach::connection, 0).trouble == Trouble::unreachable);
  CHECK(of(Step::connecting, Breach::connection, 220).trouble == Trouble::unreachable);
  CHECK(of(Step::connecting, Breach::encryption, 220).trouble == Trouble::tls);
  CHECK(of(Step::connecting, Breach::sign_in, 535).trouble == Trouble::sign_in);
  CHECK(of(Step::connecting, Breach::connection, 421).trouble == Trouble::busy);
  CHECK(of(Step::connecting, Breach::connection, 554).trouble == Trouble::busy);
  CHECK(of(Step::sender, Breach::connection, 550).trouble == Trouble::sender);
  CHECK(of(Step::sender, Breach::connection, 451).trouble == Trouble::busy);
  CHECK(of(Step::recipient, Breach::connection, 421).trouble == Trouble::busy);
  CHECK(of(Step::recipient, Breach::connection, 250).trouble == Trouble::unreachable);
}

TEST_CASE("an address is marked for what is said about the address only") {
  CHECK(of(Step::recipient, Breach::connection, 550, "550 5.1.1 no such user").marks_address);
  CHECK(of(Step::recipient, Breach::connection, 550, "550-5.1.1 no such user").marks_address);
  CHECK(of(Step::recipient, Breach::connection, 550, "550 unknown").marks_address);
  CHECK_FALSE(of(Step::recipient, Breach::connection, 550, "550 5.7.1 relaying denied").marks_address);
  CHECK_FALSE(of(Step::recipient, Breach::connection, 550, "550 5.2.2 full").marks_address);
  CHECK_FALSE(of(Step::recipient, Breach::connection, 552, "552 full").marks_address);
  CHECK_FALSE(of(Step::recipient, Breach::connection, 451, "451 5.1.1 odd").marks_address);
  CHECK_FALSE(of(Step::end, Breach::connection, 550, "550 5.1.1 odd").marks_address);
  CHECK(of(Step::recipient, Breach::connection, 550, "550 5.7.1 relaying denied").kind == Kind::refused);
}

TEST_CASE("who stops breaks off a letter only before its end") {
  CHECK(of(Step::text, Breach::stopped, 354).kind == Kind::interrupted);
  CHECK(of(Step::connecting, Breach::stopped, 0).kind == Kind::interrupted);
  CHECK(of(Step::end, Breach::stopped, 354).kind == Kind::unclear);
}

}  // namespace uke::server::mail

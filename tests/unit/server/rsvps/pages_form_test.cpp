// The organizers' form: what it shows of an answer comes back as the same answer, and what two editors typed is not mixed up.
#include "server/rsvps/pages_conflict.h"
#include "server/rsvps/pages_form.h"
#include "tests/unit/server/rsvps/gathering.h"

namespace uke::server {

using namespace uke::test;

namespace {

struct Editing {
  Gathering party;
  rsvps::Own own;

  Editing() {
    auto fields = with_company(a_guest("鈴木", "花子"), 2);
    fields.kana = "すずき はなこ";
    fields.former_name = "田中";
    fields.email = "hanako@example.jp";
    fields.food = "えび";
    fields.comment = "一行目\n二行目";
    fields.comment_public = true;
    fields.photo_ok = false;
    fields.after_party = rsvps::AfterParty::later;
    own = party.answer(fields);
  }
  rsvps::Offer offer() {
    return party.read([&](ReadTx& tx) { return rsvps::offer_of(tx, party.osaka.id); });
  }
  rsvps::Raw raw() {
    return party.read([&](ReadTx& tx) { return rsvps::raw_of(tx, own); });
  }
};

}  // namespace

TEST_CASE("what_the_form_shows_of_an_answer_is_that_answer_when_it_comes_back") {
  Editing editing;
  const auto typed = rsvps::typed_of(editing.raw(), editing.offer());
  CHECK(typed.faults.empty());
  const auto& fields = typed.command.fields;
  CHECK(fields.state == desk::RsvpState::yes);
  CHECK(fields.family_name == "鈴木");
  CHECK(fields.former_name == "田中");
  CHECK(fields.email == "hanako@example.jp");
  CHECK(fields.food == "えび");
  CHECK(fields.comment == "一行目\n二行目");
  CHECK(fields.comment_public);
  CHECK_FALSE(fields.photo_ok);
  CHECK(fields.after_party == rsvps::AfterParty::later);
  REQUIRE(fields.companions.size() == 2);
  CHECK(fields.companions[1].given_name == "連れ1");
  CHECK_FALSE(typed.command.fee.has_value());
}

TEST_CASE("a_companion_whose_tick_and_names_are_gone_is_left_out_and_faults_keep_their_row") {
  Editing editing;
  auto raw = editing.raw();
  for (const auto* name : {"here", "family_name", "given_name"}) raw[rsvps::companion_field(0, name)] = "";
  raw[rsvps::companion_field(1, "kana")] = "漢字";
  const auto typed = rsvps::typed_of(raw, editing.offer());
  REQUIRE(typed.command.fields.companions.size() == 1);
  REQUIRE(typed.faults.size() == 1);
  CHECK(typed.faults[0].field == "companions.1.kana");
}

TEST_CASE("numbers_in_the_form_may_be_of_either_width_and_nonsense_is_named") {
  Editing editing;
  auto raw = editing.raw();
  raw["fee"] = "２０００";
  CHECK(rsvps::typed_of(raw, editing.offer()).command.fee == Yen{2000});
  raw["fee"] = "0";
  CHECK(rsvps::typed_of(raw, editing.offer()).command.fee == Yen{0});
  raw["fee"] = "ただ";
  const auto faults = rsvps::typed_of(raw, editing.offer()).faults;
  REQUIRE(faults.size() == 1);
  CHECK(faults[0].field == "fee");
  CHECK(faults[0].what == web::What::not_number);
}

TEST_CASE("a_packed_form_is_the_same_form_unpacked_and_nonsense_is_none") {
  Editing editing;
  const auto raw = editing.raw();
  CHECK(rsvps::unpacked(rsvps::packed(raw)) == raw);
  CHECK_FALSE(rsvps::unpacked("nonsense").has_value());
}

}  // namespace uke::server

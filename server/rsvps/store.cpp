#include "server/rsvps/store.h"

#include "server/rsvps/names.h"

namespace uke::server::rsvps {
namespace {

#define UKE_ATTENDEE_COLUMNS                                                                                                    \
  "id, event_id, edition_id, ticket_no, short_code, state, mode, family_name, given_name, kana, shown_name, department, years," \
  " search, seat, note, fee, prepaid, holder_id, photo_ok, provisional, late, email, version, member_id"

struct GoodsRow {
  std::string attendee;
  std::string goods;
  std::string name;
  std::int64_t quantity = 0;
};
BOOST_DESCRIBE_STRUCT(GoodsRow, (), (attendee, goods, name, quantity))

struct PersonRow {
  AttendeeId id;
  EditionId edition;
  desk::RsvpState state = desk::RsvpState::yes;
  Yen fee;
  Yen prepaid;
  desk::Mode mode = desk::Mode::onsite;
};
BOOST_DESCRIBE_STRUCT(PersonRow, (), (id, edition, state, fee, prepaid, mode))

struct AnswerRow {
  AttendeeId id;
  EditionId edition;
  desk::RsvpState state = desk::RsvpState::yes;
  desk::Mode mode = desk::Mode::onsite;
};
BOOST_DESCRIBE_STRUCT(AnswerRow, (), (id, edition, state, mode))

struct FoodRow {
  std::string attendee;
  std::string food;
};
BOOST_DESCRIBE_STRUCT(FoodRow, (), (attendee, food))

template <class... Args>
Result<GoodsOf> grouped_goods(storage::ReadTx& tx, std::string_view sql, const Args&... args) {
  GoodsOf goods;
  const auto keep = [&](GoodsRow&& row) -> Status {
    goods[std::move(row.attendee)].push_back({std::move(row.goods), std::move(row.name), row.quantity});
    return {};
  };
  TRYV(tx.each<GoodsRow>(sql, keep, args...));
  return goods;
}

}  // namespace

Status insert_attendee(storage::WriteTx& tx, const AttendeeRow& a) {
  TRYV(tx.exec(
      "insert into attendees (id, event_id, edition_id, ticket_no, short_code, state, mode, family_name, given_name, kana, shown_name,"
      " department, years, search, seat, note, fee, prepaid, holder_id, photo_ok, provisional, late, email, version, member_id, created_ms,"
      " name_key)"
      " values (:id, :event, :edition, :ticket, :code, :state, :mode, :family, :given, :kana, :shown, :department, :years, :search,"
      " :seat, :note, :fee, :prepaid, :holder, :photo, :provisional, :late, :email, :version, :member, :now,"
      " :name_key)",
      a.id, a.event, a.edition, a.ticket, a.short_code, a.state, a.mode, a.family_name, a.given_name, a.kana, a.shown_name, a.department,
      a.years, a.search, a.table, a.note, a.fee, a.prepaid, a.holder, a.photo_ok, a.provisional, a.late, a.email, a.version, a.member,
      tx.now(), name_key(a.family_name, a.given_name)));
  return {};
}

Result<bool> update_attendee(storage::WriteTx& tx, const AttendeeRow& a) {
  TRY(const auto changed,
      tx.exec("update attendees set edition_id = :edition, state = :state, mode = :mode, family_name = :family, given_name = :given,"
              " kana = :kana, shown_name = :shown, department = :department, years = :years, search = :search, seat = :seat, note = :note,"
              " fee = :fee, prepaid = :prepaid, photo_ok = :photo, provisional = :provisional, late = :late, email = :email,"
              " member_id = :member, name_key = :name_key, version = version + 1 where id = :id and version = :version",
              a.edition, a.state, a.mode, a.family_name, a.given_name, a.kana, a.shown_name, a.department, a.years, a.search, a.table,
              a.note, a.fee, a.prepaid, a.photo_ok, a.provisional, a.late, a.email, a.member, name_key(a.family_name, a.given_name), a.id,
              a.version));
  return changed == 1;
}

Result<std::optional<AttendeeRow>> find_attendee(storage::ReadTx& tx, AttendeeId id) {
  return tx.one<AttendeeRow>("select " UKE_ATTENDEE_COLUMNS " from attendees where id = :id", id);
}

Result<std::optional<AttendeeRow>> find_by_ticket(storage::ReadTx& tx, ticket::TicketNo no) {
  return tx.one<AttendeeRow>("select " UKE_ATTENDEE_COLUMNS " from attendees where ticket_no = :no limit 1", no);
}

Result<std::vector<AttendeeRow>> companions_of(storage::ReadTx& tx, AttendeeId holder) {
  return tx.all<AttendeeRow>("select " UKE_ATTENDEE_COLUMNS " from attendees where holder_id = :holder order by id", holder);
}

Result<std::vector<AttendeeRow>> find_by_name(storage::ReadTx& tx, EventId event, std::string_view name_key) {
  return tx.all<AttendeeRow>("select " UKE_ATTENDEE_COLUMNS
                             " from attendees where event_id = :event and name_key = :name and holder_id is null order by id",
                             event, name_key);
}

Result<std::vector<AttendeeRow>> find_by_member(storage::ReadTx& tx, EventId event, MemberId member) {
  return tx.all<AttendeeRow>("select " UKE_ATTENDEE_COLUMNS
                             " from attendees where member_id = :member and event_id = :event and holder_id is null order by id",
                             member, event);
}

Result<std::vector<AttendeeRow>> list_attendees(storage::ReadTx& tx, EditionId edition, AttendeeId after, std::int64_t limit) {
  return tx.all<AttendeeRow>("select " UKE_ATTENDEE_COLUMNS
                             " from attendees where edition_id = :edition and id > :after order by id limit :limit",
                             edition, after, limit);
}

Status each_attendee(storage::ReadTx& tx, EditionId edition, const std::function<Status(AttendeeRow&&)>& visit) {
  return tx.each<AttendeeRow>("select " UKE_ATTENDEE_COLUMNS " from attendees where edition_id = :edition order by id", visit, edition);
}

Status each_other_ticket(storage::ReadTx& tx, EventId event, EditionId except, const std::function<Status(desk::OtherTicket&&)>& visit) {
  return tx.each<desk::OtherTicket>(
      "select ticket_no, id, edition_id, state from attendees where event_id = :event and edition_id <> :edition order by id", visit, event,
      except);
}

Status delete_goods_orders(storage::WriteTx& tx, AttendeeId attendee) {
  TRYV(tx.exec("delete from attendee_goods where attendee_id = :attendee", attendee));
  return {};
}

Status insert_goods_order(storage::WriteTx& tx, AttendeeId attendee, const GoodsOrder& order) {
  TRYV(
      tx.exec("insert into attendee_goods (attendee_id, goods_id, quantity) values (:attendee, :goods, :quantity)"
              " on conflict (attendee_id, goods_id) do update set quantity = excluded.quantity",
              attendee, order.goods, order.quantity));
  return {};
}

Result<std::vector<desk::Goods>> goods_of(storage::ReadTx& tx, AttendeeId attendee) {
  return tx.all<desk::Goods>(
      "select g.id, g.name, o.quantity from attendee_goods o join goods g on g.id = o.goods_id where o.attendee_id = :attendee order by "
      "g.id",
      attendee);
}

Result<GoodsOf> goods_of_edition(storage::ReadTx& tx, EditionId edition) {
  return grouped_goods(tx,
                       "select o.attendee_id, g.id, g.name, o.quantity from attendee_goods o join goods g on g.id = o.goods_id"
                       " join attendees a on a.id = o.attendee_id where a.edition_id = :edition order by o.attendee_id, g.id",
                       edition);
}

Result<GoodsOf> goods_of_event(storage::ReadTx& tx, EventId event) {
  return grouped_goods(tx,
                       "select o.attendee_id, g.id, g.name, o.quantity from attendee_goods o join goods g on g.id = o.goods_id"
                       " join attendees a on a.id = o.attendee_id where a.event_id = :event order by o.attendee_id, g.id",
                       event);
}

Result<FoodOf> food_of_edition(storage::ReadTx& tx, EditionId edition) {
  FoodOf food;
  const auto keep = [&](FoodRow&& row) -> Status {
    food.emplace(std::move(row.attendee), std::move(row.food));
    return {};
  };
  // The few who wish anything have an index of their own.
  TRYV(
      tx.each<FoodRow>("select d.attendee_id, d.food from answer_details d join attendees a on a.id = d.attendee_id"
                       " where d.food <> '' and a.edition_id = :edition",
                       keep, edition));
  return food;
}

Result<std::vector<desk::Answer>> answers_of(storage::ReadTx& tx, EditionId edition) {
  std::vector<desk::Answer> answers;
  const auto keep = [&](AnswerRow&& row) -> Status {
    answers.push_back({.id = row.id, .edition = row.edition, .state = row.state, .mode = row.mode});
    return {};
  };
  TRYV(tx.each<AnswerRow>("select id, edition_id, state, mode from attendees where edition_id = :edition order by id", keep, edition));
  return answers;
}

Result<std::vector<desk::EventFacts::Person>> people_of(storage::ReadTx& tx, EventId event) {
  TRY(auto goods, goods_of_event(tx, event));
  std::vector<desk::EventFacts::Person> people;
  const auto keep = [&](PersonRow&& row) -> Status {
    desk::EventFacts::Person person{
        .id = row.id, .edition = row.edition, .state = row.state, .fee = row.fee, .prepaid = row.prepaid, .goods = {}, .mode = row.mode};
    if (!goods.empty()) {
      if (const auto found = goods.find(row.id.to_string()); found != goods.end()) person.goods = std::move(found->second);
    }
    people.push_back(std::move(person));
    return {};
  };
  TRYV(tx.each<PersonRow>("select id, edition_id, state, fee, prepaid, mode from attendees where event_id = :event order by id", keep,
                          event));
  return people;
}

}  // namespace uke::server::rsvps

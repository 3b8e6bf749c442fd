#include "server/events/item_forms.h"

namespace uke::server::events {

const Sheet& sheet_of(std::type_identity<FeeCategory>) {
  static const Sheet kSheet = {.labels = "fee.field.",
                               .hints = "fee.hint.",
                               .fields = {{.name = "name", .required = true},
                                          {.name = "name_en"},
                                          {.name = "amount", .input = Input::number, .required = true},
                                          {.name = "for_whom",
                                           .input = Input::radios,
                                           .required = true,
                                           .choices = "fee.for_whom.",
                                           .values = {"anybody", "attendee", "companion"}},
                                          {.name = "retired", .input = Input::flag}}};
  return kSheet;
}

const Sheet& sheet_of(std::type_identity<GoodsItem>) {
  static const Sheet kSheet = {.labels = "goods.field.",
                               .hints = "goods.hint.",
                               .fields = {{.name = "name", .required = true},
                                          {.name = "name_en"},
                                          {.name = "price", .input = Input::number, .required = true},
                                          {.name = "retired", .input = Input::flag}}};
  return kSheet;
}

const Sheet& sheet_of(std::type_identity<ProgrammeItem>) {
  static const Sheet kSheet = {.labels = "programme.field.",
                               .hints = "programme.hint.",
                               .fields = {{.name = "title", .required = true},
                                          {.name = "title_en"},
                                          {.name = "starts_ms", .input = Input::datetime},
                                          {.name = "speaker"},
                                          {.name = "speaker_about", .input = Input::text},
                                          {.name = "description", .input = Input::text}}};
  return kSheet;
}

Raw raw_of(const FeeCategory& item, std::string_view) {
  return {{"name", item.name},
          {"name_en", item.name_en},
          {"amount", std::to_string(item.amount.value)},
          {"for_whom", std::string(enum_name(item.for_whom))},
          {"retired", raw_flag(item.retired)}};
}

Raw raw_of(const GoodsItem& item, std::string_view) {
  return {{"name", item.name}, {"name_en", item.name_en}, {"price", std::to_string(item.price.value)}, {"retired", raw_flag(item.retired)}};
}

Raw raw_of(const ProgrammeItem& item, std::string_view zone) {
  return {{"title", item.title},     {"title_en", item.title_en},           {"starts_ms", raw_moment(item.starts_ms, zone)},
          {"speaker", item.speaker}, {"speaker_about", item.speaker_about}, {"description", item.description}};
}

web::Faults read_into(FeeCategory& item, const Raw& raw, std::string_view) {
  SheetReader reader(raw);
  item.name = reader.text("name");
  item.name_en = reader.text("name_en");
  if (reader.text("amount").empty()) reader.add("amount", web::What::required);
  item.amount = reader.yen("amount");
  item.for_whom = reader.choice<ForWhom>("for_whom");
  item.retired = reader.flag("retired");
  return reader.with(check(item));
}

web::Faults read_into(GoodsItem& item, const Raw& raw, std::string_view) {
  SheetReader reader(raw);
  item.name = reader.text("name");
  item.name_en = reader.text("name_en");
  if (reader.text("price").empty()) reader.add("price", web::What::required);
  item.price = reader.yen("price");
  item.retired = reader.flag("retired");
  return reader.with(check(item));
}

web::Faults read_into(ProgrammeItem& item, const Raw& raw, std::string_view zone) {
  SheetReader reader(raw);
  item.title = reader.text("title");
  item.title_en = reader.text("title_en");
  item.starts_ms = reader.moment("starts_ms", zone);
  item.speaker = reader.text("speaker");
  item.speaker_about = reader.text("speaker_about");
  item.description = reader.text("description");
  return reader.with(check(item));
}

}  // namespace uke::server::events

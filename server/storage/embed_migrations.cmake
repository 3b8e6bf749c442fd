# Writes OUT, a C++ file that holds every migrations/NNN_name.sql as text (server/storage/migrations.h).
function(uke_embed_migrations folder out)
  file(GLOB scripts CONFIGURE_DEPENDS ${folder}/*.sql)
  list(SORT scripts)
  set(rows "")
  set(number 0)
  foreach(script ${scripts})
    math(EXPR number "${number} + 1")
    set_property(DIRECTORY APPEND PROPERTY CMAKE_CONFIGURE_DEPENDS ${script})
    get_filename_component(name ${script} NAME_WE)
    file(READ ${script} sql)
    string(APPEND rows "    {${number}, \"${name}\", R\"sql(${sql})sql\"},\n")
  endforeach()
  file(CONFIGURE OUTPUT ${out} CONTENT [[
#include "server/storage/migrations.h"

#include <array>

namespace uke::server::storage {
namespace {

constexpr auto kMigrations = std::to_array<uke::storage::Migration>({
@rows@});

}  // namespace

std::span<const uke::storage::Migration> migrations() { return kMigrations; }

}  // namespace uke::server::storage
]] @ONLY)
endfunction()

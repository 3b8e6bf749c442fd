// SOCI and SQLite behind the session. Included by this folder's .cpp files only: nobody else may see either library.
#pragma once

#include "shared/storage/session.h"

#include <soci/soci.h>
#include <soci/sqlite3/soci-sqlite3.h>

#include <memory>
#include <string>
#include <unordered_map>
#include <vector>

namespace uke::storage {

struct Session::Impl {
  struct Kept {
    Shape shape;  // points to constants of value.h
    std::unique_ptr<Statement> statement;
  };
  struct Hash {
    using is_transparent = void;
    std::size_t operator()(std::string_view text) const { return std::hash<std::string_view>{}(text); }
  };

  soci::session soci;
  sqlite_api::sqlite3* db = nullptr;
  // By SQL text; one text is used with one shape, or rarely two. Declared after the session: statements must end first.
  std::unordered_map<std::string, std::vector<Kept>, Hash, std::equal_to<>> statements;
};

struct Statement::Soci {
  std::string sql;
  soci::statement statement;
  std::vector<soci::indicator> param_is_null;
  std::vector<soci::indicator> column_is_null;
  sqlite_api::sqlite3_stmt* handle = nullptr;
};

// SQLite's own handles. SOCI keeps the type information of its backends to itself, so the sanitizer cannot check these casts.
__attribute__((no_sanitize("vptr"))) inline sqlite_api::sqlite3* handle_of(soci::session& session) {
  return static_cast<soci::sqlite3_session_backend*>(session.get_backend())->conn_;
}
__attribute__((no_sanitize("vptr"))) inline sqlite_api::sqlite3_stmt* handle_of(soci::statement& statement) {
  return static_cast<soci::sqlite3_statement_backend*>(statement.get_backend())->stmt_;
}

}  // namespace uke::storage

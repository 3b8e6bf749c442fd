// Use cases of an applicant: no account, only the secret of their own link. Called inside a transaction; noted in the audit log.
//
// Nothing here says anything about anybody else: somebody who applies twice, or who is on the roster already, reads what everybody reads.
#pragma once

#include "server/applications/invitations_service.h"
#include "server/applications/store.h"

#include <string>
#include <string_view>

namespace uke::server::applications {

struct Submission {
  ApplicationFields fields;  // tidied
  std::string nonce;         // of the form: the same one sent twice is one application
  std::string code;          // of the invitation; "" = the general link
};

// A new form's nonce, and the secret of the status link that it leads to: nobody has to store it.
[[nodiscard]] std::string fresh_nonce(Random& random);
[[nodiscard]] bool looks_like_nonce(std::string_view text);

// Whether a form with that nonce was sent before: then its link may be used up by itself.
[[nodiscard]] Result<bool> was_submitted(storage::ReadTx& tx, std::string_view nonce);

// The secret of the status link. Sent again, the first application has the new words as long as nobody decided. Errors: `invalid` for the
// fields or the nonce, `conflict` where the link is closed, `busy` when kOpenMax applications wait.
[[nodiscard]] Result<std::string> submit_application(storage::WriteTx& tx, const Submission& submission);

// `not_found` for a secret that is none.
[[nodiscard]] Result<ApplicationRow> own_application(storage::ReadTx& tx, std::string_view secret);
// `stale`, `invalid`; `conflict` once it is decided.
[[nodiscard]] Result<ApplicationRow> change_own(storage::WriteTx& tx, std::string_view secret, std::int64_t version,
                                                const ApplicationFields& fields);
[[nodiscard]] Result<ApplicationRow> answer_question(storage::WriteTx& tx, std::string_view secret, std::string_view reply);
// Doing either twice is doing it once; `conflict` once it is decided.
[[nodiscard]] Result<ApplicationRow> withdraw_own(storage::WriteTx& tx, std::string_view secret);
[[nodiscard]] Result<ApplicationRow> restore_own(storage::WriteTx& tx, std::string_view secret);

}  // namespace uke::server::applications

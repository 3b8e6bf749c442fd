-- Organizers sign in with a name and a password. Everything secret is kept as a hash, except totp_key: a code is computed from it.
alter table accounts add column login text;                           -- as typed; null until the welcome page was filled in
alter table accounts add column login_key text;                       -- folded, for looking up
alter table accounts add column password_hash text not null default '';   -- crypto_pwhash_str; '' = none yet
alter table accounts add column totp_key text not null default '';        -- base32; '' = codes are not asked
alter table accounts add column totp_pending text not null default '';    -- shown for setting up, not yet confirmed
alter table accounts add column totp_step bigint not null default 0;      -- the newest time step whose code was used
alter table accounts add column version bigint not null default 1;
create unique index accounts_by_login on accounts (login_key);

-- A link by which its holder sets sign-in name and password. One per account: a new one replaces it.
create table welcome_links (
  account_id text not null primary key references accounts (id),
  secret_hash text not null unique,
  expires_ms bigint not null
);

create table sessions (
  id text not null primary key,
  secret_hash text not null unique,
  account_id text not null references accounts (id),
  state text not null,              -- open | code_asked (the password was right, the code is still missing)
  system text not null,             -- iphone, windows …
  browser text not null,            -- safari, chrome …
  network text not null,            -- 203.0.113.*: the address is not kept in full
  created_ms bigint not null,
  seen_ms bigint not null           -- at most five minutes behind
);
create index sessions_by_account on sessions (account_id);

-- For those whose phone is lost. Each is used once.
create table recovery_codes (
  account_id text not null references accounts (id),
  code_hash text not null,
  used_ms bigint,
  primary key (account_id, code_hash)
);

alter table api_tokens add column id text not null default '';
alter table api_tokens add column seen_ms bigint;
update api_tokens set id = substr(token_hash, 1, 32);
create unique index api_tokens_by_id on api_tokens (id);

-- What was changed: a JSON list of {field, before, after}. Goes when the person that it is about is erased; the entry stays.
alter table audit_log add column thing_kind text not null default '';
alter table audit_log add column changes text not null default '[]';
update audit_log set thing_kind = 'account' where action like 'account.%';
update audit_log set thing_kind = 'event' where action like 'event.%';
update audit_log set thing_kind = 'edition' where action like 'edition.%';
update audit_log set thing_kind = 'rsvp' where action like 'rsvp.%';
update audit_log set thing_kind = 'conflict' where action like 'conflict.%';
update audit_log set thing_kind = 'pairing_code' where action like 'pairing_code.%';
update audit_log set thing_kind = 'kiosk' where action like 'kiosk.%';
create index audit_log_by_thing on audit_log (thing_id, id);
create index audit_log_by_actor on audit_log (actor_id, id);
create index audit_log_by_action on audit_log (action, id);
create index audit_log_by_kind on audit_log (thing_kind, id);
drop index audit_log_by_time;         -- ids sort by time

-- Lists that left the house.
create table handouts (
  id text not null primary key,
  at_ms bigint not null,
  actor_id text not null,
  actor_name text not null,
  what text not null,               -- roster.xlsx
  filter text not null,             -- in words of the API, without names that were searched
  purpose text not null,
  people bigint not null
);

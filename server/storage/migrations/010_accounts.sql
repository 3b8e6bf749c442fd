-- Organizers, and the tokens by which kiosks and programs act. A token is kept as its hash only.
create table accounts (
  id text not null primary key,
  name text not null,
  role text not null,          -- admin | treasurer | reception
  disabled bigint not null,
  created_ms bigint not null
);

-- Authenticating a kiosk is one read of one row: name, scope and state are here and nowhere else.
create table api_tokens (
  token_hash text not null primary key,
  holder text not null,        -- organizer | kiosk
  holder_id text not null,     -- accounts.id or kiosks.id
  name text not null,
  scope text not null,         -- of a kiosk: its edition; of an organizer: ''
  state text not null,         -- active | retired | stolen
  created_ms bigint not null
);
create index api_tokens_by_holder on api_tokens (holder_id);

-- Who changed what. Never what it says about a person: only which row.
create table audit_log (
  id text not null primary key,
  at_ms bigint not null,
  actor_id text not null,
  actor_name text not null,
  action text not null,        -- event.create, kiosk.revoke …
  thing_id text not null
);
create index audit_log_by_time on audit_log (at_ms);

-- Paired devices. Name, edition and state of a kiosk are in its api_tokens row.
create table kiosks (
  id text not null primary key,
  edition_id text not null references editions (id),
  device_name text not null,        -- what the machine calls itself
  created_ms bigint not null
);
create index kiosks_by_edition on kiosks (edition_id);

create table pairing_codes (
  code_hash text not null primary key,
  edition_id text not null references editions (id),
  salt text not null,               -- the kiosk's token is derived from salt, code and nonce: redeeming again repeats it
  expires_ms bigint not null,
  used_by text,                     -- hash of the nonce of the kiosk that redeemed it
  kiosk_id text references kiosks (id),
  created_by text not null
);

-- The staff PIN of an edition's kiosks, hashed (crypto_pwhash_str).
create table desk_pins (
  edition_id text not null primary key references editions (id),
  pin_hash text not null
);

-- What each desk log has delivered. have_seq: everything up to here is stored or parked.
create table desk_logs (
  log_id text not null primary key,
  event_id text not null references events (id),
  kiosk_id text,                    -- the kiosk that delivered last; null for logs of this server and imported ones
  have_seq bigint not null,
  max_seq bigint not null,
  ours bigint not null,             -- this server writes it; a restored database begins a new one
  received_ms bigint not null
);
create index desk_logs_by_kiosk on desk_logs (kiosk_id);
create index desk_logs_by_event on desk_logs (event_id);

-- Immutable facts of the door. Only ever inserted.
create table desk_records (
  id text not null primary key,
  log_id text not null,
  seq bigint not null,
  event_id text not null,
  edition_id text not null,
  subject text not null,
  step bigint not null,
  kind text not null,
  ref text,
  payload text not null,            -- JSON
  at_ms bigint not null,
  boot_id text not null,
  uptime_ms bigint not null,
  written_by text not null,
  desk text not null,
  practice bigint not null,
  received_ms bigint not null,
  change_no bigint not null,        -- its place in the event's feed
  unique (log_id, seq)
);
create unique index desk_records_by_change on desk_records (event_id, change_no);

-- The erasable part of a record.
create table desk_private (
  record_id text not null primary key references desk_records (id),
  name text not null,
  kana text not null
);

-- What could not be accepted, exactly as it came. Never dropped; counts in have_seq where its place in a log can be read.
create table parked_records (
  digest text not null primary key, -- of raw: the same upload again is the same row
  raw text not null,
  reason text not null,
  record_id text not null,          -- '' where it cannot be read
  log_id text,
  seq bigint,
  kiosk_id text,
  received_ms bigint not null
);
create index parked_records_by_place on parked_records (log_id, seq);

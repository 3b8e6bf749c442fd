-- The desk log of this device. Facts are only ever added; what changes (who has them already) stands in tables of its own.
create table desk_records (
  pos integer not null primary key,   -- order of arrival here
  id text not null unique,
  log_id text not null,
  seq bigint not null,
  edition_id text not null,
  subject text not null,
  step bigint not null,
  kind text not null,
  ref text,
  payload text not null,       -- JSON; '' for an empty one
  at_ms bigint not null,
  boot_id text not null,
  uptime_ms bigint not null,
  written_by text not null,
  desk text not null,
  practice bigint not null,
  heard bigint not null        -- 1: written elsewhere and heard through the server
);
create unique index desk_records_own on desk_records (log_id, seq) where heard = 0;
create index desk_records_log on desk_records (log_id, seq);

-- Names of walk-ins: erasable, while the record stays.
create table private_parts (
  record_id text not null primary key,
  name text not null,
  kana text not null
);

-- Records that the server has not acknowledged yet.
create table unsent (
  log_id text not null,
  seq bigint not null,
  record_id text not null,
  primary key (log_id, seq, record_id)
);

-- Records that the server (or this kiosk, for their size) put aside; a human looks at them.
create table parked (
  record_id text not null primary key,
  reason text not null,
  at_ms bigint not null
);

-- Records that moved to another log because the server knew another record of that log and number.
create table reissued (
  record_id text not null,
  log_id text not null,
  seq bigint not null,
  at_ms bigint not null
);

-- Up to which number the server has everything of a log, as it said last.
create table server_have (
  log_id text not null primary key,
  seq bigint not null
);

create table meta (
  name text not null primary key,
  value text not null
);

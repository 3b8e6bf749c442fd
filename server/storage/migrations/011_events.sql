-- An event is one occasion; an edition is one place and time of it.
create table events (
  id text not null primary key,
  event_no bigint not null unique,  -- u32, random, as tickets carry it
  name text not null,
  name_en text not null,
  date_ms bigint not null,
  zone text not null,
  created_ms bigint not null,
  version bigint not null
);

-- The keys that sign an event's tickets. Kiosks get the public half.
create table event_keys (
  event_id text not null references events (id),
  key_no bigint not null,           -- 0 … 15
  public_key text not null,
  seed text not null,               -- secret
  created_ms bigint not null,
  primary key (event_id, key_no)
);

create table editions (
  id text not null primary key,
  event_id text not null references events (id),
  hint bigint not null,             -- 1 … 15, its number within the event, as tickets carry it
  name text not null,
  name_en text not null,
  place text not null,              -- venue and address, as tickets show it
  zone text not null,
  starts_ms bigint not null,
  doors_open_ms bigint not null,
  doors_close_ms bigint not null,
  ends_ms bigint not null,
  capacity_onsite bigint not null,  -- 0 = no limit
  capacity_online bigint not null,  -- 0 = no limit
  door_fee bigint not null,         -- whole yen
  unpaid text not null,             -- pay_first | remind
  exits_recorded bigint not null,
  cancelled bigint not null,
  greeting text not null,
  greeting_en text not null,
  version bigint not null,
  unique (event_id, hint)
);

-- What can be ordered and is handed over at the desk.
create table goods (
  id text not null primary key,
  edition_id text not null references editions (id),
  name text not null,
  price bigint not null             -- whole yen
);
create index goods_by_edition on goods (edition_id);

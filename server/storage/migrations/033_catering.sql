-- Which number was told to the shop, when and by whom. Append-only: what was noted by mistake is taken back by a row of its own.
create table caterer_calls (
  id text not null primary key,
  edition_id text not null references editions (id),
  number bigint not null,           -- of meals; 0 in a row that takes another back
  counted bigint not null,          -- what our own count was at that moment
  at_ms bigint not null,            -- when the shop was told
  by_name text not null,            -- who told it
  note text not null,
  takes_back text unique references caterer_calls (id),
  recorded_ms bigint not null,
  recorded_by text not null,        -- account
  recorded_name text not null
);
create index caterer_calls_by_edition on caterer_calls (edition_id, at_ms);

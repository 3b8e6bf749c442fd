-- The kiosk feed: one counter per event, the batches that took its numbers, and the latest change of each row.
create table feed_counters (
  event_id text not null primary key,
  number bigint not null
);

-- Numbers from first_number up to the next batch's were taken by the commit that drew this tag.
create table feed_batches (
  event_id text not null,
  first_number bigint not null,
  tag text not null,
  primary key (event_id, first_number)
);

create table feed_changes (
  event_id text not null,
  kind text not null,
  key text not null,
  number bigint not null,
  primary key (event_id, kind, key)
);
create index feed_changes_by_number on feed_changes (event_id, number);

-- One row, rewritten to see that the disk still takes writes.
create table health_checks (
  id bigint not null primary key,
  checked_ms bigint not null
);

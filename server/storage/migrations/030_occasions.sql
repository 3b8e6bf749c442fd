-- What attendees are told about an event and an edition, beyond what the door needs. A row appears when somebody first says something.
create table event_details (
  event_id text not null primary key references events (id),
  slug text not null unique,        -- unguessable part of the event page's address; can be rotated
  link_trust text not null,         -- group_link | roster_only
  description text not null,
  description_en text not null,
  handover text not null,           -- 来年への申し送り: for next year's organizers
  copied_from text references events (id),
  changed_ms bigint not null,
  version bigint not null
);

create table edition_details (
  edition_id text not null primary key references editions (id),
  map_url text not null,
  contact text not null,            -- 当日の連絡先
  rsvp_closes_ms bigint not null,   -- 0 = until the doors close
  maybe_until_ms bigint not null,   -- when 未定 expires; 0 = never
  cancel_free_until_ms bigint not null, -- 0 = cancelling costs nothing
  cancel_fee bigint not null,       -- whole yen a person
  online_fee bigint not null,       -- whole yen
  online_guide text not null,       -- address, meeting number and passcode: for those who take part online
  companions_max bigint not null,
  asks_after_party bigint not null,
  after_party text not null,        -- where and how much
  caterer text not null,            -- name and telephone of the shop
  food_price bigint not null,       -- whole yen that one meal costs us
  food_fixed_ms bigint not null,    -- until when the shop wants the number; 0 = not said
  changed_ms bigint not null,
  version bigint not null
);

-- What a person pays at the door of an edition, where it depends on who they are. Without any, everybody pays the edition's fee.
create table fee_categories (
  id text not null primary key,
  edition_id text not null references editions (id),
  position bigint not null,
  name text not null,
  name_en text not null,
  amount bigint not null,           -- whole yen
  for_whom text not null,           -- anybody | attendee | companion
  retired bigint not null,          -- no longer offered; answers keep it
  version bigint not null
);
create index fee_categories_by_edition on fee_categories (edition_id, position);

alter table goods add column name_en text not null default '';
alter table goods add column position bigint not null default 0;
alter table goods add column retired bigint not null default 0;
alter table goods add column version bigint not null default 1;

create table programme_items (
  id text not null primary key,
  edition_id text not null references editions (id),
  position bigint not null,
  starts_ms bigint not null,        -- 0 = not said
  title text not null,
  title_en text not null,
  speaker text not null,
  speaker_about text not null,
  description text not null,
  code text not null unique,        -- of the speaker's own invitation link
  version bigint not null
);
create index programme_items_by_edition on programme_items (edition_id, position);

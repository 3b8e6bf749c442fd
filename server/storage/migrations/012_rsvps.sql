-- One person's current answer to one event, with the number of their ticket. The number survives cancelling and answering again.
create table attendees (
  id text not null primary key,
  event_id text not null references events (id),
  edition_id text not null references editions (id),
  ticket_no text not null,          -- 16 hexadecimal digits
  short_code text not null,         -- the top 40 bits of ticket_no, for typing
  state text not null,              -- yes | no | maybe | waiting | cancelled
  mode text not null,               -- onsite | online
  family_name text not null,
  given_name text not null,
  kana text not null,
  shown_name text not null,
  department text not null,
  years text not null,
  search text not null,             -- folded
  seat text not null,
  note text not null,
  fee bigint not null,              -- whole yen
  prepaid bigint not null,
  holder_id text references attendees (id),  -- of a companion: with whom they come
  photo_ok bigint not null,
  provisional bigint not null,
  late bigint not null,
  email text,
  created_ms bigint not null,
  version bigint not null,
  unique (event_id, ticket_no),
  unique (event_id, short_code)
);
create index attendees_by_edition on attendees (edition_id, id);
create index attendees_by_holder on attendees (holder_id);
create index attendees_by_search on attendees (event_id, search);   -- somebody who had withdrawn comes back
create index attendees_by_place on attendees (edition_id, state, mode);  -- how many places are taken

create table attendee_goods (
  attendee_id text not null references attendees (id),
  goods_id text not null references goods (id),
  quantity bigint not null,
  primary key (attendee_id, goods_id)
);

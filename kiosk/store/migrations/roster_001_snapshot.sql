-- The snapshot of the event as the server told it. Disposable: downloaded again whenever it is lost.
create table events (
  id text not null primary key,
  body text not null           -- JSON of desk::Event
);
create table editions (
  id text not null primary key,
  body text not null           -- JSON of desk::Edition
);
create table attendees (
  id text not null primary key,
  ticket text not null,
  short_code text not null,
  edition_id text not null,
  state text not null,
  mode text not null,
  holder text,
  fee bigint not null,
  prepaid bigint not null,
  goods text not null,
  body text not null           -- JSON of desk::Attendee
);
create index attendees_ticket on attendees (ticket);
create index attendees_short_code on attendees (short_code);
create index attendees_holder on attendees (holder) where holder is not null;

create table other_tickets (
  id text not null primary key,
  ticket text not null,
  edition_id text not null,
  state text not null
);
create index other_tickets_ticket on other_tickets (ticket);

-- What a search finds an attendee by. place 0: whole name beginning with the family name; 1: everything else.
create table words (
  place bigint not null,
  word text not null,
  attendee_id text not null,
  primary key (place, word, attendee_id)
) without rowid;
create index words_attendee on words (attendee_id);

create table meta (
  name text not null primary key,
  value text not null
);

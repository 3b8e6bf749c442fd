-- The name under which somebody answers again: folded family and given name, without spaces. Companions have one, too; nobody asks for it.
alter table attendees add column name_key text not null default '';
create index attendees_by_name on attendees (event_id, name_key);

alter table answer_details add column approved_ms bigint not null default 0;  -- an organizer let this answer count; 0 = nobody had to
alter table answer_details add column cancel_fee bigint not null default 0;   -- whole yen, owed for leaving a place too late
create index answer_details_with_food on answer_details (attendee_id) where food <> '';

-- Whose seat was taken where: never given back. Attendees, walk-ins and tickets that nobody knew.
create table admissions (
  edition_id text not null references editions (id),
  subject text not null,            -- of desk records: a:<attendee> | t:<ticket_no> | w:<uuid>
  attendee_id text references attendees (id),
  primary key (edition_id, subject)
);
create index admissions_by_attendee on admissions (attendee_id);

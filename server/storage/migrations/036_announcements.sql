-- Messages of organizers to those who answered an edition.
create table announcements (
  id text not null primary key,
  edition_id text not null references editions (id),
  subject text not null,
  body text not null,               -- plain text with {name} and {link}
  for_state text not null,          -- whom it is for, as the list's filters; '' = not filtered
  for_mode text not null,
  for_money text not null,
  for_only text not null,
  state text not null,              -- draft | scheduled | sending | sent | discarded
  send_at_ms bigint not null,       -- of scheduled and later ones; 0 = not said
  sent_ms bigint not null,          -- when the last letter was queued; 0 = not yet
  nonce text unique,                -- of the form that made it: sent twice is one message
  created_ms bigint not null,
  created_name text not null,
  changed_ms bigint not null,
  changed_name text not null,
  version bigint not null
);
create index announcements_by_edition on announcements (edition_id, created_ms);
create index announcements_due on announcements (state, send_at_ms);

-- Who was dealt with: a message goes to nobody twice, also after a crash.
create table announcement_receivers (
  announcement_id text not null references announcements (id),
  attendee_id text not null references attendees (id),
  outcome text not null,            -- queued | no_mail | not_wanted
  at_ms bigint not null,
  primary key (announcement_id, attendee_id)
);
create index announcement_receivers_by_attendee on announcement_receivers (attendee_id);

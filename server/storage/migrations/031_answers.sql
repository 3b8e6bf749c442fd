-- What the door does not need of an answer: one row beside each row of attendees that was made from here on. A missing row says nothing.
create table answer_details (
  attendee_id text not null primary key references attendees (id),
  secret_hash text unique,          -- of the personal link; null for companions
  secret_no bigint not null,        -- grows when the link is made anew
  nonce text unique,                -- of the form that was sent: sent twice is one answer
  former_name text not null,
  show_former_name bigint not null,
  food text not null,               -- wishes and allergies
  comment text not null,            -- 近況ひとこと
  comment_public bigint not null,
  after_party text not null,        -- unsaid | yes | no | later
  watching bigint not null,         -- people who watch along, online
  fee_category text references fee_categories (id),
  fee_by_hand bigint not null,      -- an organizer set the fee: nothing computes it any more
  language text not null,           -- ja | en
  via text references programme_items (id), -- the speaker whose link they came through
  waiting_since_ms bigint not null, -- place in line; 0 = not waiting
  held bigint not null,             -- waits for an organizer's approval, and takes no place
  doubt_of text references attendees (id), -- 重複かもしれません: the earlier answer under the same name
  cancelled_ms bigint not null,
  ever_admitted bigint not null,    -- came once: keeps the place whatever follows
  calendar_ms bigint not null       -- when what stands in a calendar changed last: SEQUENCE
);
create index answer_details_in_line on answer_details (waiting_since_ms);
create index answer_details_by_doubt on answer_details (doubt_of);
create index answer_details_by_via on answer_details (via);

-- What attendees have to be told by mail. Written with the change itself; a job makes the letters, from how things are by then.
create table notices (
  id text not null primary key,
  attendee_id text not null references attendees (id),
  kind text not null,
  created_ms bigint not null,
  unique (attendee_id, kind)
);

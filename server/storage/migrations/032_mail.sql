-- Letters on their way out; see server/mail. Addresses have a row of their own: what is known of them outlives each letter.
create table mail_addresses (
  id text not null primary key,     -- stands in the link that stops notices
  address text not null unique,     -- as letters are compared: ASCII letters in lower case
  unsubscribed_ms bigint not null,  -- 0 = gets notices
  refused_ms bigint not null,       -- the mail server refused it for good then; 0 = it did not
  refused_answer text not null      -- what the mail server said
);
create index mail_addresses_marked on mail_addresses (unsubscribed_ms, refused_ms);

create table mail_letters (
  id text not null primary key,
  key text not null unique,         -- stays for ever: nothing is sent twice
  address_id text not null references mail_addresses (id),
  sent_to text not null,            -- the address as it was typed; "" once emptied
  to_name text not null,
  purpose text not null,            -- answer | notice
  kind text not null,
  subject_id text not null,
  letter text not null,             -- the composed letter as JSON; "" once emptied
  state text not null,              -- waiting | sending | sent | refused | unclear
  reason text not null,             -- word for why it is refused, unclear or waits again
  answer text not null,             -- last answer of the mail server
  attempts bigint not null,         -- that the mail server answered
  next_ms bigint not null,          -- not tried before
  tried_ms bigint not null,         -- last claimed; 0 = never
  created_ms bigint not null,
  changed_ms bigint not null        -- when it got into its state
);
create index mail_letters_by_state on mail_letters (state, next_ms);
create index mail_letters_by_trial on mail_letters (tried_ms);
create index mail_letters_by_subject on mail_letters (subject_id);
create index mail_letters_by_address on mail_letters (address_id);

-- One row: whether the mail server can be worked with at all.
create table mail_queue (
  id bigint not null primary key,   -- 1
  key text not null,                -- hexadecimal: signs links and Message-IDs
  paused_until_ms bigint not null,  -- 0 = not paused
  pauses bigint not null,           -- in a row
  reason text not null,             -- word for why
  answer text not null,             -- what the mail server said
  last_sent_ms bigint not null
);

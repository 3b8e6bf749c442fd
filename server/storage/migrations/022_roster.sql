-- Members: people on the roster. Names are as typed; the *_key columns are folded, for finding one who looks like another.
create table members (
  id text not null primary key,
  state text not null,              -- provisional | invited | applied | approved | declined | left | removed | deceased
  was text,                         -- state before left, removed or deceased, for undoing that
  origin text not null,             -- organizer | import | application | answer
  family_name text not null,
  given_name text not null,
  kana text not null,
  former_name text not null,
  show_former_name bigint not null,
  display_name text not null,
  email text not null,
  site text not null,
  department text not null,
  joined_year bigint not null,      -- 0 = not known
  left_year bigint not null,
  employment text not null,
  occupation text not null,
  region text not null,
  age_decade bigint not null,
  introduced_by text not null,
  note text not null,
  aliases text not null,            -- one a line
  sponsor_id text,                  -- who vouched for them; may be gone by now
  approved_by text not null,        -- the organizer's name; '' = never approved
  approved_ms bigint not null,
  created_ms bigint not null,
  changed_ms bigint not null,
  version bigint not null,
  name_key text not null,
  kana_key text not null,
  former_key text not null,
  email_key text not null
);
create index members_by_name on members (name_key) where name_key <> '';
create index members_by_kana on members (kana_key) where kana_key <> '';
create index members_by_former on members (former_key) where former_key <> '';
create index members_by_email on members (email_key) where email_key <> '';
create index members_by_sponsor on members (sponsor_id) where sponsor_id is not null;

-- Folded display names and aliases.
create table member_aliases (
  alias_key text not null,
  member_id text not null references members (id),
  primary key (alias_key, member_id)
);

-- What lists and searches read: a search is one pass over these narrow rows (server/roster/search_index.h).
create table member_search (
  facets bigint not null,           -- state, gojuon row, employment, occupation, decade and mail in one number
  sign1 bigint not null,            -- which characters and pairs of characters `search` may hold, in 252 bits
  sign2 bigint not null,
  sign3 bigint not null,
  sign4 bigint not null,
  member_id text not null primary key references members (id),
  sort_key text not null,           -- gojuon order of the kana; those without come last
  region text not null,
  site text not null,
  search text not null              -- folded names, address, site, department
);
create index member_search_in_order on member_search (sort_key, member_id);
create index member_search_by_region on member_search (region);
create index member_search_by_site on member_search (site);

-- Rows that turned out to be another's double. They keep what is theirs; undoing a merge removes the row here.
create table member_merges (
  member_id text not null primary key references members (id),
  into_id text not null references members (id),
  at_ms bigint not null,
  by_id text not null,
  by_name text not null,
  before text not null,             -- JSON: the fields of `into_id` before
  after text not null               -- JSON: and after
);
create index member_merges_by_into on member_merges (into_id);

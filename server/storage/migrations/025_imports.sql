-- Lists that organizers bring. The rows are staged here; nothing of the members changes before somebody says so. A month after the
-- import the rows go, and with them the undo.
create table imports (
  id text not null primary key,
  file_name text not null,          -- as it came, for showing
  file_bytes bigint not null,
  state text not null,              -- reading | ready | applying | done | undoing | undone | failed | discarded
  error text not null,              -- word of what the file lacks, where it failed
  error_detail text not null,
  by_id text not null,              -- who brought it, later who confirmed it
  by_name text not null,
  format text not null,             -- separated | xlsx
  encoding text not null,
  separator text not null,
  sheet bigint not null,
  sheets text not null,             -- JSON: names
  header_line bigint not null,      -- 0 = the list has no headings
  columns text not null,            -- JSON: heading, first values and meaning of each
  choice text not null,             -- JSON: what a person corrected
  overwrite bigint not null,        -- also fields that hold something already
  done bigint not null,
  total bigint not null,
  roster_mark text not null,        -- newest change of the roster that the outcomes know of
  created_ms bigint not null,
  applied_ms bigint not null,       -- 0 = not yet
  version bigint not null
);

create table import_rows (
  import_id text not null references imports (id),
  seq bigint not null,              -- order in the file
  line bigint not null,             -- as the person's own program counts
  outcome text not null,            -- new_person | changes | same | doubtful | error
  reason text not null,             -- why doubtful or an error
  fields text not null,             -- JSON: what the row says about a member
  member_id text,                   -- whom the outcome is about
  member_version bigint not null,   -- of that member when the outcome was found
  earlier_seq bigint not null,      -- the same person stands in this earlier row; 0 = in none
  candidates text not null,         -- JSON: members that it may be, and why
  decision text not null,           -- none | add | member | skip
  decided_id text,                  -- the member that was chosen
  applied text not null,            -- open | created | changed | joined | nothing | lost; after an undo removed | restored | kept
  applied_id text,                  -- the member that was made or changed
  applied_version bigint not null,  -- of that member after all that this import did
  before text not null,             -- JSON: that member's fields before
  primary key (import_id, seq)
);
create index import_rows_by_outcome on import_rows (import_id, outcome, seq);
create index import_rows_by_applied on import_rows (applied_id) where applied_id is not null;

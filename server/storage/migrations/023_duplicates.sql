-- 別の方です: two members who look alike and are two people, as an organizer said. The smaller id stands first.
create table members_apart (
  one_id text not null,            -- members.id; no foreign key: a member who goes must not stop here
  other_id text not null,
  at_ms bigint not null,
  by_id text not null,
  by_name text not null,
  primary key (one_id, other_id)
);
create index members_apart_by_other on members_apart (other_id);

-- Whose answer it is, where an organizer said so. Several rows of one person may be linked to rows that were merged later.
alter table attendees add column member_id text references members (id);
create index attendees_by_member on attendees (member_id) where member_id is not null;

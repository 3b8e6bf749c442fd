-- The web's desk folds the records of one person within the transaction that admits them.
create index desk_records_by_subject on desk_records (event_id, subject);
create index desk_records_by_ref on desk_records (ref) where ref is not null;
create index desk_records_joining on desk_records (event_id, kind) where kind in ('link', 'unlink', 'reassign');

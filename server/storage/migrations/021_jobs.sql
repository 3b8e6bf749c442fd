-- Long work outside of requests; see server/jobs.
create table jobs (
  id text not null primary key,
  kind text not null,
  subject text not null,
  state text not null,              -- waiting | running | done | failed
  done bigint not null,
  total bigint not null,            -- 0 = not known yet
  error text not null,
  run_at_ms bigint not null,
  attempts bigint not null,
  created_ms bigint not null
);
create index jobs_by_state on jobs (state, run_at_ms);
create index jobs_by_subject on jobs (kind, subject);

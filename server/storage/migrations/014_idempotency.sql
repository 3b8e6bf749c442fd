-- What a request with an Idempotency-Key answered, so that sending it again neither creates twice nor answers differently.
create table idempotency_keys (
  actor_id text not null,
  idempotency_key text not null,
  request_hash text not null,       -- of method, path and body: the same key for something else is refused
  status bigint not null,
  etag text not null,
  body text not null,
  created_ms bigint not null,
  primary key (actor_id, idempotency_key)
);

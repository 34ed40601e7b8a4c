-- Tables of the platform itself. No personal data lies here: ids, codes and times only.
create extension if not exists pg_trgm;

create table platform.idempotency (
  actor_key text not null,
  verb text not null,
  key text not null,
  fingerprint bytea not null,
  outcome jsonb,
  recorded_at timestamptz not null,
  primary key (actor_key, verb, key)
);
create index idempotency_age on platform.idempotency (recorded_at);
comment on table platform.idempotency is 'One row per answered command (rule I6); outcome holds ids and status only; kept 90 days.';

create table platform.outbox (
  id uuid primary key,
  type text not null,
  subject_kind text not null,
  subject_id uuid not null,
  seq integer not null,
  data jsonb not null,
  recorded_at timestamptz not null,
  relayed_at timestamptz
);
create index outbox_waiting on platform.outbox (id) where relayed_at is null;
create index outbox_age on platform.outbox (relayed_at) where relayed_at is not null;
comment on table platform.outbox is 'Events written in the transaction of their deed (rule I7); claimed and marked by the relay, never read by cursor.';

create table platform.inbox (
  listener text not null,
  event_id uuid not null,
  heard_at timestamptz not null,
  primary key (listener, event_id)
);
comment on table platform.inbox is 'What a listener has already acted on: an event delivered twice acts once.';

create table platform.audit (
  id uuid primary key,
  at timestamptz not null,
  word text not null,
  actor_kind text not null,
  actor_id uuid,
  post_id uuid,
  capacity text not null,
  for_party_id uuid,
  subject_kind text,
  subject_id uuid,
  seq integer,
  door text not null,
  visit_id uuid,
  session_ref text,
  details jsonb
);
create index audit_subject on platform.audit (subject_id, at);
create index audit_actor on platform.audit (actor_id, at);
comment on table platform.audit is 'Append-only record of deeds, in the transaction of the deed; ids only.';

create table platform.clear_view (
  id uuid primary key,
  at timestamptz not null,
  viewer_id uuid,
  post_id uuid,
  organ_id uuid,
  party_id uuid not null,
  case_id uuid,
  what text not null,
  reason text not null,
  ground_kind text not null check (ground_kind in ('visit', 'step', 'self', 'party', 'system')),
  ground_id uuid
);
create index clear_view_party on platform.clear_view (party_id, at desc);
comment on table platform.clear_view is 'Who saw what of a person in clear, when, on which ground (rule I9); the person can read it.';

create function platform.refuse_change() returns trigger language plpgsql as $$
begin
  raise exception 'table %.% is append-only', tg_table_schema, tg_table_name using errcode = '42501';
end $$;
create trigger audit_append_only before update or delete or truncate on platform.audit
  for each statement execute function platform.refuse_change();
create trigger clear_view_append_only before update or delete or truncate on platform.clear_view
  for each statement execute function platform.refuse_change();

create table platform.rate (
  scope text not null,
  key bytea not null,
  window_start timestamptz not null,
  count integer not null,
  primary key (scope, key)
);
comment on table platform.rate is 'Fixed-window counters of rate limits; keys are keyed hashes, so that no address or number lies here.';

create table platform.worker (
  id text primary key,
  seen_at timestamptz not null
);
comment on table platform.worker is 'Heartbeat of each job worker: the jobs of a silent one are unlocked for the others.';

create schema feedback;

create table feedback.contact (
  id uuid primary key,
  kind text not null check (kind in ('case', 'visit')),
  subject_id uuid not null,
  party_id uuid not null,
  case_id uuid,
  item_key text,
  item_name text,
  organ_id uuid,
  region_code text not null,
  staff_id uuid,
  door text not null,
  happened_at timestamptz not null,
  token_hash bytea not null unique,
  invited_at timestamptz,
  invited_by text,
  constraint contact_once unique (kind, subject_id)
);
create index contact_party on feedback.contact (party_id, happened_at desc);
create index contact_case on feedback.contact (case_id);
comment on table feedback.contact is 'A service contact, made by the deed and not by the clerk; each may be rated once (model 25).';

create table feedback.rating (
  id uuid primary key,
  contact_id uuid not null unique references feedback.contact (id),
  level smallint not null check (level between 1 and 5),
  reasons text[] not null,
  options_version integer not null,
  comment_sealed bytea,
  door text not null,
  device_ref bytea,
  seconds_after integer not null,
  item_key text,
  organ_id uuid,
  region_code text not null,
  receipt_hash bytea not null unique,
  recorded_at timestamptz not null,
  legal_day date not null
);
create index rating_day on feedback.rating (legal_day, region_code, item_key);
comment on table feedback.rating is 'Gross ratings, append-only: none ever leaves the count. Level 5 very satisfied … 1 very dissatisfied.';
comment on column feedback.rating.comment_sealed is 'Free words, sealed under the case or person key.';

create trigger rating_append_only before update or delete or truncate on feedback.rating
  for each statement execute function platform.refuse_change();

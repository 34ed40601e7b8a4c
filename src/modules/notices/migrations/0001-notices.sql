create schema notices;

create table notices.notice (
  id uuid primary key,
  party_id uuid not null,
  case_id uuid,
  paper_id uuid,
  kind text not null,
  params jsonb not null,
  channel text not null check (channel in ('inProduct', 'sms', 'email', 'paper')),
  state text not null check (state in ('queued', 'handedOver', 'delivered', 'failed', 'read')),
  created_at timestamptz not null,
  next_try_at timestamptz,
  lease_until timestamptz,
  tries smallint not null default 0,
  read_at timestamptz
);
create index notice_due on notices.notice (next_try_at) where state = 'queued';
create index notice_party on notices.notice (party_id, created_at desc);
create index notice_case on notices.notice (case_id, created_at);
comment on table notices.notice is 'One message through one channel; kind and parameters, never a personal value.';

create table notices.attempt (
  notice_id uuid not null references notices.notice (id),
  n smallint not null,
  at timestamptz not null,
  outcome text not null,
  reason text,
  provider_ref text,
  primary key (notice_id, n)
);
comment on table notices.attempt is 'Each try to hand a message to a gateway, and what the gateway said later.';

create table notices.service (
  paper_id uuid not null,
  n smallint not null,
  served_at timestamptz not null,
  how text not null check (how in ('openedOnline', 'handedOver', 'receiptReturned')),
  by_party_id uuid,
  by_staff_id uuid,
  recorded_at timestamptz not null,
  primary key (paper_id, n)
);
comment on table notices.service is 'Proofs that a paper reached its party (送达); n = 1 is the one that counts.';

create table notices.preference (
  party_id uuid primary key,
  sms boolean not null,
  email boolean not null,
  paper boolean not null,
  chosen_at timestamptz not null
);
comment on table notices.preference is 'How a party wants to be told, beside the messages in the product.';

create table notices.sandbox_sms (
  ref text primary key,
  at timestamptz not null,
  outcome text not null,
  text text not null
);
comment on table notices.sandbox_sms is 'What the sandbox SMS gateway took, without the number it went to; demonstration only.';

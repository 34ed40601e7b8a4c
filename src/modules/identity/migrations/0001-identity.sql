-- Schema of the module `identity`. Names stand in clear, indexed, masked on screen; so does the region of residence,
-- which bounds who may find a person. Numbers, phones, addresses, birth and sex lie sealed under the person's key
-- (model 15); exact look-up by number goes through a keyed SM3-HMAC.
create schema identity;

create table identity.party (
  id uuid primary key,
  kind text not null check (kind in ('natural', 'organisation')),
  name text not null check (name <> ''),
  -- where the person is registered (household or seat): scope of a search by name, never an address
  home_region text,
  home_path text,
  facts_sealed bytea,
  level smallint not null default 0 check (level between 0 and 3),
  made_how text not null check (made_how in ('sign-in', 'window', 'named', 'seed')),
  made_at timestamptz not null
);
create index party_name on identity.party (name text_pattern_ops, home_path text_pattern_ops);
create index party_home on identity.party (home_path text_pattern_ops);
comment on table identity.party is 'A person or organisation: a surrogate id (model 13). facts_sealed: birth, sex, address under the person key.';
comment on column identity.party.level is '0 named by somebody, 1 number typed by staff, 2 document seen or card read, 3 proved by the national identity service.';

create table identity.document (
  id uuid primary key,
  party_id uuid not null references identity.party (id),
  type text not null,
  lookup bytea not null,
  sealed bytea not null,
  proved_how text not null check (proved_how in ('named', 'typed', 'seen', 'card', 'code', 'sign-in', 'seed')),
  level smallint not null check (level between 0 and 3),
  proved_at timestamptz not null,
  valid_from date,
  valid_to date,
  ended_at timestamptz
);
create unique index document_lookup on identity.document (lookup) where ended_at is null;
create index document_party on identity.document (party_id);
comment on table identity.document is 'Identity documents of a party: number sealed, look-up keyed over type and number, with how and how well it was proved.';

create table identity.contact (
  id uuid primary key,
  party_id uuid not null references identity.party (id),
  kind text not null check (kind in ('phone', 'email', 'address')),
  sealed bytea not null,
  source text not null check (source in ('sign-in', 'window', 'self', 'seed')),
  set_at timestamptz not null,
  ended_at timestamptz
);
create unique index contact_current on identity.contact (party_id, kind) where ended_at is null;
comment on table identity.contact is 'How to reach a party; values sealed under the person key.';

create table identity.relation (
  id uuid primary key,
  party_id uuid not null references identity.party (id),
  other_id uuid not null references identity.party (id),
  kind text not null,
  level smallint not null check (level between 0 and 2),
  source text not null,
  at timestamptz not null,
  ended_at timestamptz,
  check (party_id <> other_id)
);
create unique index relation_current on identity.relation (party_id, other_id, kind) where ended_at is null;
create index relation_other on identity.relation (other_id) where ended_at is null;
comment on table identity.relation is 'What `other` is to `party` (mother, spouse, legal-representative). level 0 said by one side, 1 recorded by staff, 2 from a register: only 2 opens data on the portal.';

create table identity.login (
  id uuid primary key,
  party_id uuid not null references identity.party (id),
  issuer text not null,
  subject text not null,
  level smallint not null,
  linked_at timestamptz not null,
  last_at timestamptz not null,
  ended_at timestamptz,
  unique (issuer, subject)
);
create index login_party on identity.login (party_id);
comment on table identity.login is 'Accounts of a sign-in service, linked to a party by document and name at a sufficient level.';

create table identity.staff (
  party_id uuid primary key references identity.party (id),
  number text not null unique,
  valid_from date not null,
  valid_to date
);
comment on table identity.staff is 'People who work here. The same party as the citizen: nobody touches an own case as staff (I13).';

create table identity.post (
  id uuid primary key,
  key text unique,
  person_id uuid not null references identity.staff (party_id),
  role text not null check (role in ('clerk', 'approver', 'manager', 'admin', 'editor')),
  organ_id uuid not null,
  region_code text not null,
  region_path text not null,
  point_id uuid,
  window_id uuid,
  items text[],
  title text not null,
  title_en text,
  valid_from date not null,
  valid_to date,
  granted_by uuid,
  granted_at timestamptz not null,
  last_used_at timestamptz
);
create index post_person on identity.post (person_id);
create index post_organ on identity.post (organ_id, role) where valid_to is null;
comment on table identity.post is 'Person × organ × region × role × items (items null: all). Rights come from a post, never from a person.';

create table identity.session (
  id uuid primary key,
  token_hash bytea not null unique,
  kind text not null check (kind in ('citizen', 'staff')),
  party_id uuid not null references identity.party (id),
  for_party_id uuid references identity.party (id),
  post_id uuid references identity.post (id),
  level smallint not null,
  device text,
  began_at timestamptz not null,
  seen_at timestamptz not null,
  ends_at timestamptz not null,
  ended_at timestamptz,
  ended_why text
);
create index session_party on identity.session (party_id) where ended_at is null;
create index session_age on identity.session (ends_at);
comment on table identity.session is 'Signed-in browsers. Only the hash of the token lies here. Citizen and staff sessions are apart (model 16).';

create table identity.sign_in_try (
  id_hash bytea primary key,
  kind text not null check (kind in ('citizen', 'staff')),
  state text not null,
  nonce text not null,
  verifier text not null,
  go_to text not null,
  at timestamptz not null
);
create index sign_in_try_age on identity.sign_in_try (at);
comment on table identity.sign_in_try is 'A sign-in under way, bound to one browser by a cookie; used once, ten minutes.';

create table identity.visit (
  id uuid primary key,
  window_id uuid not null,
  point_id uuid not null,
  post_id uuid not null references identity.post (id),
  clerk_id uuid not null,
  party_id uuid not null references identity.party (id),
  how text not null check (how in ('card', 'code', 'typed')),
  reason text not null,
  for_party_id uuid references identity.party (id),
  relation text,
  consent text check (consent in ('paper', 'spoken', 'phone')),
  consent_note text,
  for_set_at timestamptz,
  opened_at timestamptz not null,
  closed_at timestamptz,
  closed_why text,
  check ((for_party_id is null) = (relation is null)),
  check (for_party_id is null or for_party_id <> party_id)
);
create unique index visit_one_open on identity.visit (window_id) where closed_at is null;
create index visit_clerk on identity.visit (clerk_id) where closed_at is null;
create index visit_party on identity.visit (party_id, opened_at desc);
comment on table identity.visit is 'The ground on which a clerk sees a person (model 14): who is present, for whom, how it was shown. One open visit a window.';

create table identity.presence_code (
  party_id uuid primary key references identity.party (id),
  code_hash bytea not null unique,
  valid_until timestamptz not null,
  used_at timestamptz
);
comment on table identity.presence_code is 'Six digits a signed-in person shows at the counter instead of a card; two minutes, once.';

create table identity.partner (
  id uuid primary key,
  key text not null unique,
  name text not null,
  organ_id uuid not null,
  secret_hash bytea not null unique,
  valid_from date not null,
  valid_to date
);
comment on table identity.partner is 'Systems that act over the partner interface; only the hash of their key lies here.';

create table identity.oidc_store (
  model text not null,
  id text not null,
  payload jsonb not null,
  grant_id text,
  uid text,
  user_code text,
  consumed_at timestamptz,
  expires_at timestamptz,
  primary key (model, id)
);
create index oidc_store_grant on identity.oidc_store (grant_id) where grant_id is not null;
create index oidc_store_uid on identity.oidc_store (uid) where uid is not null;
create index oidc_store_age on identity.oidc_store (expires_at);
comment on table identity.oidc_store is 'What the sandbox issuer of the demonstration remembers; fictional accounts by name only, no personal data.';

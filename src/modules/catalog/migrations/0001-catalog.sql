create schema catalog;

create table catalog.base_item (
  id uuid primary key,
  key text not null unique,
  name text not null,
  legal_name text,
  department text,
  origin text not null check (origin in ('document', 'import')),
  document jsonb,
  source_file text,
  created_at timestamptz not null,
  changed_at timestamptz not null
);
comment on table catalog.base_item is '基本目录项。global: one per installation; imported names without a document are drafts';

create table catalog.implementing_item (
  id uuid primary key,
  base_item_id uuid not null references catalog.base_item (id),
  region_code text not null,
  organ_name text,
  organ_uscc text,
  created_at timestamptz not null,
  constraint implementing_item_once unique (base_item_id, region_code)
);
comment on table catalog.implementing_item is '实施清单项: base item × region of its overlay; which organ decides a case is competence, not this';

create table catalog.handling_item (
  id uuid primary key,
  implementing_item_id uuid not null references catalog.implementing_item (id),
  key text not null unique,
  handling_key text not null,
  name text not null,
  hold_reason text,
  created_at timestamptz not null
);
comment on table catalog.handling_item is '业务办理项: what is applied for and versioned; hold_reason says why it stays unpublished';

create table catalog.item_code (
  id uuid primary key,
  holder_kind text not null check (holder_kind in ('base', 'implementing', 'handling')),
  holder_id uuid not null,
  scheme text not null check (scheme in ('basic-12', 'implementing-31', 'handling-33', 'local')),
  value text not null,
  valid_from date not null,
  valid_to date,
  constraint item_code_once unique (scheme, value, holder_id, valid_from)
);
create index item_code_holder on catalog.item_code (holder_id);
create index item_code_value on catalog.item_code (value);
comment on table catalog.item_code is 'Codes are dated rows; local codes are opaque and may repeat over holders';

create table catalog.regime (
  key text not null,
  version integer not null,
  content jsonb not null,
  hash bytea not null,
  known_since timestamptz not null,
  primary key (key, version)
);
comment on table catalog.regime is '程序制度, versioned; a changed text under the same version is refused';

create table catalog.item_version (
  id uuid primary key,
  handling_item_id uuid not null references catalog.handling_item (id),
  number integer not null check (number > 0),
  content text not null,
  hash bytea not null check (octet_length(hash) = 32),
  published_at timestamptz not null,
  superseded_at timestamptz,
  withdrawn_at timestamptz,
  withdrawn_reason text,
  paused_at timestamptz,
  paused_reason text,
  -- model.md 8: drafts begun on this version may still be submitted with it until then
  kept_valid_until date,
  constraint item_version_number unique (handling_item_id, number)
);
create unique index item_version_current on catalog.item_version (handling_item_id) where superseded_at is null;
comment on table catalog.item_version is 'Published bytes (canonical JSON, a text so that they stay byte for byte) and their SM3 hash; immutable';

create function catalog.keep_published_bytes() returns trigger language plpgsql as $$
begin
  if tg_op = 'DELETE' then
    raise exception 'published versions are kept for ever';
  end if;
  if new.content is distinct from old.content or new.hash is distinct from old.hash
     or new.handling_item_id is distinct from old.handling_item_id or new.number is distinct from old.number
     or new.published_at is distinct from old.published_at then
    raise exception 'published bytes of item version % never change', old.id;
  end if;
  return new;
end $$;
create trigger keep_published_bytes before update or delete on catalog.item_version
  for each row execute function catalog.keep_published_bytes();

create table catalog.revision (
  one boolean primary key default true check (one),
  number bigint not null
);
insert into catalog.revision (number) values (0);
comment on table catalog.revision is 'Goes up with every publication, withdrawal and pause; processes compare it to reload their search index';

create table catalog.list_slip (
  number text primary key check (number ~ '^[0-9]{6}$'),
  version_id uuid not null references catalog.item_version (id),
  region_code text,
  answers jsonb not null,
  made_at timestamptz not null,
  expires_at timestamptz not null
);
comment on table catalog.list_slip is '清单号: a personal list without a person; answers to situation questions only, 30 days';

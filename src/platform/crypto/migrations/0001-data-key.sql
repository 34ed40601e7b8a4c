create schema platform_crypto;

create table platform_crypto.data_key (
  id uuid primary key,
  owner_kind text not null,
  owner_id uuid not null,
  version smallint not null check (version between 1 and 255),
  wrapped bytea,
  created_at timestamptz not null,
  destroyed_at timestamptz,
  unique (owner_kind, owner_id, version),
  check ((wrapped is null) = (destroyed_at is not null))
);
comment on table platform_crypto.data_key is
  'One key per record that holds personal data (person, draft, case), wrapped under the master key. Destroying it erases the record: what it sealed can never be opened again.';
comment on column platform_crypto.data_key.wrapped is 'Format 1 box; byte 2 is the master key version. Null once destroyed.';
comment on column platform_crypto.data_key.owner_kind is 'A draft key becomes the case key when the draft is submitted: the row changes its owner, the key stays.';

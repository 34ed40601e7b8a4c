create schema platform_files;

create table platform_files.file (
  id uuid primary key,
  owner_kind text not null,
  owner_id uuid not null,
  name bytea,
  secret bytea,
  type text not null,
  bytes bigint not null check (bytes > 0),
  digest bytea not null,
  created_at timestamptz not null,
  dropped_at timestamptz,
  removed_at timestamptz,
  check ((dropped_at is null) = (secret is not null)),
  check ((dropped_at is null) = (name is not null))
);
create index file_owner on platform_files.file (owner_kind, owner_id);
create index file_to_remove on platform_files.file (id) where dropped_at is not null and removed_at is null;
comment on table platform_files.file is
  'One row per stored file; the bytes lie encrypted in the file store under the id. A file in the store without a row is swept.';
comment on column platform_files.file.name is 'Name as uploaded, sealed under the owner''s key; null once dropped.';
comment on column platform_files.file.secret is 'The file''s own key, sealed under the owner''s key; null once dropped, which makes the bytes unreadable at once.';
comment on column platform_files.file.digest is 'Hash keyed inside the record: equal files of two people do not look equal.';
comment on column platform_files.file.id is 'Random, so that neither time nor order can be read from a link.';

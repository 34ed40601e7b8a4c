-- A card counts as read only when the registered reader of that window says so.
create table identity.reader (
  id uuid primary key,
  window_id uuid not null,
  name text not null check (name <> ''),
  public_key bytea not null check (length(public_key) = 32),
  sandbox boolean not null,
  registered_by uuid,
  registered_at timestamptz not null,
  ended_at timestamptz
);
create unique index reader_one_key on identity.reader (public_key) where ended_at is null;
create unique index reader_one_sandbox on identity.reader (window_id) where sandbox and ended_at is null;
create index reader_window on identity.reader (window_id) where ended_at is null;
comment on table identity.reader is 'Card readers of windows with their Ed25519 public key. sandbox: the labelled reader of the demonstration, which reads fictional cards; refused in production.';

create table identity.card_reading (
  reader_id uuid not null references identity.reader (id),
  nonce bytea not null,
  at timestamptz not null,
  primary key (reader_id, nonce)
);
create index card_reading_age on identity.card_reading (at);
comment on table identity.card_reading is 'Readings that opened a visit, so that none opens a second one; forgotten when they could not be used any more.';

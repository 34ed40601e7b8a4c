create schema platform_ledger;

create table platform_ledger.entry (
  stream_kind text not null,
  stream_id uuid not null,
  seq integer not null check (seq > 0),
  record text not null,
  hash bytea not null,
  sealed_in bigint,
  primary key (stream_kind, stream_id, seq)
);
create index entry_unsealed on platform_ledger.entry (stream_id, seq) where sealed_in is null;
comment on table platform_ledger.entry is
  'Append-only chain per stream (rule I7). record is the canonical JSON that was hashed: it holds the hash before it and a salted commitment to the payload, never the payload. Can be partitioned by hash of stream_id.';
comment on column platform_ledger.entry.sealed_in is 'Number of the seal that holds it; null until the next sealing (claim and mark, model 19).';

create table platform_ledger.payload (
  stream_kind text not null,
  stream_id uuid not null,
  seq integer not null,
  owner_kind text not null,
  owner_id uuid not null,
  sealed bytea not null,
  primary key (stream_kind, stream_id, seq)
);
create index payload_owner on platform_ledger.payload (owner_kind, owner_id);
comment on table platform_ledger.payload is
  'Salt and payload of an entry, encrypted under the key of the record it belongs to. May lawfully be erased: the erasure is an entry of the same stream.';

create table platform_ledger.seal (
  number bigint primary key check (number > 0),
  statement text not null,
  hash bytea not null,
  manifest bytea not null,
  signature bytea
);
comment on table platform_ledger.seal is
  'Signed Merkle root over the entries of about a minute, chained to the seal before. manifest: 52 bytes an entry (stream id 16, seq 4, hash 32), sorted, so that a vanished stream can be named. signature is null only between the two steps of sealing.';

create table platform_ledger.root_sent (
  seal_number bigint not null,
  place text not null,
  sent_at timestamptz not null,
  primary key (seal_number, place)
);
comment on table platform_ledger.root_sent is 'Which roots have left the house to which place; bookkeeping only, sending twice does no harm.';

create function platform_ledger.guard_entry() returns trigger language plpgsql as $$
begin
  if old.sealed_in is null and new.sealed_in is not null and old.stream_kind = new.stream_kind and old.stream_id = new.stream_id
     and old.seq = new.seq and old.record = new.record and old.hash = new.hash then
    return new;
  end if;
  raise exception 'table platform_ledger.entry is append-only' using errcode = '42501';
end $$;
create trigger entry_append_only before update on platform_ledger.entry
  for each row execute function platform_ledger.guard_entry();
create trigger entry_kept before delete or truncate on platform_ledger.entry
  for each statement execute function platform.refuse_change();
create trigger seal_kept before delete or truncate on platform_ledger.seal
  for each statement execute function platform.refuse_change();

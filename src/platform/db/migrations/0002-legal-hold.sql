-- What a court, an audit or a complaint needs must not be destroyed, whatever a retention period or a wish to erase says.
create table platform.legal_hold (
  id uuid primary key,
  owner_kind text not null,
  owner_id uuid not null,
  reason text not null check (reason <> ''),
  placed_at timestamptz not null,
  lifted_at timestamptz,
  lifted_reason text,
  check ((lifted_at is null) = (lifted_reason is null))
);
create index legal_hold_owner on platform.legal_hold (owner_kind, owner_id) where lifted_at is null;
comment on table platform.legal_hold is 'Records (person, draft, case) whose key may not be destroyed for now. reason names the order (document number), never a person.';

create function platform.refuse_held() returns trigger language plpgsql as $$
begin
  if exists (select 1 from platform.legal_hold h
      where h.owner_kind = old.owner_kind and h.owner_id = old.owner_id and h.lifted_at is null) then
    raise exception 'record is under a legal hold' using errcode = 'TB001';
  end if;
  return new;
end $$;
comment on function platform.refuse_held is 'Put before the destruction of a data key: the one way a record is erased.';

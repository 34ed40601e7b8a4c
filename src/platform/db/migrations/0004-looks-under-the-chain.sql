-- Looks at personal data go under the ledger's chain in batches: who looked cannot be changed, removed or invented unseen.
-- The free words of a look can be erased with the person; a salted commitment to them stays.
alter table platform.clear_view
  add column sealed_in integer check (sealed_in > 0),
  add column reason_salt bytea,
  add column reason_mark bytea,
  add column reason_erased_in integer check (reason_erased_in > 0);
create index clear_view_sealed on platform.clear_view (sealed_in, id);
comment on column platform.clear_view.sealed_in is 'Number of the entry of the stream of looks that holds this row; null until the next batch (claim and mark, model 19).';
comment on column platform.clear_view.reason_mark is 'SM3(salt ‖ reason): what the chain holds of the free words.';
comment on column platform.clear_view.reason_erased_in is 'Number of the entry that says the free words were lawfully erased.';

create function platform.guard_clear_view() returns trigger language plpgsql as $$
begin
  if new.id = old.id and new.at = old.at and new.viewer_id is not distinct from old.viewer_id and new.post_id is not distinct from old.post_id
     and new.organ_id is not distinct from old.organ_id and new.party_id = old.party_id and new.case_id is not distinct from old.case_id
     and new.what = old.what and new.ground_kind = old.ground_kind and new.ground_id is not distinct from old.ground_id then
    if old.sealed_in is null and new.sealed_in is not null and new.reason = old.reason and new.reason_salt is not null
       and new.reason_mark is not null and new.reason_erased_in is null then
      return new;
    end if;
    if old.sealed_in is not null and new.sealed_in = old.sealed_in and old.reason_erased_in is null and new.reason_erased_in is not null
       and new.reason = '' and new.reason_salt is null and new.reason_mark = old.reason_mark then
      return new;
    end if;
  end if;
  raise exception 'table platform.clear_view is append-only' using errcode = '42501';
end $$;
drop trigger clear_view_append_only on platform.clear_view;
create trigger clear_view_append_only before update on platform.clear_view
  for each row execute function platform.guard_clear_view();
create trigger clear_view_kept before delete or truncate on platform.clear_view
  for each statement execute function platform.refuse_change();

-- A key under a legal hold cannot be destroyed by anybody, whichever way the program came there.
create trigger data_key_held before update of destroyed_at on platform_crypto.data_key
  for each row when (old.destroyed_at is null and new.destroyed_at is not null)
  execute function platform.refuse_held();
create trigger data_key_kept before delete or truncate on platform_crypto.data_key
  for each statement execute function platform.refuse_change();

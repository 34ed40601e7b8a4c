-- The list of deeds stays append-only, with one exception: the name of somebody who was lawfully erased is taken out. Nothing of
-- what the chain holds is a name, so the rows still agree with it.
create function cases.guard_action() returns trigger language plpgsql as $$
begin
  if new.actor_name = '已删除' and to_jsonb(new) - 'actor_name' = to_jsonb(old) - 'actor_name' then
    return new;
  end if;
  raise exception 'table cases.action is append-only' using errcode = '42501';
end $$;
drop trigger action_append_only on cases.action;
create trigger action_append_only before update on cases.action
  for each row execute function cases.guard_action();
create trigger action_kept before delete or truncate on cases.action
  for each statement execute function platform.refuse_change();

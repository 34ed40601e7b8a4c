-- Three administrators instead of one: system, security, audit. Who was the administrator so far gave out posts, which is the
-- security administrator's part; he appoints the other two.
alter table identity.post drop constraint post_role_check;
update identity.post set role = 'secadmin' where role = 'admin';
alter table identity.post add constraint post_role_check
  check (role in ('clerk', 'approver', 'manager', 'sysadmin', 'secadmin', 'auditor', 'editor', 'reviewer'));

create function identity.refuse_two_administrators() returns trigger language plpgsql as $$
begin
  if new.role in ('sysadmin', 'secadmin', 'auditor') then
    perform 1 from identity.staff where party_id = new.person_id for update;
    if exists (select 1 from identity.post p
        where p.person_id = new.person_id and p.id <> new.id and p.role in ('sysadmin', 'secadmin', 'auditor') and p.role <> new.role
          and daterange(p.valid_from, p.valid_to) && daterange(new.valid_from, new.valid_to)) then
      raise exception 'nobody is two of the three administrators' using errcode = '23P01', constraint = 'post_one_administrator';
    end if;
  end if;
  return new;
end $$;
create trigger post_one_administrator before insert or update of person_id, role, valid_from, valid_to on identity.post
  for each row execute function identity.refuse_two_administrators();
comment on function identity.refuse_two_administrators is 'Posts of two of the three administrators never overlap in time for one person; the row of the person is locked, so that two at once see each other.';

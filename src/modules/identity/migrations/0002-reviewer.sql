-- Who reviews items of the catalogue, in a department or in the bureau: a post of its own, never held together with editing one item.
alter table identity.post drop constraint post_role_check;
alter table identity.post add constraint post_role_check check (role in ('clerk', 'approver', 'manager', 'admin', 'editor', 'reviewer'));

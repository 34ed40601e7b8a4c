-- 行政许可法第四十条: a decision to grant a permit is published and anyone may look it up. Which decisions that are is said by the
-- procedure regime; the key of the item stands on the decision so that the public list needs no other table to be found in.
alter table cases.decision add column public_item text;
comment on column cases.decision.public_item is 'Key of the item where the decision is public; null where it is not; empty: decided before this list began, not looked at yet.';
create index decision_public on cases.decision (decided_at desc, id desc) where public_item > '';
create index decision_public_item on cases.decision (public_item, decided_at desc, id desc) where public_item > '';
create index decision_earlier on cases.decision (id) where public_item = '';
-- A job of the room looks at these, since only the item version of the case knows its regime.
update cases.decision set public_item = '' where outcome = 'grant';

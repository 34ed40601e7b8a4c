-- 行政许可法第四十条: a decision to grant a permit is published and anyone may look it up. Which decisions that are is said by the
-- procedure regime; the key of the item stands on the decision so that the public list needs no other table to be found in.
alter table cases.decision add column public_item text;
comment on column cases.decision.public_item is 'Key of the item where the decision is public; null where it is not.';
create index decision_public on cases.decision (decided_at desc, id desc) where public_item is not null;
create index decision_public_item on cases.decision (public_item, decided_at desc, id desc) where public_item is not null;
-- Grants that were decided before this list began.
update cases.decision d set public_item = c.item_key
from cases."case" c join catalog.item_version v on v.id = c.version_id
where c.home_region = d.home_region and c.id = d.case_id and d.outcome = 'grant'
  and v.content::jsonb -> 'regime' -> 'publishGrant' = 'true'::jsonb;

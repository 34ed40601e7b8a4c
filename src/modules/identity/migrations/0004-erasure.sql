-- Lawful erasure of a person: asked for by one, done by another.
alter table identity.party add column erased_at timestamptz;
comment on column identity.party.erased_at is 'The person was erased: nothing but the id is left, so that deeds and chains still have a subject.';

create table identity.erasure (
  id uuid primary key,
  party_id uuid not null references identity.party (id),
  ground text not null check (ground in ('purposeReached', 'periodOver', 'consentWithdrawn', 'unlawful', 'otherLaw')),
  basis text not null check (basis <> ''),
  requested_by uuid not null,
  requested_post uuid not null,
  requested_at timestamptz not null,
  outcome text check (outcome in ('done', 'declined')),
  answered_by uuid,
  answered_post uuid,
  answered_at timestamptz,
  note text,
  check ((outcome is null) = (answered_at is null)),
  constraint erasure_two_persons check (outcome is distinct from 'done' or answered_by <> requested_by)
);
create unique index erasure_one_open on identity.erasure (party_id) where outcome is null;
create index erasure_age on identity.erasure (requested_at desc);
comment on table identity.erasure is 'Who asked to erase whom on which ground (个人信息保护法 art. 47), and who did it. basis is the number of a document, never a name.';
create trigger erasure_kept before delete or truncate on identity.erasure
  for each statement execute function platform.refuse_change();

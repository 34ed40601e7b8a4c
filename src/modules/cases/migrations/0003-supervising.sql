-- What a manager sees of the open steps of a region, and who was given or lost one.
create index work_item_due on cases.work_item (due, case_id, step_id);

create table cases.saved_view (
  id uuid primary key,
  person_id uuid not null,
  name text not null,
  filter jsonb not null,
  saved_at timestamptz not null,
  unique (person_id, name)
);
comment on table cases.saved_view is 'A filter of the open steps a manager named for himself: ids and codes, no values of a person.';

create table cases.handed_over (
  id uuid primary key,
  home_region text not null,
  case_id uuid not null,
  step_id uuid not null,
  seq integer not null,
  person_id uuid not null,
  what text not null check (what in ('given', 'taken')),
  other_name text,
  by_name text not null,
  at timestamptz not null,
  seen_at timestamptz
);
create index handed_over_unseen on cases.handed_over (person_id, at) where seen_at is null;
comment on table cases.handed_over is 'Told to the member of staff who got or lost a step, written with the deed; the reason lies sealed with the case.';

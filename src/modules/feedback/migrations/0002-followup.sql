-- 差评整改: what follows a low rating. It stands beside the rating; nothing here can touch feedback.rating.

create table feedback.rule (
  version integer primary key,
  from_day date not null unique,
  -- A rating of this level or lower is followed up. The only place where a level makes a difference, and not at a door.
  negative_upto smallint not null check (negative_upto between 1 and 5),
  call_days smallint not null,
  simple_days smallint not null,
  complex_days smallint not null,
  again_days smallint not null,
  appeal_days smallint not null,
  basis text not null
);
comment on table feedback.rule is 'Limits of the follow-up, dated parameters in working days; the national text names no number of days.';
insert into feedback.rule values (1, '2020-01-01', 2, 1, 5, 15, 30, 10,
  '国办发〔2019〕51号: every negative rating is handled, by who handled the matter; named ones are called back. Days follow local practice (5 and 15 working days).');

create table feedback.followup (
  id uuid primary key,
  rating_id uuid not null unique references feedback.rating (id),
  contact_id uuid not null references feedback.contact (id),
  region_code text not null,
  region_path text not null,
  seq integer not null,
  stage text not null check (stage in ('toCall', 'toAnswer', 'answered')),
  rule_version integer not null references feedback.rule (version),
  opened_on date not null,
  call_by date not null,
  answer_by date not null,
  flagged boolean not null,
  kind text check (kind in ('simple', 'complex', 'unfounded')),
  missed smallint not null default 0,
  called_on date,
  answered_on date,
  outcome text check (outcome in ('fixed', 'explained')),
  handler_id uuid,
  again_level smallint check (again_level between 1 and 5),
  again_on date,
  appeal_by uuid,
  appeal_ground text check (appeal_ground in ('mistaken', 'malicious', 'notOurs')),
  appeal_on date,
  appeal_decided_by uuid,
  appeal_upheld boolean,
  appeal_decided_on date,
  constraint appeal_two_persons check (appeal_decided_by is null or appeal_decided_by <> appeal_by)
);
create index followup_open on feedback.followup (region_path text_pattern_ops, call_by) where stage <> 'answered';
create index followup_appeal on feedback.followup (region_path text_pattern_ops) where appeal_by is not null and appeal_decided_by is null;
comment on table feedback.followup is 'One low rating and what became of it: the row for now, its actions for ever.';

create table feedback.followup_action (
  followup_id uuid not null references feedback.followup (id),
  seq integer not null,
  verb text not null,
  actor_kind text not null,
  actor_id uuid,
  post_id uuid,
  recorded_at timestamptz not null,
  code text,
  words_sealed bytea,
  primary key (followup_id, seq)
);
comment on column feedback.followup_action.code is 'What was chosen: reached kind, outcome, ground, level given again. Never free text.';
comment on column feedback.followup_action.words_sealed is 'Free words, sealed under the key the rating’s own words lie under.';
create trigger followup_action_append_only before update or delete or truncate on feedback.followup_action
  for each statement execute function platform.refuse_change();

-- Schema of the module `cases`. Large tables are keyed by (home_region, case_id, …): home_region is written once
-- (model 21) and never used for rights. Clear columns hold ids, codes, dates and names only; everything else a
-- person wrote lies sealed under the draft or case key (model 15).
create schema cases;

-- Drafts ----------------------------------------------------------------------------------------------------------
create table cases.draft (
  id uuid primary key,
  item_key text not null,
  handling_key text not null,
  item_name text not null,
  version_id uuid not null,
  region_code text not null,
  author_id uuid not null,
  applicant_id uuid not null,
  applicant_name text not null,
  begun_door text not null,
  begun_by_staff uuid,
  begun_visit uuid,
  content_sealed bytea not null,
  filled smallint not null default 0,
  at_step text,
  rev integer not null default 1,
  begun_at timestamptz not null,
  saved_at timestamptz not null,
  ended text check (ended in ('submitted', 'discarded', 'expired')),
  ended_at timestamptz,
  case_id uuid
);
create index draft_author on cases.draft (author_id, saved_at desc) where ended is null;
create index draft_applicant on cases.draft (applicant_id, saved_at desc) where ended is null;
create index draft_age on cases.draft (saved_at) where ended is null;
comment on table cases.draft is 'Before submission: no number, no chain, own retention. Values and sources are sealed under the draft key.';

create table cases.draft_party (
  draft_id uuid not null references cases.draft (id) on delete cascade,
  n smallint not null,
  role text not null check (role in ('applicant', 'beneficiary', 'agent', 'guardian', 'joint', 'thirdParty', 'contact')),
  party_id uuid not null,
  name text not null,
  relation text,
  basis jsonb,
  primary key (draft_id, n)
);
create index draft_party_party on cases.draft_party (party_id);
comment on table cases.draft_party is 'Who a draft is for and who helps; becomes case_party at submission.';

create table cases.draft_material (
  id uuid primary key,
  draft_id uuid not null references cases.draft (id) on delete cascade,
  material_id text not null,
  material_kind text not null,
  route text not null check (route in ('file', 'seen', 'earlierCase', 'promise', 'later')),
  file_id uuid,
  trust text not null check (trust in ('A', 'B', 'C', 'D')),
  source jsonb,
  added_at timestamptz not null,
  added_by uuid,
  added_door text not null
);
create index draft_material_draft on cases.draft_material (draft_id);
comment on table cases.draft_material is 'How each material of a draft is given: a file under the draft key, seen at a window, an earlier case, a promise.';

create table cases.draft_opening (
  id uuid primary key,
  draft_id uuid not null references cases.draft (id) on delete cascade,
  code_hash bytea,
  visit_id uuid,
  asked_by_post uuid,
  asked_window text,
  asked_at timestamptz not null,
  expires_at timestamptz not null,
  answered_at timestamptz,
  answer text check (answer in ('yes', 'no', 'used'))
);
create index draft_opening_draft on cases.draft_opening (draft_id, asked_at desc);
create index draft_opening_code on cases.draft_opening (code_hash) where code_hash is not null;
comment on table cases.draft_opening is 'Hand-over of a draft at a window: a six-digit code the author shows, or a question the author answers on the phone.';

-- Cases -----------------------------------------------------------------------------------------------------------
create table cases."case" (
  home_region text not null,
  id uuid not null,
  seq integer not null,
  state text not null check (state in ('received', 'correcting', 'accepted', 'paused', 'decided', 'closed', 'notAccepted', 'withdrawn', 'terminated')),
  item_key text not null,
  handling_key text not null,
  item_name text not null,
  version_id uuid not null,
  regime_key text not null,
  door text not null,
  draft_id uuid not null,
  parent_id uuid,
  applicant_id uuid not null,
  applicant_name text not null,
  region_code text not null,
  region_path text not null,
  organ_id uuid,
  organ_name text,
  competence jsonb not null,
  receiving_organ_id uuid,
  receiving_organ_name text,
  receiving_point_id uuid,
  receiving_region_path text not null,
  receive_mode text not null,
  intake_at text not null check (intake_at in ('receiving', 'deciding')),
  position smallint not null default 0,
  received_at timestamptz not null,
  received_day date not null,
  accepted_at timestamptz,
  accepted_day date,
  accepted_by uuid,
  decided_at timestamptz,
  decided_by uuid,
  outcome text check (outcome in ('grant', 'refuse')),
  ended_at timestamptz,
  rounds smallint not null default 0,
  extensions smallint not null default 0,
  proposal jsonb,
  pause_kind text,
  stands_since timestamptz,
  pause_due date,
  notice_due date,
  answer_due date,
  due_promised date,
  due_statutory date,
  promised_due date,
  delivery_due date,
  service_due date,
  due_flagged boolean not null default false,
  next_look date,
  missing smallint not null default 0,
  promisable smallint not null default 0,
  on_the_spot boolean not null,
  granted_on_the_spot boolean not null default false,
  served boolean not null default false,
  delivery_way text,
  slip_version integer not null,
  fields_met smallint not null default 0,
  fields_retyped smallint not null default 0,
  fields_changed smallint not null default 0,
  primary key (home_region, id)
) with (fillfactor = 85);
create index case_name on cases."case" (applicant_name text_pattern_ops, received_at desc);
create index case_next_look on cases."case" (next_look) where next_look is not null;
comment on table cases."case" is 'A row for now; cases.action is the list for ever. Locked by every verb, so two clerks never overwrite each other.';
comment on column cases."case".next_look is 'First day on which a deadline asks for a deed; the sweeper reads nothing else.';

create table cases.case_lookup (
  case_id uuid primary key,
  home_region text not null,
  number text not null unique,
  slip_hash bytea not null unique
);
comment on table cases.case_lookup is 'Global, never partitioned: id, number and slip code to the home region (model 21).';

create table cases.case_party (
  home_region text not null,
  case_id uuid not null,
  n smallint not null,
  role text not null check (role in ('applicant', 'beneficiary', 'agent', 'guardian', 'joint', 'thirdParty', 'contact')),
  party_id uuid not null,
  name text not null,
  relation text,
  basis jsonb,
  received_at timestamptz not null,
  primary key (home_region, case_id, n)
);
create index case_party_party on cases.case_party (party_id, received_at desc, case_id);
comment on table cases.case_party is 'Everybody a case is about or acted for it. Staff who help are never here (model 5).';

create table cases.payload (
  home_region text not null,
  case_id uuid not null,
  seq integer not null,
  kind text not null,
  sealed bytea not null,
  primary key (home_region, case_id, seq, kind)
);
comment on table cases.payload is 'What was written in a deed, sealed under the case key: application, correction, reasons. Destroying the key erases it; the chain still verifies.';

create table cases.material (
  home_region text not null,
  case_id uuid not null,
  id uuid not null,
  seq integer not null,
  material_id text not null,
  material_kind text not null,
  name text not null,
  route text not null check (route in ('file', 'seen', 'earlierCase', 'promise', 'later')),
  file_id uuid,
  trust text not null check (trust in ('A', 'B', 'C', 'D')),
  source jsonb,
  due date,
  added_at timestamptz not null,
  added_by uuid,
  added_door text not null,
  checked_at timestamptz,
  checked_by uuid,
  checked_seq integer,
  primary key (home_region, case_id, id)
);
comment on table cases.material is 'Materials as given; a verified one of an earlier case is copied under the new key with its provenance.';

create table cases.case_step (
  home_region text not null,
  case_id uuid not null,
  id uuid not null,
  kind text not null,
  key text not null,
  name jsonb not null,
  office text not null check (office in ('receiving', 'deciding', 'applicant', 'manager', 'other')),
  organ_id uuid,
  organ_name text,
  role text not null,
  parallel text,
  system text,
  opened_seq integer not null,
  opened_at timestamptz not null,
  due date,
  closed_seq integer,
  closed_at timestamptz,
  closed_by uuid,
  outcome text,
  assignee_id uuid,
  assignee_name text,
  primary key (home_region, case_id, id)
);
create index case_step_open_system on cases.case_step (system, opened_at) where closed_at is null and system is not null;
comment on table cases.case_step is 'Every state that awaits anyone has an open step; whose desk is read from here (model 4).';

create table cases.work_item (
  home_region text not null,
  case_id uuid not null,
  step_id uuid not null,
  kind text not null,
  step_name jsonb not null,
  organ_id uuid,
  point_id uuid,
  region_path text not null,
  role text not null,
  item_key text not null,
  item_name text not null,
  case_number text not null,
  case_state text not null,
  case_seq integer not null,
  applicant_name text not null,
  applicant_masked text not null,
  door text not null,
  received_at timestamptz not null,
  due date not null,
  due_promised date,
  due_statutory date,
  warn_from date,
  stands boolean not null,
  your_turn boolean not null,
  assignee_id uuid,
  marks text[] not null default '{}',
  primary key (home_region, case_id, step_id)
);
create index work_item_office on cases.work_item (organ_id, due, case_id, step_id);
create index work_item_region on cases.work_item (region_path text_pattern_ops, due, case_id, step_id);
comment on table cases.work_item is 'One row per open step: scope, due and lamp inputs, written and removed with the step in one transaction, never fed by events (model 21).';

create table cases.action (
  home_region text not null,
  case_id uuid not null,
  seq integer not null,
  verb text not null,
  from_state text,
  to_state text not null,
  actor_kind text not null,
  actor_id uuid,
  actor_name text not null,
  for_party_id uuid,
  capacity text not null,
  post_id uuid,
  post_title text,
  organ_id uuid,
  door text not null,
  visit_id uuid,
  step_id uuid,
  occurred_at timestamptz not null,
  occurred_source text not null,
  recorded_at timestamptz not null,
  note jsonb not null,
  primary key (home_region, case_id, seq)
);
comment on table cases.action is 'Append-only list of deeds. note holds codes and ids; words lie in cases.payload.';

create table cases.paper (
  home_region text not null,
  case_id uuid not null,
  id uuid not null,
  kind text not null,
  number text not null,
  dated date not null,
  seq integer not null,
  organ_name text not null,
  template text not null,
  template_version smallint not null,
  check_hash bytea not null,
  served_at timestamptz,
  served_seq integer,
  receipt jsonb,
  primary key (home_region, case_id, id)
);
create unique index paper_id on cases.paper (id);
create unique index paper_check on cases.paper (check_hash);
comment on table cases.paper is 'Dated papers, written in the transaction of their deed; notices brings them and says when they were served.';

create table cases.pause_period (
  home_region text not null,
  case_id uuid not null,
  id uuid not null,
  kind text not null,
  began_at timestamptz not null,
  began_seq integer not null,
  expected_end date,
  ended_at timestamptz,
  counted_days smallint,
  primary key (home_region, case_id, id)
);
comment on table cases.pause_period is 'Special procedures; counted_days are the whole days the clock stood.';

create table cases.decision (
  home_region text not null,
  case_id uuid not null,
  id uuid not null,
  seq integer not null,
  outcome text not null check (outcome in ('grant', 'refuse', 'notAccepted', 'revoked', 'reopened')),
  decided_at timestamptz not null,
  decided_by uuid,
  proposed_by uuid,
  by_kind text not null check (by_kind in ('person', 'department', 'silence')),
  on_the_spot boolean not null,
  ground text,
  supersedes uuid,
  superseded_by uuid,
  primary key (home_region, case_id, id)
);
comment on table cases.decision is 'A record that a later one may supersede with its ground (model 4).';

create table cases.case_external_ref (
  home_region text not null,
  case_id uuid not null,
  step_id uuid not null,
  system text not null,
  external_number text,
  requested_at timestamptz not null,
  answered_at timestamptz,
  answer text check (answer in ('accepted', 'refused')),
  answer_fingerprint bytea,
  answers_seen smallint not null default 0,
  primary key (home_region, case_id, step_id)
);
create unique index case_external_ref_step on cases.case_external_ref (step_id);
comment on table cases.case_external_ref is 'A step in another system: requested, then answered; late, repeated and contradicting answers are counted (model 22).';

create table cases.serial_block (
  region text not null,
  day date not null,
  door smallint not null,
  next integer not null,
  primary key (region, day, door)
);
comment on table cases.serial_block is 'Leases of case serials, so that submissions never wait for each other; gaps are fine.';

create table cases.refused_demand (
  id uuid primary key,
  at timestamptz not null,
  item_key text not null,
  material_kind text not null,
  case_id uuid,
  draft_id uuid,
  visit_id uuid,
  post_id uuid,
  organ_id uuid,
  region_path text not null,
  because text not null
);
create index refused_demand_at on cases.refused_demand (at);
comment on table cases.refused_demand is 'Each time somebody asked again for what was already verified, and was refused (I4, guard h).';

create table cases.window_error (
  home_region text not null,
  case_id uuid not null,
  seq integer not null,
  at timestamptz not null,
  item_key text not null,
  organ_id uuid,
  point_id uuid,
  primary key (home_region, case_id, seq)
);
comment on table cases.window_error is 'A supplement asked after acceptance: the clock goes on and the window is counted (model 4).';

create trigger action_append_only before update or delete or truncate on cases.action
  for each statement execute function platform.refuse_change();

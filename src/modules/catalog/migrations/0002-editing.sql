-- Documents as written, so that an item can be worked on at the desk; what every item may refer to, for the same reason.
alter table catalog.base_item add column edited_at timestamptz;
alter table catalog.base_item add column document_text text;
comment on column catalog.base_item.document_text is 'The document in the order in which it was written: columns of a table have one';
comment on column catalog.base_item.edited_at is 'Published from the desk since: bringing the demonstration up to date leaves it alone';

create table catalog.shared_block (
  kind text primary key check (kind in ('materials', 'fields')),
  content text not null,
  changed_at timestamptz not null
);
comment on table catalog.shared_block is 'Shared materials and fields as last imported; versions hold copies, so that changing this changes no version';

create table catalog.working_copy (
  id uuid primary key,
  item_key text not null,
  department text not null,
  region_code text not null,
  started_from text not null check (started_from in ('published', 'nothing', 'copy')),
  -- The document this one descends from; what was published since is brought together with it before review.
  base text,
  document text not null,
  rev integer not null check (rev >= 0),
  state text not null check (state in ('editing', 'departmentReview', 'bureauReview', 'scheduled', 'published', 'abandoned')),
  round integer not null default 1,
  begun_by uuid not null,
  begun_name text not null,
  begun_at timestamptz not null,
  changed_at timestamptz not null,
  -- What was sent for review: this revision and no other is approved and published.
  sent_rev integer,
  sent_hash bytea,
  drafts jsonb,
  publish_on timestamptz
);
create unique index working_copy_open on catalog.working_copy (item_key) where state not in ('published', 'abandoned');
create index working_copy_due on catalog.working_copy (publish_on) where state = 'scheduled';
comment on table catalog.working_copy is '编辑稿: an item under edit, one at a time an item, for all its editors together';

create table catalog.working_change (
  copy_id uuid not null references catalog.working_copy (id),
  rev integer not null,
  editor_id uuid not null,
  editor_name text not null,
  kind text not null check (kind in ('change', 'undo', 'redo', 'renew')),
  change text not null,
  inverse text,
  -- The change taken back or made again.
  of_rev integer,
  made_at timestamptz not null,
  primary key (copy_id, rev)
);
comment on table catalog.working_change is 'Every change of a working copy, for ever; undo is a change of its own';

create table catalog.working_comment (
  id uuid primary key,
  copy_id uuid not null references catalog.working_copy (id),
  path text not null,
  words text not null,
  author_id uuid not null,
  author_name text not null,
  written_at timestamptz not null,
  settled_by uuid,
  settled_name text,
  settled_at timestamptz
);
create index working_comment_copy on catalog.working_comment (copy_id, written_at);

create table catalog.review_deed (
  copy_id uuid not null references catalog.working_copy (id),
  seq integer not null,
  round integer not null,
  deed text not null,
  from_state text not null,
  to_state text not null,
  rev integer not null,
  actor_id uuid,
  actor_name text not null,
  post_id uuid,
  words text,
  details jsonb,
  done_at timestamptz not null,
  primary key (copy_id, seq)
);
comment on table catalog.review_deed is 'Who sent, approved, sent back, scheduled, published: for ever, with its entry in the ledger';

create function catalog.keep_history() returns trigger language plpgsql as $$
begin
  raise exception 'the history of working copies is kept for ever';
end $$;
create trigger keep_changes before update or delete on catalog.working_change for each row execute function catalog.keep_history();
create trigger keep_deeds before update or delete on catalog.review_deed for each row execute function catalog.keep_history();

create table catalog.door (
  key text primary key,
  name text not null,
  name_en text not null,
  draws text[] not null,
  said_at timestamptz not null
);
comment on table catalog.door is 'What each door says it can draw; read before an item is published';

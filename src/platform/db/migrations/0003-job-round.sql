create table platform.job_round (
  job text primary key,
  began_at timestamptz not null
);
comment on table platform.job_round is 'When each timed job was last begun and came to its end: however many processes run, one round is run by one of them, and a restart does not put it off.';

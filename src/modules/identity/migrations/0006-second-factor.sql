-- A second factor of staff: time-based codes (RFC 6238) from an app, and recovery codes for the day the phone is lost.
create table identity.second_factor (
  party_id uuid primary key references identity.staff (party_id),
  secret_sealed bytea not null,
  begun_at timestamptz not null,
  confirmed_at timestamptz,
  last_step bigint not null default 0,
  failures smallint not null default 0,
  locked_until timestamptz
);
comment on table identity.second_factor is 'The secret lies sealed under the key of the person. last_step: the newest code taken, so that none counts twice. Until confirmed_at it asks nobody.';

create table identity.recovery_code (
  party_id uuid not null references identity.second_factor (party_id) on delete cascade,
  code_hash bytea not null,
  used_at timestamptz,
  primary key (party_id, code_hash)
);
comment on table identity.recovery_code is 'Ten codes of fifty bits, each good once; only hashes lie here.';

alter table identity.session add column factor_at timestamptz;
comment on column identity.session.factor_at is 'When the second factor was given in this session; null where none was asked.';

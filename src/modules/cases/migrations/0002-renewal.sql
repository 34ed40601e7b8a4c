-- A renewal that was applied for in time counts as granted when the present permit ends undecided (《行政许可法》第五十条).
alter table cases."case" add column renewal_due date;
comment on column cases."case".renewal_due is 'Last day of the present permit, when its renewal was applied for in time; null otherwise.';

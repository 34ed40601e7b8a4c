-- The record is read by day too; rows are written in the order of time, so the smallest of indexes does.
create index audit_at on platform.audit using brin (at) with (pages_per_range = 16, autosummarize = on);

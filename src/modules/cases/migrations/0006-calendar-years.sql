-- A year of the working calendar as an administrator published it; later revisions stand beside earlier ones.
create table cases.calendar_year (
  year integer not null,
  rev integer not null,
  days_off text[] not null,
  days_on text[] not null,
  notice text not null,
  published_by uuid,
  published_at timestamptz not null,
  primary key (year, rev)
);
comment on table cases.calendar_year is 'Holidays and worked weekend days of a year (MM-DD) by the yearly notice, over the list that came with the program.';

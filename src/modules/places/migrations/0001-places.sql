-- Schema of the module `places`. Nothing personal lies here: regions, offices and where to go.
create schema places;

-- Codes are opaque (model 23): nothing is read out of their digits. `path` is the chain of codes from the root
-- down to the region itself, joined by '/', so that "within" is a prefix and one index answers it.
create table places.region (
  code text primary key check (code ~ '^[0-9A-Za-z_-]{2,18}$'),
  kind text not null check (kind in ('province', 'city', 'district', 'county', 'development-zone', 'subdistrict', 'town', 'township', 'community', 'village')),
  level smallint not null check (level between 1 and 5),
  name text not null check (name <> ''),
  name_en text,
  parent text references places.region (code) deferrable initially deferred,
  path text not null,
  valid_from date not null,
  valid_to date,
  successor text references places.region (code) deferrable initially deferred,
  check (path = code or path like '%/' || code),
  check (valid_to is null or valid_to > valid_from)
);
create index region_parent on places.region (parent, code);
create index region_path on places.region (path text_pattern_ops);
create index region_name on places.region (name text_pattern_ops);
comment on table places.region is 'Five levels of divisions: 1 province, 2 city, 3 county or district, 4 town or subdistrict, 5 village or community.';

create table places.organ (
  id uuid primary key,
  key text not null unique,
  name text not null,
  name_en text,
  kind text not null,
  uscc text,
  region text not null references places.region (code),
  phone text,
  address text,
  valid_from date not null,
  valid_to date
);
create index organ_kind on places.organ (region, kind);
comment on table places.organ is 'Offices of government and other bodies that decide or receive. At most one of a kind in force per region.';
create unique index organ_one_of_kind on places.organ (region, kind) where valid_to is null;

create table places.point (
  id uuid primary key,
  key text not null unique,
  name text not null,
  name_en text,
  kind text not null check (kind in ('city-hall', 'county-hall', 'town-centre', 'village-station')),
  region text not null references places.region (code),
  organ_id uuid not null references places.organ (id),
  address text not null,
  address_en text,
  phone text not null,
  -- {"1": [["08:30","12:00"],["13:30","17:30"]], …, "7": []}; 1 is Monday
  hours jsonb not null,
  accessibility text[] not null default '{}',
  helper text,
  lat double precision,
  lon double precision,
  approx boolean not null default true,
  valid_to date
);
create index point_region on places.point (region, kind);
comment on table places.point is 'Halls, centres and stations where people go. approx: the coordinates are of the locality, not of the door.';

create table places.window (
  id uuid primary key,
  key text not null unique,
  point_id uuid not null references places.point (id),
  number smallint not null check (number > 0),
  name text not null,
  name_en text,
  low_counter boolean not null default false,
  valid_to date,
  unique (point_id, number)
);
comment on table places.window is 'Counters of a point. A visit happens at one; model 14: one open visit a window.';

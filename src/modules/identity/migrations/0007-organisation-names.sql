-- An enterprise is looked for by any part of its name; without this every search walks all people of the city.
create index party_organisation_name on identity.party using gin (name gin_trgm_ops) where kind = 'organisation';

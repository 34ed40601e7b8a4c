-- The floor of a submission: the rows model.md makes mandatory for a received case (docs/decisions/0019), put in by one
-- statement between begin and commit. $2 is a case submitted by the product with five materials, whose rows are taken as
-- they are under new ids. Changed only with a decision record.
with
  t1 as (
    insert into cases."case" (home_region, id, seq, state, item_key, handling_key, item_name, version_id, regime_key, door, draft_id, parent_id, applicant_id, applicant_name, region_code, region_path, organ_id, organ_name, competence, receiving_organ_id, receiving_organ_name, receiving_point_id, receiving_region_path, receive_mode, intake_at, position, received_at, received_day, accepted_at, accepted_day, accepted_by, decided_at, decided_by, outcome, ended_at, rounds, extensions, proposal, pause_kind, stands_since, pause_due, notice_due, answer_due, due_promised, due_statutory, promised_due, delivery_due, service_due, due_flagged, next_look, missing, promisable, on_the_spot, granted_on_the_spot, served, delivery_way, slip_version, fields_met, fields_retyped, fields_changed, renewal_due)
    select home_region, $1::uuid, seq, state, item_key, handling_key, item_name, version_id, regime_key, door, $3::uuid, parent_id, applicant_id, applicant_name, region_code, region_path, organ_id, organ_name, competence, receiving_organ_id, receiving_organ_name, receiving_point_id, receiving_region_path, receive_mode, intake_at, position, received_at, received_day, accepted_at, accepted_day, accepted_by, decided_at, decided_by, outcome, ended_at, rounds, extensions, proposal, pause_kind, stands_since, pause_due, notice_due, answer_due, due_promised, due_statutory, promised_due, delivery_due, service_due, due_flagged, next_look, missing, promisable, on_the_spot, granted_on_the_spot, served, delivery_way, slip_version, fields_met, fields_retyped, fields_changed, renewal_due
    from cases."case" where home_region = $13::text and id = $2::uuid),
  t2 as (
    insert into cases.case_lookup (case_id, home_region, number, slip_hash)
    select $1::uuid, home_region, $4::text, $5::bytea
    from cases.case_lookup where case_id = $2::uuid),
  t3 as (
    insert into cases.case_party (home_region, case_id, n, role, party_id, name, relation, basis, received_at)
    select home_region, $1::uuid, n, role, party_id, name, relation, basis, received_at
    from cases.case_party where home_region = $13::text and case_id = $2::uuid),
  t4 as (
    insert into cases.payload (home_region, case_id, seq, kind, sealed)
    select home_region, $1::uuid, seq, kind, sealed
    from cases.payload where home_region = $13::text and case_id = $2::uuid),
  t5 as (
    insert into cases.material (home_region, case_id, id, seq, material_id, material_kind, name, route, file_id, trust, source, due, added_at, added_by, added_door, checked_at, checked_by, checked_seq)
    select home_region, $1::uuid, id, seq, material_id, material_kind, name, route, file_id, trust, source, due, added_at, added_by, added_door, checked_at, checked_by, checked_seq
    from cases.material where home_region = $13::text and case_id = $2::uuid),
  t6 as (
    insert into cases.case_step (home_region, case_id, id, kind, key, name, office, organ_id, organ_name, role, parallel, system, opened_seq, opened_at, due, closed_seq, closed_at, closed_by, outcome, assignee_id, assignee_name)
    select home_region, $1::uuid, id, kind, key, name, office, organ_id, organ_name, role, parallel, system, opened_seq, opened_at, due, closed_seq, closed_at, closed_by, outcome, assignee_id, assignee_name
    from cases.case_step where home_region = $13::text and case_id = $2::uuid),
  t7 as (
    insert into cases.work_item (home_region, case_id, step_id, kind, step_name, organ_id, point_id, region_path, role, item_key, item_name, case_number, case_state, case_seq, applicant_name, applicant_masked, door, received_at, due, due_promised, due_statutory, warn_from, stands, your_turn, assignee_id, marks)
    select home_region, $1::uuid, step_id, kind, step_name, organ_id, point_id, region_path, role, item_key, item_name, case_number, case_state, case_seq, applicant_name, applicant_masked, door, received_at, due, due_promised, due_statutory, warn_from, stands, your_turn, assignee_id, marks
    from cases.work_item where home_region = $13::text and case_id = $2::uuid),
  t8 as (
    insert into cases.action (home_region, case_id, seq, verb, from_state, to_state, actor_kind, actor_id, actor_name, for_party_id, capacity, post_id, post_title, organ_id, door, visit_id, step_id, occurred_at, occurred_source, recorded_at, note)
    select home_region, $1::uuid, seq, verb, from_state, to_state, actor_kind, actor_id, actor_name, for_party_id, capacity, post_id, post_title, organ_id, door, visit_id, step_id, occurred_at, occurred_source, recorded_at, note
    from cases.action where home_region = $13::text and case_id = $2::uuid),
  t9 as (
    insert into cases.paper (home_region, case_id, id, kind, number, dated, seq, organ_name, template, template_version, check_hash, served_at, served_seq, receipt)
    select home_region, $1::uuid, $6::uuid, kind, number, dated, seq, organ_name, template, template_version, $7::bytea, served_at, served_seq, receipt
    from cases.paper where home_region = $13::text and case_id = $2::uuid),
  t10 as (
    insert into platform_crypto.data_key (id, owner_kind, owner_id, version, wrapped, created_at, destroyed_at)
    select $8::uuid, owner_kind, $1::uuid, version, wrapped, created_at, destroyed_at
    from platform_crypto.data_key where owner_kind = 'case' and owner_id = $2::uuid),
  t11 as (
    insert into platform_ledger.entry (stream_kind, stream_id, seq, record, hash, sealed_in)
    select stream_kind, $1::uuid, seq, record, hash, sealed_in
    from platform_ledger.entry where stream_kind = 'case' and stream_id = $2::uuid),
  t12 as (
    insert into platform_ledger.payload (stream_kind, stream_id, seq, owner_kind, owner_id, sealed)
    select stream_kind, $1::uuid, seq, owner_kind, $1::uuid, sealed
    from platform_ledger.payload where stream_kind = 'case' and stream_id = $2::uuid),
  t13 as (
    insert into platform.audit (id, at, word, actor_kind, actor_id, post_id, capacity, for_party_id, subject_kind, subject_id, seq, door, visit_id, session_ref, details)
    select $9::uuid, at, word, actor_kind, actor_id, post_id, capacity, for_party_id, subject_kind, $1::uuid, seq, door, visit_id, session_ref, details
    from platform.audit where subject_id = $2::uuid),
  t14 as (
    insert into platform.outbox (id, type, subject_kind, subject_id, seq, data, recorded_at, relayed_at)
    select $10::uuid, type, subject_kind, $1::uuid, seq, data, recorded_at, relayed_at
    from platform.outbox where id = $14::uuid)
  insert into platform.idempotency (actor_key, verb, key, fingerprint, outcome, recorded_at)
    select actor_key, verb, $11::text, fingerprint, outcome, recorded_at
    from platform.idempotency where actor_key = $15::text and verb = $16::text and key = $12::text

create temporary table computed on commit drop as select "golden_id", "version", "state", "redirect_to", "created_at", "recorded_at", "cause", "key", "name_keys", "win_record", "win_rank", "win_date", "conflicts", "certificate_no", "former_certificate_no", "name", "hull_no", "tonnage", "built_on", "berth", "owner_uscc", "owner_name" from "vessel"."golden_record" with no data;

create temporary table speaking on commit drop as select golden_id, record_id, source, effective_date, key, name_keys, "certificate_no", "former_certificate_no", "name", "hull_no", "tonnage", "built_on", "berth", "owner_uscc", "owner_name"
      from "vessel"."source_record" with no data;

create temporary table lost_identifier (type text not null, value text not null) on commit drop;

create temporary table resubjected (library text not null, golden_id uuid not null) on commit drop;


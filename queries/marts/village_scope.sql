-- purpose: the target villages a view is limited to; the one place where areas and filters of villages are enforced
-- grain: a table macro: one row per target village of the year in the view
-- parameters: none
--     seen is a struct (Filters.params): fiscal_year, areas (codes or null = all), without (codes), officers (names or
--     null), training and otop (a status of village_status or null), stage (reached; negative: not reached; or null)
--     and status_on, the day of those
create or replace macro village_scope(seen) as table
select fiscal_year, village_code, village_name, officer, budget_baht,
from village_year
where
    fiscal_year = struct_extract(seen, 'fiscal_year')::integer
    and (
        struct_extract(seen, 'areas')::varchar[] is null
        or len(list_filter(struct_extract(seen, 'areas')::varchar[], lambda area: starts_with(village_code, area))) > 0
    )
    and len(list_filter(struct_extract(seen, 'without')::varchar[], lambda area: starts_with(village_code, area))) = 0
    and (
        struct_extract(seen, 'officers')::varchar[] is null
        or list_contains(struct_extract(seen, 'officers')::varchar[], coalesce(officer, ''))
    )
    and (
        struct_extract(seen, 'training')::varchar is null
        or village_code in (
            select village_code
            from village_status
            where
                kind = 'training'
                and fiscal_year = struct_extract(seen, 'fiscal_year')::integer
                and status = struct_extract(seen, 'training')::varchar
                and from_on <= struct_extract(seen, 'status_on')::date
                and to_on > struct_extract(seen, 'status_on')::date
        )
    )
    and (
        struct_extract(seen, 'stage')::integer is null
        or (struct_extract(seen, 'stage')::integer > 0) = (
            village_code in (
                select village_code
                from village_stage
                where
                    stage = abs(struct_extract(seen, 'stage')::integer)
                    and fiscal_year = struct_extract(seen, 'fiscal_year')::integer
                    and from_on <= struct_extract(seen, 'status_on')::date
                    and to_on > struct_extract(seen, 'status_on')::date
            )
        )
    )
    and (
        struct_extract(seen, 'otop')::varchar is null
        or village_code in (
            select village_code
            from village_status
            where
                kind = 'otop'
                and fiscal_year = struct_extract(seen, 'fiscal_year')::integer
                and status = struct_extract(seen, 'otop')::varchar
                and from_on <= struct_extract(seen, 'status_on')::date
                and to_on > struct_extract(seen, 'status_on')::date
        )
    )

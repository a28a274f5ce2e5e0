-- purpose: how many villages reached or lost each stage week by week up to a day, for the areas of one level in a view;
--     as scenario/weekly_stages, from the sums that are kept by area
-- grain: one row per area, stage and week with a change, and one of stage 0 and week 0 with an area's villages; week
--     $weeks ends on the as-of day, week 0 holds all that was before week 1 began
-- parameters: as_of, scope (Filters.params), digits (of the area's code: 0, 2), level (code length of the sums),
--     weeks (how many), stages (numbers)
select
    left(area_code, $digits) as area_code,
    case when kind = 'reached' then stage else 0 end::integer as stage,
    case
        when kind = 'reached' then greatest($weeks::integer - ($as_of::date - on_day) // 7, 0)
        else 0
    end::integer as week,
    sum(n_villages)::double as n_villages,
from area_stage_change
join area_scope($scope, $level) using (digits, fiscal_year, area_code)
where on_day <= $as_of and (kind = 'standing' or list_contains($stages::integer[], stage))
-- every village stands somewhere, so that all standings together are the villages
group by left(area_code, $digits), case when kind = 'reached' then stage else 0 end, week
order by area_code, stage, week

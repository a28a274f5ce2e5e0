-- purpose: how far the materials that a view's villages need are on their way
-- grain: one row per standing (of material_standing) that has any
-- parameters: as_of, scope (Filters.params), category (null is all, '' where the register is silent), typed (part of an
--     item's name, '' is all)
select
    standing,
    count(*) as n_rows,
    count(distinct village_code) as n_villages,
    coalesce(sum(cost_baht), 0) as cost_baht,
    count(*) filter (where cost_baht is null) as n_without_cost,
from material_standing($scope, $as_of)
where ($category::varchar is null or category = $category::varchar) and contains(item_key, same_words($typed))
group by standing
order by standing

-- purpose: the categories of the materials that a view's villages need, and how much each costs
-- grain: one row per category ('' where the register is silent), the dearest first; at most n rows, n_all counts all
-- parameters: as_of, scope (Filters.params), standing (of material_standing; null is all), typed (part of an item's
--     name, '' is all), n
select
    category,
    count(distinct (item_key, unit_key)) as n_items,
    count(distinct village_code) as n_villages,
    coalesce(sum(cost_baht), 0) as cost_baht,
    count(*) as n_rows,
    count(*) over () as n_all,
from material_standing($scope, $as_of)
where
    ($standing::integer is null or standing = $standing::integer)
    and contains(item_key, same_words($typed))
group by category
order by cost_baht desc, n_rows desc, category
limit $n

-- purpose: what a view's villages need, gathered: the same item and unit of one category in one line, as it is bought
-- grain: one row per category, item and unit, the dearest first; at most n rows, n_all counts all of them
-- parameters: as_of, scope (Filters.params), category (null is all, '' where the register is silent), standing (of
--     material_standing; null is all), typed (part of an item's name, '' is all), n
with

-- prices are compared with those of all villages of the view, whatever is chosen
priced as (
    select
        *,
        median(unit_price_baht) over same_item as median_price_baht,
    from material_standing($scope, $as_of)
    window same_item as (partition by item_key, unit_key)
),

wanted as (
    select priced.*, delivery.needed_on,
    from priced
    left join delivery_standing($scope, $as_of) as delivery using (village_code)
    where
        ($category::varchar is null or category = $category::varchar)
        and ($standing::integer is null or priced.standing = $standing::integer)
        and contains(item_key, same_words($typed))
)

select
    category,
    item_key,
    unit_key,
    mode(item order by item) as item,
    mode(unit order by unit) as unit,
    count(distinct item) as n_spellings,
    count(distinct village_code) as n_villages,
    count(*) as n_rows,
    sum(quantity) as quantity,
    coalesce(sum(quantity) filter (where standing = 0), 0) as not_ordered_quantity,
    coalesce(sum(quantity) filter (where standing = 1), 0) as ordered_quantity,
    coalesce(sum(quantity) filter (where standing = 2), 0) as delivered_quantity,
    coalesce(sum(quantity) filter (where standing = 3), 0) as accepted_quantity,
    coalesce(sum(quantity) filter (where standing = 4), 0) as paid_quantity,
    any_value(median_price_baht) as median_price_baht,
    min(unit_price_baht) as lowest_price_baht,
    max(unit_price_baht) as highest_price_baht,
    coalesce(sum(cost_baht), 0) as cost_baht,
    count(*) filter (where quantity is null) as n_without_quantity,
    count(*) filter (where unit_price_baht is null) as n_without_price,
    count(*) filter (where unit_price_baht > 2 * median_price_baht) as n_dear,
    -- of the villages that still wait for it
    min(needed_on) filter (where standing < 2) as needed_on,
    count(*) over () as n_all,
from wanted
group by category, item_key, unit_key
order by cost_baht desc, n_villages desc, item_key, unit_key, category
limit $n

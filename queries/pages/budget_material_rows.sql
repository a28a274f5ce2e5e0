-- purpose: what each of a view's villages needs: the rows behind the gathered list of materials
-- grain: one row per row of the register, by village, category and item; at most n rows, n_all counts all of them
-- parameters: as_of, scope (Filters.params), category (null is all, '' where the register is silent), standing (of
--     material_standing; null is all), typed (part of an item's name, '' is all), item_key and unit_key (null is all), n
with

priced as (
    select
        *,
        median(unit_price_baht) over same_item as median_price_baht,
    from material_standing($scope, $as_of)
    window same_item as (partition by item_key, unit_key)
)

select
    priced.village_code,
    village.name_th as village_name,
    right(priced.village_code, 2)::integer as moo,
    subdistrict.name_th as subdistrict_th,
    subdistrict.name_en as subdistrict_en,
    district.name_th as district_th,
    district.name_en as district_en,
    province.name_th as province_th,
    province.name_en as province_en,
    category,
    item,
    occupation,
    quantity,
    unit,
    unit_price_baht,
    median_price_baht,
    coalesce(unit_price_baht > 2 * median_price_baht, false) as is_dear,
    cost_baht,
    priced.standing,
    ordered_on,
    priced.delivered_on,
    accepted_on,
    paid_on,
    delivery.needed_on,
    count(*) over () as n_all,
from priced
left join delivery_standing($scope, $as_of) as delivery using (village_code)
left join place as village on village.code = priced.village_code
left join place as subdistrict on subdistrict.code = left(priced.village_code, 6)
left join place as district on district.code = left(priced.village_code, 4)
left join place as province on province.code = left(priced.village_code, 2)
where
    ($category::varchar is null or category = $category::varchar)
    and ($standing::integer is null or priced.standing = $standing::integer)
    and contains(item_key, same_words($typed))
    and ($item_key::varchar is null or item_key = $item_key::varchar)
    and ($unit_key::varchar is null or unit_key = $unit_key::varchar)
order by priced.village_code, category, item, unit, occupation
limit $n

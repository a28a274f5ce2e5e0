-- purpose: items of a view's materials that may be the same and are not gathered: spelling, unit or category differ
-- grain: one row per pair, the most villages first; at most n rows, n_all counts all of them. reason: unit (one name,
--     two units), category (one name and unit, two categories), spelling (names that differ by spaces, marks or a
--     letter, never by a number)
-- parameters: as_of, scope (Filters.params), n
with

item as (
    select
        item_key,
        unit_key,
        category,
        mode(item order by item) as item,
        mode(unit order by unit) as unit,
        count(distinct village_code) as n_villages,
        coalesce(sum(cost_baht), 0) as cost_baht,
        -- letters only: no spaces, no punctuation, no Thai tone marks
        regexp_replace(item_key, '[^\p{L}\p{N}\x{0E31}\x{0E34}-\x{0E3A}]', '', 'g') as letters,
        trim(regexp_replace(item_key, '[^0-9.]+', ' ', 'g')) as numbers,
    from material_standing($scope, $as_of)
    group by item_key, unit_key, category
),

pair as (
    select
        case
            when a.item_key <> b.item_key then 'spelling'
            when a.unit_key <> b.unit_key then 'unit'
            else 'category'
        end as reason,
        columns(a.*) as 'a_\0',
        columns(b.*) as 'b_\0',
    from item as a
    join item as b
        on
            (a.item_key, a.unit_key, a.category) < (b.item_key, b.unit_key, b.category)
            and a.numbers = b.numbers
            and abs(length(a.letters) - length(b.letters)) <= 1
            and (
                a.letters = b.letters
                or (length(a.letters) >= 6 and damerau_levenshtein(a.letters, b.letters) <= 1)
            )
)

select
    reason,
    a_item as item,
    a_unit as unit,
    a_category as category,
    a_n_villages as n_villages,
    a_cost_baht as cost_baht,
    b_item as other_item,
    b_unit as other_unit,
    b_category as other_category,
    b_n_villages as other_n_villages,
    b_cost_baht as other_cost_baht,
    count(*) over () as n_all,
from pair
order by a_n_villages + b_n_villages desc, a_item_key, a_unit_key, a_category, b_item_key, b_unit_key, b_category
limit $n

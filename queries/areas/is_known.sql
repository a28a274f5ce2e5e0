-- purpose: whether a code is a place: in DOPA's list, or of a stored village, or of an area that holds one
-- grain: one row
-- parameters: area
select
    exists (from place where code = $area)
    or (
        length($area) in (2, 4, 6, 8)
        and exists (from place where level = 'village' and starts_with(code, $area))
    ) as is_known

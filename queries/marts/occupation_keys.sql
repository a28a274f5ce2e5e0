-- purpose: the occupations that a free text names, in a form in which two registers can be compared: the one place of
--     that rule (parted at , ; / | · and line ends; small letters, no spaces, no leading อาชีพ or การ)
-- grain: a scalar macro: a list of different texts, empty for a text that is missing
-- parameters: none
create or replace macro occupation_keys(words) as list_distinct(
    list_filter(
        list_transform(
            regexp_split_to_array(lower(coalesce(words, '')), '[,;/|·\n]+'),
            lambda part: regexp_replace(part, '^\s*(อาชีพ|การ)+|\s+', '', 'g')
        ),
        lambda part: part <> ''
    )
)

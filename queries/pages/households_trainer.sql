-- purpose: the trainer that a mark in an address stands for: the mark is made of the name, so that no name is in it
-- grain: one row, none when no household of the village names such a trainer; trainer is null for the empty mark
-- parameters: trainer_village, trainer_mark
select village_code, trainer,
from households
where village_code = $trainer_village::varchar and coalesce(left(md5(trainer), 8), '') = $trainer_mark::varchar
order by trainer
limit 1

-- purpose: the words of the knowledge records that look most like one that no record has
-- grain: one row per word, the most alike first; at most n
-- parameters: word, n
select term, n_records, jaro_winkler_similarity(term, $word) as likeness,
from knowledge_word
where likeness >= 0.8 and length(term) >= 3
order by likeness desc, n_records desc, term
limit $n

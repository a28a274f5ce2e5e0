"""What somebody with areas is told of an import that brought rows of others as well: not how many there were.

The rows of a file less one's own are a count of others. So the counts of a register's sheets stand only where all of
them are found again among the rows that may be read; refused rows are those that may be read. It must not know who a
person is.
"""

from __future__ import annotations

from dashboard.registers import stored

_HIDDEN = ("n_read", "n_new", "n_changed", "n_unchanged", "skipped", "warnings", "dropped_columns")


def own_counts_view(whole: str, limit: str) -> str:
    """The statement that makes the view; `whole` is the table of all, `limit` which of its rows (`t`) may be read.

    It reads the other views of the scope, which are there by now.
    """
    rows = " union all ".join(
        f"select '{table}' as register, first_batch_id, batch_id from \"{table}\""  # noqa: S608 - ours
        for table in stored()
    )
    hidden = ", ".join(f'case when own.is_all then t."{name}" end as "{name}"' for name in _HIDDEN)
    return f"""
        create view batch_registers as
        with kept as ({rows}),
        seen as (
            select register, batch_id, sum(n_new) as n_new, sum(n_changed) as n_changed, sum(n_rejected) as n_rejected,
            from (
                select register, first_batch_id as batch_id, 1 as n_new, 0 as n_changed, 0 as n_rejected, from kept
                union all
                select register, batch_id, 0, 1, 0, from kept where batch_id <> first_batch_id
                union all
                select register, batch_id, 0, 0, 1, from quarantine
            )
            group by register, batch_id
        ),
        told as (
            select
                register, batch_id,
                sum(n_unchanged) as n_unchanged, sum(n_new) as n_new, sum(n_changed) as n_changed,
                sum(n_rejected) as n_rejected,
            from {whole}
            group by register, batch_id
        ),
        own as (
            select
                told.register, told.batch_id,
                told.n_unchanged = 0
                and told.n_new = coalesce(seen.n_new, 0)
                and told.n_changed = coalesce(seen.n_changed, 0)
                and told.n_rejected = coalesce(seen.n_rejected, 0) as is_all,
            from told
            left join seen using (register, batch_id)
        )
        select t.* replace (
            {hidden},
            (
                select count(*)::integer
                from quarantine as q
                where
                    (q.batch_id, q.register, q.file) = (t.batch_id, t.register, t.file)
                    and q.sheet is not distinct from t.sheet
            ) as n_rejected
        ),
        from {whole} as t
        join own using (register, batch_id)
        where {limit}
    """  # noqa: S608 - names of our own tables

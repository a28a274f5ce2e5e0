"""Everything that can go wrong for a person, one small class each.

An error carries facts, never sentences: `dashboard.messages` has the words (`error.<code>`), in Thai and English.
It must not know any other room.
"""

from __future__ import annotations


class SammachipError(Exception):
    """Something a person can act on. `code` names the message, `facts` fill it in."""

    code = "unknown"
    exit_code = 2

    def __init__(self, **facts: object) -> None:
        super().__init__(f"{self.code}: {facts}" if facts else self.code)
        self.facts = facts


class StoreIsEmpty(SammachipError):
    """There is no snapshot yet: nothing has been imported."""

    code = "store_is_empty"


class StoreKindMismatch(SammachipError):
    """Real registers were offered to an example store, or the example to a store with real data."""

    code = "store_kind_mismatch"


class StoreIsBusy(SammachipError):
    """Another import is running and did not finish in time."""

    code = "store_is_busy"


class StoreIsBusyWith(StoreIsBusy):
    """The same, and it is known who imports and since when."""

    code = "store_is_busy_with"


class StoreIsFed(SammachipError):
    """The store shows what a lake publishes: it is the lake that is written to."""

    code = "store_is_fed"


class StoreHasItsOwn(SammachipError):
    """A lake was to be published into a store that holds rows which came another way."""

    code = "store_has_its_own"


class LakeNotNamed(SammachipError):
    """No setting says where the lake is."""

    code = "lake_not_named"


class LakeNotInstalled(SammachipError):
    """The engine of this environment has no extension that reads a lake."""

    code = "lake_not_installed"


class LakeUnreachable(SammachipError):
    """The catalogue or the files of the lake cannot be reached."""

    code = "lake_unreachable"


class LakeMoved(SammachipError):
    """Others rewrote the same files of the lake meanwhile. Nothing of this import was stored."""

    code = "lake_moved"


class LakeHoldsOnlyReal(SammachipError):
    """Example data were offered to a lake, or a lake was to be begun anew."""

    code = "lake_holds_only_real"


class StoreNotWritable(SammachipError):
    """The disk refused what was to be stored: full, read-only, not permitted. Nothing has changed."""

    code = "store_not_writable"


class StoreIsNewer(SammachipError):
    """The store was made by a newer version of the program, which may mean other things by it."""

    code = "store_is_newer"


class SnapshotUnreadable(SammachipError):
    """No snapshot can be used: the newest is missing or damaged, and no older one is whole. `reason` says which."""

    code = "snapshot_unreadable"


class BackupUnreadable(SammachipError):
    """A file is no backup, or it is damaged. `reason` is a message code of its own."""

    code = "backup_unreadable"


class BackupExists(SammachipError):
    """The backup would be written over a file that is there."""

    code = "backup_exists"


class UnknownBatch(SammachipError):
    """No batch has this number."""

    code = "unknown_batch"


class NothingToUndo(SammachipError):
    """There is no batch left that is not undone."""

    code = "nothing_to_undo"


class UndoOutOfOrder(SammachipError):
    """Only the newest batch can be taken back; newer ones stand in between."""

    code = "undo_out_of_order"


class NothingToRedo(SammachipError):
    """No batch that was taken back can be put in again: there is none, or another one came in since."""

    code = "nothing_to_redo"


class RedoOutOfOrder(SammachipError):
    """Batches are put in again in the order in which they came in."""

    code = "redo_out_of_order"


class SnapshotNotKept(SammachipError):
    """The state before this batch is older than the snapshots that are kept."""

    code = "snapshot_not_kept"


class UnknownArea(SammachipError):
    """No place of the DOPA list and no stored village has this code."""

    code = "unknown_area"


class LevelAboveArea(SammachipError):
    """`--by` asks for areas larger than the chosen one."""

    code = "level_above_area"


class UnknownRegister(SammachipError):
    """No register has this name."""

    code = "unknown_register"


class FileUnreadable(SammachipError):
    """A file could not be opened as what its name says. `reason` is a message code of its own."""

    code = "file_unreadable"


class UnreadableOption(SammachipError):
    """A command option has a value that cannot be read."""

    code = "unreadable_option"


class RuleOutOfRange(SammachipError):
    """A rule of the programme was given a value that it cannot have."""

    code = "rule_out_of_range"


class NothingToChange(SammachipError):
    """The settings that were asked for are those that are stored already."""

    code = "nothing_to_change"


class TargetOutOfRange(SammachipError):
    """A measure was given a target that it cannot have."""

    code = "target_out_of_range"


class UnknownTarget(SammachipError):
    """No target of this year, area and measure is stored."""

    code = "unknown_target"


class UnknownDecision(SammachipError):
    """No decision has this number."""

    code = "unknown_decision"


class DecisionChanged(SammachipError):
    """Somebody else changed the decision since it was looked at."""

    code = "decision_changed"


class DecisionsFull(SammachipError):
    """No more decisions, or no more versions of one, are kept."""

    code = "decisions_full"


class HeadingsUnreadable(SammachipError):
    """The file of the headings that the office matched by hand is damaged."""

    code = "headings_unreadable"


class DecisionsUnreadable(SammachipError):
    """The file of decisions is damaged; it is left as it is."""

    code = "decisions_unreadable"


class AuditUnwritable(SammachipError):
    """The audit log cannot be written, so nothing may leave."""

    code = "audit_unwritable"


class FileUnwritable(SammachipError):
    """A file that was asked for cannot be written at its place."""

    code = "file_unwritable"


class NoBrowser(SammachipError):
    """No Chromium, Chrome or Edge was found to draw a file with."""

    code = "no_browser"


class BrowserFailed(SammachipError):
    """The browser did not draw the file: it stopped, or took too long."""

    code = "browser_failed"


class Cancelled(SammachipError):
    """Somebody called off the making of a file."""

    code = "cancelled"


class TooManyFiles(SammachipError):
    """So many files are in the making that another one has to wait."""

    code = "too_many_files"


class MailFailed(SammachipError):
    """The mail server could not be reached, or refused the letter."""

    code = "mail_failed"


class ListensBeyondThisMachine(SammachipError):
    """The dashboard was asked to listen beyond localhost without being told that this is meant."""

    code = "listens_beyond_this_machine"


class OutsideYourAreas(SammachipError):
    """Nothing of the areas that were asked for is among the person's own."""

    code = "outside_your_areas"


class NotAllowed(SammachipError):
    """The person's role does not have this ability, or the dashboard is only viewed as somebody else."""

    code = "not_allowed"


class NotKnown(SammachipError):
    """Somebody signed in whom no administrator has given a role."""

    code = "not_known"


class PeopleUnreadable(SammachipError):
    """The file of roles cannot be read; it is left as it is, and nobody but the named administrators gets in."""

    code = "people_unreadable"


class NoProxySecret(SammachipError):
    """Sign-in by a proxy's header needs a secret between the proxy and the dashboard."""

    code = "no_proxy_secret"


class SignInNeeded(SammachipError):
    """Nobody has signed in, or the sign-in has run out."""

    code = "sign_in_needed"

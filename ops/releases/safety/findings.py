"""What is said about a migration: which rule, where, and what to do about it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

#: The page whose headings are the rules.
PAGE = "docs/migrations.md"


@dataclass(frozen=True, slots=True)
class Rule:
    """A kind of danger. ``check`` is the launch check that shows it."""

    name: str
    check: str
    impact: str
    fix: str

    @property
    def anchor(self) -> str:
        """Where its recipe is."""
        return f"{PAGE}#{self.name.replace('_', '-')}"


@dataclass(frozen=True, kw_only=True, slots=True)
class Danger:
    """One thing found. ``remark`` is worth knowing and stops nothing."""

    rule: Rule
    migration: str
    what: str
    sql: str = ""
    remark: bool = False
    accepted: str = ""

    @property
    def stops(self) -> bool:
        """Whether it keeps a release from going out."""
        return not self.remark and not self.accepted

    def as_json(self) -> dict[str, Any]:
        """For machines."""
        return {
            "rule": self.rule.name, "migration": self.migration, "what": self.what,
            "sql": self.sql, "impact": self.rule.impact, "fix": self.rule.fix,
            "reference": self.rule.anchor, "stops": self.stops, "remark": self.remark,
            "accepted_because": self.accepted,
        }  # fmt: skip


def _rule(name: str, check: str, impact: str, fix: str) -> Rule:
    return Rule(name, f"database.migrations.{check}", impact, fix)


_OLD = "While the new release starts, and after a rollback, the old code still runs: "

REQUIRED_COLUMN = _rule(
    "required_column", "required",
    _OLD + "it does not fill this column, so every new row it writes is refused.",
    "Give the field a db_default beside its default, or null=True.",
)  # fmt: skip
MADE_REQUIRED = _rule(
    "made_required", "required",
    "The table is read from end to end while nobody can use it, and empty values that the old "
    "code still writes are refused.",
    "Add a CHECK as NOT VALID and validate it in this release; make the column required in the "
    "next one.",
)  # fmt: skip
DEFAULT_REMOVED = _rule(
    "default_removed", "required",
    _OLD + "it leaves this column to the database, which then refuses the row.",
    "Keep the db_default in this release, and remove it in the one after nothing relies on it.",
)  # fmt: skip
REQUIRED_COLUMN_LEFT = _rule(
    "required_column_left", "required",
    "The column stays and must be filled, but the new code no longer fills it: every new row is "
    "refused.",
    "Before the field leaves the model, let the column be empty or give it a db_default, by an "
    "AlterField in the same migration.",
)  # fmt: skip
DROPPED = _rule(
    "dropped", "removed",
    _OLD + "every page that reads this fails, and a rollback cannot bring it back.",
    "In this release take it out of the model only (SeparateDatabaseAndState with "
    "state_operations); drop it in the next one.",
)  # fmt: skip
RENAMED = _rule(
    "renamed", "removed",
    _OLD + "it asks for the old name, and every page that does fails.",
    "Rename in Python only and keep the name in the database with db_column or db_table.",
)  # fmt: skip
DATA_LOST = _rule(
    "data_lost", "removed",
    "The rows are gone for the old code too, and no rollback brings them back.",
    "Delete outside of migrations, after a backup; or accept it here with the reason.",
)  # fmt: skip
INDEX_LOCKS = _rule(
    "index_locks", "locks",
    "Nobody can write to the table until the index is built: leads and messages wait, then fail.",
    "Use AddIndexConcurrently in a migration of its own with atomic = False. For a new foreign "
    "key: db_index=False, and the index that way.",
)  # fmt: skip
UNIQUE_LOCKS = _rule(
    "unique_locks", "locks",
    "Nobody can use the table while its rows are compared, and the first double fails the release.",
    "Build the unique index CONCURRENTLY in one migration, and attach it with ADD CONSTRAINT … "
    "UNIQUE USING INDEX in the next.",
)  # fmt: skip
CONSTRAINT_VALIDATED = _rule(
    "constraint_validated", "locks",
    "Every row is checked while the table is locked, and rows that break the rule fail the "
    "release.",
    "Add it as NOT VALID (AddConstraintNotValid), and validate it in a migration of its own "
    "(ValidateConstraint).",
)  # fmt: skip
LONG_LOCK = _rule(
    "long_lock", "locks",
    "Visitors wait for the table until the migration ends.",
    "Split it: what locks goes into a migration that does nothing else.",
)  # fmt: skip
REWRITE = _rule(
    "rewrite", "rewrites",
    "The whole table is written anew while nobody can read or write it.",
    "Add a new column, let the code fill both, copy the old rows in batches, and drop the old one "
    "two releases later.",
)  # fmt: skip
NARROWED = _rule(
    "narrowed", "rewrites",
    "The table is checked while locked; a value that is too long fails the release, and the old "
    "code goes on writing such values.",
    "Keep the column as wide as it is and limit the length in the form.",
)  # fmt: skip
DATA_AT_ONCE = _rule(
    "data_at_once", "data",
    "All rows stay locked until the last is done; on a big table visitors wait for minutes.",
    "Do it in batches of a thousand rows, in a migration of its own with atomic = False.",
)  # fmt: skip
MIXED = _rule(
    "mixed", "data",
    "The change of the table keeps it locked for as long as the rows are being worked on.",
    "Make two migrations: one for the table, one for the rows.",
)  # fmt: skip
MODEL_IMPORT = _rule(
    "model_import", "data",
    "The migration runs with the model of the day it is run, which may have columns that are not "
    "there yet.",
    "Take the model from what the function is given: apps.get_model('app', 'Model').",
)  # fmt: skip
NO_WAY_BACK = _rule(
    "no_way_back", "reversible",
    "A rollback that has to take the schema back stops here.",
    "Write the reverse, or RunPython.noop or RunSQL.noop where nothing has to be undone.",
)  # fmt: skip
TRANSACTION = _rule(
    "transaction", "transactions",
    "PostgreSQL refuses the statement inside the transaction of a migration, or the migration ends "
    "half done.",
    "Put it into a migration of its own with atomic = False.",
)  # fmt: skip
NOT_ATOMIC = _rule(
    "not_atomic", "transactions",
    "If the release is stopped in the middle, half of the migration stays, and it cannot be run "
    "again.",
    "Leave atomic = False to migrations that do one thing PostgreSQL refuses in a transaction, or "
    "batches that can be done again.",
)  # fmt: skip
UNCLEAR = _rule(
    "unclear", "clear",
    "What it does to visitors while it runs cannot be told from the migration.",
    "Write it in plain statements or Django's operations; or look at it yourself, and accept it "
    "with the reason.",
)  # fmt: skip
NOT_MADE = _rule(
    "not_made", "clear",
    "The new code asks for what the database does not have, and every page that does fails.",
    "Make it in the same migration: leave SeparateDatabaseAndState out, or fill its "
    "database_operations.",
)  # fmt: skip
CANNOT_RUN = _rule(
    "cannot_run", "clear",
    "The release would stop at this migration.",
    "Change the migration; its own message says what is wrong.",
)  # fmt: skip
MARKER = _rule(
    "marker", "clear",
    "Nobody can tell later why the danger was taken.",
    'Write accepts = {"rule": "the reason, in a sentence"} with a rule of docs/migrations.md.',
)  # fmt: skip

RULES = {value.name: value for value in list(globals().values()) if isinstance(value, Rule)}

"""
The compiled part of leps. Use it through the package leps, which documents it.
"""
from __future__ import annotations
import collections.abc
import numpy
import numpy.typing
import typing
__all__: list[str] = ['Allocation', 'BasePlan', 'CellEdit', 'Certificate', 'CertificateCheck', 'CertifiedStage', 'Comparison', 'Conflict', 'ConflictMember', 'Issue', 'Money', 'Plan', 'Progress', 'Ratio', 'Reason', 'Repair', 'RepairChange', 'Repairs', 'StageCheck', 'Stop', 'TextTable', 'Units', 'Verification', 'Violation', 'Work', 'add_rows', 'allocate', 'allocate_base', 'alternatives', 'available_engines', 'check_certificate', 'check_package', 'column_kinds', 'compare', 'comparison_table_names', 'conflict', 'diff', 'drop_measure', 'edit_plan', 'front', 'goal_seek', 'new_stop', 'plan_from_tables', 'plan_table_names', 'read_allocation', 'read_plan', 'read_scenarios', 'read_scenarios_file', 'repairs', 'replace_tables', 'result_table_names', 'table_of_cells', 'verify', 'why', 'why_not', 'write_allocation', 'write_package']
class Money:
    """
    An amount in euro, exact to the cent; nothing if it is called without a value. Never made from a float.
    """
    @staticmethod
    def euros(amount: typing.Any) -> Money:
        """
        Read an amount in euro.
        
        Parameters
        ----------
        amount : str, int or decimal.Decimal
            With at most two decimals.
        
        Raises
        ------
        TypeError
            If it is a float.
        leps.InvalidValue
            If the text is no amount.
        """
    @staticmethod
    def from_cents(cents: typing.Any) -> Money:
        """
        Return an amount given in cents.
        
        Parameters
        ----------
        cents : int
            Within 64 bits.
        
        Raises
        ------
        TypeError
            If it is no int.
        leps.InvalidValue
            If 64 bits do not hold it.
        """
    @classmethod
    def __new__(cls: typing.Any, *args) -> Money:
        ...
    def __add__(self, arg0: Money) -> Money:
        ...
    def __bool__(self) -> bool:
        ...
    def __copy__(self, *args) -> typing.Any:
        ...
    def __deepcopy__(self, *args) -> typing.Any:
        ...
    def __eq__(self, arg0: Money) -> bool:
        ...
    def __ge__(self, arg0: Money) -> bool:
        ...
    def __gt__(self, arg0: Money) -> bool:
        ...
    def __hash__(self) -> int:
        ...
    def __le__(self, arg0: Money) -> bool:
        ...
    def __lt__(self, arg0: Money) -> bool:
        ...
    def __neg__(self) -> Money:
        ...
    def __reduce__(self) -> tuple:
        ...
    def __repr__(self) -> str:
        ...
    def __str__(self) -> str:
        ...
    def __sub__(self, arg0: Money) -> Money:
        ...
    def to_decimal(self) -> typing.Any:
        """
        Return the amount in euro as decimal.Decimal with two decimals.
        """
    @property
    def cents(self) -> int:
        """
        The amount in cents.
        """
class Units:
    """
    A quantity of service (FTE, hours, places, projects), exact to 10^-9; none if it is called without a value.
    """
    @staticmethod
    def parse(quantity: typing.Any) -> Units:
        """
        Read a quantity.
        
        Parameters
        ----------
        quantity : str, int, decimal.Decimal or fractions.Fraction
            Such as "12.5" or "1/4"; whole in units of 10^-9.
        
        Raises
        ------
        TypeError
            If it is a float.
        leps.InvalidValue
            If the text is no quantity.
        """
    @classmethod
    def __new__(cls: typing.Any, *args) -> Units:
        ...
    def __add__(self, arg0: Units) -> Units:
        ...
    def __copy__(self, *args) -> typing.Any:
        ...
    def __deepcopy__(self, *args) -> typing.Any:
        ...
    def __eq__(self, arg0: Units) -> bool:
        ...
    def __ge__(self, arg0: Units) -> bool:
        ...
    def __gt__(self, arg0: Units) -> bool:
        ...
    def __hash__(self) -> int:
        ...
    def __le__(self, arg0: Units) -> bool:
        ...
    def __lt__(self, arg0: Units) -> bool:
        ...
    def __reduce__(self) -> tuple:
        ...
    def __repr__(self) -> str:
        ...
    def __str__(self) -> str:
        ...
    def __sub__(self, arg0: Units) -> Units:
        ...
    def to_decimal(self) -> typing.Any:
        """
        Return the quantity as decimal.Decimal.
        """
    @property
    def nanos(self) -> int:
        """
        The quantity in nano-units.
        """
class Ratio:
    """
    A share, rate or requirement per head: an exact, reduced fraction; zero if it is called without a value.
    """
    @staticmethod
    def parse(share: typing.Any) -> Ratio:
        """
        Read a share.
        
        Parameters
        ----------
        share : str, int, decimal.Decimal or fractions.Fraction
            Such as "1/5000", "0.4" or "40 %".
        
        Raises
        ------
        TypeError
            If it is a float.
        leps.InvalidValue
            If the text is no share.
        """
    @classmethod
    def __new__(cls: typing.Any, *args) -> Ratio:
        ...
    def __copy__(self, *args) -> typing.Any:
        ...
    def __deepcopy__(self, *args) -> typing.Any:
        ...
    def __eq__(self, arg0: Ratio) -> bool:
        ...
    def __ge__(self, arg0: Ratio) -> bool:
        ...
    def __gt__(self, arg0: Ratio) -> bool:
        ...
    def __hash__(self) -> int:
        ...
    def __le__(self, arg0: Ratio) -> bool:
        ...
    def __lt__(self, arg0: Ratio) -> bool:
        ...
    def __reduce__(self) -> tuple:
        ...
    def __repr__(self) -> str:
        ...
    def __str__(self) -> str:
        ...
    def to_fraction(self) -> typing.Any:
        """
        Return it as fractions.Fraction.
        """
    @property
    def denominator(self) -> int:
        """
        Below the line, positive.
        """
    @property
    def numerator(self) -> int:
        """
        Above the line, with the sign.
        """
class Issue:
    """
    One finding about the data or the answer: where it stands, what was found, what was expected.
    """
    @classmethod
    def __new__(cls: typing.Any, *args) -> Issue:
        ...
    def __copy__(self, *args) -> typing.Any:
        ...
    def __deepcopy__(self, *args) -> typing.Any:
        ...
    def __eq__(self, arg0: Issue) -> bool:
        ...
    def __hash__(self) -> int:
        ...
    def __reduce__(self) -> tuple:
        ...
    def __repr__(self) -> str:
        ...
    def __str__(self) -> str:
        ...
    @property
    def code(self) -> str:
        """
        Stable identifier, e.g. "unknown_id".
        """
    @property
    def expected(self) -> str:
        """
        What would have been accepted.
        """
    @property
    def field(self) -> str:
        """
        The column.
        """
    @property
    def found(self) -> str:
        """
        What stands there, shortened.
        """
    @property
    def line(self) -> int:
        """
        Physical line of the file; 0: unknown.
        """
    @property
    def message(self) -> str:
        """
        A sentence that says what to do.
        """
    @property
    def row(self) -> int:
        """
        Data rows count from 1; 0 is the whole table.
        """
    @property
    def severity(self) -> str:
        """
        "error", "warning" or "information".
        """
    @property
    def table(self) -> str:
        """
        Empty: the package itself.
        """
class Progress:
    """
    How far a long computation has come.
    """
    @classmethod
    def __new__(cls: typing.Any, *args) -> Progress:
        ...
    def __copy__(self, *args) -> typing.Any:
        ...
    def __deepcopy__(self, *args) -> typing.Any:
        ...
    def __eq__(self, arg0: Progress) -> bool:
        ...
    def __hash__(self) -> int:
        ...
    def __reduce__(self) -> tuple:
        ...
    def __repr__(self) -> str:
        ...
    @property
    def bound(self) -> float:
        """
        In the engine's units.
        """
    @property
    def iterations(self) -> int:
        """
        Of the engine.
        """
    @property
    def nodes(self) -> int:
        """
        Of branch and bound.
        """
    @property
    def primal(self) -> float:
        """
        In the engine's units; only as good as the engine says.
        """
    @property
    def seconds(self) -> float:
        """
        Since the computation began.
        """
    @property
    def stage(self) -> str:
        """
        What is being done.
        """
    @property
    def stage_count(self) -> int:
        """
        How many there are.
        """
    @property
    def stage_number(self) -> int:
        """
        From 1.
        """
    @property
    def stopping(self) -> bool:
        """
        Ctrl-C was seen: the next interrupt point ends it.
        """
class TextTable:
    """
    A table of exact texts, laid out as Arrow does.
    """
    __hash__: typing.ClassVar[None] = None
    @classmethod
    def __new__(cls: typing.Any, *args) -> TextTable:
        ...
    def __copy__(self, *args) -> typing.Any:
        ...
    def __deepcopy__(self, *args) -> typing.Any:
        ...
    def __eq__(self, arg0: TextTable) -> bool:
        ...
    def __reduce__(self) -> tuple:
        ...
    def __repr__(self) -> str:
        ...
    def bytes(self, column: typing.SupportsInt | typing.SupportsIndex) -> numpy.typing.NDArray[numpy.uint8]:
        """
        The cells of a column, one after the other, UTF-8, read-only.
        """
    def offsets(self, column: typing.SupportsInt | typing.SupportsIndex) -> numpy.typing.NDArray[numpy.int64]:
        """
        Where each cell begins in `bytes`, and the end: int64, read-only.
        """
    @property
    def kinds(self) -> list[str]:
        ...
    @property
    def names(self) -> list[str]:
        ...
    @property
    def rows(self) -> int:
        ...
class Plan:
    """
    A whole, validated plan.
    """
    @classmethod
    def __new__(cls: typing.Any, *args) -> Plan:
        ...
    def __copy__(self, *args) -> typing.Any:
        ...
    def __deepcopy__(self, *args) -> typing.Any:
        ...
    def __eq__(self, arg0: Plan) -> bool:
        ...
    def __hash__(self) -> int:
        ...
    def __reduce__(self) -> tuple:
        ...
    def __repr__(self) -> str:
        ...
    def table(self, name: str) -> TextTable:
        """
        One table as exact texts. Raises KeyError.
        """
    @property
    def hash(self) -> str:
        """
        SHA-256 of the canonical tables, hexadecimal.
        """
    @property
    def header(self) -> str:
        """
        What datapackage.json says, without its resources, as JSON.
        """
    @property
    def name(self) -> str:
        ...
    @property
    def title(self) -> str:
        ...
    @property
    def warnings(self) -> list[Issue]:
        ...
class Reason:
    """
    One reason why there is no allocation.
    """
    @classmethod
    def __new__(cls: typing.Any, *args) -> Reason:
        ...
    def __copy__(self, *args) -> typing.Any:
        ...
    def __deepcopy__(self, *args) -> typing.Any:
        ...
    def __eq__(self, arg0: Reason) -> bool:
        ...
    def __hash__(self) -> int:
        ...
    def __reduce__(self) -> tuple:
        ...
    def __repr__(self) -> str:
        ...
    def __str__(self) -> str:
        ...
    @property
    def code(self) -> str:
        """
        Stable identifier, e.g. "funds_exhausted".
        """
    @property
    def found(self) -> str:
        """
        The best that can be reached there.
        """
    @property
    def limit(self) -> str:
        """
        What the rule asks.
        """
    @property
    def message(self) -> str:
        """
        A sentence.
        """
    @property
    def rule(self) -> str:
        """
        Which rule cannot be kept.
        """
    @property
    def subject(self) -> str:
        """
        Where, in words: zone, measure, period, fund.
        """
class Work:
    """
    What an allocation took. It is no part of the answer: equal answers may differ in it.
    """
    @classmethod
    def __new__(cls: typing.Any, *args) -> Work:
        ...
    def __copy__(self, *args) -> typing.Any:
        ...
    def __deepcopy__(self, *args) -> typing.Any:
        ...
    def __eq__(self, arg0: Work) -> bool:
        ...
    def __hash__(self) -> int:
        ...
    def __reduce__(self) -> tuple:
        ...
    def __repr__(self) -> str:
        ...
    @property
    def compile_seconds(self) -> float:
        """
        From the plan to rows and columns.
        """
    @property
    def engine_seconds(self) -> float:
        """
        Of them inside the engine.
        """
    @property
    def iterations(self) -> int:
        """
        Of the engine.
        """
    @property
    def longest_silence_seconds(self) -> float:
        """
        Between two looks at Ctrl-C.
        """
    @property
    def nodes(self) -> int:
        """
        Of branch and bound.
        """
    @property
    def round_seconds(self) -> float:
        """
        To whole cents.
        """
    @property
    def solve_seconds(self) -> float:
        """
        All objectives together.
        """
    @property
    def verify_seconds(self) -> float:
        """
        The audit at the end.
        """
class Certificate:
    """
    From what a result was proved; its prices are the table `certificate`.
    """
    @classmethod
    def __new__(cls: typing.Any, *args) -> Certificate:
        ...
    def __copy__(self, *args) -> typing.Any:
        ...
    def __deepcopy__(self, *args) -> typing.Any:
        ...
    def __eq__(self, arg0: Certificate) -> bool:
        ...
    def __hash__(self) -> int:
        ...
    def __reduce__(self) -> tuple:
        ...
    def __repr__(self) -> str:
        ...
    @property
    def engine(self) -> str:
        """
        Name and version.
        """
    @property
    def leps_version(self) -> str:
        """
        Of the library that wrote it.
        """
    @property
    def options(self) -> str:
        """
        Those that decide the answer.
        """
    @property
    def plan_hash(self) -> str:
        """
        Which plan.
        """
    @property
    def problem_hash(self) -> str:
        """
        Of the integer rows, columns and boxes.
        """
class Allocation:
    """
    The answer to a plan.
    """
    __hash__: typing.ClassVar[None] = None
    @classmethod
    def __new__(cls: typing.Any, *args) -> Allocation:
        ...
    def __copy__(self, *args) -> typing.Any:
        ...
    def __deepcopy__(self, *args) -> typing.Any:
        ...
    def __eq__(self, arg0: Allocation) -> bool:
        ...
    def table(self, name: str) -> TextTable:
        """
        One table as exact texts. Raises KeyError.
        """
    @property
    def certificate(self) -> Certificate:
        ...
    @property
    def engine(self) -> str:
        ...
    @property
    def findings(self) -> list[Issue]:
        ...
    @property
    def plan_hash(self) -> str:
        ...
    @property
    def plan_name(self) -> str:
        ...
    @property
    def reasons(self) -> list[Reason]:
        ...
    @property
    def reproducible(self) -> bool:
        ...
    @property
    def status(self) -> str:
        ...
    @property
    def unique(self) -> str:
        ...
    @property
    def work(self) -> Work:
        ...
class CertifiedStage:
    """
    One bound of a certificate, evaluated again, as exact text.
    """
    @classmethod
    def __new__(cls: typing.Any, *args) -> CertifiedStage:
        ...
    def __copy__(self, *args) -> typing.Any:
        ...
    def __deepcopy__(self, *args) -> typing.Any:
        ...
    def __eq__(self, arg0: CertifiedStage) -> bool:
        ...
    def __hash__(self) -> int:
        ...
    def __reduce__(self) -> tuple:
        ...
    def __repr__(self) -> str:
        ...
    @property
    def depth(self) -> int | None:
        """
        Of leximin: the value is the sum of so many greatest zone indices.
        """
    @property
    def objective(self) -> str:
        """
        Its name.
        """
    @property
    def periods(self) -> str:
        """
        Which periods it counts: all, or the last alone.
        """
    @property
    def priority_class(self) -> int | None:
        """
        The class of the levels that it counts, or none.
        """
    @property
    def proved_bound(self) -> str:
        """
        What its prices prove.
        """
    @property
    def published_bound(self) -> str:
        """
        What the result publishes.
        """
    @property
    def value(self) -> str:
        """
        What the result reaches.
        """
class CertificateCheck:
    """
    What the prices of a result prove. It is true where every bound is proved.
    """
    @classmethod
    def __new__(cls: typing.Any, *args) -> CertificateCheck:
        ...
    def __bool__(self) -> bool:
        ...
    def __copy__(self, *args) -> typing.Any:
        ...
    def __deepcopy__(self, *args) -> typing.Any:
        ...
    def __eq__(self, arg0: CertificateCheck) -> bool:
        ...
    def __hash__(self) -> int:
        ...
    def __reduce__(self) -> tuple:
        ...
    def __repr__(self) -> str:
        ...
    @property
    def ok(self) -> bool:
        """
        Whether every bound is proved.
        """
    @property
    def problems(self) -> list[str]:
        """
        Sentences; none where every bound is proved.
        """
    @property
    def stages(self) -> list[CertifiedStage]:
        """
        Every bound, in order.
        """
class Violation:
    """
    One place where a result breaks a rule, or publishes a number that its own cents do not give.
    """
    @classmethod
    def __new__(cls: typing.Any, *args) -> Violation:
        ...
    def __copy__(self, *args) -> typing.Any:
        ...
    def __deepcopy__(self, *args) -> typing.Any:
        ...
    def __eq__(self, arg0: Violation) -> bool:
        ...
    def __hash__(self) -> int:
        ...
    def __reduce__(self) -> tuple:
        ...
    def __repr__(self) -> str:
        ...
    def __str__(self) -> str:
        ...
    @property
    def found(self) -> str:
        """
        What the result says; money in euro.
        """
    @property
    def limit(self) -> str:
        """
        What would have been right.
        """
    @property
    def message(self) -> str:
        """
        A sentence.
        """
    @property
    def rule(self) -> str:
        """
        Its name.
        """
    @property
    def subject(self) -> str:
        """
        Where, in words: zone, measure, period, fund.
        """
class StageCheck:
    """
    What a result publishes of one objective and what its cents and units give, as exact text.
    """
    @classmethod
    def __new__(cls: typing.Any, *args) -> StageCheck:
        ...
    def __copy__(self, *args) -> typing.Any:
        ...
    def __deepcopy__(self, *args) -> typing.Any:
        ...
    def __eq__(self, arg0: StageCheck) -> bool:
        ...
    def __hash__(self) -> int:
        ...
    def __reduce__(self) -> tuple:
        ...
    def __repr__(self) -> str:
        ...
    @property
    def cap(self) -> str:
        """
        What it had to stay within.
        """
    @property
    def depth(self) -> int | None:
        """
        Of leximin: the value is the sum of so many greatest zone indices.
        """
    @property
    def objective(self) -> str:
        """
        Its name.
        """
    @property
    def ok(self) -> bool:
        """
        Whether what is published holds.
        """
    @property
    def periods(self) -> str:
        """
        Which periods it counts: all, or the last alone.
        """
    @property
    def priority_class(self) -> int | None:
        """
        The class of the levels that it counts, or none.
        """
    @property
    def published_value(self) -> str:
        """
        The value that the result publishes.
        """
    @property
    def recomputed(self) -> str:
        """
        The value of its cents and units.
        """
class Verification:
    """
    What an audit of a result found. It is true where nothing is violated.
    """
    @classmethod
    def __new__(cls: typing.Any, *args) -> Verification:
        ...
    def __bool__(self) -> bool:
        ...
    def __copy__(self, *args) -> typing.Any:
        ...
    def __deepcopy__(self, *args) -> typing.Any:
        ...
    def __eq__(self, arg0: Verification) -> bool:
        ...
    def __hash__(self) -> int:
        ...
    def __reduce__(self) -> tuple:
        ...
    def __repr__(self) -> str:
        ...
    @property
    def ok(self) -> bool:
        """
        Whether nothing is violated.
        """
    @property
    def stages(self) -> list[StageCheck]:
        """
        Every objective, in order.
        """
    @property
    def violation_count(self) -> int:
        """
        In all, those that are not listed included.
        """
    @property
    def violations(self) -> list[Violation]:
        """
        Identity first, then rules, tables and stages. Beyond the first 1,000 a last one says how many there are in all.
        """
class CellEdit:
    """
    What happens to some cells of a plan: a row of the table scenarios.
    """
    @classmethod
    def __new__(cls: typing.Any, *args) -> CellEdit:
        ...
    def __copy__(self, *args) -> typing.Any:
        ...
    def __deepcopy__(self, *args) -> typing.Any:
        ...
    def __eq__(self, arg0: CellEdit) -> bool:
        ...
    def __hash__(self) -> int:
        ...
    def __reduce__(self) -> tuple:
        ...
    def __repr__(self) -> str:
        ...
    @property
    def column(self) -> str:
        """
        Which cells.
        """
    @property
    def op(self) -> str:
        """
        set, multiply or add.
        """
    @property
    def table(self) -> str:
        """
        Which table.
        """
    @property
    def value(self) -> str:
        """
        By what.
        """
    @property
    def where(self) -> str:
        """
        Which rows: column=value;column=value.
        """
class Stop:
    """
    Ends solves in other threads.
    """
    @classmethod
    def __new__(cls: typing.Any, *args) -> Stop:
        ...
    def is_set(self) -> bool:
        """
        Whether they are to end.
        """
    def set(self) -> None:
        """
        End them at the next interrupt point.
        """
class BasePlan:
    """
    A plan from which others are allocated that differ little.
    """
    @classmethod
    def __new__(cls: typing.Any, *args) -> BasePlan:
        ...
    def __copy__(self, *args) -> typing.Any:
        ...
    def __deepcopy__(self, *args) -> typing.Any:
        ...
    def __reduce__(self) -> tuple:
        ...
    def __repr__(self) -> str:
        ...
    def allocate(self, plan: Plan, hold_units: bool, stop: Stop) -> Allocation:
        """
        Allocate a plan near to it, in this thread; any number of threads at once.
        """
    def allocate_watched(self, plan: Plan, hold_units: bool, progress: typing.Any) -> Allocation:
        """
        The same in a thread of its own, with progress, while Ctrl-C is seen here.
        """
    @property
    def plan(self) -> Plan:
        ...
class Comparison:
    """
    Two answers beside each other.
    """
    __hash__: typing.ClassVar[None] = None
    @classmethod
    def __new__(cls: typing.Any, *args) -> Comparison:
        ...
    def __copy__(self, *args) -> typing.Any:
        ...
    def __deepcopy__(self, *args) -> typing.Any:
        ...
    def __eq__(self, arg0: Comparison) -> bool:
        ...
    def falls(self) -> TextTable:
        """
        The rows of `levels` that are reached in the first answer and not in the second.
        """
    def table(self, name: str) -> TextTable:
        """
        One table as exact texts. Raises KeyError.
        """
class ConflictMember:
    """
    One datum of a conflict.
    """
    @classmethod
    def __new__(cls: typing.Any, *args) -> ConflictMember:
        ...
    def __copy__(self, *args) -> typing.Any:
        ...
    def __deepcopy__(self, *args) -> typing.Any:
        ...
    def __eq__(self, arg0: ConflictMember) -> bool:
        ...
    def __hash__(self) -> int:
        ...
    def __reduce__(self) -> tuple:
        ...
    def __repr__(self) -> str:
        ...
    @property
    def claim(self) -> str:
        """
        proved, or engine.
        """
    @property
    def key(self) -> str:
        """
        The key of that row.
        """
    @property
    def row(self) -> int:
        """
        Its row there, in plan order, from 1.
        """
    @property
    def rule(self) -> str:
        """
        Which rule its rows state.
        """
    @property
    def statement(self) -> str:
        """
        A sentence.
        """
    @property
    def subject(self) -> str:
        """
        What it is about, in ids.
        """
    @property
    def table(self) -> str:
        """
        The table of the plan in which it stands.
        """
class Conflict:
    """
    Data of a plan that cannot all hold.
    """
    @classmethod
    def __new__(cls: typing.Any, *args) -> Conflict:
        ...
    def __copy__(self, *args) -> typing.Any:
        ...
    def __deepcopy__(self, *args) -> typing.Any:
        ...
    def __eq__(self, arg0: Conflict) -> bool:
        ...
    def __hash__(self) -> int:
        ...
    def __reduce__(self) -> tuple:
        ...
    def __repr__(self) -> str:
        ...
    def table(self) -> TextTable:
        """
        The members as exact texts.
        """
    @property
    def circumstances(self) -> list[str]:
        """
        Sentences on what is no datum that could give way.
        """
    @property
    def claim(self) -> str:
        """
        proved, or engine.
        """
    @property
    def clash(self) -> str:
        """
        What clashes.
        """
    @property
    def irreducible(self) -> bool:
        """
        Whether each member was seen to be needed.
        """
    @property
    def members(self) -> list[ConflictMember]:
        ...
    @property
    def solves(self) -> int:
        """
        How many solves it took.
        """
    @property
    def summary(self) -> str:
        """
        A sentence or two.
        """
class RepairChange:
    """
    One cell that a repair changes, or a row that it adds or drops.
    """
    @classmethod
    def __new__(cls: typing.Any, *args) -> RepairChange:
        ...
    def __copy__(self, *args) -> typing.Any:
        ...
    def __deepcopy__(self, *args) -> typing.Any:
        ...
    def __eq__(self, arg0: RepairChange) -> bool:
        ...
    def __hash__(self) -> int:
        ...
    def __reduce__(self) -> tuple:
        ...
    def __repr__(self) -> str:
        ...
    @property
    def after(self) -> str:
        """
        As tables write it.
        """
    @property
    def before(self) -> str:
        """
        As tables write it.
        """
    @property
    def change(self) -> str:
        """
        In the unit of the datum.
        """
    @property
    def column(self) -> str:
        """
        The column, or * for the whole row.
        """
    @property
    def key(self) -> str:
        """
        The key of the row.
        """
    @property
    def table(self) -> str:
        """
        The table of the plan.
        """
class Repair:
    """
    A changed plan that can be allocated.
    """
    @classmethod
    def __new__(cls: typing.Any, *args) -> Repair:
        ...
    def __copy__(self, *args) -> typing.Any:
        ...
    def __deepcopy__(self, *args) -> typing.Any:
        ...
    def __eq__(self, arg0: Repair) -> bool:
        ...
    def __hash__(self) -> int:
        ...
    def __reduce__(self) -> tuple:
        ...
    def __repr__(self) -> str:
        ...
    def table(self) -> TextTable:
        """
        The changes as exact texts.
        """
    @property
    def cost(self) -> str:
        """
        Sum of repair_weight x change, as exact text.
        """
    @property
    def plan(self) -> Plan:
        ...
    @property
    def sentences(self) -> list[str]:
        """
        One for each datum that changes.
        """
class Repairs:
    """
    Repairs of a plan, the cheapest first.
    """
    @classmethod
    def __new__(cls: typing.Any, *args) -> Repairs:
        ...
    def __copy__(self, *args) -> typing.Any:
        ...
    def __deepcopy__(self, *args) -> typing.Any:
        ...
    def __eq__(self, arg0: Repairs) -> bool:
        ...
    def __hash__(self) -> int:
        ...
    def __reduce__(self) -> tuple:
        ...
    def __repr__(self) -> str:
        ...
    @property
    def notes(self) -> list[str]:
        """
        Sentences on those that are missing.
        """
    @property
    def repairs(self) -> list[Repair]:
        ...
def add_rows(plan: Plan, tables: collections.abc.Mapping[str, TextTable]) -> Plan:
    """
    A plan with more rows. Raises DataError with every finding.
    """
def allocate(plan: Plan, *, engine: str, time_limit: typing.SupportsFloat | typing.SupportsIndex | None, node_limit: typing.SupportsInt | typing.SupportsIndex | None, relative_gap: Ratio | None, reopen_units: typing.SupportsInt | typing.SupportsIndex | None, progress: typing.Any) -> Allocation:
    """
    Allocate in a thread of its own; `progress` is called with Progress from this thread, and Ctrl-C is seen here.
    """
def allocate_base(plan: Plan, *, engine: str, time_limit: typing.SupportsFloat | typing.SupportsIndex | None, node_limit: typing.SupportsInt | typing.SupportsIndex | None, relative_gap: Ratio | None, reopen_units: typing.SupportsInt | typing.SupportsIndex | None, progress: typing.Any) -> tuple[Allocation, BasePlan]:
    """
    As allocate, and what plans near to it begin from.
    """
def alternatives(plan: Plan, count: typing.SupportsInt | typing.SupportsIndex, within: Ratio, stage: tuple[str, typing.SupportsInt | typing.SupportsIndex | None, str] | None, options: tuple[str, typing.SupportsFloat | typing.SupportsIndex | None, typing.SupportsInt | typing.SupportsIndex | None, Ratio | None, typing.SupportsInt | typing.SupportsIndex | None], progress: typing.Any) -> dict:
    """
    Answers nearly as good as the best and far from it.
    """
def available_engines() -> list[str]:
    """
    Names of the engines of this build.
    """
def check_certificate(plan: Plan, allocation: Allocation) -> CertificateCheck:
    """
    Evaluate every published bound exactly, without any engine.
    """
def check_package(path: str) -> list[Issue]:
    """
    Every finding about a data package. Raises FileError.
    """
def column_kinds(table: str) -> list[tuple[str, str]]:
    """
    Names and kinds of the columns of a plan's table; nothing for a table that leps does not know.
    """
def compare(first_plan: Plan, first: Allocation, second_plan: Plan, second: Allocation) -> Comparison:
    """
    What changes from the first answer to the second.
    """
def comparison_table_names() -> list[str]:
    """
    Names of the tables of a comparison.
    """
def conflict(plan: Plan, allocation: Allocation, *, engine: str, time_limit: typing.SupportsFloat | typing.SupportsIndex | None, node_limit: typing.SupportsInt | typing.SupportsIndex | None, progress: typing.Any) -> Conflict:
    """
    Why a plan cannot be, searched in a thread of its own as `allocate` is.
    """
def diff(first: Plan, second: Plan) -> TextTable:
    """
    Every cell in which two plans differ, and rows that only one has.
    """
def drop_measure(plan: Plan, measure: str) -> Plan:
    """
    A plan without a measure. Raises DataError where other rows rest on it, InvalidValue where it has none.
    """
def edit_plan(plan: Plan, edits: collections.abc.Sequence[CellEdit]) -> Plan:
    """
    A plan with its cells edited. Raises DataError with every finding.
    """
def front(plan: Plan, first: tuple[str, typing.SupportsInt | typing.SupportsIndex | None, str], second: tuple[str, typing.SupportsInt | typing.SupportsIndex | None, str], points: typing.SupportsInt | typing.SupportsIndex, before: collections.abc.Sequence[tuple[str, typing.SupportsInt | typing.SupportsIndex | None, str]], threads: typing.SupportsInt | typing.SupportsIndex, options: tuple[str, typing.SupportsFloat | typing.SupportsIndex | None, typing.SupportsInt | typing.SupportsIndex | None, Ratio | None, typing.SupportsInt | typing.SupportsIndex | None], progress: typing.Any) -> dict:
    """
    Points between two objectives: their values as exact text, plans and answers.
    """
def goal_seek(plan: Plan, question: tuple[str, typing.SupportsInt | typing.SupportsIndex | None, str | None, str, str | None, typing.SupportsInt | typing.SupportsIndex], most: Money | None, proof_nodes: typing.SupportsInt | typing.SupportsIndex | None, tries: typing.SupportsInt | typing.SupportsIndex | None, options: tuple[str, typing.SupportsFloat | typing.SupportsIndex | None, typing.SupportsInt | typing.SupportsIndex | None, Ratio | None, typing.SupportsInt | typing.SupportsIndex | None], progress: typing.Any) -> dict:
    """
    The least money of a fund that reaches a level, and the greatest that is proved not to.
    """
def new_stop() -> Stop:
    """
    A stop that is not set.
    """
def plan_from_tables(header: str, tables: collections.abc.Mapping[str, TextTable]) -> Plan:
    """
    A plan from the JSON of its header and its tables. Raises DataError.
    """
def plan_table_names() -> list[str]:
    """
    Names of the tables of a plan, in the order of the format.
    """
def read_allocation(path: str) -> Allocation:
    """
    Read a result package. Raises DataError with every finding, FileError.
    """
def read_plan(path: str) -> Plan:
    """
    Read a data package. Raises DataError with every finding, FileError.
    """
def read_scenarios(table: TextTable) -> list[tuple[str, list[CellEdit]]]:
    """
    Names and edits of a table of scenarios. Raises DataError with every finding.
    """
def read_scenarios_file(path: str) -> list[tuple[str, list[CellEdit]]]:
    """
    The same of a CSV file. Raises DataError, FileError.
    """
def repairs(plan: Plan, allocation: Allocation, count: typing.SupportsInt | typing.SupportsIndex, *, engine: str, time_limit: typing.SupportsFloat | typing.SupportsIndex | None, node_limit: typing.SupportsInt | typing.SupportsIndex | None, progress: typing.Any) -> Repairs:
    """
    The cheapest changes that make a plan possible, searched in a thread of its own.
    """
def replace_tables(plan: Plan, header: str, tables: collections.abc.Mapping[str, TextTable]) -> Plan:
    """
    A plan with other tables, and the header entries of a JSON object (or none). Raises DataError.
    """
def result_table_names() -> list[str]:
    """
    Names of the result tables, in the order of the format.
    """
def table_of_cells(names: collections.abc.Sequence[str], cells: collections.abc.Sequence[collections.abc.Sequence[str]]) -> TextTable:
    """
    A table of columns of texts; an empty text is unknown.
    """
def verify(plan: Plan, allocation: Allocation) -> Verification:
    """
    Recompute every rule, every table and every stage value in integers, without any engine.
    """
def why(plan: Plan, allocation: Allocation, zone: str, level: str, *, engine: str, range_solves: typing.SupportsInt | typing.SupportsIndex | None, progress: typing.Any) -> dict:
    """
    What stops a level in a zone, and the price of one euro of each annuity that may pay there: tables and sentences by name.
    """
def why_not(plan: Plan, allocation: Allocation, measure: str, zone: str, *, engine: str, time_limit: typing.SupportsFloat | typing.SupportsIndex | None, progress: typing.Any) -> dict:
    """
    What forbids one more unit of a measure in a zone, or what it would displace: tables and sentences by name.
    """
def write_allocation(allocation: Allocation, folder: str, force: bool) -> None:
    """
    Write a result as a data package. Raises FileError.
    """
def write_package(plan: Plan, folder: str, force: bool) -> None:
    """
    Write a plan as a data package. Raises FileError.
    """
__version__: str = '0.1.0'

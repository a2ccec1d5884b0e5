"""Money, units and shares are exact, and no float gets in."""

import copy
import pickle
from decimal import Decimal
from fractions import Fraction

import numpy
import pytest

import leps


@pytest.mark.parametrize(
    ("given", "cents"),
    [("12.34", 1234), ("-0.05", -5), ("7", 700), (12, 1200), (Decimal("0.10"), 10), (Decimal("1E+2"), 10000)],
)
def test_euros_are_read_exactly(given: object, cents: int) -> None:
    assert leps.Money.euros(given).cents == cents


@pytest.mark.parametrize("given", [12.34, 0.0, numpy.float64(1.5), numpy.float32(1), True, None, 1 + 2j])
def test_what_is_not_exact_is_a_type_error(given: object) -> None:
    with pytest.raises(TypeError):
        leps.Money.euros(given)
    with pytest.raises(TypeError):
        leps.Ratio.parse(given)
    with pytest.raises(TypeError):
        leps.Units.parse(given)


@pytest.mark.parametrize("text", ["1.234,56", "1e3", "NaN", "+1", "12.345", "", "€ 3", "99999999999999999999"])
def test_text_that_is_no_amount_is_refused_with_its_reason(text: str) -> None:
    with pytest.raises(leps.InvalidValue) as error:
        leps.Money.euros(text)
    assert error.value.code
    assert text in error.value.got
    assert isinstance(error.value, ValueError)


@pytest.mark.parametrize(
    "given", ["\ud800", "9" * 1_000_000, 10**5000, Decimal("1E+999999"), Decimal("1E-999999"), Decimal("Infinity"), Decimal("NaN")],
    ids=["no Unicode", "text", "int", "large", "small", "infinite", "not a number"],
)  # fmt: skip
def test_what_is_no_amount_at_all_is_refused_in_a_few_words(given: object) -> None:
    for read in (leps.Money.euros, leps.Units.parse, leps.Ratio.parse):
        with pytest.raises(leps.InvalidValue) as error:
            read(given)
        assert len(str(error.value)) < 300


def test_cents_are_an_int_of_64_bits() -> None:
    assert leps.Money.from_cents(-(2**63) + 1).cents == -(2**63) + 1
    for wrong in (True, 1.0, "1", Decimal(1)):
        with pytest.raises(TypeError, match="int"):
            leps.Money.from_cents(wrong)
    with pytest.raises(leps.InvalidValue, match="number_overflow"):
        leps.Money.from_cents(2**63)


def test_money_adds_and_compares_with_money_only() -> None:
    a, b = leps.Money.euros("0.10"), leps.Money.euros("0.20")
    assert (a + b).cents == 30  # what floats cannot do
    assert (a - b).cents == -10
    assert -a < a < b <= b
    assert sum([a, b], leps.Money()) == leps.Money.euros("0.30")
    for wrong in (1, 1.5, "1", Decimal(1)):
        with pytest.raises(TypeError):
            a + wrong
    assert a != Decimal("0.10")


def test_a_sum_beyond_64_bits_is_refused() -> None:
    most = leps.Money.from_cents(2**63 - 1)
    with pytest.raises(leps.InvalidValue, match="number_overflow"):
        most + leps.Money.from_cents(1)


@pytest.mark.parametrize(
    "value",
    [leps.Money.euros("-12.34"), leps.Units.parse("0.000000001"), leps.Ratio.parse("1/5000"), leps.Ratio.parse("40 %")],
    ids=str,
)
def test_numbers_pickle_copy_hash_and_print(value: object) -> None:
    assert pickle.loads(pickle.dumps(value)) == value
    assert copy.copy(value) == copy.deepcopy(value) == value
    assert hash(pickle.loads(pickle.dumps(value))) == hash(value)
    assert str(value) in repr(value)
    assert eval(repr(value), {"Money": leps.Money, "Units": leps.Units, "Ratio": leps.Ratio}) == value


def test_numbers_become_the_exact_numbers_of_python() -> None:
    assert leps.Money.euros("12.30").to_decimal() == Decimal("12.30")
    assert leps.Ratio.parse("0.4").to_fraction() == Fraction(2, 5)
    assert leps.Ratio.parse(Fraction(1, 3)).to_fraction() == Fraction(1, 3)
    assert leps.Units.parse("1/4").to_decimal() == Decimal("0.25")

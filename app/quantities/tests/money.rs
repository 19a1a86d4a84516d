//! Laws of money and rates.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::indexing_slicing, clippy::panic)]

use proptest::prelude::*;
use quantities::{Money, MoneyProblem, Rate, RateProblem, Rounding};

const MOST: i64 = 1_000_000_000_000_000;

fn money(text: &str) -> Money {
    text.parse().expect(text)
}

fn rate(text: &str) -> Rate {
    text.parse().expect(text)
}

fn any_money() -> impl Strategy<Value = Money> {
    prop_oneof![-MOST..=MOST, -10_000i64..10_000].prop_map(|pence| Money::from_pence(pence).unwrap())
}

#[test]
fn money_has_one_text() {
    for (pence, text) in
        [(1_250, "12.50"), (-300, "-3.00"), (0, "0.00"), (5, "0.05"), (-5, "-0.05"), (MOST, "10000000000000.00")]
    {
        let amount = Money::from_pence(pence).unwrap();
        assert_eq!(amount.to_string(), text);
        assert_eq!(money(text), amount);
        assert_eq!(serde_json::to_value(amount).unwrap(), serde_json::Value::from(text));
        assert_eq!(serde_json::from_value::<Money>(text.into()).unwrap(), amount);
    }
    for text in [
        "",
        "12",
        "12.5",
        "12.500",
        ".50",
        "12.",
        "+12.50",
        "1,250.50",
        "£12.50",
        " 12.50",
        "-0.00",
        "012.50",
        "00.50",
        "12,50",
        "--3.00",
        "1e3.00",
        "10000000000000.01",
        "99999999999999999999.00",
    ] {
        assert!(text.parse::<Money>().is_err(), "{text}");
    }
    assert!(serde_json::from_str::<Money>("12.50").is_err(), "a JSON number is no amount");
}

#[test]
fn amounts_stop_at_their_bounds() {
    let most = Money::from_pence(MOST).unwrap();
    let penny = Money::from_pence(1).unwrap();
    assert_eq!(Money::from_pence(MOST + 1), None);
    assert_eq!(Money::from_pence(-MOST - 1), None);
    assert_eq!(Money::from_pence(i64::MIN), None);
    assert_eq!(most.plus(penny), None);
    assert_eq!(most.negate().minus(penny), None);
    assert_eq!(most.times(2), None);
    assert_eq!(penny.times(i64::MAX), None);
    assert_eq!(most.times(-1), Some(most.negate()));
    assert_eq!(most.share(Rate::from_millionths(i64::MAX), Rounding::Down), None);
    assert_eq!(penny.divide(0, Rounding::Nearest), None);
}

#[test]
fn fractions_of_a_penny_are_rounded_as_asked() {
    use Rounding::{Down, Nearest, Up};
    for (amount, parts, rounding, expected) in [
        (3, 2, Down, 1),
        (3, 2, Up, 2),
        (3, 2, Nearest, 2),
        (-3, 2, Down, -2),
        (-3, 2, Up, -1),
        (-3, 2, Nearest, -2),
        (1, 2, Nearest, 1),
        (-1, 2, Nearest, -1),
        (1, 3, Nearest, 0),
        (2, 3, Nearest, 1),
        (-2, 3, Nearest, -1),
        (-1, 3, Nearest, 0),
        (6, 3, Up, 2),
        (3, -2, Down, -2),
        (3, -2, Up, -1),
        (3, -2, Nearest, -2),
        (-3, -2, Nearest, 2),
    ] {
        let amount = Money::from_pence(amount).unwrap();
        assert_eq!(amount.divide(parts, rounding).unwrap().pence(), expected, "{amount} / {parts} {rounding:?}");
    }
    for (amount, share, rounding, expected) in [
        ("100.00", "12.5", Nearest, "12.50"),
        ("0.01", "50", Nearest, "0.01"),
        ("0.01", "50", Down, "0.00"),
        ("-0.01", "50", Nearest, "-0.01"),
        ("-0.01", "50", Down, "-0.01"),
        ("-0.01", "50", Up, "0.00"),
        ("100.00", "-12.5", Down, "-12.50"),
        ("33.33", "100", Down, "33.33"),
        ("10000000000000.00", "100", Up, "10000000000000.00"),
        ("0.01", "0.0001", Up, "0.01"),
    ] {
        assert_eq!(
            money(amount).share(rate(share), rounding),
            Some(money(expected)),
            "{share}% of {amount} {rounding:?}"
        );
    }
}

#[test]
fn amounts_read_as_people_write_them() {
    for (text, written) in [
        ("1250.50", "£1,250.50"),
        ("1250.00", "£1,250"),
        ("-3.00", "-£3"),
        ("0.00", "£0"),
        ("0.05", "£0.05"),
        ("-1234567.89", "-£1,234,567.89"),
        ("999.00", "£999"),
        ("100000.00", "£100,000"),
    ] {
        assert_eq!(money(text).written(), written);
    }
}

#[test]
fn typed_amounts_are_read_or_say_what_is_wrong_first() {
    for (typed, expected) in [
        ("1250", Ok("1250.00")),
        ("£1,250.50", Ok("1250.50")),
        (" £ 1 250 . 5 ", Ok("1250.50")),
        ("1\u{a0}250", Ok("1250.00")),
        (".5", Ok("0.50")),
        ("007", Ok("7.00")),
        ("0", Ok("0.00")),
        ("-0", Ok("0.00")),
        ("-3", Ok("-3.00")),
        ("£-3", Ok("-3.00")),
        ("-£3.20", Ok("-3.20")),
        ("\u{2212}3", Ok("-3.00")),
        ("99,999,999.99", Ok("99999999.99")),
        ("00000000000000000000001", Ok("1.00")),
        ("100,000,000", Err(MoneyProblem::TooLarge)),
        ("99999999999999999999999999", Err(MoneyProblem::TooLarge)),
        ("100000000.001", Err(MoneyProblem::TooLarge)),
        ("12.505", Err(MoneyProblem::TooManyDecimals)),
        ("12.500", Err(MoneyProblem::TooManyDecimals)),
        ("", Err(MoneyProblem::Missing)),
        (" £ ", Err(MoneyProblem::Missing)),
        ("12.", Err(MoneyProblem::NotANumber)),
        (".", Err(MoneyProblem::NotANumber)),
        ("-", Err(MoneyProblem::NotANumber)),
        ("1.2.3", Err(MoneyProblem::NotANumber)),
        ("12p", Err(MoneyProblem::NotANumber)),
        ("1e3", Err(MoneyProblem::NotANumber)),
        ("+5", Err(MoneyProblem::NotANumber)),
        ("--5", Err(MoneyProblem::NotANumber)),
        ("५", Err(MoneyProblem::NotANumber)),
        ("-100000000", Err(MoneyProblem::NotANumber)),
        ("ten", Err(MoneyProblem::NotANumber)),
    ] {
        assert_eq!(Money::read_typed(typed), expected.map(money), "{typed:?}");
    }
}

#[test]
fn rates_are_written_in_per_cent() {
    for (millionths, text) in [
        (125_000, "12.5"),
        (1_000_000, "100"),
        (750_000, "75"),
        (0, "0"),
        (1, "0.0001"),
        (-2_500, "-0.25"),
        (i64::MAX, "922337203685477.5807"),
        (i64::MIN, "-922337203685477.5808"),
    ] {
        let value = Rate::from_millionths(millionths);
        assert_eq!(value.to_string(), text);
        assert_eq!(rate(text), value);
        assert_eq!(serde_json::to_value(value).unwrap(), serde_json::Value::from(text));
        assert_eq!(serde_json::from_value::<Rate>(text.into()).unwrap(), value);
    }
    assert_eq!(rate("12.50"), rate("12.5"));
    assert_eq!(rate("12.5").written(), "12.5%");
    for text in
        ["", "12.", ".5", "12.50000", "+5", "-0", "-0.0", "012", "12%", " 12", "1,000", "922337203685477.5808", "1e2"]
    {
        assert!(text.parse::<Rate>().is_err(), "{text}");
    }
}

#[test]
fn typed_percentages_lie_between_0_and_100() {
    for (typed, expected) in [
        ("50", Ok("50")),
        (" 12.5 % ", Ok("12.5")),
        ("100", Ok("100")),
        ("100.00", Ok("100")),
        ("0", Ok("0")),
        (".25", Ok("0.25")),
        ("33.33", Ok("33.33")),
        ("", Err(RateProblem::Missing)),
        ("%", Err(RateProblem::Missing)),
        ("half", Err(RateProblem::NotANumber)),
        ("12.", Err(RateProblem::NotANumber)),
        ("-", Err(RateProblem::NotANumber)),
        ("1,5", Err(RateProblem::NotANumber)),
        ("-1", Err(RateProblem::OutOfRange)),
        ("-0.001", Err(RateProblem::OutOfRange)),
        ("-0", Ok("0")),
        ("100.01", Err(RateProblem::OutOfRange)),
        ("101", Err(RateProblem::OutOfRange)),
        ("99999999999999999999", Err(RateProblem::OutOfRange)),
        ("12.345", Err(RateProblem::TooManyDecimals)),
    ] {
        assert_eq!(Rate::read_typed(typed), expected.map(rate), "{typed:?}");
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(1_000))]

    #[test]
    fn an_amount_comes_back_from_its_text_and_from_how_it_is_written(amount in any_money()) {
        prop_assert_eq!(amount.to_string().parse::<Money>(), Ok(amount));
        if amount.pence().abs() < 10_000_000_000 {
            prop_assert_eq!(Money::read_typed(&amount.written()), Ok(amount));
        }
    }

    #[test]
    fn any_rate_comes_back_from_its_text(millionths: i64) {
        let rate = Rate::from_millionths(millionths);
        prop_assert_eq!(rate.to_string().parse::<Rate>(), Ok(rate));
    }

    #[test]
    fn adding_and_taking_away_undo_each_other(one in any_money(), other in any_money()) {
        prop_assert_eq!(one.plus(other), other.plus(one));
        if let Some(sum) = one.plus(other) {
            prop_assert_eq!(sum.minus(other), Some(one));
            prop_assert_eq!(sum.pence(), one.pence() + other.pence());
        }
        prop_assert_eq!(one.minus(other), one.plus(other.negate()));
    }

    #[test]
    fn rounding_never_moves_by_a_penny_or_more(amount in any_money(), parts in 1i64..1_000_000) {
        let exact = |result: Money| i128::from(result.pence()) * i128::from(parts) - i128::from(amount.pence());
        let down = amount.divide(parts, Rounding::Down).unwrap();
        let up = amount.divide(parts, Rounding::Up).unwrap();
        let nearest = amount.divide(parts, Rounding::Nearest).unwrap();
        prop_assert!((1 - i128::from(parts)..=0).contains(&exact(down)));
        prop_assert!((0..i128::from(parts)).contains(&exact(up)));
        prop_assert!(2 * exact(nearest).abs() <= i128::from(parts));
        prop_assert_eq!(amount.negate().divide(parts, Rounding::Nearest), Some(nearest.negate()));
        prop_assert_eq!(amount.negate().divide(parts, Rounding::Up), Some(down.negate()));
    }

    #[test]
    fn a_share_is_the_amount_times_the_rate(amount in any_money(), millionths in -1_000_000i64..=1_000_000) {
        let share = amount.share(Rate::from_millionths(millionths), Rounding::Down).unwrap();
        let product = i128::from(amount.pence()) * i128::from(millionths);
        prop_assert_eq!(i128::from(share.pence()), product.div_euclid(1_000_000));
    }

    #[test]
    fn whatever_is_typed_is_answered(typed in "[-£$., 0-9a-z%]{0,30}|\\PC{0,20}") {
        if let Ok(amount) = Money::read_typed(&typed) {
            prop_assert!(amount.pence().abs() < 10_000_000_000);
        }
        if let Ok(rate) = Rate::read_typed(&typed) {
            prop_assert!((0..=1_000_000).contains(&rate.millionths()));
        }
        let _ = (typed.parse::<Money>(), typed.parse::<Rate>());
    }
}

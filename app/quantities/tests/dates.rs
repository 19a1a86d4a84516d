//! Laws of dates, periods and ages, against a calendar that is walked day by day.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::indexing_slicing, clippy::panic)]

use proptest::prelude::*;
use quantities::{Date, Period, Weekday, age_on};

fn date(text: &str) -> Date {
    text.parse().expect(text)
}

fn period(text: &str) -> Period {
    text.parse().expect(text)
}

fn any_date() -> impl Strategy<Value = Date> {
    (Date::FIRST.days_since_epoch()..=Date::LAST.days_since_epoch()).prop_map(|days| Date::from_days(days).unwrap())
}

/// How a child learns the length of a month.
fn length_of(year: i32, month: u8) -> u8 {
    let leap = (year % 4 == 0 && year % 100 != 0) || year % 400 == 0;
    [31, if leap { 29 } else { 28 }, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31][usize::from(month) - 1]
}

#[test]
fn every_day_of_three_centuries_has_its_parts_its_weekday_and_its_text() {
    let weekdays = [
        Weekday::Monday,
        Weekday::Tuesday,
        Weekday::Wednesday,
        Weekday::Thursday,
        Weekday::Friday,
        Weekday::Saturday,
        Weekday::Sunday,
    ];
    let mut days = Date::FIRST.days_since_epoch();
    for year in 1900..=2199 {
        for month in 1..=12u8 {
            for day in 1..=length_of(year, month) {
                let date = Date::new(year, month, day).unwrap();
                assert_eq!(date.days_since_epoch(), days);
                assert_eq!((date.year(), date.month(), date.day()), (year, month, day));
                // 1 January 1900 was a Monday.
                let walked = usize::try_from(days - Date::FIRST.days_since_epoch()).unwrap();
                assert_eq!(date.weekday(), weekdays[walked % 7]);
                assert_eq!(date.to_string(), format!("{year:04}-{month:02}-{day:02}"));
                days += 1;
            }
            assert_eq!(Date::new(year, month, length_of(year, month) + 1), None);
        }
    }
    assert_eq!(days, Date::LAST.days_since_epoch() + 1);
}

#[test]
fn days_that_do_not_exist_are_no_dates() {
    for (year, month, day) in
        [(1899, 12, 31), (2200, 1, 1), (2026, 0, 1), (2026, 13, 1), (2026, 1, 0), (2026, 2, 29), (1900, 2, 29)]
    {
        assert_eq!(Date::new(year, month, day), None, "{year}-{month}-{day}");
    }
    assert_eq!(Date::from_days(Date::FIRST.days_since_epoch() - 1), None);
    assert_eq!(Date::from_days(Date::LAST.days_since_epoch() + 1), None);
    assert_eq!(Date::from_days(0), Some(date("1970-01-01")));
}

#[test]
fn only_the_iso_text_is_read() {
    for text in [
        "",
        "2026-11-3",
        "2026-1-23",
        "26-11-23",
        "2026/11/23",
        "2026-11-23 ",
        "+026-11-23",
        "2026-11-23T00",
        "2026-02-30",
        "２０２６-11-23",
        "20261123",
    ] {
        assert!(text.parse::<Date>().is_err(), "{text}");
        assert!(serde_json::from_value::<Date>(text.into()).is_err(), "{text}");
    }
    assert_eq!(serde_json::to_string(&date("2026-11-23")).unwrap(), "\"2026-11-23\"");
    assert_eq!(serde_json::from_str::<Date>("\"2026-11-23\"").unwrap(), date("2026-11-23"));
    assert!(serde_json::from_str::<Date>("20780").is_err());
}

#[test]
fn e_96_months_clamp_to_the_end_of_the_month_and_days_follow() {
    for (start, added, expected) in [
        ("2026-05-31", "P-3M", "2026-02-28"),
        ("2028-05-31", "P-3M", "2028-02-29"),
        ("2026-01-31", "P1M", "2026-02-28"),
        ("2026-01-31", "P1M1D", "2026-03-01"),
        ("2028-02-29", "P12M", "2029-02-28"),
        ("2028-02-29", "P48M", "2032-02-29"),
        ("2026-11-23", "P2M", "2027-01-23"),
        ("2026-01-15", "P-1M", "2025-12-15"),
        ("2026-12-31", "P-13M", "2025-11-30"),
        ("2026-11-23", "P0D", "2026-11-23"),
        ("2026-11-23", "P28D", "2026-12-21"),
        ("2026-03-31", "P-1M-1D", "2026-02-27"),
        // What lies between the two steps may be out of range.
        ("2199-12-31", "P1M-31D", "2199-12-31"),
    ] {
        assert_eq!(date(start).plus(period(added)), Some(date(expected)), "{start} {added}");
    }
    assert_eq!(date("2026-05-31").minus(period("P3M")), Some(date("2026-02-28")));
    assert_eq!(Date::LAST.plus(period("P1D")), None);
    assert_eq!(Date::FIRST.minus(period("P1M")), None);
    assert_eq!(Date::FIRST.plus(Period { months: i32::MAX, days: i32::MAX }), None);
    assert_eq!(Date::LAST.minus(Period { months: i32::MIN, days: i32::MIN }), None);
}

#[test]
fn e_96_an_age_is_reached_on_the_birthday() {
    for (birth, on, years) in [
        ("2008-11-23", "2026-11-22", 17),
        ("2008-11-23", "2026-11-23", 18),
        ("2008-02-29", "2026-02-28", 17),
        ("2008-02-29", "2026-03-01", 18),
        ("2008-02-29", "2028-02-28", 19),
        ("2008-02-29", "2028-02-29", 20),
        ("2026-11-23", "2026-11-23", 0),
        ("2026-11-23", "2026-11-22", -1),
        ("1900-01-01", "2199-12-31", 299),
    ] {
        assert_eq!(age_on(date(birth), date(on)), years, "{birth} on {on}");
    }
}

#[test]
fn dates_and_periods_read_in_english() {
    assert_eq!(date("2026-11-23").written(), "23 November 2026");
    assert_eq!(date("2026-05-01").written(), "1 May 2026");
    assert_eq!(date("2026-09-30").written_month(), "September 2026");
    assert_eq!(date("2026-09-30").first_of_month(), date("2026-09-01"));
    for (text, written) in [
        ("P3M", "3 months"),
        ("P1M", "1 month"),
        ("P12M", "1 year"),
        ("P24M", "2 years"),
        ("P28D", "28 days"),
        ("P1D", "1 day"),
        ("P0D", "0 days"),
        ("P1M2D", "1 month and 2 days"),
    ] {
        assert_eq!(period(text).written(), written);
    }
}

#[test]
fn periods_have_one_text_and_years_are_read_as_months() {
    for (text, months, days) in [
        ("P3M", 3, 0),
        ("P28D", 0, 28),
        ("P1M2D", 1, 2),
        ("P12M", 12, 0),
        ("P0D", 0, 0),
        ("P-3M", -3, 0),
        ("P-1M-2D", -1, -2),
        ("P1M-2D", 1, -2),
    ] {
        let period = Period { months, days };
        assert_eq!(period.to_string(), text);
        assert_eq!(text.parse::<Period>(), Ok(period));
        assert_eq!(serde_json::to_value(period).unwrap(), serde_json::Value::from(text));
        assert_eq!(serde_json::from_value::<Period>(text.into()).unwrap(), period);
    }
    assert_eq!(period("P1Y"), Period::of_months(12));
    assert_eq!(period("P1Y2M3D"), Period { months: 14, days: 3 });
    assert_eq!(period("P-1Y"), Period::of_months(-12));
    for text in [
        "",
        "P",
        "3M",
        "P3",
        "P3m",
        "P3D2M",
        "P3M3M",
        "P+3M",
        "P 3M",
        "-P3M",
        "P1.5M",
        "PM",
        "P--3M",
        "P03M",
        "P1W",
        "P3M ",
        "P2147483648D",
        "P200000000Y",
    ] {
        assert!(text.parse::<Period>().is_err(), "{text}");
    }
}

#[test]
fn period_arithmetic_stops_at_its_bounds() {
    let most = Period { months: i32::MAX, days: i32::MAX };
    let least = Period { months: i32::MIN, days: 0 };
    assert_eq!(period("P1M").plus(period("P2M5D")), Some(period("P3M5D")));
    assert_eq!(period("P1M").minus(period("P2M5D")), Some(period("P-1M-5D")));
    assert_eq!(period("P1M-2D").negate(), Some(period("P-1M2D")));
    assert_eq!(most.plus(Period::of_days(1)), None);
    assert_eq!(least.minus(Period::of_months(1)), None);
    assert_eq!(least.negate(), None);
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(1_000))]

    #[test]
    fn a_date_comes_back_from_its_text_and_its_number(date in any_date()) {
        prop_assert_eq!(date.to_string().parse::<Date>(), Ok(date));
        prop_assert_eq!(Date::from_days(date.days_since_epoch()), Some(date));
        let json = serde_json::to_string(&date).unwrap();
        prop_assert_eq!(serde_json::from_str::<Date>(&json).unwrap(), date);
    }

    #[test]
    fn dates_their_texts_and_their_numbers_are_in_one_order(one in any_date(), other in any_date()) {
        prop_assert_eq!(one.cmp(&other), one.to_string().cmp(&other.to_string()));
        prop_assert_eq!(one.cmp(&other), one.days_since_epoch().cmp(&other.days_since_epoch()));
        prop_assert_eq!(one.cmp(&other), 0.cmp(&one.days_until(other)));
    }

    #[test]
    fn days_added_are_days_between(date in any_date(), days in -200_000i32..200_000) {
        if let Some(later) = date.plus(Period::of_days(days)) {
            prop_assert_eq!(date.days_until(later), i64::from(days));
            prop_assert_eq!(later.minus(Period::of_days(days)), Some(date));
        } else {
            prop_assert!(Date::from_days(date.days_since_epoch() + days).is_none());
        }
    }

    #[test]
    fn e_96_a_month_later_keeps_the_day_or_is_the_last_of_its_month(date in any_date(), months in -3_700i32..3_700) {
        if let Some(later) = date.plus(Period::of_months(months)) {
            let reckoned = |date: Date| date.year() * 12 + i32::from(date.month());
            prop_assert_eq!(reckoned(later) - reckoned(date), months);
            prop_assert_eq!(later.day(), date.day().min(length_of(later.year(), later.month())));
        }
    }

    #[test]
    fn later_days_stay_later_when_months_are_added(one in any_date(), other in any_date(), months in -600i32..600) {
        let period = Period::of_months(months);
        if let (Some(one_moved), Some(other_moved)) = (one.plus(period), other.plus(period)) {
            prop_assert_eq!(one_moved.min(other_moved), if one <= other { one_moved } else { other_moved });
        }
    }

    #[test]
    fn subtracting_is_adding_the_negative(date in any_date(), months in -600i32..600, days in -900i32..900) {
        let period = Period { months, days };
        prop_assert_eq!(date.minus(period), date.plus(period.negate().unwrap()));
    }

    #[test]
    fn any_period_comes_back_from_its_text(months: i32, days: i32) {
        let period = Period { months, days };
        prop_assert_eq!(period.to_string().parse::<Period>(), Ok(period));
    }

    #[test]
    fn an_age_goes_up_by_one_each_year_and_only_on_one_day(birth in any_date(), days in 0i32..45_000) {
        if let (Some(on), Some(next)) =
            (birth.plus(Period::of_days(days)), birth.plus(Period::of_days(days + 1)))
        {
            let grown = age_on(birth, next) - age_on(birth, on);
            let leapling = birth.month() == 2 && birth.day() == 29;
            let birthday = (next.month(), next.day()) == (birth.month(), birth.day())
                || (leapling && length_of(next.year(), 2) == 28 && (next.month(), next.day()) == (3, 1));
            prop_assert_eq!(grown, i64::from(birthday));
        }
    }
}

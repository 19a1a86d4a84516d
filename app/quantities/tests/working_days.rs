//! Working days, against the worked deadlines of the domain pack (data as received).
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::indexing_slicing, clippy::panic)]

use proptest::prelude::*;
use quantities::{Date, Period, Weekday, is_working_day, working_days_after, working_days_before};

fn date(text: &str) -> Date {
    text.parse().expect(text)
}

fn bank_holidays() -> Vec<Date> {
    let list: serde_json::Value = serde_json::from_str(include_str!("data/bank_holidays_england_wales.json")).unwrap();
    let rows = list.as_object().unwrap().values().find_map(|value| value.as_array()).unwrap();
    let holidays: Vec<Date> = rows.iter().map(|row| date(row["date"].as_str().unwrap())).collect();
    assert_eq!(holidays.len(), 115);
    assert!(holidays.is_sorted());
    holidays
}

#[test]
fn e_96_every_row_of_the_deadline_vectors() {
    let holidays = bank_holidays();
    let mut rows = 0;
    for line in include_str!("data/deadline_vectors.csv").lines().skip(1) {
        let columns: Vec<&str> = line.splitn(7, ',').collect();
        let used_on = date(columns[0]);
        let deadline = date(columns[2]);
        assert!(format!("{:?}", used_on.weekday()).starts_with(columns[1]), "{line}");
        assert_eq!(working_days_after(used_on, 20, &holidays), Some(deadline), "{line}");
        assert_eq!(working_days_before(deadline, 5, &holidays), Some(date(columns[3])), "{line}");
        assert_eq!(working_days_before(deadline, 0, &holidays), Some(date(columns[4])), "{line}");
        assert_eq!(used_on.plus(Period::of_days(5)), Some(date(columns[5])), "{line}");
        rows += 1;
    }
    assert_eq!(rows, 23);
}

#[test]
fn e_96_counting_starts_on_a_working_day() {
    let holidays = [date("2026-12-25"), date("2026-12-28")];
    for (start, count, after, before) in [
        ("2026-11-21", 0, "2026-11-23", "2026-11-20"),
        ("2026-11-23", 0, "2026-11-23", "2026-11-23"),
        ("2026-12-25", 0, "2026-12-29", "2026-12-24"),
        ("2026-12-24", 1, "2026-12-29", "2026-12-23"),
        ("2026-12-27", 2, "2026-12-31", "2026-12-22"),
    ] {
        assert_eq!(working_days_after(date(start), count, &holidays), Some(date(after)), "{start} + {count}");
        assert_eq!(working_days_before(date(start), count, &holidays), Some(date(before)), "{start} - {count}");
    }
    assert_eq!(working_days_after(date("2026-11-23"), -1, &holidays), None);
    assert_eq!(working_days_before(date("2026-11-23"), -1, &holidays), None);
    assert_eq!(working_days_after(Date::LAST, 1, &[]), None);
    assert_eq!(working_days_before(Date::FIRST, 1, &[]), None);
    assert_eq!(working_days_after(date("2026-11-23"), i64::MAX, &[]), None);
}

proptest! {
    #[test]
    fn e_96_between_day_0_and_the_result_lie_so_many_working_days(days in 17_200i32..21_900, count in 0i64..60) {
        let holidays = bank_holidays();
        let start = Date::from_days(days).unwrap();
        let end = working_days_after(start, count, &holidays).unwrap();
        prop_assert!(is_working_day(end, &holidays));
        let first = working_days_after(start, 0, &holidays).unwrap();
        let worked = (first.days_since_epoch()..=end.days_since_epoch())
            .filter(|day| is_working_day(Date::from_days(*day).unwrap(), &holidays))
            .count();
        prop_assert_eq!(i64::try_from(worked).unwrap(), count + 1);
        prop_assert_eq!(working_days_before(end, count, &holidays), Some(first));
    }

    #[test]
    fn weekends_are_never_worked(days in -25_567i32..=84_005) {
        let date = Date::from_days(days).unwrap();
        let weekend = matches!(date.weekday(), Weekday::Saturday | Weekday::Sunday);
        prop_assert_eq!(is_working_day(date, &[]), !weekend);
        prop_assert!(!is_working_day(date, &[date]));
    }
}

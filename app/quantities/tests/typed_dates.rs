//! The boxes for day, month and year (domain.md section 7).
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::indexing_slicing, clippy::panic)]

use proptest::prelude::*;
use quantities::{Date, DatePart, DateProblem, read_typed_date, read_typed_month};

#[test]
fn boxes_are_read_or_say_what_is_wrong() {
    use DatePart::{Day, Month, Year};
    let missing = |parts: &[DatePart]| Err(DateProblem::PartMissing(parts.to_vec()));
    for (day, month, year, expected) in [
        ("23", "11", "2026", Ok("2026-11-23")),
        (" 3 ", "04", "1990", Ok("1990-04-03")),
        ("23", "November", "2026", Ok("2026-11-23")),
        ("23", "nov", "2026", Ok("2026-11-23")),
        ("1", "may", "26", Ok("2026-05-01")),
        ("1", "5", "27", Ok("1927-05-01")),
        ("1", "5", "00", Ok("2000-05-01")),
        ("1", "5", "99", Ok("1999-05-01")),
        ("29", "2", "2028", Ok("2028-02-29")),
        ("", " ", "", Err(DateProblem::Missing)),
        ("", "11", "2026", missing(&[Day])),
        ("23", "", "2026", missing(&[Month])),
        ("23", "11", " ", missing(&[Year])),
        ("", "", "2026", missing(&[Day, Month])),
        ("31", "2", "2026", Err(DateProblem::NotReal)),
        ("29", "2", "2026", Err(DateProblem::NotReal)),
        ("0", "1", "2026", Err(DateProblem::NotReal)),
        ("1", "13", "2026", Err(DateProblem::NotReal)),
        ("1", "1", "202", Err(DateProblem::NotReal)),
        ("1", "1", "20266", Err(DateProblem::NotReal)),
        ("1", "1", "1899", Err(DateProblem::NotReal)),
        ("1", "1", "2200", Err(DateProblem::NotReal)),
        ("-1", "1", "2026", Err(DateProblem::NotReal)),
        ("+1", "1", "2026", Err(DateProblem::NotReal)),
        ("1st", "1", "2026", Err(DateProblem::NotReal)),
        ("1", "novem", "2026", Err(DateProblem::NotReal)),
        ("1", "1", "two", Err(DateProblem::NotReal)),
        ("001", "1", "2026", Err(DateProblem::NotReal)),
    ] {
        let expected = expected.map(|text| text.parse::<Date>().unwrap());
        assert_eq!(read_typed_date(day, month, year, 2026), expected, "{day:?} {month:?} {year:?}");
    }
}

#[test]
fn a_month_is_its_first_day() {
    assert_eq!(read_typed_month("11", "2026", 2026), Ok("2026-11-01".parse().unwrap()));
    assert_eq!(read_typed_month("", "", 2026), Err(DateProblem::Missing));
    assert_eq!(read_typed_month("11", "", 2026), Err(DateProblem::PartMissing(vec![DatePart::Year])));
    assert_eq!(read_typed_month("0", "2026", 2026), Err(DateProblem::NotReal));
}

proptest! {
    #[test]
    fn every_date_is_read_from_its_own_parts(days in -25_567i32..=84_005) {
        let date = Date::from_days(days).unwrap();
        let typed = read_typed_date(&date.day().to_string(), &date.month().to_string(), &date.year().to_string(), 2026);
        prop_assert_eq!(typed, Ok(date));
    }

    #[test]
    fn whatever_is_typed_is_answered(day in "\\PC{0,5}", month in "\\PC{0,5}", year in "\\PC{0,5}") {
        let _ = read_typed_date(&day, &month, &year, 2026);
    }
}

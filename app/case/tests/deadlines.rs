//! Deadlines against the worked ones of the domain pack.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::indexing_slicing, clippy::panic)]

use case::{BankHolidays, DeadlineKind, Length, LengthUnit, full_application_deadline, nearest};
use quantities::Date;

const TWENTY_WORKING_DAYS: Length = Length { count: 20, unit: LengthUnit::WorkingDays };

fn date(text: &str) -> Date {
    text.parse().expect(text)
}

fn bank_holidays() -> Vec<Date> {
    let list = include_str!("../../quantities/tests/data/bank_holidays_england_wales.json");
    let list: serde_json::Value = serde_json::from_str(list).unwrap();
    let rows = list.as_object().unwrap().values().find_map(|value| value.as_array()).unwrap();
    rows.iter().map(|row| date(row["date"].as_str().unwrap())).collect()
}

#[test]
fn every_worked_deadline_holds_under_both_rules() {
    let days = bank_holidays();
    let holidays = BankHolidays { days: &days, version: "2026-11-21" };
    let vectors = include_str!("../../quantities/tests/data/deadline_vectors.csv");
    let mut reader = csv::Reader::from_reader(vectors.as_bytes());
    let mut rows = 0;
    for row in reader.records() {
        let row = row.unwrap();
        let used_on = date(&row[0]);
        let usual = full_application_deadline([used_on], TWENTY_WORKING_DAYS, holidays).unwrap();
        assert_eq!(usual.due_on, date(&row[2]), "{row:?}");
        let handbook = Length { count: 5, unit: LengthUnit::Days };
        assert_eq!(full_application_deadline([used_on], handbook, holidays).unwrap().due_on, date(&row[5]), "{row:?}");
        rows += 1;
    }
    assert_eq!(rows, 23);
}

#[test]
fn the_earliest_use_counts_and_all_that_it_was_worked_out_from_is_kept() {
    let holidays = BankHolidays { days: &[], version: "2026-11-21" };
    let used = [date("2026-11-20"), date("2026-11-10"), date("2026-11-13")];
    let deadline = full_application_deadline(used, TWENTY_WORKING_DAYS, holidays).unwrap();
    assert_eq!(
        serde_json::to_value(&deadline).unwrap(),
        serde_json::json!({
            "kind": "full_application",
            "due_on": "2026-12-08",
            "counted_from": "2026-11-10",
            "length": { "count": 20, "unit": "working_days" },
            "bank_holidays": "2026-11-21",
        })
    );
    assert_eq!(deadline.kind, DeadlineKind::FullApplication);
    assert_eq!(full_application_deadline([], TWENTY_WORKING_DAYS, holidays), None);
    assert_eq!(full_application_deadline([Date::LAST], TWENTY_WORKING_DAYS, holidays), None);
}

#[test]
fn the_nearest_deadline_is_the_most_urgent() {
    let holidays = BankHolidays { days: &[], version: "2026-11-21" };
    let due = |used: &str| full_application_deadline([date(used)], TWENTY_WORKING_DAYS, holidays).unwrap();
    let deadlines = [due("2026-11-23"), due("2026-11-10"), due("2026-11-20")];
    assert_eq!(nearest(&deadlines).unwrap().counted_from, date("2026-11-10"));
    assert_eq!(nearest([]), None);
}

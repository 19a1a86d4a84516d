//! Moments and the London clock.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::indexing_slicing, clippy::panic)]

use proptest::prelude::*;
use quantities::{Date, Timestamp};

fn moment(text: &str) -> Timestamp {
    text.parse().expect(text)
}

#[test]
fn a_moment_has_one_text() {
    let text = "2026-11-23T10:42:07.123Z";
    let at = Timestamp::from_milliseconds(1_795_430_527_123).unwrap();
    assert_eq!(at.to_string(), text);
    assert_eq!(moment(text), at);
    assert_eq!(serde_json::to_value(at).unwrap(), serde_json::Value::from(text));
    assert_eq!(serde_json::from_value::<Timestamp>(text.into()).unwrap(), at);
    assert_eq!(moment("1970-01-01T00:00:00.000Z").milliseconds(), 0);
    assert_eq!(moment("1969-12-31T23:59:59.999Z").milliseconds(), -1);
    for text in [
        "",
        "2026-11-23",
        "2026-11-23T10:42:07Z",
        "2026-11-23T10:42:07.123",
        "2026-11-23T10:42:07.12Z",
        "2026-11-23T24:00:00.000Z",
        "2026-11-23T10:60:00.000Z",
        "2026-11-23T10:42:60.000Z",
        "2026-11-23 10:42:07.123Z",
        "2026-11-23T10:42:07.123+00:00",
        "2026-02-30T10:42:07.123Z",
        "2026-11-23T1:42:07.123Z",
    ] {
        assert!(text.parse::<Timestamp>().is_err(), "{text}");
    }
}

#[test]
fn moments_stop_at_their_bounds() {
    let first = moment("1900-01-01T00:00:00.000Z");
    let last = moment("2199-12-31T23:59:59.999Z");
    assert_eq!(first.plus_milliseconds(-1), None);
    assert_eq!(last.plus_milliseconds(1), None);
    assert_eq!(last.plus_milliseconds(i64::MAX), None);
    assert_eq!(Timestamp::from_milliseconds(i64::MIN), None);
    assert_eq!(first.plus_milliseconds(first.milliseconds_until(last)), Some(last));
    assert_eq!(last.london(), (Date::LAST, 23, 59));
}

#[test]
fn london_is_an_hour_ahead_from_the_last_sunday_of_march_to_that_of_october() {
    for (text, day, hour, minute) in [
        ("2026-11-23T10:42:07.123Z", "2026-11-23", 10, 42),
        ("2026-07-01T10:42:00.000Z", "2026-07-01", 11, 42),
        ("2026-03-29T00:59:59.999Z", "2026-03-29", 0, 59),
        ("2026-03-29T01:00:00.000Z", "2026-03-29", 2, 0),
        ("2026-10-25T00:59:59.999Z", "2026-10-25", 1, 59),
        ("2026-10-25T01:00:00.000Z", "2026-10-25", 1, 0),
        ("2027-03-28T01:00:00.000Z", "2027-03-28", 2, 0),
        ("2027-10-31T00:59:00.000Z", "2027-10-31", 1, 59),
        ("2027-10-31T01:00:00.000Z", "2027-10-31", 1, 0),
        // Past midnight in London while UTC is still on the day before.
        ("2026-06-30T23:30:00.000Z", "2026-07-01", 0, 30),
        ("2026-12-31T23:59:59.999Z", "2026-12-31", 23, 59),
        ("2024-03-31T01:00:00.000Z", "2024-03-31", 2, 0),
    ] {
        assert_eq!(moment(text).london(), (day.parse().unwrap(), hour, minute), "{text}");
    }
    assert_eq!(moment("2026-11-23T10:42:07.123Z").written_time(), "10:42");
    assert_eq!(moment("2026-07-01T07:05:00.000Z").written_time(), "08:05");
    assert_eq!(moment("2026-11-23T00:03:00.000Z").written_time(), "00:03");
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(1_000))]

    #[test]
    fn a_moment_comes_back_from_its_text_in_order(one in -2_000_000_000_000i64..7_000_000_000_000, more in 0i64..1_000_000_000) {
        let at = Timestamp::from_milliseconds(one).unwrap();
        prop_assert_eq!(at.to_string().parse::<Timestamp>(), Ok(at));
        let later = at.plus_milliseconds(more).unwrap();
        prop_assert_eq!(at.cmp(&later), at.to_string().cmp(&later.to_string()));
        prop_assert_eq!(at.milliseconds_until(later), more);
    }

    #[test]
    fn london_shows_utc_or_an_hour_more(milliseconds in 820_454_400_000i64..4_102_444_800_000) {
        let at = Timestamp::from_milliseconds(milliseconds).unwrap();
        let (date, hour, minute) = at.london();
        let shown = Timestamp::start_of_utc_day(date).milliseconds() + i64::from(hour) * 3_600_000 + i64::from(minute) * 60_000;
        let ahead = shown - milliseconds.div_euclid(60_000) * 60_000;
        prop_assert!(ahead == 0 || ahead == 3_600_000);
        match date.month() {
            11 | 12 | 1 | 2 => prop_assert_eq!(ahead, 0),
            4..=9 => prop_assert_eq!(ahead, 3_600_000),
            _ => {}
        }
    }
}

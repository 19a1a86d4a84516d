//! The form of the record, fixed for as long as records are kept.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::indexing_slicing, clippy::panic)]

use case::Record;
use serde_json::{Value, json};

fn kept() -> Value {
    let digest = "08d4be282c6d94804ec630e96282be26075f1a3f611adb84341b8f048623b64a";
    let supervisor = json!({
        "user": "0123456789ab7fffbffffffffffffff2",
        "name": "Malcolm Eversholt",
        "role": "authorised_litigator",
        "litigator": { "body": "solicitor", "number": "104427" },
    });
    json!({
        "format": 1,
        "id": "0123456789ab7fffbffffffffffffff0",
        "application": "0123456789ab7fffbffffffffffffff1",
        "application_reference": "L-1BC-9XY",
        "case_reference": null,
        "submitted_for": {
            "organisation": "0123456789ab7fffbffffffffffffff3",
            "organisation_name": "Petherick and Eversholt LLP",
            "office": "0123456789ab7fffbffffffffffffff4",
            "office_account": "1A234B",
        },
        "definition": digest,
        "submitted_at": "2026-11-23T10:42:07.123Z",
        "today": "2026-11-23",
        "prepared_by": [{
            "user": "0123456789ab7fffbffffffffffffff5",
            "name": "Joan Petherick",
            "role": "preparer",
            "litigator": null,
        }],
        "approved_by": supervisor,
        "submitted_by": supervisor,
        "digest": digest,
        "submission_json": "{\"items\":[]}",
        "declaration": {
            "name": "Malcolm Eversholt",
            "capacity": "solicitor",
            "number": "104427",
            "confirmed_at": "2026-11-23T10:42:07.123Z",
            "statements": [{ "code": "ST4", "text": "What I enter is complete and true as far as I know." }],
        },
    })
}

#[test]
fn a_record_kept_today_is_read_and_written_alike_for_ever() {
    let record: Record = serde_json::from_value(kept()).unwrap();
    assert_eq!(record.format, case::RECORD_FORMAT);
    assert_eq!(record.approved_by.litigator.as_ref().unwrap().number, "104427");
    assert_eq!(record.submission_json, "{\"items\":[]}");
    assert_eq!(serde_json::to_value(&record).unwrap(), kept());
}

#[test]
fn a_record_with_a_field_too_many_or_too_few_is_refused() {
    let mut more = kept();
    more["remark"] = json!("added later");
    assert!(serde_json::from_value::<Record>(more).is_err());
    let mut less = kept();
    less.as_object_mut().unwrap().remove("digest");
    assert!(serde_json::from_value::<Record>(less).is_err());
}

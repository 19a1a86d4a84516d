//! Ids, references and digests.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::indexing_slicing, clippy::panic)]

use case::{ApplicationId, ApplicationReference, CaseReference, Digest, UserId};
use proptest::prelude::*;

#[test]
fn an_id_is_a_time_ordered_uuid_written_without_hyphens() {
    let id = ApplicationId::from_parts(0x0123_4567_89ab, [0xff; 10]);
    assert_eq!(id.to_string(), "0123456789ab7fffbfffffffffffffff");
    assert_eq!(id.uuid().get_version_num(), 7);
    assert_eq!("0123456789ab7fffbfffffffffffffff".parse(), Ok(id));
    assert_eq!(ApplicationId::from_uuid(id.uuid()), id);
    assert_eq!(serde_json::to_string(&id).unwrap(), "\"0123456789ab7fffbfffffffffffffff\"");
    assert_eq!(serde_json::from_str::<ApplicationId>("\"0123456789ab7fffbfffffffffffffff\"").unwrap(), id);
    assert_eq!(format!("{id:?}"), "ApplicationId(0123456789ab7fffbfffffffffffffff)");
    assert_eq!(ApplicationId::from_parts(-5, [1; 10]), ApplicationId::from_parts(0, [1; 10]));
    for text in [
        "",
        "0123456789AB7FFFBFFFFFFFFFFFFFFF",
        "01234567-89ab-7fff-bfff-ffffffffffff",
        "0123456789ab7fffbffffffffffffff",
        "0123456789ab7fffbffffffffffffffff",
        "0123456789ab7fffbfffffffffffffg0",
        "{0123456789ab7fffbffffffffffff}",
    ] {
        assert!(text.parse::<ApplicationId>().is_err(), "{text}");
    }
}

#[test]
fn an_application_reference_is_read_however_it_is_typed() {
    let reference = ApplicationReference::from_random(0);
    assert_eq!(reference.to_string(), "L-000-000");
    assert_eq!(ApplicationReference::from_random(728_999_999).to_string(), "L-YYY-YYY");
    assert_eq!(ApplicationReference::from_random(729_000_000), reference);
    assert_eq!(ApplicationReference::from_random(30).to_string(), "L-000-010");
    let reference: ApplicationReference = "L-1BC-9XY".parse().unwrap();
    for typed in ["l-1bc-9xy", "L1BC9XY", " l 1bc 9xy ", "L/1BC/9XY.", "L–1bc–9XY"] {
        assert_eq!(typed.parse(), Ok(reference), "{typed}");
    }
    assert_eq!(serde_json::to_string(&reference).unwrap(), "\"L-1BC-9XY\"");
    for text in
        ["", "1BC-9XY", "L-1BC-9X", "L-1BC-9XYY", "M-1BC-9XY", "L-1BC-9XO", "L-1BC-9XI", "L-ÄBC-9XY", "L-1BC-9X٣"]
    {
        assert!(text.parse::<ApplicationReference>().is_err(), "{text}");
    }
}

#[test]
fn an_application_reference_has_no_letter_that_is_mistaken_for_another() {
    for number in 0..30u64 {
        let text = ApplicationReference::from_random(number).to_string();
        assert!(!text[1..].contains(['G', 'I', 'O', 'Q', 'S', 'Z']), "{text}");
    }
}

#[test]
fn a_case_reference_has_12_digits() {
    let reference: CaseReference = "300001234567".parse().unwrap();
    assert_eq!(reference.to_string(), "300001234567");
    assert_eq!("3000 0123-4567".parse(), Ok(reference));
    assert_eq!("100001234567".parse::<CaseReference>().unwrap().to_string(), "100001234567");
    assert_eq!(CaseReference::from_random(0).to_string(), "300000000000");
    assert_eq!(CaseReference::from_random(99_999_999_999).to_string(), "399999999999");
    for text in ["", "30000123456", "3000012345678", "200001234567", "30000123456A", "L-1BC-9XY", "30000123456٣"] {
        assert!(text.parse::<CaseReference>().is_err(), "{text}");
    }
}

#[test]
fn a_digest_is_64_digits() {
    let text = "08d4be282c6d94804ec630e96282be26075f1a3f611adb84341b8f048623b64a";
    let digest: Digest = text.parse().unwrap();
    assert_eq!(digest.to_string(), text);
    assert_eq!(digest.bytes()[..3], [0x08, 0xd4, 0xbe]);
    assert_eq!(Digest::from_bytes(*digest.bytes()), digest);
    assert_eq!(serde_json::to_string(&digest).unwrap(), format!("\"{text}\""));
    for wrong in
        [&text[1..], &text.to_uppercase(), &text.replace('0', "g"), "", &format!("{text}0"), &format!("{text}00")]
    {
        assert!(wrong.parse::<Digest>().is_err(), "{wrong}");
    }
}

proptest! {
    #[test]
    fn ids_come_back_and_sort_by_time(
        earlier in 0i64..4_000_000_000_000,
        later in 1i64..1_000_000_000,
        one: [u8; 10],
        other: [u8; 10],
    ) {
        let first = UserId::from_parts(earlier, one);
        let second = UserId::from_parts(earlier + later, other);
        prop_assert!(first < second);
        prop_assert!(first.to_string() < second.to_string());
        prop_assert_eq!(first.to_string().parse(), Ok(first));
        prop_assert_eq!(first.uuid().get_version_num(), 7);
    }

    #[test]
    fn references_come_back(bits: u64) {
        let application = ApplicationReference::from_random(bits);
        prop_assert_eq!(application.to_string().parse(), Ok(application));
        prop_assert_eq!(application.to_string().to_lowercase().replace('-', "").parse(), Ok(application));
        let case = CaseReference::from_random(bits);
        prop_assert_eq!(case.to_string().parse(), Ok(case));
    }

    #[test]
    fn whatever_is_typed_is_answered(typed in "\\PC{0,40}") {
        let _ = (typed.parse::<ApplicationReference>(), typed.parse::<CaseReference>(), typed.parse::<Digest>());
    }

    #[test]
    fn digests_come_back(bytes: [u8; 32]) {
        let digest = Digest::from_bytes(bytes);
        prop_assert_eq!(digest.to_string().parse(), Ok(digest));
    }
}

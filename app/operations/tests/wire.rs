//! The JSON of operations, pushes and replies (sync.md section 2, S-30, SEC-43, SEC-98).
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::indexing_slicing, clippy::panic)]

mod support;

use operations::protocol::{PushBody, Pushed, Refusal, SubmitBody, Submitted};
use operations::{FileNamed, Kind, Operation, WireFact, WireValue, canonical_bytes, plain_replica, row_id};
use proptest::prelude::*;
use serde::Serialize;
use serde::de::DeserializeOwned;
use serde_json::{Value, json};
use support::{id, operation, set, text};

const OPERATION: &str = r#"{"id":{"replica":"6f0c0000000000000000000000000001","n":7},"draft":"01900000000000000000000000000002","at":"proc[018f0000000000000000000000000001].cost","kind":{"do":"set","value":"2026-11-18"},"saw":[{"replica":"6f0c0000000000000000000000000001","n":3}],"read":"1f2e3d4c5b6a7988","def":"0808080808080808080808080808080808080808080808080808080808080808","build":"b1","time":"2026-11-23T10:42:07.123Z"}"#;

fn read(json: &str) -> Result<Operation, serde_json::Error> {
    serde_json::from_str(json)
}

fn kind(kind: &str) -> Option<Kind> {
    serde_json::from_str(kind).ok()
}

#[test]
fn s_30_an_operation_has_the_json_of_the_document() {
    let operation = read(OPERATION).unwrap();
    assert_eq!(operation.kind, set("2026-11-18"));
    assert_eq!(operation.read, Some([0x1f, 0x2e, 0x3d, 0x4c, 0x5b, 0x6a, 0x79, 0x88]));
    assert_eq!(String::from_utf8(canonical_bytes(&operation)).unwrap(), OPERATION);
}

#[test]
fn s_30_every_key_stands_once_and_no_other() {
    let object: serde_json::Map<String, Value> = serde_json::from_str(OPERATION).unwrap();
    for key in object.keys() {
        let mut without = object.clone();
        without.remove(key);
        assert!(read(&json!(without).to_string()).is_err(), "without {key}");
    }
    let mut more = object.clone();
    more.insert("author".into(), json!("eve"));
    assert!(read(&json!(more).to_string()).is_err());
    assert!(read(&OPERATION.replacen("\"build\":\"b1\"", "\"build\":\"b1\",\"build\":\"b2\"", 1)).is_err());
    assert!(read(&OPERATION.replace("\"1f2e3d4c5b6a7988\"", "null")).unwrap().read.is_none());
}

#[test]
fn every_kind_carries_its_own_keys() {
    let file = || FileNamed { reference: "f1".into(), category: Some("payslips".into()) };
    let rows: WireValue =
        serde_json::from_value(json!([{"id": "1A234B", "text": "Eastmoor", "schedules": ["MAT"], "since": null}]))
            .unwrap();
    for (json, expected) in [
        (r#"{"do":"set","value":3}"#, Kind::Set(serde_json::from_value(json!(3)).unwrap())),
        (r#"{"do":"resolve","value":"yes"}"#, Kind::Resolve(text("yes"))),
        (r#"{"do":"set_fact","value":"yes"}"#, Kind::SetFact(WireFact::Value(text("yes")))),
        (r#"{"do":"set_fact","value":{"pending":true}}"#, Kind::SetFact(WireFact::Pending)),
        (r#"{"do":"set_fact","value":{"failed":true}}"#, Kind::SetFact(WireFact::Failed)),
        (
            r#"{"do":"set_fact","value":[{"id":"1A234B","schedules":["MAT"],"since":null,"text":"Eastmoor"}]}"#,
            Kind::SetFact(WireFact::Value(rows)),
        ),
        (r#"{"do":"unparsed","text":"31/02/2026"}"#, Kind::Unparsed("31/02/2026".into())),
        (r#"{"do":"choose","option":"cash"}"#, Kind::Choose("cash".into())),
        (r#"{"do":"unchoose","option":"cash"}"#, Kind::Unchoose("cash".into())),
        (r#"{"do":"move_row","before":"a"}"#, Kind::MoveRow { before: Some("a".into()) }),
        (r#"{"do":"move_row","before":null}"#, Kind::MoveRow { before: None }),
        (r#"{"do":"attach","reference":"f1","category":"payslips"}"#, Kind::Attach(file())),
        (r#"{"do":"detach","reference":"f1","category":null}"#, Kind::Detach(FileNamed { category: None, ..file() })),
        (r#"{"do":"clear"}"#, Kind::Clear),
        (r#"{"do":"skip"}"#, Kind::Skip),
        (r#"{"do":"decline"}"#, Kind::Decline),
        (r#"{"do":"not_known"}"#, Kind::NotKnown),
        (r#"{"do":"add_row"}"#, Kind::AddRow),
        (r#"{"do":"remove_row"}"#, Kind::RemoveRow),
        (r#"{"do":"restore_row"}"#, Kind::RestoreRow),
        (r#"{"do":"close_list"}"#, Kind::CloseList),
        (r#"{"do":"reopen_list"}"#, Kind::ReopenList),
        (r#"{"do":"confirm"}"#, Kind::Confirm),
        (r#"{"do":"forget"}"#, Kind::Forget),
        (r#"{"do":"migrate"}"#, Kind::Migrate),
    ] {
        assert_eq!(kind(json).as_ref(), Some(&expected), "{json}");
        assert_eq!(serde_json::to_string(&expected).unwrap(), json);
    }
}

#[test]
fn a_kind_with_other_keys_than_its_own_is_refused() {
    for json in [
        r#"{}"#,
        r#"{"do":"set"}"#,
        r#"{"do":"set","value":null}"#,
        r#"{"do":"set","value":{"pending":true}}"#,
        r#"{"do":"set","value":"x","text":"x"}"#,
        r#"{"do":"set","value":"x","value":"y"}"#,
        r#"{"do":"clear","value":"x"}"#,
        r#"{"do":"clear","value":null}"#,
        r#"{"do":"clear","before":null}"#,
        r#"{"do":"clear","do":"skip"}"#,
        r#"{"do":"move_row"}"#,
        r#"{"do":"attach","reference":"f1"}"#,
        r#"{"do":"attach","category":null}"#,
        r#"{"do":"choose","option":null}"#,
        r#"{"do":"set_fact","value":{"pending":true,"failed":true}}"#,
        r#"{"do":"set_fact","value":{"pending":false}}"#,
        r#"{"do":"edit"}"#,
        r#"{"do":"Set","value":"x"}"#,
        r#"{"do":"add_row","row":"a"}"#,
    ] {
        assert_eq!(kind(json), None, "{json}");
    }
}

#[test]
fn sec_43_hostile_values_are_refused() {
    for json in [
        r#"{"do":"set","value":"a\u0000b"}"#,
        r#"{"do":"set","value":"\ud800"}"#,
        r#"{"do":"set","value":"\udc00x"}"#,
        r#"{"do":"set","value":9007199254740993}"#,
        r#"{"do":"set","value":-9007199254740993}"#,
        r#"{"do":"set","value":18446744073709551615}"#,
        r#"{"do":"set","value":1e400}"#,
        r#"{"do":"set","value":1.5}"#,
        r#"{"do":"set","value":NaN}"#,
        r#"{"do":"set","value":true}"#,
        r#"{"do":"set","value":["a",{"id":"b"}]}"#,
        r#"{"do":"set","value":["a",["b"]]}"#,
        r#"{"do":"set","value":[{"id":"a","id":"b"}]}"#,
        r#"{"do":"set","value":[{"id":{"deep":1}}]}"#,
        r#"{"do":"unparsed","text":"\u0000"}"#,
    ] {
        assert_eq!(kind(json), None, "{json}");
    }
    assert!(kind(r#"{"do":"set","value":9007199254740992}"#).is_some());
    assert!(kind(r#"{"do":"set","value":-9007199254740992}"#).is_some());
}

#[test]
fn sec_43_text_is_brought_to_normal_form_c_and_marks_of_direction_are_kept() {
    assert_eq!(kind("{\"do\":\"set\",\"value\":\"Zoe\u{308}\"}"), Some(set("Zoë")));
    assert_eq!(kind("{\"do\":\"unparsed\",\"text\":\"e\u{301}\"}"), Some(Kind::Unparsed("é".into())));
    assert_eq!(kind("{\"do\":\"set\",\"value\":\"a\u{202e}b\"}"), Some(set("a\u{202e}b")));
}

#[test]
fn sec_98_ids_and_counters_stay_within_their_bounds() {
    for (from, to) in [
        ("\"n\":7", "\"n\":0"),
        ("\"n\":7", "\"n\":9007199254740993"),
        ("\"n\":7", "\"n\":7.0"),
        ("\"n\":7", "\"n\":-1"),
        ("\"n\":7", "\"n\":7,\"n\":8"),
        ("6f0c0000000000000000000000000001", "6F0C0000000000000000000000000001"),
        ("6f0c0000000000000000000000000001", "6f0c"),
        ("01900000000000000000000000000002", "01900000-0000-0000-0000-000000000002"),
        ("1f2e3d4c5b6a7988", "1f2e3d4c5b6a798"),
        ("2026-11-23T10:42:07.123Z", "2026-11-23"),
    ] {
        assert!(read(&OPERATION.replacen(from, to, 1)).is_err(), "{to}");
    }
}

fn replays<T: DeserializeOwned + Serialize>(recorded: &str) {
    let message: T = serde_json::from_str(recorded).unwrap();
    assert_eq!(serde_json::to_string(&message).unwrap(), recorded.trim_end());
}

#[test]
fn s_30_recorded_requests_and_replies_replay() {
    replays::<PushBody>(include_str!("recorded/push.json"));
    replays::<Pushed>(include_str!("recorded/pushed.json"));
    replays::<SubmitBody>(include_str!("recorded/submit.json"));
    replays::<Submitted>(include_str!("recorded/submitted.json"));
    for refusal in include_str!("recorded/refusals.jsonl").lines() {
        replays::<Refusal>(refusal);
    }
}

#[test]
fn s_30_no_message_takes_a_field_it_does_not_name() {
    fn refuses<T: DeserializeOwned>(recorded: &str) {
        let message: Value = serde_json::from_str(recorded).unwrap();
        let mut found = 0;
        for path in paths(&message, String::new()) {
            let mut more = message.clone();
            more.pointer_mut(&path).unwrap().as_object_mut().unwrap().insert("unheard_of".into(), json!(1));
            assert!(serde_json::from_value::<T>(more).is_err(), "{path}");
            found += 1;
        }
        assert!(found > 0);
    }
    refuses::<PushBody>(include_str!("recorded/push.json"));
    refuses::<Pushed>(include_str!("recorded/pushed.json"));
    refuses::<SubmitBody>(include_str!("recorded/submit.json"));
    refuses::<Submitted>(include_str!("recorded/submitted.json"));
}

#[test]
fn sec_98_a_replica_named_twice_is_refused() {
    let push = include_str!("recorded/push.json");
    let twice = push.replace(r#""declared":{"#, r#""declared":{"6f0c0000000000000000000000000001":1,"#);
    assert_ne!(push, twice);
    assert!(serde_json::from_str::<PushBody>(&twice).is_err());
}

/// Pointers to every object of a message.
fn paths(json: &Value, here: String) -> Vec<String> {
    match json {
        Value::Object(object) => {
            let below = object.iter().flat_map(|(key, value)| paths(value, format!("{here}/{key}")));
            std::iter::once(here.clone()).chain(below).collect()
        }
        Value::Array(list) => {
            list.iter().enumerate().flat_map(|(index, value)| paths(value, format!("{here}/{index}"))).collect()
        }
        _ => vec![],
    }
}

/// Computed apart from this crate: SHA-256 of 16 bytes of replica, 8 bytes of n, and `row`.
#[test]
fn s_120_the_row_of_an_operation_is_always_the_same() {
    let id =
        "6f0c0000000000000000000000000001".parse().map(|replica| operations::OperationId { replica, n: 7 }).unwrap();
    assert_eq!(&*row_id(id), "dccb2b763b79df87c7a05372e2787344");
    assert_ne!(row_id(id), row_id(support::id(1, 7)));
}

#[test]
fn s_18_the_same_post_is_the_same_replica_and_a_changed_one_is_new() {
    let replica = plain_replica("once", [("cost", "12.50"), ("_do", "save")]);
    assert_eq!(replica.to_string(), "ce4f01aa58f79cd504c91429fb1ccced");
    assert_eq!(replica, plain_replica("once", [("cost", "12.50"), ("_do", "save")]));
    for other in [
        plain_replica("twice", [("cost", "12.50"), ("_do", "save")]),
        plain_replica("once", [("cost", "12.5"), ("0_do", "save")]),
        plain_replica("once", [("_do", "save"), ("cost", "12.50")]),
        plain_replica("once", [("cost", "12.50")]),
    ] {
        assert_ne!(replica, other);
    }
}

fn any_json() -> impl Strategy<Value = Value> {
    let leaf = prop_oneof![
        any::<i64>().prop_map(|number| json!(number)),
        any::<bool>().prop_map(|flag| json!(flag)),
        "\\PC{0,8}".prop_map(|text| json!(text)),
        Just(Value::Null),
    ];
    leaf.prop_recursive(3, 20, 4, |inner| {
        prop_oneof![
            prop::collection::vec(inner.clone(), 0..4).prop_map(Value::from),
            prop::collection::btree_map("[a-z]{1,4}", inner, 0..4).prop_map(|map| json!(map)),
        ]
    })
}

proptest! {
    /// Whatever is read is written so that it reads the same again, byte for byte.
    #[test]
    fn sec_43_what_is_read_is_canonical(value in any_json(), at in "\\PC{0,12}") {
        let mut json: Value = serde_json::from_str(OPERATION).unwrap();
        json["at"] = json!(at);
        json["kind"] = json!({"do": "set", "value": value});
        if let Ok(operation) = read(&json.to_string()) {
            let bytes = canonical_bytes(&operation);
            let again: Operation = serde_json::from_slice(&bytes).unwrap();
            prop_assert_eq!(&again, &operation);
            prop_assert_eq!(canonical_bytes(&again), bytes);
        }
    }

    #[test]
    fn sec_43_no_bytes_make_the_reader_fail_otherwise_than_by_refusing(bytes in prop::collection::vec(any::<u8>(), 0..200)) {
        prop_assert!(serde_json::from_slice::<PushBody>(&bytes).is_err());
    }
}

#[test]
fn operations_that_differ_in_anything_have_other_bytes() {
    let first = operation(id(1, 1), "married", set("yes"), &[]);
    let mut others = vec![operation(id(1, 2), "married", set("yes"), &[])];
    others.push(operation(id(1, 1), "reason", set("yes"), &[]));
    others.push(operation(id(1, 1), "married", set("no"), &[]));
    others.push(operation(id(1, 1), "married", set("yes"), &[id(2, 1)]));
    others.push(Operation { build: "other".into(), ..first.clone() });
    for other in others {
        assert_ne!(canonical_bytes(&first), canonical_bytes(&other));
    }
}

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::indexing_slicing, clippy::panic)]
mod common;
use interview::change::*;
use interview::*;
#[test]
fn scratch() {
    let c = common::compile(
        "interview made \"Made\" version=\"1\" {\n repeat r { rows \"n or else 0\"; }\n evidence e for=r { ask \"Proof\"; need \"n is known\"; }\n task t \"T\" { page p \"Page\" { question n count { ask \"What?\"; optional; }; } }\n}",
    );
    let mut d = Draft::open(c.clone(), "2026-11-23".parse().unwrap(), &Answers::default());
    let r = c.place("r").unwrap();
    let set = |at: &str, kind: ChangeKind| Change { at: c.place(at).unwrap(), kind, read: None };
    let f = interview::value::FileReference {
        reference: "x".into(),
        state: interview::value::FileState::Clean,
        category: None,
    };
    for ch in [
        set("n", ChangeKind::Set(interview::value::Value::Count(4))),
        set("e[3]", ChangeKind::Attach(f)),
        set("n", ChangeKind::Clear),
        set("n", ChangeKind::Set(interview::value::Value::Count(1))),
        set("n", ChangeKind::Clear),
    ] {
        d.apply(&ch).unwrap();
        let fresh = Draft::open(c.clone(), "2026-11-23".parse().unwrap(), &d.answers());
        println!("{:?}: {:?} fresh {:?}", ch.kind, d.rows(&r), fresh.rows(&r));
    }
}

//! What must not compile: an `Allowed` that `permit` did not make.

#[test]
fn sec_22_allowed_cannot_be_forged() {
    trybuild::TestCases::new().compile_fail("tests/forging/*.rs");
}

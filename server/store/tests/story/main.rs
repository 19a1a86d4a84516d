//! The story of the store.

#[test]
fn none() {}

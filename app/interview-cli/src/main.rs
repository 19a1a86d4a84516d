//! The program interview: check and play definitions
fn main() {}

//! The program rushcliffe: puts it together
fn main() {}

//! The build tool behind the Makefile
fn main() {}

//! A new migration compiles the crate again.

fn main() {
    println!("cargo:rerun-if-changed=migrations");
}

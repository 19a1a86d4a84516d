//! What the tests share: a reader of the HTML that both forms write, and the cases they are compared on.

#![allow(dead_code)]

pub mod cases;
pub mod tree;

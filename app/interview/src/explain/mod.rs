//! Why a result is what it is (engine.md section 7): a tree whose leaves are answers, facts, constants, the day and
//! absent answers. Only what decides appears (E-44), so that the tree judged again from its leaves gives what it claims (E-45).
//!
//! To make another claim explainable, give it a line in `Subject` and its grounds in `items.rs` or `pages.rs`. Left out:
//! who answered and when (the host adds them), and what would change a result (E-47, server).

mod conditions;
mod items;
mod json;
mod operands;
mod pages;
mod reasons;
mod sentences;
mod subject;
mod tree;
mod words;

pub use reasons::PageReason;
pub use subject::{Claim, Outcome};
pub use tree::{Explanation, Leaf};

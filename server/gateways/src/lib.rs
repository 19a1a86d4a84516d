//! The other side: benefit checker and address look-up, each behind a trait

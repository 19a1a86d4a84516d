//! The log of a draft: operations, heads, merging, fold, and the wire

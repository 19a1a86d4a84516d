//! Keyed hashes and random tokens

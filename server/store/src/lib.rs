//! What is kept: one trait, SQLite behind it, every write with its audit event

//! Signing in, passwords, sessions

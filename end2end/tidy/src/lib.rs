//! Checks of the repository itself. There is no code here, only tests: see `tests/tidy`.

//! Reads and checks definitions and compiles them into packages

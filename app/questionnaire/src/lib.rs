//! Civil legal aid as data: definitions, tables, and the facts the host supplies

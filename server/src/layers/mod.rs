//! What stands around every route, from the outside in: panics, request numbers, headers, limits, forged requests, sessions.

pub mod errors;
pub mod forgery;
pub mod headers;
pub mod limits;
pub mod panic;
pub mod request_number;
pub mod session;

//! Addresses of the sync protocol (sync.md section 5). `push` and `submit` answer with the status of a refusal and a bare
//! body, read with duplicate and unknown keys refused; the server's routes take the bytes and call the services here, the
//! browser's line posts to the same addresses.

/// `POST`: operations, and what is new.
pub const PUSH: &str = "/sync/v1/push";
/// `POST`: submits what was approved.
pub const SUBMIT: &str = "/sync/v1/submit";
/// `GET {PUSH_READ}/{draft}?since=&epoch=`: operations since a revision.
pub const DRAFTS: &str = "/sync/v1/drafts";
/// `GET`: whether the server is there.
pub const PING: &str = "/sync/v1/ping";
/// `GET {DEFINITIONS}/{id}` and `{DEFINITIONS}/{id}/{language}`: a package and its texts.
pub const DEFINITIONS: &str = "/definitions";

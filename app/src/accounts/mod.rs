//! Signing in. Both directions are plain forms to the server.

mod sign_in;

pub(crate) use sign_in::SignIn;

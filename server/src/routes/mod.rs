//! Routes that are no screens.

pub(crate) mod definitions;
pub(crate) mod forms;
pub(crate) mod plain_form;
pub(crate) mod reports;
pub(crate) mod server_function;
pub(crate) mod sign_in;
pub(crate) mod supervision;
pub(crate) mod sync;

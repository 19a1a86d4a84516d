//! What stands in addresses below an application.

use case::ApplicationId;
use leptos::prelude::*;
use leptos_router::hooks::use_params_map;

/// The application of the address; `None` where it names none.
pub(crate) fn application_in_address() -> Memo<Option<ApplicationId>> {
    let parameters = use_params_map();
    Memo::new(move |_| parameters.with(|all| all.get("application")).and_then(|text| text.parse().ok()))
}

/// An address below an application.
#[must_use]
pub(crate) fn address_below(application: ApplicationId, rest: &str) -> String {
    if rest.is_empty() { format!("/applications/{application}") } else { format!("/applications/{application}/{rest}") }
}

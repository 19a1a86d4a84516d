//! The sign-in screen.

use crate::form::{Token, carried};
use crate::refusal_view::RefusalSummary;
use components::{Button, ButtonOptions, Control, InputWidth, TextInput, TextInputKind, TextInputOptions};
use leptos::prelude::*;
use leptos_meta::Title;
use words::accounts;

/// User name and password.
#[component]
pub(crate) fn SignIn() -> impl IntoView {
    let form = carried().form;
    let user = Control { error: form.error("user_name"), ..Control::new("user_name", accounts::user_name()) };
    let password = Control { error: form.error("password"), ..Control::new("password", accounts::password()) };
    let user = TextInputOptions { width: InputWidth::Twenty, ..TextInputOptions::new(user, form.value("user_name")) };
    let password = TextInputOptions {
        kind: TextInputKind::Password,
        width: InputWidth::Twenty,
        ..TextInputOptions::new(password, "")
    };
    view! {
        <Title text=accounts::sign_in()/>
        <RefusalSummary/>
        <h1 class="govuk-heading-l">{accounts::sign_in()}</h1>
        <form method="post" action="/sign-in" novalidate=true>
            <Token/>
            <TextInput options=user/>
            <TextInput options=password/>
            <Button options=ButtonOptions::new(accounts::sign_in())/>
        </form>
    }
}

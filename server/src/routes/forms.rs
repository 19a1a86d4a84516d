//! What plain forms share: reading their fields, and whether they come from a page of this session (SEC-32).

use crate::layers::session::Visitor;
use crate::screens;
use crate::state::State;
use app::FormReturn;
use axum::body::{Body, to_bytes};
use axum::http::request::Parts;
use axum::http::{Request, StatusCode, header};
use axum::response::{IntoResponse, Redirect, Response};
use server_functions::drafts::PostedForm;
use server_functions::{Caller, Refusal};

/// A form that may be acted on.
pub(crate) struct Form {
    pub(crate) parts: Parts,
    pub(crate) caller: Caller,
    pub(crate) fields: PostedForm,
}

/// Reads a form that belongs to a screen; refuses one that no page of this session made.
pub(crate) async fn read(state: &State, screen: &str, request: Request<Body>) -> Result<Form, Response> {
    let (parts, fields) = fields(request).await?;
    let Some(signed_in) = parts.extensions.get::<Visitor>().and_then(|visitor| visitor.signed_in.clone()) else {
        return Err(Redirect::to("/sign-in").into_response());
    };
    let once = fields.value("_once").unwrap_or_default().to_owned();
    let now = (state.clock)();
    let form = Form { parts, caller: signed_in.caller, fields };
    if state.accounts.check_form(&once, &signed_in.found, now).await.is_err() {
        // Drawn again under a new token with what was typed, so that whoever kept a page open for days loses nothing.
        let screen = screen.to_owned();
        return Err(refused(state.clone(), form, &screen, Refusal::Refused { who_can: Vec::new() }).await);
    }
    Ok(form)
}

/// The fields of a posted form, in order.
pub(crate) async fn fields(request: Request<Body>) -> Result<(Parts, PostedForm), Response> {
    let (parts, body) = request.into_parts();
    let is_form = parts
        .headers
        .get(header::CONTENT_TYPE)
        .and_then(|kind| kind.to_str().ok())
        .is_some_and(|kind| kind.starts_with("application/x-www-form-urlencoded"));
    if !is_form {
        return Err(StatusCode::UNSUPPORTED_MEDIA_TYPE.into_response());
    }
    let bytes = to_bytes(body, crate::layers::limits::BODY_BYTES)
        .await
        .map_err(|_| StatusCode::PAYLOAD_TOO_LARGE.into_response())?;
    let fields: Vec<(String, String)> = form_urlencoded::parse(&bytes).into_owned().collect();
    Ok((parts, PostedForm(fields)))
}

/// Draws a screen again for a refusal, with what was typed.
pub(crate) async fn refused(state: State, form: Form, screen: &str, refusal: Refusal) -> Response {
    let errors = match &refusal {
        Refusal::Invalid(errors) => errors.clone(),
        _ => Vec::new(),
    };
    let values = form.fields.0.into_iter().filter(|(name, _)| !name.starts_with('_')).collect();
    let returned = FormReturn { errors, values, refusal: Some(refusal) };
    screens::draw_again(state, form.parts, screen, returned).await
}

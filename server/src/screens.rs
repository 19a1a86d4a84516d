//! Draws a screen of `app`: with who is signed in, the forms' token, what came of a post, and the policy of its nonce.

use crate::layers::errors::Told;
use crate::layers::headers;
use crate::layers::session::Visitor;
use crate::state::State;
use app::{FormReturn, FormToken, ReplyStatus, RequestNumber};
use axum::body::Body;
use axum::http::request::Parts;
use axum::http::{Request, StatusCode, header};
use axum::response::{IntoResponse, Response};
use leptos::prelude::{provide_context, use_context};
use leptos_axum::ResponseOptions;

/// Draws the screen of the request's address.
pub(crate) async fn draw(state: State, mut request: Request<Body>) -> Response {
    let status = ReplyStatus::default();
    request.extensions_mut().insert(status.clone());
    let options = state.leptos.clone();
    let context = context(state);
    let render = leptos_axum::render_app_async_with_context(context, move || app::shell(options.clone()));
    let mut response = render(request).await;
    if let Some(status) = status.get().and_then(|status| StatusCode::from_u16(status).ok()) {
        *response.status_mut() = status;
    }
    response
}

/// Draws the screen of an address again, with what was typed and why it was not taken.
pub(crate) async fn draw_again(state: State, parts: Parts, address: &str, form: FormReturn) -> Response {
    let status = form.refusal.as_ref().map_or(422, app::status_of);
    let refused = form.refusal.as_ref().map(|refusal| Told(app::sentence(refusal)));
    let mut request = Request::new(Body::empty());
    *request.headers_mut() = parts.headers;
    *request.extensions_mut() = parts.extensions;
    if let Ok(uri) = address.parse() {
        *request.uri_mut() = uri;
    }
    request.headers_mut().remove(header::CONTENT_LENGTH);
    request.headers_mut().remove(header::CONTENT_TYPE);
    request.extensions_mut().insert(form);
    let mut response = draw(state, request).await;
    let status = StatusCode::from_u16(status).unwrap_or(StatusCode::UNPROCESSABLE_ENTITY);
    match (response.status() == StatusCode::OK, refused) {
        (true, _) => {
            *response.status_mut() = status;
            response
        }
        // The screen is not to be shown, for another reason than the form was refused for: that one is told.
        (false, Some(told)) if response.status() != status => {
            let mut response = status.into_response();
            response.extensions_mut().insert(told);
            response
        }
        _ => response,
    }
}

/// What screens and server functions find in the context.
pub(crate) fn context(state: State) -> impl Fn() + Clone + Send + Sync + 'static {
    move || {
        state.provide_services();
        if let Some(parts) = use_context::<Parts>() {
            if let Some(visitor) = parts.extensions.get::<Visitor>() {
                provide_context(FormToken(visitor.token.clone()));
                provide_context(RequestNumber(visitor.request_number.clone()));
                if let Some(signed_in) = &visitor.signed_in {
                    provide_context(signed_in.caller);
                }
            }
            if let Some(status) = parts.extensions.get::<ReplyStatus>() {
                provide_context(status.clone());
            }
            if let Some(form) = parts.extensions.get::<FormReturn>() {
                provide_context(form.clone());
            }
        }
        if let (Some(nonce), Some(response)) = (leptos::nonce::use_nonce(), use_context::<ResponseOptions>())
            && let Ok(policy) = headers::page_policy(&nonce.to_string()).parse()
        {
            response.insert_header(header::CONTENT_SECURITY_POLICY, policy);
        }
    }
}

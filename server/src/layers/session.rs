//! Who sends a request (SEC-13, SEC-14). The session is looked up once; everything behind finds a [`Visitor`].

use crate::layers::request_number::Number;
use crate::state::State;
use axum::extract::{Request, State as FromState};
use axum::http::{HeaderMap, HeaderValue, Method, StatusCode, header};
use axum::middleware::Next;
use axum::response::{IntoResponse, Redirect, Response};
use server_functions::Caller;
use std::sync::Arc;

/// Cookie of the session's token.
pub const SESSION_COOKIE: &str = "__Host-sid";
/// Cookie that belongs to the sign-in form (SEC-32).
pub const SIGN_IN_COOKIE: &str = "__Host-pre";
/// How both are kept: from this origin alone, never read by scripts, never sent by other sites.
const ATTRIBUTES: &str = "; Path=/; Secure; HttpOnly; SameSite=Strict";

/// Who sends a request, and what their forms carry.
#[derive(Clone)]
pub struct Visitor {
    /// The person, if a live session came with it.
    pub signed_in: Option<SignedIn>,
    /// Token of the forms that are drawn for it.
    pub token: String,
    /// Number of the request.
    pub request_number: String,
}

/// A person with their session.
#[derive(Clone)]
pub struct SignedIn {
    /// For the services.
    pub caller: Caller,
    /// As the store has it.
    pub found: Arc<store::sessions::SignedIn>,
}

/// The value of a cookie.
#[must_use]
pub fn cookie(headers: &HeaderMap, name: &str) -> Option<String> {
    headers
        .get_all(header::COOKIE)
        .iter()
        .filter_map(|value| value.to_str().ok())
        .flat_map(|cookies| cookies.split(';'))
        .filter_map(|cookie| cookie.trim().split_once('='))
        .find(|(found, _)| *found == name)
        .map(|(_, value)| value.to_owned())
}

/// Sets a cookie; an empty value ends it.
pub fn set_cookie(response: &mut Response, name: &str, value: &str) {
    let end = if value.is_empty() { "; Max-Age=0" } else { "" };
    if let Ok(value) = HeaderValue::from_str(&format!("{name}={value}{ATTRIBUTES}{end}")) {
        response.headers_mut().append(header::SET_COOKIE, value);
    }
}

/// Looks the session up and hands the visitor on. A screen that nobody is signed in for leads to signing in.
pub async fn find(FromState(state): FromState<State>, mut request: Request, next: Next) -> Response {
    let number = request.extensions().get::<Number>().map(|number| number.0.clone()).unwrap_or_default();
    let now = (state.clock)();
    let token = cookie(request.headers(), SESSION_COOKIE);
    let found = match &token {
        Some(token) => match state.accounts.signed_in(token, now).await {
            Ok(found) => found,
            Err(error) => {
                tracing::error!(error = %error, "A session could not be looked up.");
                return StatusCode::SERVICE_UNAVAILABLE.into_response();
            }
        },
        None => None,
    };
    let path = request.uri().path().to_owned();
    match &found {
        None if is_screen(&path) => return Redirect::to("/sign-in").into_response(),
        Some(_) if path == "/sign-in" && *request.method() == Method::GET => {
            return Redirect::to("/applications").into_response();
        }
        Some(found) => {
            tracing::Span::current().record("user.id", tracing::field::display(found.actor.user));
            if is_input(&path)
                && let Err(error) = state.accounts.note_input(found, now).await
            {
                tracing::warn!(error = %error, "Input could not be noted.");
            }
        }
        None => {}
    }
    let mut new_cookie = None;
    let form_token = match &found {
        Some(found) => state.accounts.form_token(found.session.id).unwrap_or_default(),
        None if path == "/sign-in" => {
            let before = cookie(request.headers(), SIGN_IN_COOKIE);
            match state.accounts.sign_in_form(before.as_deref(), now) {
                Ok(pair) => {
                    new_cookie = Some(pair.cookie).filter(|cookie| before.as_ref() != Some(cookie));
                    pair.field
                }
                Err(_) => String::new(),
            }
        }
        None => String::new(),
    };
    let signed_in = found.map(|found| SignedIn {
        caller: Caller { session: found.session.id, user: found.actor.user },
        found: Arc::new(found),
    });
    request.extensions_mut().insert(Visitor { signed_in, token: form_token, request_number: number });
    let mut response = next.run(request).await;
    if let Some(cookie) = new_cookie {
        set_cookie(&mut response, SIGN_IN_COOKIE, &cookie);
    }
    response
}

/// Addresses that show something of the firm: who is not signed in is led to signing in, whatever the method.
fn is_screen(path: &str) -> bool {
    let below = |start: &str| path == start || path.strip_prefix(start).is_some_and(|rest| rest.starts_with('/'));
    below("/applications") || below("/supervision")
}

/// Whether a request counts as input by a person: not what pages send by themselves.
fn is_input(path: &str) -> bool {
    path != server_functions::sync::PING
        && !path.starts_with("/pkg/")
        && !path.starts_with(server_functions::sync::DEFINITIONS)
}

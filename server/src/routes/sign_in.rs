//! Signing in and out by plain forms.

use crate::layers::session::{SESSION_COOKIE, SIGN_IN_COOKIE, cookie, set_cookie};
use crate::routes::forms;
use crate::screens;
use crate::state::State;
use accounts::{AccountsError, Attempt};
use app::FormReturn;
use axum::body::Body;
use axum::extract::State as FromState;
use axum::http::{HeaderMap, HeaderValue, Request, StatusCode, header};
use axum::response::{IntoResponse, Redirect, Response};
use keys::Token;
use server_functions::FieldError;

/// `POST /sign-in`
pub(crate) async fn sign_in(FromState(state): FromState<State>, request: Request<Body>) -> Response {
    let (parts, fields) = match forms::fields(request).await {
        Ok(read) => read,
        Err(response) => return response,
    };
    let now = (state.clock)();
    let once = fields.value("_once").unwrap_or_default();
    let pair = cookie(&parts.headers, SIGN_IN_COOKIE).unwrap_or_default();
    let user = fields.value("user_name").unwrap_or_default().trim().to_owned();
    let again = |message: &str| FormReturn {
        errors: vec![FieldError { field: "user_name".to_owned(), message: message.to_owned() }],
        values: vec![("user_name".to_owned(), user.clone())],
        refusal: None,
    };
    if !state.accounts.is_sign_in_form(&pair, once, now) {
        let returned = again(words::accounts::form_expired());
        return screens::draw_again(state, parts, "/sign-in", returned).await;
    }
    let attempt = Attempt {
        sign_in: user.clone(),
        password: fields.value("password").unwrap_or_default().to_owned(),
        device: device(&parts.headers),
        replaces: session_token(&parts.headers).map(|token| token.hash()),
    };
    match state.accounts.sign_in(attempt, now).await {
        Ok(opened) => {
            let mut response = Redirect::to("/applications").into_response();
            set_cookie(&mut response, SESSION_COOKIE, &opened.token.text());
            response
        }
        Err(AccountsError::DidNotWork) => {
            let returned = again(words::accounts::did_not_work());
            screens::draw_again(state, parts, "/sign-in", returned).await
        }
        Err(error) => {
            tracing::error!(error = %error, "Signing in was not possible.");
            let returned = again(words::refusals::unavailable());
            let mut response = screens::draw_again(state, parts, "/sign-in", returned).await;
            *response.status_mut() = StatusCode::SERVICE_UNAVAILABLE;
            response
        }
    }
}

/// `POST /sign-out`: the session ends on the server, whatever else fails (SEC-20).
pub(crate) async fn sign_out(FromState(state): FromState<State>, request: Request<Body>) -> Response {
    let token = session_token(request.headers());
    if let Err(mut response) = forms::read(&state, "/applications", request).await {
        if response.status().is_redirection() {
            // Nobody is signed in any more: the cookie of the session that ended goes too.
            set_cookie(&mut response, SESSION_COOKIE, "");
        }
        return response;
    }
    if let Some(token) = token
        && let Err(error) = state.accounts.sign_out(&token.hash(), (state.clock)()).await
    {
        tracing::error!(error = %error, "A session could not be ended.");
    }
    let mut response = Redirect::to("/sign-in").into_response();
    set_cookie(&mut response, SESSION_COOKIE, "");
    response.headers_mut().insert("clear-site-data", HeaderValue::from_static("\"cache\""));
    response
}

fn session_token(headers: &HeaderMap) -> Option<Token> {
    cookie(headers, SESSION_COOKIE).and_then(|text| Token::read(&text))
}

fn device(headers: &HeaderMap) -> String {
    headers.get(header::USER_AGENT).and_then(|agent| agent.to_str().ok()).unwrap_or_default().to_owned()
}

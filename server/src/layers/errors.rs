//! Every error has words and the number of its request, and nothing else: no internal text, path or query (SEC-47, SEC-82).
//! Screens and the routes for programs write their own; whatever else ends with an error, here or in a library, is told
//! here: as a page to a browser, as a line to a program.

use crate::layers::headers;
use crate::layers::request_number::Number;
use crate::state::State;
use axum::body::Body;
use axum::extract::{Request, State as FromState};
use axum::http::{HeaderMap, HeaderValue, StatusCode, header};
use axum::middleware::Next;
use axum::response::Response;
use components::PhaseBannerOptions;
use components::plain::{escape, phase_banner};
use words::refusals;

/// The words of an error, for a reply that has no body yet; without them its status says which.
#[derive(Clone, Debug)]
pub struct Told(pub String);

/// Tells errors that have no words yet.
pub async fn tell(FromState(state): FromState<State>, request: Request, next: Next) -> Response {
    let wants_page = accepts_html(request.headers());
    let number = request.extensions().get::<Number>().map(|number| number.0.clone()).unwrap_or_default();
    let response = next.run(request).await;
    let status = response.status();
    if !(status.is_client_error() || status.is_server_error()) || has_words(response.headers()) {
        return response;
    }
    let (mut parts, _) = response.into_parts();
    let sentence = parts.extensions.remove::<Told>().map_or_else(|| sentence(status), |told| told.0);
    let body = if wants_page {
        parts.headers.insert(header::CONTENT_TYPE, HeaderValue::from_static("text/html; charset=utf-8"));
        let nonce = keys::random_bytes::<16>().map(|bytes| interview::package::hex(&bytes)).unwrap_or_default();
        if let Ok(policy) = headers::page_policy(&nonce).parse() {
            parts.headers.insert(header::CONTENT_SECURITY_POLICY, policy);
        }
        page(status, &sentence, &number, &state.style_sheet())
    } else {
        parts.headers.insert(header::CONTENT_TYPE, HeaderValue::from_static("text/plain; charset=utf-8"));
        format!("{sentence}\n{}\n", refusals::request_number(&number))
    };
    parts.headers.remove(header::CONTENT_LENGTH);
    Response::from_parts(parts, Body::from(body))
}

fn accepts_html(headers: &HeaderMap) -> bool {
    headers.get(header::ACCEPT).and_then(|value| value.to_str().ok()).is_some_and(|kinds| kinds.contains("text/html"))
}

/// Screens write HTML, the routes for programs JSON.
fn has_words(headers: &HeaderMap) -> bool {
    let kind = headers.get(header::CONTENT_TYPE).and_then(|value| value.to_str().ok()).unwrap_or_default();
    kind.starts_with("text/html") || kind.starts_with("application/json")
}

fn sentence(status: StatusCode) -> String {
    match status {
        StatusCode::FORBIDDEN => refusals::refused(&[]),
        StatusCode::UNAUTHORIZED => refusals::signed_out().to_owned(),
        StatusCode::NOT_FOUND | StatusCode::METHOD_NOT_ALLOWED | StatusCode::URI_TOO_LONG => {
            refusals::not_found().to_owned()
        }
        StatusCode::SERVICE_UNAVAILABLE | StatusCode::TOO_MANY_REQUESTS => refusals::unavailable().to_owned(),
        _ => refusals::internal().to_owned(),
    }
}

fn title(status: StatusCode) -> &'static str {
    match status {
        StatusCode::FORBIDDEN | StatusCode::UNAUTHORIZED => refusals::refused_title(),
        StatusCode::NOT_FOUND | StatusCode::METHOD_NOT_ALLOWED | StatusCode::URI_TOO_LONG => {
            refusals::not_found_title()
        }
        _ => refusals::internal_title(),
    }
}

/// A page that needs nothing but the style sheet: what draws screens may be what failed.
fn page(status: StatusCode, sentence: &str, number: &str, style_sheet: &str) -> String {
    let (title, product) = (title(status), words::applications::product());
    format!(
        "<!DOCTYPE html><html lang=\"en\" class=\"govuk-template\"><head><meta charset=\"utf-8\">\
         <meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\
         <meta name=\"robots\" content=\"noindex, nofollow\"><title>{title} – {product}</title>\
         <link rel=\"stylesheet\" href=\"{style_sheet}\"></head>\
         <body class=\"govuk-template__body\"><div class=\"govuk-width-container\">{banner}<main class=\"govuk-main-wrapper\">\
         <h1 class=\"govuk-heading-l\">{title}</h1><p class=\"govuk-body\">{sentence}</p>\
         <p class=\"govuk-body-s\">{number}</p>\
         <p class=\"govuk-body\"><a class=\"govuk-link\" href=\"/\">{product}</a></p></main></div></body></html>",
        banner = phase_banner(&PhaseBannerOptions::trial()),
        title = escape(title),
        product = escape(product),
        sentence = escape(sentence),
        number = escape(&refusals::request_number(number)),
        style_sheet = escape(style_sheet),
    )
}

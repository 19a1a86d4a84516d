//! All routes, and the layers around them. The list in `tests/routes.txt` is compared with this.

use crate::layers::{forgery, headers, limits, panic, request_number, session};
use crate::routes::{definitions, plain_form, reports, sign_in, supervision, sync};
use crate::screens;
use crate::state::State;
use axum::Router;
use axum::body::Body;
use axum::extract::{DefaultBodyLimit, State as FromState};
use axum::http::{HeaderValue, Request, Response, StatusCode, header};
use axum::middleware::{from_fn, from_fn_with_state};
use axum::response::{IntoResponse, Redirect};
use axum::routing::{get, post};
use leptos_axum::LeptosRoutes;
use server_functions::sync as addresses;
use tower::ServiceBuilder;
use tower_http::catch_panic::CatchPanicLayer;
use tower_http::compression::CompressionLayer;
use tower_http::csrf::CsrfLayer;
use tower_http::limit::RequestBodyLimitLayer;
use tower_http::services::ServeDir;
use tower_http::services::fs::ServeFileSystemResponseBody;
use tower_http::set_header::SetResponseHeaderLayer;

/// The program as one service.
#[must_use]
pub fn router(state: State) -> Router {
    let site = state.leptos.site_root.to_string();
    let options = state.leptos.clone();
    // Of leptos' own list nothing is taken: it prepares the runtime, every route stands below.
    let prepared = Router::new().leptos_routes_with_context(&state, Vec::new(), || {}, move || app::shell(options.clone()));
    let pages = Router::new()
        .route("/", get(async || Redirect::to("/applications")))
        .route("/sign-in", get(screen).post(sign_in::sign_in))
        .route("/sign-out", post(sign_in::sign_out))
        .route("/applications", get(screen).post(plain_form::start))
        .route("/applications/{application}", get(screen))
        .route("/applications/{application}/pages/{*address}", get(screen).post(plain_form::post))
        .route("/applications/{application}/check", get(screen))
        .route("/applications/{application}/send-for-review", get(screen).post(supervision::send_for_review))
        .route("/applications/{application}/take-back", post(supervision::take_back))
        .route("/applications/{application}/comments", post(supervision::comment))
        .route("/applications/{application}/review", get(screen).post(supervision::decide))
        .route("/applications/{application}/record", get(screen))
        .route("/supervision", get(screen))
        .route("/definitions/{id}", get(definitions::package))
        .route("/definitions/{id}/{language}", get(definitions::texts))
        .route("/api/{*function}", post(server_function))
        .route(headers::REPORTS, post(reports::take))
        .route(addresses::PING, get(sync::ping))
        .layer(RequestBodyLimitLayer::new(limits::BODY_BYTES));
    let pushes = Router::new()
        .route(addresses::PUSH, post(sync::push))
        .route(addresses::SUBMIT, post(sync::submit))
        .layer(RequestBodyLimitLayer::new(limits::PUSH_BYTES));
    pages
        .merge(pushes)
        .merge(prepared)
        .layer(DefaultBodyLimit::disable())
        .nest_service("/pkg", built_files(&site))
        .route_service("/icon.svg", static_file(&site, "icon.svg"))
        .route_service("/robots.txt", static_file(&site, "robots.txt"))
        .fallback(screen)
        .layer(from_fn_with_state(state.clone(), session::find))
        .layer(from_fn(forgery::refuse_silent))
        .layer(CsrfLayer::new())
        .layer(from_fn_with_state(limits::Places::default(), limits::hold))
        .layer(CompressionLayer::new())
        .layer(CatchPanicLayer::custom(panic::Reply))
        .layer(from_fn(headers::put_on))
        .layer(from_fn_with_state(state.clone(), request_number::give))
        .with_state(state)
}

async fn screen(FromState(state): FromState<State>, request: Request<Body>) -> Response<Body> {
    screens::draw(state, request).await
}

/// A server function: JSON in and out. A page that asks for HTML is never answered with a redirect (SEC-91).
async fn server_function(FromState(state): FromState<State>, mut request: Request<Body>) -> Response<Body> {
    let is_json = request
        .headers()
        .get(header::CONTENT_TYPE)
        .and_then(|kind| kind.to_str().ok())
        .is_some_and(|kind| kind.starts_with("application/json"));
    if !is_json {
        return (StatusCode::UNSUPPORTED_MEDIA_TYPE, words::refusals::internal()).into_response();
    }
    request.headers_mut().insert(header::ACCEPT, HeaderValue::from_static("application/json"));
    leptos_axum::handle_server_fns_with_context(screens::context(state), request).await.into_response()
}

/// Files whose names hold the hash of their content: kept for ever, but only what was found.
fn built_files(site: &str) -> impl tower::Service<
    Request<Body>,
    Response = Response<ServeFileSystemResponseBody>,
    Error = std::convert::Infallible,
    Future: Send + 'static,
> + Clone
+ Send
+ Sync
+ 'static {
    let immutable = |response: &Response<ServeFileSystemResponseBody>| {
        response.status().is_success().then_some(HeaderValue::from_static("public, max-age=31536000, immutable"))
    };
    ServiceBuilder::new()
        .layer(SetResponseHeaderLayer::overriding(header::CACHE_CONTROL, immutable))
        .service(ServeDir::new(format!("{site}/pkg")).precompressed_br())
}

fn static_file(site: &str, name: &str) -> tower_http::services::ServeFile {
    tower_http::services::ServeFile::new(format!("{site}/{name}"))
}

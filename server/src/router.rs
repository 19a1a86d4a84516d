//! All routes, and the layers around them. Each route is added together with its line of the listing, which is compared
//! with `tests/routes.txt` (S-30).

use crate::layers::{errors, forgery, headers, limits, panic, request_number, session};
use crate::routes::{definitions, plain_form, reports, server_function, sign_in, supervision, sync};
use crate::screens;
use crate::state::State;
use axum::Router;
use axum::body::Body;
use axum::extract::{DefaultBodyLimit, State as FromState};
use axum::handler::Handler;
use axum::http::{HeaderValue, Request, Response, header};
use axum::middleware::{from_fn, from_fn_with_state};
use axum::response::Redirect;
use axum::routing::{get, post};
use server_functions::sync as addresses;
use tower::ServiceBuilder;
use tower_http::catch_panic::CatchPanicLayer;
use tower_http::compression::CompressionLayer;
use tower_http::csrf::CsrfLayer;
use tower_http::limit::RequestBodyLimitLayer;
use tower_http::services::fs::ServeFileSystemResponseBody;
use tower_http::services::{ServeDir, ServeFile};
use tower_http::set_header::SetResponseHeaderLayer;

/// Routes, and the list of them.
pub struct Routes {
    router: Router<State>,
    listing: Vec<String>,
}

/// The program as one service.
pub fn router(state: State) -> Router {
    with_layers(routes(&state), state)
}

/// Every route there is.
#[must_use]
pub fn routes(state: &State) -> Routes {
    // Leptos draws on the runtime that is there. A second router in one process finds it prepared.
    let _ = any_spawner::Executor::init_tokio();
    let site = state.leptos.site_root.to_string();
    let mut all = screens_and_forms()
        .limited(limits::BODY_BYTES)
        .and(server_function_routes().limited(limits::BODY_BYTES))
        .and(protocol().limited(limits::PUSH_BYTES));
    all.router = all.router.layer(DefaultBodyLimit::disable());
    all.built_files("/pkg", &site).file("/icon.svg", &site).file("/robots.txt", &site)
}

fn screens_and_forms() -> Routes {
    Routes::none()
        .get("/", async || Redirect::to("/applications"))
        .get("/sign-in", screen)
        .post("/sign-in", sign_in::sign_in)
        .post("/sign-out", sign_in::sign_out)
        .get("/applications", screen)
        .post("/applications", plain_form::start)
        .get("/applications/{application}", screen)
        .get("/applications/{application}/pages/{*address}", screen)
        .post("/applications/{application}/pages/{*address}", plain_form::post)
        .get("/applications/{application}/check", screen)
        .get("/applications/{application}/send-for-review", screen)
        .post("/applications/{application}/send-for-review", supervision::send_for_review)
        .post("/applications/{application}/take-back", supervision::take_back)
        .post("/applications/{application}/comments", supervision::comment)
        .get("/applications/{application}/review", screen)
        .post("/applications/{application}/review", supervision::decide)
        .get("/applications/{application}/record", screen)
        .get("/supervision", screen)
        .get("/definitions/{id}", definitions::package)
        .get("/definitions/{id}/{language}", definitions::texts)
        .post(headers::REPORTS, reports::take)
}

/// Server functions, each under its own address: one that is not registered is not found.
fn server_function_routes() -> Routes {
    let mut paths: Vec<&str> = leptos::server_fn::axum::server_fn_paths().map(|(path, _)| path).collect();
    paths.sort_unstable();
    paths.into_iter().fold(Routes::none(), |routes, path| routes.post(path, server_function::call))
}

fn protocol() -> Routes {
    Routes::none()
        .post(addresses::PUSH, sync::push)
        .post(addresses::SUBMIT, sync::submit)
        .get(&format!("{}/{{draft}}", addresses::DRAFTS), sync::read_draft)
        .get(addresses::PING, sync::ping)
}

/// Puts every layer around routes: the first named is the innermost.
pub fn with_layers(routes: Routes, state: State) -> Router {
    routes
        .router
        .fallback(screen)
        .layer(from_fn_with_state(state.clone(), session::find))
        .layer(from_fn(forgery::refuse_silent))
        .layer(CsrfLayer::new())
        .layer(from_fn_with_state(limits::Places::default(), limits::hold))
        .layer(CatchPanicLayer::custom(panic::Reply))
        .layer(from_fn_with_state(state.clone(), errors::tell))
        .layer(CompressionLayer::new())
        .layer(from_fn(headers::put_on))
        .layer(from_fn_with_state(state.clone(), request_number::give))
        .with_state(state)
}

impl Routes {
    fn none() -> Self {
        Self { router: Router::new(), listing: Vec::new() }
    }

    /// One line a route, `METHOD /address`, sorted by address.
    #[must_use]
    pub fn listing(&self) -> Vec<String> {
        let mut lines = self.listing.clone();
        lines.sort_by_key(|line| line.split_once(' ').map(|(method, path)| (path.to_owned(), method.to_owned())));
        lines
    }

    /// Adds a route that reads.
    #[must_use]
    pub fn get<H: Handler<T, State>, T: 'static>(mut self, path: &str, handler: H) -> Self {
        self.router = self.router.route(path, get(handler));
        self.listed("GET", path)
    }

    /// Adds a route that changes something.
    #[must_use]
    pub fn post<H: Handler<T, State>, T: 'static>(mut self, path: &str, handler: H) -> Self {
        self.router = self.router.route(path, post(handler));
        self.listed("POST", path)
    }

    /// Files whose names hold the hash of their content: kept for ever, but only what was found.
    fn built_files(mut self, below: &str, site: &str) -> Self {
        let immutable = |response: &Response<ServeFileSystemResponseBody>| {
            response.status().is_success().then_some(HeaderValue::from_static("public, max-age=31536000, immutable"))
        };
        let service = ServiceBuilder::new()
            .layer(SetResponseHeaderLayer::overriding(header::CACHE_CONTROL, immutable))
            .service(ServeDir::new(format!("{site}{below}")).precompressed_br());
        self.router = self.router.nest_service(below, service);
        self.listed("GET", &format!("{below}/{{*file}}"))
    }

    fn file(mut self, path: &str, site: &str) -> Self {
        self.router = self.router.route_service(path, ServeFile::new(format!("{site}{path}")));
        self.listed("GET", path)
    }

    fn limited(mut self, most_bytes: usize) -> Self {
        self.router = self.router.layer(RequestBodyLimitLayer::new(most_bytes));
        self
    }

    fn and(mut self, others: Self) -> Self {
        self.router = self.router.merge(others.router);
        self.listing.extend(others.listing);
        self
    }

    fn listed(mut self, method: &str, path: &str) -> Self {
        self.listing.push(format!("{method} {path}"));
        self
    }
}

async fn screen(FromState(state): FromState<State>, request: Request<Body>) -> Response<Body> {
    screens::draw(state, request).await
}

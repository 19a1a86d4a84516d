//! A page of the questionnaire posted as plain HTML: POST, 303, GET (S-16).

use crate::routes::forms;
use crate::screens;
use crate::state::State;
use app::FormReturn;
use axum::body::Body;
use axum::extract::{Path, State as FromState};
use axum::http::Request;
use axum::response::{IntoResponse, Redirect, Response};
use case::ApplicationId;
use server_functions::Refusal;
use server_functions::applications::Applications;
use server_functions::drafts::{Drafts, PageAddress, Posted};

/// `POST /applications`: starts one.
pub(crate) async fn start(FromState(state): FromState<State>, request: Request<Body>) -> Response {
    let form = match forms::read(&state, "/applications", request).await {
        Ok(form) => form,
        Err(response) => return response,
    };
    match state.commands.start(form.caller).await {
        Ok(application) => Redirect::to(&format!("/applications/{application}")).into_response(),
        Err(refusal) => forms::refused(state, form, "/applications", refusal).await,
    }
}

/// `POST /applications/{id}/pages/{*address}`
pub(crate) async fn post(
    FromState(state): FromState<State>,
    Path((application, address)): Path<(String, String)>,
    request: Request<Body>,
) -> Response {
    // With what stands behind the question mark, where a change that is under way is kept.
    let screen = request.uri().path_and_query().map_or_else(String::new, ToString::to_string);
    let form = match forms::read(&state, &screen, request).await {
        Ok(form) => form,
        Err(response) => return response,
    };
    let (Ok(id), Some(page)) = (application.parse::<ApplicationId>(), PageAddress::read(&address)) else {
        return forms::refused(state, form, &screen, Refusal::NotFound).await;
    };
    let is_search = form.fields.value("search").is_some();
    let searched = is_search.then(|| form.fields.0.clone());
    match state.commands.post(form.caller, id, page, form.fields.clone()).await {
        // What was searched for is no answer: the page is drawn with what it found.
        Ok(_) if is_search => {
            let returned = FormReturn { values: searched.unwrap_or_default(), ..FormReturn::default() };
            let mut response = screens::draw_again(state, form.parts, &screen, returned).await;
            *response.status_mut() = axum::http::StatusCode::OK;
            response
        }
        Ok(Posted::Page(address)) => Redirect::to(&format!("/applications/{application}/{address}")).into_response(),
        Ok(Posted::TaskList) => Redirect::to(&format!("/applications/{application}")).into_response(),
        Ok(Posted::CheckEverything) => Redirect::to(&format!("/applications/{application}/check")).into_response(),
        Err(refusal) => forms::refused(state, form, &screen, refusal).await,
    }
}

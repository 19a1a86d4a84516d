//! Sending for review, comments and decisions as plain forms; the same commands as the server functions.

use crate::routes::forms::{self, Form};
use crate::state::State;
use axum::body::Body;
use axum::extract::{Path, State as FromState};
use axum::http::Request;
use axum::response::{IntoResponse, Redirect, Response};
use case::ApplicationId;
use server_functions::Refusal;
use server_functions::supervision::{AddComment, Approve, SendBack, SendForReview, Supervision};

/// What a form is about, once it was read.
struct About {
    state: State,
    form: Form,
    application: ApplicationId,
}

/// Reads a form of a screen below an application's address; `""` is the application's own.
async fn about(state: State, application: &str, below: &str, request: Request<Body>) -> Result<About, Response> {
    let screen = format!("/applications/{application}/{below}");
    let screen = screen.trim_end_matches('/');
    let form = forms::read(&state, screen, request).await?;
    match application.parse() {
        Ok(application) => Ok(About { state, form, application }),
        Err(_) => Err(forms::refused(state, form, screen, Refusal::NotFound).await),
    }
}

impl About {
    fn text(&self, field: &str) -> String {
        self.form.fields.value(field).unwrap_or_default().trim().to_owned()
    }

    fn address(&self, below: &str) -> String {
        if below.is_empty() {
            format!("/applications/{}", self.application)
        } else {
            format!("/applications/{}/{below}", self.application)
        }
    }

    /// On to an address, or the screen again with the refusal.
    async fn answer<T>(self, done: Result<T, Refusal>, then: &str, otherwise: &str) -> Response {
        match done {
            Ok(_) => Redirect::to(&self.address(then)).into_response(),
            Err(refusal) => {
                let screen = self.address(otherwise);
                forms::refused(self.state, self.form, &screen, refusal).await
            }
        }
    }
}

/// `POST /applications/{id}/send-for-review`
pub(crate) async fn send_for_review(
    FromState(state): FromState<State>,
    Path(application): Path<String>,
    request: Request<Body>,
) -> Response {
    let about = match about(state, &application, "send-for-review", request).await {
        Ok(about) => about,
        Err(response) => return response,
    };
    let request = SendForReview {
        application: about.application,
        note: about.text("note"),
        supervisor: about.text("supervisor").parse().ok(),
    };
    let done = about.state.commands.send_for_review(about.form.caller, request).await;
    about.answer(done, "", "send-for-review").await
}

/// `POST /applications/{id}/take-back`
pub(crate) async fn take_back(
    FromState(state): FromState<State>,
    Path(application): Path<String>,
    request: Request<Body>,
) -> Response {
    let about = match about(state, &application, "", request).await {
        Ok(about) => about,
        Err(response) => return response,
    };
    let done = about.state.commands.take_back(about.form.caller, about.application).await;
    about.answer(done, "", "").await
}

/// `POST /applications/{id}/comments`
pub(crate) async fn comment(
    FromState(state): FromState<State>,
    Path(application): Path<String>,
    request: Request<Body>,
) -> Response {
    let about = match about(state, &application, "review", request).await {
        Ok(about) => about,
        Err(response) => return response,
    };
    let place = Some(about.text("place")).filter(|place| !place.is_empty());
    let request = AddComment { application: about.application, place, text: about.text("comment") };
    let done = about.state.commands.comment(about.form.caller, request).await;
    about.answer(done, "review", "review").await
}

/// `POST /applications/{id}/review`: approves and submits, or sends back.
pub(crate) async fn decide(
    FromState(state): FromState<State>,
    Path(application): Path<String>,
    request: Request<Body>,
) -> Response {
    let about = match about(state, &application, "review", request).await {
        Ok(about) => about,
        Err(response) => return response,
    };
    let expected_rev = about.text("expected_rev").parse().unwrap_or(0);
    if about.text("_do") == "approve" {
        let request = Approve {
            application: about.application,
            expected_rev,
            digest: about.text("digest"),
            idempotency_key: about.text("idempotency_key"),
            representative_name: about.text("decl_rep_name"),
            representative_role: about.text("decl_rep_role"),
            representative_number: about.text("decl_rep_number"),
            is_confirmed: about.text("decl_rep_confirm") == "yes",
        };
        let done = about.state.commands.approve_and_submit(about.form.caller, request).await;
        return about.answer(done, "record", "review").await;
    }
    let request = SendBack { application: about.application, expected_rev, text: about.text("review_comments") };
    let done = about.state.commands.send_back(about.form.caller, request).await;
    about.answer(done, "", "review").await
}

//! Reports of breaches of the policy: counted in the log without their content (SEC-40 makes alarms of them, H).

use axum::http::StatusCode;

/// `POST /policy-reports`
pub(crate) async fn take() -> StatusCode {
    tracing::warn!("The browser reported a breach of the policy.");
    StatusCode::NO_CONTENT
}

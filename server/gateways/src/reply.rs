//! Sends one request and reads its reply: within a time, up to a size.
//!
//! Left out: what the reply means. The errors of the HTTP library end here, because they print the address asked.

use std::time::Duration;

use reqwest::{RequestBuilder, Response, header};

use crate::outage::Outage;

/// A whole reply.
pub(crate) struct RawReply {
    pub(crate) status: u16,
    /// The media type in lower case, without its parameters; empty if none was sent.
    pub(crate) media_type: String,
    pub(crate) body: Vec<u8>,
}

/// Sends and reads within `time_limit` for both together, at most `limit_bytes` of body.
pub(crate) async fn exchange(
    request: RequestBuilder,
    time_limit: Duration,
    limit_bytes: usize,
) -> Result<RawReply, Outage> {
    let whole = async {
        let response = request.send().await.map_err(|error| outage_of(&error))?;
        read_within(response, limit_bytes).await
    };
    tokio::time::timeout(time_limit, whole).await.unwrap_or(Err(Outage::NoReplyInTime(time_limit)))
}

async fn read_within(mut response: Response, limit_bytes: usize) -> Result<RawReply, Outage> {
    let status = response.status().as_u16();
    let media_type = media_type_of(&response);
    let mut body = Vec::new();
    while let Some(piece) = response.chunk().await.map_err(|error| outage_of(&error))? {
        // A declared length is not believed: only what has come is counted.
        if body.len().saturating_add(piece.len()) > limit_bytes {
            return Err(Outage::TooLarge { limit_bytes });
        }
        body.extend_from_slice(&piece);
    }
    Ok(RawReply { status, media_type, body })
}

fn media_type_of(response: &Response) -> String {
    let header = response.headers().get(header::CONTENT_TYPE).and_then(|value| value.to_str().ok());
    let before_parameters = header.and_then(|text| text.split(';').next()).unwrap_or_default();
    before_parameters.trim().to_ascii_lowercase()
}

fn outage_of(error: &reqwest::Error) -> Outage {
    if error.is_connect() { Outage::NotConnected } else { Outage::ConnectionLost }
}
